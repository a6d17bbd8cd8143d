//! Skill: how much better than a reference.

use crate::Probability;

use super::{BinaryOutcome, PairCounts, Statistic, Undefined, brier, log_score};

/// Returns the skill of a mean score against a reference's: 1 is perfect, 0 is no better.
///
/// # Formula
///
/// ```text
/// 1 − score / reference    both means of a loss over the same pairs
/// ```
///
/// # Edge cases
///
/// A reference that scores 0 cannot be beaten: there is no skill. An infinite score against a
/// finite reference has a skill of −∞. The ratio is of means, never a mean of ratios.
///
/// # References
///
/// - Murphy, A. H. (1973). Hedging and skill scores for probability forecasts. *Journal of Applied
///   Meteorology*, 12(1), 215–223.
///
/// # Example
///
/// ```
/// use foretell_scoring::skill;
///
/// assert_eq!(skill(0.2, 0.25), Ok(1.0 - 0.2 / 0.25));
/// assert!(skill(0.2, 0.0).is_err());
/// ```
///
/// # Errors
///
/// [`Undefined::PerfectReference`], or [`Undefined::Infinite`] for an infinite reference.
pub fn skill(score: f64, reference: f64) -> Statistic {
    if reference.is_infinite() {
        Err(Undefined::Infinite)
    } else if reference > 0.0 {
        Ok(1.0 - score / reference)
    } else {
        Err(Undefined::PerfectReference)
    }
}

/// Returns the Brier skill against the sample's own base rate: 1 is perfect, 0 is no better.
///
/// # Formula
///
/// ```text
/// 1 − mean (p − y)² / mean (ȳ − y)²
/// ```
///
/// The base rate ȳ is known only afterwards, which makes it a hard reference in small samples.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Pair, Probability, PairCounts, brier_skill};
///
/// let said = [0.8, 0.2].map(|p| Probability::new(p).unwrap());
/// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::YES, BinaryOutcome::NO])).collect();
/// let skill = brier_skill(&PairCounts::of(&pairs)).unwrap();
/// assert!((skill - 0.84).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`], or [`Undefined::OneOutcome`] where the base rate is always right.
pub fn brier_skill(pair_counts: &PairCounts) -> Statistic {
    against_base_rate(pair_counts, brier)
}

/// Returns the log skill against the sample's own base rate: 1 is perfect, 0 is no better.
///
/// The formula and its edge cases are those of [`brier_skill`], with the log score; an infinite
/// score has a skill of −∞.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Pair, Probability, PairCounts, log_skill};
///
/// let said = [0.8, 0.2].map(|p| Probability::new(p).unwrap());
/// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::YES, BinaryOutcome::NO])).collect();
/// let skill = log_skill(&PairCounts::of(&pairs)).unwrap();
/// assert!((skill - (1.0 - 0.8_f64.ln() / 0.5_f64.ln())).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`], or [`Undefined::OneOutcome`] where the base rate is always right.
pub fn log_skill(pair_counts: &PairCounts) -> Statistic {
    against_base_rate(pair_counts, log_score)
}

fn against_base_rate(
    pair_counts: &PairCounts,
    score: impl Fn(Probability, BinaryOutcome) -> f64 + Sync,
) -> Statistic {
    let base_rate = Probability::new(pair_counts.base_rate()?).ok_or(Undefined::Empty)?;
    let reference = pair_counts.mean(|_, outcome| score(base_rate, outcome))?;
    skill(pair_counts.mean(score)?, reference).map_err(|reason| match reason {
        Undefined::PerfectReference => Undefined::OneOutcome,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pair;

    fn pair_counts(pairs: &[(f64, BinaryOutcome)]) -> PairCounts {
        let said = pairs
            .iter()
            .map(|&(p, y)| (Probability::new(p).unwrap(), y));
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    #[test]
    fn the_base_rate_itself_has_no_skill() {
        let pair_counts = pair_counts(&[(0.5, BinaryOutcome::YES), (0.5, BinaryOutcome::NO)]);
        assert!(brier_skill(&pair_counts).unwrap().abs() < 1e-15);
        assert!(log_skill(&pair_counts).unwrap().abs() < 1e-15);
    }

    #[test]
    fn one_outcome_leaves_nothing_to_beat() {
        let pair_counts = pair_counts(&[(0.5, BinaryOutcome::YES), (0.9, BinaryOutcome::YES)]);
        assert_eq!(brier_skill(&pair_counts), Err(Undefined::OneOutcome));
        assert_eq!(log_skill(&pair_counts), Err(Undefined::OneOutcome));
    }

    #[test]
    fn an_infinite_score_has_no_skill_at_all() {
        let pair_counts = pair_counts(&[(0.0, BinaryOutcome::YES), (0.5, BinaryOutcome::NO)]);
        assert_eq!(log_skill(&pair_counts), Ok(f64::NEG_INFINITY));
        assert_eq!(skill(1.0, f64::INFINITY), Err(Undefined::Infinite));
    }
}
