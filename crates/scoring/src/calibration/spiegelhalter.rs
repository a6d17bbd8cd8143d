//! Spiegelhalter's test of calibration.

use crate::special::normal_two_sided;
use crate::{PairCounts, Undefined};

/// Spiegelhalter's test: is the Brier score what the forecasts themselves expect?
///
/// # Formula
///
/// ```text
/// z = Σ (y − p)(1 − 2p) / √(Σ (1 − 2p)² p (1 − p))
/// ```
///
/// # Edge cases
///
/// Forecasts of ½ say nothing here; where all are 0, ½ or 1 there is no test. It sees too extreme
/// and too timid forecasts, and misses what cancels out.
///
/// # References
///
/// - Spiegelhalter, D. J. (1986). Probabilistic prediction in patient management and clinical
///   trials. *Statistics in Medicine*, 5(5), 421–433.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spiegelhalter {
    /// The score's excess in standard errors: above 0 where it is worse than expected.
    pub z: f64,
    /// How often a calibrated forecaster is as far off, on either side.
    pub p_value: f64,
}

impl Spiegelhalter {
    /// Returns the test.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::Spiegelhalter;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = Probability::new(0.9).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::NO)]).collect();
    /// let test = Spiegelhalter::test(&PairCounts::of(&pairs)).unwrap();
    /// assert!((test.z - 3.0).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::NoVariance`] where all forecasts are 0, ½ or 1, [`Undefined::Weighted`] with
    /// weights, [`Undefined::Empty`] without pairs.
    pub fn test(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        pair_counts.some_cells()?;
        pair_counts.require_equal_weights()?;
        let excess = pair_counts.sum(|cell| {
            let p = cell.forecast.get();
            (cell.yes * (1.0 - p) - cell.no * p) * (1.0 - 2.0 * p)
        });
        let variance = pair_counts.sum(|cell| {
            let p = cell.forecast.get();
            cell.weight() * (1.0 - 2.0 * p).powi(2) * p * (1.0 - p)
        });
        if variance <= 0.0 {
            return Err(Undefined::NoVariance);
        }
        let z = excess / variance.sqrt();
        Ok(Self {
            z,
            p_value: normal_two_sided(z),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair};

    #[test]
    fn forecasts_without_variance_are_not_tested() {
        let said = [Probability::ZERO, Probability::HALF, Probability::ONE];
        let pairs: Vec<_> = Pair::alone(said.map(|p| (p, BinaryOutcome::YES))).collect();
        let test = Spiegelhalter::test(&PairCounts::of(&pairs));
        assert_eq!(test, Err(Undefined::NoVariance));
        assert_eq!(
            Spiegelhalter::test(&PairCounts::default()),
            Err(Undefined::Empty)
        );
    }
}
