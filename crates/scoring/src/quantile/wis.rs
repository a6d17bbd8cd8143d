//! The weighted interval score and its parts.

use super::Quantiles;
use crate::{Undefined, count, sum};

/// The parts of a weighted interval score, which add up to it.
///
/// 0 is best and there is no worst; all have the outcome's unit.
///
/// # References
///
/// - Bracher, J. et al. (2021). Evaluating epidemic forecasts in an interval format. *PLOS
///   Computational Biology*, 17(2), e1008618.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wis {
    /// What the width of the intervals costs.
    pub dispersion: f64,
    /// What intervals above the outcome cost.
    pub overprediction: f64,
    /// What intervals below the outcome cost.
    pub underprediction: f64,
}

impl Wis {
    /// Returns the score: the sum of the parts.
    #[must_use]
    pub fn total(self) -> f64 {
        sum([self.dispersion, self.overprediction, self.underprediction])
    }
}

/// Returns the weighted interval score of quantiles, in parts: 0 is best, there is no worst; it has
/// the outcome's unit.
///
/// # Formula
///
/// ```text
/// [½ |y − m| + Σₖ (αₖ/2) ISₖ] / (K + ½)    m the median, ISₖ the interval score at level 1 − αₖ
/// dispersion         Σₖ (αₖ/2) (uₖ − lₖ) / (K + ½)
/// overprediction     [Σₖ (lₖ − y)₊ + ½ (m − y)₊] / (K + ½)
/// underprediction    [Σₖ (y − uₖ)₊ + ½ (y − m)₊] / (K + ½)
/// ```
///
/// Without a median the divisor is K. Undefined where a quantile has no counterpart. With a median
/// it is the score [`crps_quantile`](super::crps_quantile).
///
/// # References
///
/// - Bracher et al. (2021), as in [`Wis`].
///
/// # Example
///
/// ```
/// use foretell_scoring::quantile::{Quantiles, wis};
///
/// let quantiles = Quantiles::new([(0.1, 9.0), (0.5, 11.0), (0.9, 14.0)]).unwrap();
/// let score = wis(&quantiles, 16.0).unwrap();
/// assert!((score.dispersion - 0.1 * 5.0 / 1.5).abs() < 1e-12);
/// assert!((score.underprediction - (2.0 + 2.5) / 1.5).abs() < 1e-12);
/// ```
pub fn wis(quantiles: &Quantiles, outcome: f64) -> Result<Wis, Undefined> {
    let intervals = quantiles.intervals()?;
    let median = quantiles.at(0.5);
    let halves = if median.is_some() { 0.5 } else { 0.0 };
    let weight = 1.0 / (count(intervals.len()) + halves);
    let above = median.map_or(0.0, |m| (m - outcome).max(0.0) / 2.0);
    let below = median.map_or(0.0, |m| (outcome - m).max(0.0) / 2.0);
    let widths = intervals.iter().map(|i| i.outside() / 2.0 * i.width());
    let over = intervals.iter().map(|i| i.overshoot(outcome));
    let under = intervals.iter().map(|i| i.undershoot(outcome));
    Ok(Wis {
        dispersion: weight * sum(widths),
        overprediction: weight * sum(over.chain([above])),
        underprediction: weight * sum(under.chain([below])),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{interval::winkler, quantile::crps_quantile};

    fn quantiles(pairs: &[(f64, f64)]) -> Quantiles {
        Quantiles::new(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn without_a_median_the_divisor_is_the_number_of_intervals() {
        let pair = quantiles(&[(0.1, 9.0), (0.9, 14.0)]);
        let interval = pair.intervals().unwrap()[0];
        let score = wis(&pair, 16.0).unwrap();
        // One interval: (α/2) IS = 0.1 · (5 + 10 · 2).
        assert!((score.total() - 0.1 * winkler(interval, 16.0)).abs() < 1e-12);
        assert!((score.total() - 2.5).abs() < 1e-12);
    }

    #[test]
    fn a_median_alone_scores_its_distance() {
        let median = quantiles(&[(0.5, 11.0)]);
        assert!((wis(&median, 14.0).unwrap().total() - 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_level_without_a_counterpart_is_refused() {
        let lone = quantiles(&[(0.1, 9.0), (0.5, 11.0)]);
        assert_eq!(wis(&lone, 10.0), Err(Undefined::Unpaired));
    }

    #[test]
    fn an_outcome_on_the_median_costs_only_the_width() {
        let score = wis(&quantiles(&[(0.1, 9.0), (0.5, 11.0), (0.9, 14.0)]), 11.0).unwrap();
        assert!(score.overprediction.abs() < 1e-15 && score.underprediction.abs() < 1e-15);
    }

    #[test]
    fn the_worked_example_is_not_that_of_the_library_that_adds_the_median_itself() {
        // 5 %, 25 %, 50 %, 75 %, 95 % at 0, .5, 1, 1.5, 2 and the outcome 1.2:
        // [½ · .2 + .05 · 2 + .25 · 1] / 2.5 = .18. One library adds ½ · 1 in place of ½ · .2: .34.
        let five = quantiles(&[
            (0.05, 0.0),
            (0.25, 0.5),
            (0.5, 1.0),
            (0.75, 1.5),
            (0.95, 2.0),
        ]);
        assert!((wis(&five, 1.2).unwrap().total() - 0.18).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_intervals_scores_and_to_the_quantile_score(
            (start, steps, outcome) in (
                -5.0_f64..5.0,
                prop::collection::vec(0.0_f64..3.0, 4),
                -10.0_f64..20.0,
            ),
        ) {
            let mut value = start;
            let levels = [0.05, 0.25, 0.5, 0.75, 0.95];
            let pairs = levels.iter().enumerate().map(|(i, &level)| {
                value += if i == 0 { 0.0 } else { steps[i - 1] };
                (level, value)
            });
            let five = Quantiles::new(pairs.collect::<Vec<_>>()).unwrap();
            let total = wis(&five, outcome).unwrap().total();
            let intervals = five.intervals().unwrap();
            let scores = intervals.iter().map(|&i| i.outside() / 2.0 * winkler(i, outcome));
            let median = 0.5 * (outcome - five.at(0.5).unwrap()).abs();
            prop_assert!((total - (sum(scores) + median) / 2.5).abs() < 1e-9);
            prop_assert!((total - crps_quantile(&five, outcome)).abs() < 1e-9);
        }
    }
}
