//! Pooling on the odds: their geometric mean, and its extremised forms.

use super::panel::{Panel, nearest};
use crate::{Probability, Undefined, count};

/// Returns the geometric mean of the forecasters' odds, as a probability: the logarithmic pool.
///
/// # Formula
///
/// ```text
/// σ(Σ w ℓ(p) / Σ w)    ℓ(p) = ln (p/(1 − p)), σ its inverse
/// ```
///
/// Whoever is certain decides; undefined where one is certain of no and another of yes.
///
/// # References
///
/// - Genest, C. and Zidek, J. V. (1986). Combining probability distributions: a critique and an
///   annotated bibliography. *Statistical Science*, 1(1), 114–135.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::{Panel, mean_odds};
///
/// // Odds of 1 to 9, 2 to 3 and 4 to 1: their product is 8/27, so their mean is 2 to 3.
/// let said = [0.1, 0.4, 0.8].map(|p| Probability::new(p).unwrap());
/// assert!((mean_odds(&Panel::equal(&said).unwrap()).unwrap().get() - 0.4).abs() < 1e-12);
/// ```
pub fn mean_odds(panel: &Panel) -> Result<Probability, Undefined> {
    extremised_odds(panel, 1.0)
}

/// Returns the geometric mean of the forecasters' odds, moved away from ½ by a factor on the log
/// odds.
///
/// # Formula
///
/// ```text
/// σ(a Σ w ℓ(p) / Σ w)    a > 1 extremises; fit it on other questions than those it is used on
/// ```
///
/// Undefined where one is certain of no and another of yes.
///
/// # References
///
/// - Satopää, V. A. et al. (2014). Combining multiple probability predictions using a simple logit
///   model. *International Journal of Forecasting*, 30(2), 344–356.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::{Panel, extremised_odds};
///
/// // Even odds of 2 to 1, to the power of 2.
/// let said = [2.0 / 3.0; 3].map(|p| Probability::new(p).unwrap());
/// let pooled = extremised_odds(&Panel::equal(&said).unwrap(), 2.0).unwrap();
/// assert!((pooled.get() - 0.8).abs() < 1e-12);
/// ```
pub fn extremised_odds(panel: &Panel, factor: f64) -> Result<Probability, Undefined> {
    if panel.is_opposed() {
        return Err(Undefined::Opposed);
    }
    Ok(panel.pooled(probability(factor * panel.mean_of(log_odds))))
}

/// Returns a probability moved away from ½ by a factor on its log odds.
///
/// # Formula
///
/// ```text
/// pᵃ / (pᵃ + (1 − p)ᵃ)    a > 1 extremises, a < 1 moves towards ½
/// ```
///
/// # References
///
/// - Baron, J. et al. (2014). Two reasons to make aggregated probability forecasts more extreme.
///   *Decision Analysis*, 11(2), 133–145.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::extremise;
///
/// let moved = extremise(Probability::new(2.0 / 3.0).unwrap(), 2.0);
/// assert!((moved.get() - 0.8).abs() < 1e-12);
/// ```
#[must_use]
pub fn extremise(forecast: Probability, factor: f64) -> Probability {
    let is_certain = [Probability::ZERO, Probability::ONE].contains(&forecast);
    nearest(probability(factor * log_odds(forecast.get())), is_certain)
}

/// Returns the geometric mean of the forecasters' odds, extremised by how many they are.
///
/// # Formula
///
/// ```text
/// σ(d Σ w ℓ(p) / Σ w)    d the factor of `neyman_roughgarden_factor`
/// ```
///
/// Undefined where one is certain of no and another of yes.
///
/// # References
///
/// - Neyman, E. and Roughgarden, T. (2022). Are you smarter than a random expert? The robust
///   aggregation of substitutable signals. *Proceedings of the 23rd ACM Conference on Economics and
///   Computation*, 990–1012.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::{Panel, neyman_roughgarden};
///
/// let said = [0.76, 0.63].map(|p| Probability::new(p).unwrap());
/// let pooled = neyman_roughgarden(&Panel::equal(&said).unwrap()).unwrap();
/// assert!((pooled.get() - 0.748).abs() < 1e-4);
/// ```
pub fn neyman_roughgarden(panel: &Panel) -> Result<Probability, Undefined> {
    extremised_odds(panel, neyman_roughgarden_factor(panel.len()))
}

/// Returns the factor by which to extremise the mean log odds of so many forecasters: 1 for one,
/// and towards √3 for very many.
///
/// # Formula
///
/// ```text
/// n (√(3n² − 3n + 1) − 2) / (n² − n − 1)
/// ```
///
/// # References
///
/// - Neyman and Roughgarden (2022), as in [`neyman_roughgarden`].
#[must_use]
pub fn neyman_roughgarden_factor(forecasters: usize) -> f64 {
    let n = count(forecasters);
    n * ((3.0 * n * n - 3.0 * n + 1.0).sqrt() - 2.0) / (n * n - n - 1.0)
}

fn log_odds(p: f64) -> f64 {
    p.ln() - (-p).ln_1p()
}

fn probability(log_odds: f64) -> f64 {
    if log_odds.is_nan() {
        // A factor of 0 on certainty: no odds are left of it.
        return 0.5;
    }
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn panel(each: &[f64]) -> Panel {
        let each: Vec<_> = each.iter().map(|&p| Probability::new(p).unwrap()).collect();
        Panel::equal(&each).unwrap()
    }

    #[test]
    fn certainty_decides_unless_it_is_opposed() {
        assert_eq!(mean_odds(&panel(&[0.0, 0.9])), Ok(Probability::ZERO));
        assert_eq!(mean_odds(&panel(&[1.0, 0.1])), Ok(Probability::ONE));
        assert_eq!(mean_odds(&panel(&[0.0, 0.5, 1.0])), Err(Undefined::Opposed));
        assert_eq!(
            neyman_roughgarden(&panel(&[1.0, 0.0])),
            Err(Undefined::Opposed)
        );
    }

    #[test]
    fn what_nobody_is_certain_of_stays_open() {
        // 36.7 times 1.29 is a log odds whose probability rounds to 1, and −690 · 1.29 to 0.
        for (each, log_score_is_below) in [([1.0 - 1e-16; 2], 37.0), ([1e-300; 2], 746.0)] {
            let pooled = neyman_roughgarden(&panel(&each)).unwrap();
            let moved = extremise(Probability::new(each[0]).unwrap(), 4.0);
            for p in [pooled, moved] {
                assert!(0.0 < p.get() && p.get() < 1.0, "{p:?}");
                assert!(-p.get().min(1.0 - p.get()).ln() < log_score_is_below);
            }
        }
    }

    #[test]
    fn the_factor_runs_from_one_to_the_root_of_three() {
        // From the formula: (n, d).
        for (n, d) in [
            (1, 1.0),
            (2, 1.2915),
            (3, 1.4153),
            (5, 1.5290),
            (10, 1.6250),
            (50, 1.7096),
        ] {
            assert!((neyman_roughgarden_factor(n) - d).abs() < 5e-5, "{n}");
        }
        assert!((neyman_roughgarden_factor(1_000_000) - 3_f64.sqrt()).abs() < 1e-5);
    }

    #[test]
    fn certainty_cannot_be_extremised() {
        assert_eq!(extremise(Probability::ONE, 2.5), Probability::ONE);
        assert_eq!(extremise(Probability::ZERO, 0.5), Probability::ZERO);
        assert_eq!(extremise(Probability::HALF, 2.5), Probability::HALF);
        assert_eq!(extremise(Probability::ONE, 0.0), Probability::HALF);
    }

    proptest! {
        #[test]
        fn what_all_say_is_what_the_pool_says((p, n) in (0.001_f64..0.999, 1_usize..9)) {
            let pooled = mean_odds(&panel(&vec![p; n])).unwrap();
            prop_assert!((pooled.get() - p).abs() < 1e-12);
        }

        #[test]
        fn yes_and_no_are_treated_alike(each in prop::collection::vec(0.001_f64..0.999, 1..9)) {
            let others: Vec<_> = each.iter().map(|p| 1.0 - p).collect();
            let (yes, no) = (mean_odds(&panel(&each)).unwrap(), mean_odds(&panel(&others)).unwrap());
            prop_assert!((yes.get() + no.get() - 1.0).abs() < 1e-12);
        }
    }
}
