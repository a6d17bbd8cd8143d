//! Yates' decomposition of the Brier score by covariance.

use crate::{PairCounts, Undefined};

/// The Brier score as variances, covariance and bias.
///
/// # Formula
///
/// ```text
/// score = Var(y) + Var(p) − 2 Cov(p, y) + (p̄ − ȳ)²    population moments
/// ```
///
/// # References
///
/// - Yates, J. F. (1982). External correspondence: decompositions of the mean probability score.
///   *Organizational Behavior and Human Performance*, 30(1), 132–156.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yates {
    /// The variance of the outcomes, which no forecaster can help.
    pub outcome_variance: f64,
    /// The variance of the forecasts.
    pub forecast_variance: f64,
    /// The covariance of forecast and outcome: higher is better.
    pub covariance: f64,
    /// The mean forecast less the base rate: 0 is best.
    pub bias: f64,
}

impl Yates {
    /// Returns the parts of the mean Brier score.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::Yates;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = [0.2, 0.8].map(|p| Probability::new(p).unwrap());
    /// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::NO, BinaryOutcome::YES])).collect();
    /// let parts = Yates::of(&PairCounts::of(&pairs)).unwrap();
    /// assert!((parts.covariance - 0.15).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let (said, seen) = (pair_counts.mean_forecast()?, pair_counts.base_rate()?);
        Ok(Self {
            outcome_variance: pair_counts.mean(|_, y| (y.get() - seen).powi(2))?,
            forecast_variance: pair_counts.mean(|p, _| (p.get() - said).powi(2))?,
            covariance: pair_counts.mean(|p, y| (p.get() - said) * (y.get() - seen))?,
            bias: said - seen,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair, brier};

    #[test]
    fn the_parts_add_up_to_the_score_even_with_partial_resolutions() {
        let said = [0.1, 0.4, 0.4, 0.9].map(|p| Probability::new(p).unwrap());
        let seen = [0.0, 1.0, 0.25, 1.0].map(|y| BinaryOutcome::new(y).unwrap());
        let pairs: Vec<_> = Pair::alone(said.into_iter().zip(seen)).collect();
        let pair_counts = PairCounts::of(&pairs);
        let parts = Yates::of(&pair_counts).unwrap();
        let total = parts.outcome_variance + parts.forecast_variance - 2.0 * parts.covariance
            + parts.bias.powi(2);
        assert!((total - pair_counts.mean(brier).unwrap()).abs() < 1e-15);
    }

    #[test]
    fn without_pairs_there_are_no_parts() {
        assert_eq!(Yates::of(&PairCounts::default()), Err(Undefined::Empty));
    }
}
