//! Sharpness: how far the forecasts are from even chances, whatever happened.

use crate::Probability;

use super::{BinaryOutcome, PairCounts, Undefined, brier, log_score};

/// How decided the forecasts are.
///
/// Sharpness alone is no quality: a forecaster should be as sharp as calibration allows.
///
/// # References
///
/// - Gneiting, T., Balabdaoui, F. and Raftery, A. E. (2007). Probabilistic forecasts, calibration
///   and sharpness. *Journal of the Royal Statistical Society B*, 69(2), 243–268.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sharpness {
    /// The (population) variance of the forecasts, 0 to ¼; higher is sharper.
    pub variance: f64,
    /// The mean of p (1 − p), the Brier score to expect if calibrated; lower is sharper.
    pub expected_brier: f64,
    /// The mean of max(p, 1 − p), ½ to 1; higher is sharper.
    pub confidence: f64,
    /// The mean entropy in nats, the log score to expect if calibrated; lower is sharper.
    pub entropy: f64,
}

impl Sharpness {
    /// Returns the sharpness of the forecasts.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{BinaryOutcome, Pair, Probability, Sharpness, PairCounts};
    ///
    /// let pairs: Vec<_> = Pair::alone([(Probability::HALF, BinaryOutcome::NO)]).collect();
    /// let sharpness = Sharpness::of(&PairCounts::of(&pairs)).unwrap();
    /// assert_eq!(sharpness.confidence, 0.5);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let mean = pair_counts.mean_forecast()?;
        let mean_of = |f: fn(Probability) -> f64| pair_counts.mean_of_forecasts(f);
        Ok(Self {
            variance: pair_counts.mean_of_forecasts(|p| (p.get() - mean).powi(2))?,
            expected_brier: mean_of(|p| expected(p, brier))?,
            confidence: mean_of(confidence)?,
            entropy: mean_of(|p| expected(p, log_score))?,
        })
    }
}

/// Returns max(p, 1 − p).
pub(super) fn confidence(forecast: Probability) -> f64 {
    forecast.get().max(forecast.complement().get())
}

/// Returns the score that a forecast expects of itself.
fn expected(forecast: Probability, score: fn(Probability, BinaryOutcome) -> f64) -> f64 {
    // The mixture of both outcomes; a certain forecast takes no part in what it excludes.
    let part = |share: f64, outcome| {
        if share > 0.0 {
            share * score(forecast, outcome)
        } else {
            0.0
        }
    };
    part(forecast.get(), BinaryOutcome::YES) + part(forecast.complement().get(), BinaryOutcome::NO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pair;

    #[test]
    fn certain_forecasts_are_as_sharp_as_can_be() {
        let said = [
            (Probability::ONE, BinaryOutcome::NO),
            (Probability::ZERO, BinaryOutcome::NO),
        ];
        let pairs: Vec<_> = Pair::alone(said).collect();
        let sharpness = Sharpness::of(&PairCounts::of(&pairs)).unwrap();
        let expected = Sharpness {
            variance: 0.25,
            expected_brier: 0.0,
            confidence: 1.0,
            entropy: 0.0,
        };
        assert_eq!(sharpness, expected);
    }

    #[test]
    fn without_pairs_there_is_no_sharpness() {
        assert_eq!(Sharpness::of(&PairCounts::default()), Err(Undefined::Empty));
    }
}
