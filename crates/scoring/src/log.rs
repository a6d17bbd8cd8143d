//! The log score.

use crate::Probability;

use super::{BinaryOutcome, PairCounts, Statistic, Undefined};

/// Returns the log score of one forecast: 0 is best, infinity is worst.
///
/// # Formula
///
/// ```text
/// −y ln p − (1 − y) ln(1 − p)    0 · ln 0 = 0
/// ```
///
/// Nothing is clipped: 0 % on what happened is infinitely bad. In bits, divide by ln 2.
///
/// # References
///
/// - Good, I. J. (1952). Rational decisions. *Journal of the Royal Statistical Society B*, 14(1),
///   107–114.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Probability, log_score};
///
/// let score = log_score(Probability::HALF, BinaryOutcome::YES);
/// assert!((score - 2.0_f64.ln()).abs() < 1e-12);
/// assert!(log_score(Probability::ZERO, BinaryOutcome::YES).is_infinite());
/// ```
#[must_use]
pub fn log_score(forecast: Probability, outcome: BinaryOutcome) -> f64 {
    let (p, y) = (forecast.get(), outcome.get());
    let yes = if y > 0.0 { -y * p.ln() } else { 0.0 };
    let no = if y < 1.0 {
        -(1.0 - y) * (-p).ln_1p()
    } else {
        0.0
    };
    // `+ 0.0`: a perfect forecast scores 0 and not −0.
    yes + no + 0.0
}

/// Returns the log score of a forecast kept at least `floor` away from 0 and 1.
///
/// # Formula
///
/// ```text
/// log score of max(floor, min(p, 1 − floor))    0 ≤ floor ≤ ½
/// ```
///
/// The floor is the user's choice, never a silent one.
///
/// # References
///
/// - As of [`log_score`]; Metaculus keeps forecasts 0.001 away from 0 and 1.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Probability, log_score_with_floor};
///
/// let floor = Probability::new(0.001).unwrap();
/// let score = log_score_with_floor(Probability::ZERO, BinaryOutcome::YES, floor);
/// assert!((score - 1000.0_f64.ln()).abs() < 1e-12);
/// ```
#[must_use]
pub fn log_score_with_floor(
    forecast: Probability,
    outcome: BinaryOutcome,
    floor: Probability,
) -> f64 {
    let floor = floor.get().min(0.5);
    let kept = forecast.get().clamp(floor, 1.0 - floor);
    log_score(Probability::new(kept).unwrap_or(forecast), outcome)
}

/// The mean log score, with infinite scores counted apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanLogScore {
    /// The mean over all pairs, infinite if any score is.
    pub mean: f64,
    /// The mean over the pairs whose score is finite.
    pub finite: Statistic,
    /// How many pairs have an infinite score.
    pub infinite: usize,
}

impl MeanLogScore {
    /// Returns the mean log score of the pairs.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let mean = pair_counts.mean(log_score)?;
        Ok(Self {
            mean,
            finite: if mean.is_finite() {
                Ok(mean)
            } else {
                pair_counts.mean_where(log_score, f64::is_finite)
            },
            infinite: Self::infinite(pair_counts),
        })
    }

    /// Returns how many pairs have an infinite score: what was given no chance happened.
    #[must_use]
    pub fn infinite(pair_counts: &PairCounts) -> usize {
        pair_counts.certain_pairs_where(was_impossible)
    }
}

/// Says whether something happened, wholly or in part, that was given no chance.
fn was_impossible(forecast: Probability, outcome: BinaryOutcome) -> bool {
    (forecast == Probability::ZERO && outcome != BinaryOutcome::NO)
        || (forecast == Probability::ONE && outcome != BinaryOutcome::YES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pair;
    use crate::testing::p;

    #[test]
    fn a_perfect_forecast_scores_a_plain_zero() {
        for (said, seen) in [(p(1.0), BinaryOutcome::YES), (p(0.0), BinaryOutcome::NO)] {
            assert_eq!(log_score(said, seen).to_bits(), 0.0_f64.to_bits());
        }
    }

    #[test]
    fn a_tiny_forecast_keeps_its_digits() {
        // −ln(1 − 10⁻¹⁸) = 10⁻¹⁸, where 1 − p itself rounds to 1.
        assert!((log_score(p(1e-18), BinaryOutcome::NO) / 1e-18 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_partial_resolution_scores_by_cross_entropy() {
        let outcome = BinaryOutcome::new(0.25).unwrap();
        let expected = -0.25 * 0.4_f64.ln() - 0.75 * 0.6_f64.ln();
        assert!((log_score(p(0.4), outcome) - expected).abs() < 1e-15);
        assert!(log_score(p(0.0), outcome).is_infinite());
    }

    #[test]
    fn infinite_scores_are_counted_apart() {
        let seen = [(p(0.0), BinaryOutcome::YES), (p(0.5), BinaryOutcome::NO)];
        let pairs: Vec<_> = Pair::alone(seen).collect();
        let score = MeanLogScore::of(&PairCounts::of(&pairs)).unwrap();
        assert!(score.mean.is_infinite());
        assert!((score.finite.unwrap() - 2.0_f64.ln()).abs() < 1e-15);
        assert_eq!(score.infinite, 1);
    }

    #[test]
    fn without_a_finite_score_there_is_no_finite_mean() {
        let pairs: Vec<_> = Pair::alone([(p(0.0), BinaryOutcome::YES)]).collect();
        let score = MeanLogScore::of(&PairCounts::of(&pairs)).unwrap();
        assert_eq!(score.finite, Err(Undefined::Empty));
    }
}
