//! The Brier score.

use crate::{BinaryOutcome, Probability};

/// Returns the Brier score of one forecast: 0 is best, 1 is worst.
///
/// # Formula
///
/// ```text
/// (p − y)²    y = 1 if it happened, 0 if not, a share for a partial resolution
/// ```
///
/// Strictly proper. 50 % gets 0.25, whatever happens.
///
/// # References
///
/// - Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly
///   Weather Review*, 78(1), 1–3. His own score sums over both outcomes: [`brier_full`].
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Probability, brier};
///
/// let score = brier(Probability::new(0.7).unwrap(), BinaryOutcome::YES);
/// assert!((score - 0.09).abs() < 1e-12);
/// ```
#[must_use]
pub fn brier(forecast: Probability, outcome: BinaryOutcome) -> f64 {
    (forecast.get() - outcome.get()).powi(2)
}

/// Returns the Brier score summed over yes and no: 0 is best, 2 is worst.
///
/// # Formula
///
/// ```text
/// 2 (p − y)²
/// ```
///
/// # References
///
/// - Brier (1950), as above; the scale of Good Judgment Open and of Tetlock's tournaments.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Probability, brier_full};
///
/// let score = brier_full(Probability::new(0.7).unwrap(), BinaryOutcome::YES);
/// assert!((score - 0.18).abs() < 1e-12);
/// ```
#[must_use]
pub fn brier_full(forecast: Probability, outcome: BinaryOutcome) -> f64 {
    2.0 * brier(forecast, outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certain_forecast_scores_0_or_1() {
        let certain = Probability::ONE;
        assert!(brier(certain, BinaryOutcome::YES).abs() < f64::EPSILON);
        assert!((brier(certain, BinaryOutcome::NO) - 1.0).abs() < f64::EPSILON);
        assert!((brier_full(certain, BinaryOutcome::NO) - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_partial_resolution_is_scored_by_its_value() {
        let outcome = BinaryOutcome::new(0.25).unwrap();
        assert!((brier(Probability::HALF, outcome) - 0.0625).abs() < f64::EPSILON);
    }
}
