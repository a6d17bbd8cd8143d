//! The CORP decomposition: a mean score as miscalibration, discrimination and uncertainty.

use crate::Probability;
use crate::{PairCounts, Undefined, brier, log_score, sum};

use super::Curve;

/// A mean score, taken apart with the help of the calibration curve.
///
/// # Formula
///
/// ```text
/// score = miscalibration − discrimination + uncertainty
///
/// miscalibration = score of the forecasts − score of the forecasts put right
/// discrimination = score of the base rate − score of the forecasts put right
/// uncertainty    = score of the base rate
/// ```
///
/// A forecast is put right by reading it off the [calibration curve](Curve). No part is ever
/// negative. In small samples the first two are too high even for a perfect forecaster, so that
/// miscalibration should stand beside its chance level.
///
/// # References
///
/// - Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021). Stable reliability diagrams for
///   probabilistic classifiers. *PNAS*, 118(8), e2016191118.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corp {
    /// The mean score: 0 is best.
    pub score: f64,
    /// What better calibration would have saved: 0 is best. Infinite where the score is.
    pub miscalibration: f64,
    /// What telling cases apart has saved: higher is better.
    pub discrimination: f64,
    /// How hard the cases were to somebody who knew only the base rate.
    pub uncertainty: f64,
}

impl Corp {
    /// Returns the parts of the mean Brier score of the pairs that have a yes or a no.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::Corp;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = [0.2, 0.9].map(|p| Probability::new(p).unwrap());
    /// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::NO, BinaryOutcome::YES])).collect();
    /// let corp = Corp::brier(&PairCounts::of(&pairs)).unwrap();
    /// assert!((corp.miscalibration - 0.025).abs() < 1e-12);
    /// assert!((corp.discrimination - 0.25).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without such pairs.
    pub fn brier(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let score = pair_counts.mean_of_binary(half_brier)?;
        Ok(Self::of(
            pair_counts,
            &Curve::of(pair_counts)?,
            score,
            spread,
        ))
    }

    /// Returns the parts of the mean log score of the pairs that have a yes or a no.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without such pairs.
    pub fn log(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let score = pair_counts.mean_of_binary(log)?;
        Ok(Self::of(
            pair_counts,
            &Curve::of(pair_counts)?,
            score,
            entropy,
        ))
    }

    /// Returns the parts of both, by the calibration curve of the counts.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without such pairs.
    pub fn brier_and_log(pair_counts: &PairCounts, curve: &Curve) -> Result<[Self; 2], Undefined> {
        let [half, nats] = pair_counts
            .means_of_binary(|p, happened| [half_brier(p, happened), log(p, happened)])?;
        Ok([
            Self::of(pair_counts, curve, half, spread),
            Self::of(pair_counts, curve, nats, entropy),
        ])
    }

    /// Takes a mean score apart, given the mean score of a block whose forecast is its frequency.
    fn of(
        pair_counts: &PairCounts,
        curve: &Curve,
        score: f64,
        of_frequency: fn(f64) -> f64,
    ) -> Self {
        let weight = pair_counts.weight();
        let blocks = curve.blocks().iter();
        let put_right = sum(blocks.map(|block| block.weight * of_frequency(block.frequency())));
        let put_right = put_right / weight;
        let uncertainty = of_frequency(pair_counts.yes() / weight);
        Self {
            score,
            // Rounding may leave −1e-17 where nothing is to be gained.
            miscalibration: (score - put_right).max(0.0),
            discrimination: (uncertainty - put_right).max(0.0),
            uncertainty,
        }
    }
}

fn half_brier(forecast: Probability, happened: bool) -> f64 {
    brier(forecast, happened.into())
}

fn log(forecast: Probability, happened: bool) -> f64 {
    log_score(forecast, happened.into())
}

/// Returns the Brier score that is left where it happens with that frequency.
fn spread(p: f64) -> f64 {
    p * (1.0 - p)
}

/// Returns the entropy of a yes that has probability `p`, in nats.
pub(super) fn entropy(p: f64) -> f64 {
    let part = |p: f64| if p > 0.0 { -p * p.ln() } else { 0.0 };
    part(p) + part(1.0 - p)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BinaryOutcome, Pair};

    fn pair_counts(pairs: &[(f64, BinaryOutcome)]) -> PairCounts {
        let said = pairs
            .iter()
            .map(|&(p, y)| (Probability::new(p).unwrap(), y));
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    fn assert_parts(corp: Corp, expected: [f64; 3]) {
        let parts = [corp.miscalibration, corp.discrimination, corp.uncertainty];
        for (part, expected) in parts.into_iter().zip(expected) {
            assert!((part - expected).abs() < 1e-15, "{corp:?}");
        }
    }

    #[test]
    fn one_pair_is_all_miscalibration() {
        assert_parts(
            Corp::brier(&pair_counts(&[(0.7, BinaryOutcome::YES)])).unwrap(),
            [0.09, 0.0, 0.0],
        );
    }

    #[test]
    fn a_constant_forecast_discriminates_nothing() {
        // (0.7 − 0.5)² and ½ · ½
        let pair_counts = pair_counts(&[(0.7, BinaryOutcome::YES), (0.7, BinaryOutcome::NO)]);
        assert_parts(Corp::brier(&pair_counts).unwrap(), [0.04, 0.0, 0.25]);
    }

    #[test]
    fn a_perfect_forecaster_has_nothing_to_gain() {
        let pair_counts = pair_counts(&[(1.0, BinaryOutcome::YES), (0.0, BinaryOutcome::NO)]);
        assert_parts(Corp::brier(&pair_counts).unwrap(), [0.0, 0.25, 0.25]);
        let nats = 2.0_f64.ln();
        assert_parts(Corp::log(&pair_counts).unwrap(), [0.0, nats, nats]);
    }

    #[test]
    fn an_infinite_score_is_infinite_miscalibration() {
        let corp = Corp::log(&pair_counts(&[
            (0.0, BinaryOutcome::YES),
            (0.5, BinaryOutcome::NO),
        ]))
        .unwrap();
        assert!(corp.miscalibration.is_infinite());
        assert!(corp.discrimination.is_finite() && corp.uncertainty.is_finite());
    }
}
