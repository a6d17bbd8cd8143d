//! The pinball loss of quantiles, one by one and all together.

use super::{Quantile, Quantiles};
use crate::{count, sum};

/// Returns the pinball loss of one quantile: 0 is best, there is no worst; it has the outcome's
/// unit.
///
/// # Formula
///
/// ```text
/// (τ − 1{y < q}) (y − q)    τ is the level, without a factor 2
/// ```
///
/// # References
///
/// - Koenker, R. and Bassett, G. (1978). Regression quantiles. *Econometrica*, 46(1), 33–50.
///
/// # Example
///
/// ```
/// use foretell_scoring::quantile::{Quantile, pinball};
///
/// let quantile = Quantile { level: 0.9, value: 14.0 };
/// assert!((pinball(quantile, 16.0) - 0.9 * 2.0).abs() < 1e-12);
/// assert!((pinball(quantile, 12.0) - 0.1 * 2.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn pinball(quantile: Quantile, outcome: f64) -> f64 {
    let Quantile { level, value } = quantile;
    if outcome < value {
        (1.0 - level) * (value - outcome)
    } else {
        level * (outcome - value)
    }
}

/// Returns the mean pinball loss over the levels: 0 is best, there is no worst; it has the
/// outcome's unit.
///
/// # Formula
///
/// ```text
/// (1/m) Σⱼ (τⱼ − 1{y < qⱼ}) (y − qⱼ)
/// ```
///
/// It depends on which levels are given, so compare it between forecasts of the same levels only.
///
/// # References
///
/// - Koenker and Bassett (1978), as in [`pinball`].
///
/// # Example
///
/// ```
/// use foretell_scoring::quantile::{Quantiles, pinball_mean};
///
/// let quantiles = Quantiles::new([(0.1, 9.0), (0.9, 14.0)]).unwrap();
/// assert!((pinball_mean(&quantiles, 16.0) - (0.7 + 1.8) / 2.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn pinball_mean(quantiles: &Quantiles, outcome: f64) -> f64 {
    let each = quantiles.as_slice().iter().map(|&q| pinball(q, outcome));
    sum(each) / count(quantiles.len())
}

/// Returns the continuous ranked probability score as far as a few quantiles tell it: 0 is best,
/// there is no worst; it has the outcome's unit.
///
/// # Formula
///
/// ```text
/// (2/m) Σⱼ (τⱼ − 1{y < qⱼ}) (y − qⱼ)
/// ```
///
/// For levels that are symmetric around a median it is the weighted interval score. Compare it
/// between forecasts of the same levels only.
///
/// # References
///
/// - Gneiting, T. and Ranjan, R. (2011). Comparing density forecasts using threshold- and
///   quantile-weighted scoring rules. *Journal of Business and Economic Statistics*, 29(3),
///   411–422.
///
/// # Example
///
/// ```
/// use foretell_scoring::quantile::{Quantiles, crps_quantile};
///
/// let quantiles = Quantiles::new([(0.1, 9.0), (0.9, 14.0)]).unwrap();
/// assert!((crps_quantile(&quantiles, 16.0) - (0.7 + 1.8)).abs() < 1e-12);
/// ```
#[must_use]
pub fn crps_quantile(quantiles: &Quantiles, outcome: f64) -> f64 {
    2.0 * pinball_mean(quantiles, outcome)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Bounds;

    #[test]
    fn an_outcome_on_a_quantile_costs_nothing() {
        assert!(
            pinball(
                Quantile {
                    level: 0.9,
                    value: 14.0
                },
                14.0
            )
            .abs()
                < 1e-15
        );
    }

    #[test]
    fn an_outcome_that_is_never_reached_is_scored_at_the_bound() {
        let bounds = Bounds::new(0.0, 20.0).unwrap();
        let late = Quantiles::new([(0.1, 10.0), (0.5, 18.0), (0.9, 40.0)])
            .unwrap()
            .within(bounds);
        assert_eq!(late.at(0.9), Some(20.0));
        // .1 · 10 + .5 · 2 + 0 over three levels.
        assert!((pinball_mean(&late, bounds.censor(f64::INFINITY)) - 2.0 / 3.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn no_quantile_is_expected_to_score_better_than_that_of_the_belief(
            (level, said) in (0.05_f64..0.95, -1.0_f64..2.0),
        ) {
            // The belief is uniform on 0 to 1: a fine grid of outcomes.
            let expected = |value| {
                let grid = (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0);
                sum(grid.map(|y| pinball(Quantile { level, value }, y))) / 1000.0
            };
            // The grid's own quantile lies within half a step of the belief's.
            prop_assert!(expected(level) <= expected(said) + 1e-3);
        }
    }
}
