//! The differences of two forecasters' scores.

use crate::Probability;
use crate::{BinaryOutcome, Case, Pair, Undefined};

/// Returns for each question the first forecaster's score less the second's: below 0 the first is
/// better, if the score is a loss.
///
/// Each item is what the two said on the same question; its outcome, weight and cluster are taken
/// from the first. What they did not both forecast is the caller's to drop, and to count.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::compare::differences;
/// use foretell_scoring::{BinaryOutcome, Pair, brier};
///
/// let pairs = |p| Pair::alone([(Probability::new(p).unwrap(), BinaryOutcome::YES)]);
/// let cases = differences(pairs(0.9).zip(pairs(0.6)), brier);
/// assert!((cases[0].value + 0.15).abs() < 1e-12);
/// ```
#[must_use]
pub fn differences(
    pairs: impl IntoIterator<Item = (Pair, Pair)>,
    score: impl Fn(Probability, BinaryOutcome) -> f64,
) -> Vec<Case> {
    let case = |(a, b): (Pair, Pair)| Case {
        value: score(a.forecast, a.outcome) - score(b.forecast, a.outcome),
        weight: a.weight,
        cluster: a.cluster,
    };
    pairs.into_iter().map(case).collect()
}

/// Refuses differences that cannot be tested: none, not finite, or all 0.
pub(super) fn check(differences: &[f64], need: usize) -> Result<(), Undefined> {
    let have = differences.len();
    if have < need {
        Err(Undefined::TooFew { have, need })
    } else if !differences.iter().all(|value| value.is_finite()) {
        Err(Undefined::Infinite)
    } else if differences.iter().all(|&value| value == 0.0) {
        Err(Undefined::Identical)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log_score;

    #[test]
    fn two_infinite_scores_have_no_difference() {
        let pairs = || Pair::alone([(Probability::ZERO, BinaryOutcome::YES)]);
        assert!(
            differences(pairs().zip(pairs()), log_score)[0]
                .value
                .is_nan()
        );
    }
}
