//! Calibration in the large: did as many things happen as were said to?

use crate::special::normal_two_sided;
use crate::{PairCounts, Statistic, Undefined};

/// The base rate beside the mean forecast.
///
/// # Formula
///
/// ```text
/// difference = ȳ − p̄        ratio = Σ y / Σ p
/// z = (Σ y − Σ p) / √(Σ p (1 − p))
/// ```
///
/// # Edge cases
///
/// There is no ratio where all forecasts are 0, and no z where all are 0 or 1. The test does not
/// know weights.
///
/// # References
///
/// - Steyerberg, E. W. (2019). *Clinical Prediction Models*, 2nd ed., ch. 15. Springer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationInTheLarge {
    /// The base rate less the mean forecast: above 0 where more happened than was said.
    pub difference: f64,
    /// What happened over what was expected.
    pub ratio: Statistic,
    /// The difference in standard errors, if the forecasts are right.
    pub z: Statistic,
    /// How often a calibrated forecaster is as far off.
    pub p_value: Statistic,
}

impl CalibrationInTheLarge {
    /// Returns the calibration in the large.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::CalibrationInTheLarge;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = Probability::new(0.4).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::YES), (said, BinaryOutcome::NO)]).collect();
    /// let large = CalibrationInTheLarge::of(&PairCounts::of(&pairs)).unwrap();
    /// assert!((large.difference - 0.1).abs() < 1e-12);
    /// assert!((large.ratio.unwrap() - 1.25).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let (seen, said) = (pair_counts.base_rate()?, pair_counts.mean_forecast()?);
        let ratio = if said > 0.0 {
            Ok(seen / said)
        } else {
            Err(Undefined::CertainGroup)
        };
        let z = z(pair_counts);
        Ok(Self {
            difference: seen - said,
            ratio,
            z,
            p_value: z.map(normal_two_sided),
        })
    }
}

fn z(pair_counts: &PairCounts) -> Statistic {
    pair_counts.some_cells()?;
    pair_counts.require_equal_weights()?;
    let excess = pair_counts.sum(|cell| cell.yes - cell.weight() * cell.forecast.get());
    let variance = pair_counts
        .sum(|cell| cell.weight() * cell.forecast.get() * cell.forecast.complement().get());
    if variance > 0.0 {
        Ok(excess / variance.sqrt())
    } else {
        Err(Undefined::NoVariance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair};

    #[test]
    fn forecasts_of_zero_leave_nothing_to_divide_by() {
        let pairs: Vec<_> = Pair::alone([(Probability::ZERO, BinaryOutcome::NO)]).collect();
        let large = CalibrationInTheLarge::of(&PairCounts::of(&pairs)).unwrap();
        assert_eq!(large.ratio, Err(Undefined::CertainGroup));
        assert_eq!(large.z, Err(Undefined::NoVariance));
    }

    #[test]
    fn the_test_counts_standard_errors() {
        // 3 of 4 where 2 were expected, with variance 4 · ¼ = 1.
        let half = Probability::HALF;
        let seen = [
            BinaryOutcome::YES,
            BinaryOutcome::YES,
            BinaryOutcome::YES,
            BinaryOutcome::NO,
        ];
        let pairs: Vec<_> = Pair::alone(seen.map(|y| (half, y))).collect();
        let large = CalibrationInTheLarge::of(&PairCounts::of(&pairs)).unwrap();
        assert!((large.z.unwrap() - 1.0).abs() < 1e-15);
        assert!((large.p_value.unwrap() - 0.317_310_507_9).abs() < 1e-10);
    }
}
