//! The cumulative calibration error, which needs no bins.

use crate::{PairCounts, Sum, Undefined};

/// How far the running sum of what happened strays from that of what was said.
///
/// # Formula
///
/// ```text
/// C(t) = Σ_{p ≤ t} (y − p) / n
/// largest = max |C|        range = max C − min C, 0 included        scale = √(Σ p (1 − p)) / n
/// ```
///
/// Equal forecasts are added together, so that their order does not matter. Divided by the scale,
/// both have a known distribution for a calibrated forecaster.
///
/// # References
///
/// - Arrieta-Ibarra, I. et al. (2022). Metrics of calibration for probabilistic predictions.
///   *Journal of Machine Learning Research*, 23(351), 1–54.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CumulativeError {
    /// The greatest distance from 0.
    pub largest: f64,
    /// The distance between the highest and the lowest point.
    pub range: f64,
    /// What both are to be measured by.
    pub scale: f64,
}

impl CumulativeError {
    /// Returns the error.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::CumulativeError;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = [0.2, 0.6].map(|p| Probability::new(p).unwrap());
    /// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::NO, BinaryOutcome::YES])).collect();
    /// let error = CumulativeError::of(&PairCounts::of(&pairs)).unwrap();
    /// assert!((error.largest - 0.1).abs() < 1e-12);
    /// assert!((error.range - 0.2).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs, [`Undefined::Weighted`] with weights.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let cells = pair_counts.some_cells()?;
        pair_counts.require_equal_weights()?;
        let n = pair_counts.weight();
        let mut sum = Sum::default();
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for cell in cells {
            sum.add(cell.yes - cell.weight() * cell.forecast.get());
            low = low.min(sum.get());
            high = high.max(sum.get());
        }
        let variance = pair_counts
            .sum(|cell| cell.weight() * cell.forecast.get() * cell.forecast.complement().get());
        Ok(Self {
            largest: high.max(-low) / n,
            range: (high - low) / n,
            scale: variance.sqrt() / n,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair};

    #[test]
    fn the_order_of_equal_forecasts_does_not_matter() {
        let half = Probability::HALF;
        let pairs: Vec<_> =
            Pair::alone([(half, BinaryOutcome::YES), (half, BinaryOutcome::NO)]).collect();
        let error = CumulativeError::of(&PairCounts::of(&pairs)).unwrap();
        assert!(error.largest.abs() < 1e-15 && error.range.abs() < 1e-15);
        assert!((error.scale - 0.5_f64.sqrt() / 2.0).abs() < 1e-15);
    }
}
