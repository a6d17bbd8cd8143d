//! The spherical score.

use crate::Probability;

/// Returns the spherical score of one forecast: 1 is best, 0 is worst.
///
/// # Formula
///
/// ```text
/// q / √(p² + (1 − p)²)    q = p if it happened, else 1 − p
/// ```
///
/// A reward, where the other scores are losses; strictly proper. 50 % gets √½, about 0.707, whatever
/// happens. It is not defined for partial resolutions.
///
/// # References
///
/// - Roby, T. B. (1965). Belief states and the uses of evidence. *Behavioral Science*, 10(3),
///   255–270.
/// - That it is proper: Gneiting, T. and Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and
///   estimation. *Journal of the American Statistical Association*, 102(477), 359–378.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Probability, spherical};
///
/// let score = spherical(Probability::new(0.6).unwrap(), true);
/// assert!((score - 0.6 / 0.52_f64.sqrt()).abs() < 1e-12);
/// ```
#[must_use]
pub fn spherical(forecast: Probability, happened: bool) -> f64 {
    let (yes, no) = (forecast.get(), forecast.complement().get());
    let said = if happened { yes } else { no };
    said / yes.hypot(no)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_yes_goes_for_its_no() {
        let half = Probability::new(0.5).unwrap();
        assert!((spherical(half, true) - 0.5_f64.sqrt()).abs() < 1e-15);
        for percent in 0..=100 {
            let said = Probability::new(f64::from(percent) / 100.0).unwrap();
            assert!((spherical(said, true) - spherical(said.complement(), false)).abs() < 1e-15);
        }
    }

    #[test]
    fn a_certain_forecast_scores_1_or_0() {
        assert!((spherical(Probability::ONE, true) - 1.0).abs() < f64::EPSILON);
        assert!(spherical(Probability::ONE, false).abs() < f64::EPSILON);
    }
}
