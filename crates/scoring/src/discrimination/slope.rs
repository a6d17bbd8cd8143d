//! The discrimination slope.

use crate::{PairCounts, Statistic};

/// Returns the discrimination slope: 1 is best, 0 tells nothing apart, below 0 is upside down.
///
/// # Formula
///
/// ```text
/// mean p of what happened − mean p of what did not
/// ```
///
/// # References
///
/// - Yates (1982), who calls it slope.
/// - Tjur, T. (2009). Coefficients of determination in logistic regression models. *The American
///   Statistician*, 63(4), 366–372.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::discrimination::discrimination_slope;
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
///
/// let said = [0.2, 0.9].map(|p| Probability::new(p).unwrap());
/// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::NO, BinaryOutcome::YES])).collect();
/// assert!((discrimination_slope(&PairCounts::of(&pairs)).unwrap() - 0.7).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`](crate::Undefined::Empty) or
/// [`Undefined::OneOutcome`](crate::Undefined::OneOutcome).
pub fn discrimination_slope(pair_counts: &PairCounts) -> Statistic {
    pair_counts.both_outcomes()?;
    let yes = pair_counts.sum(|cell| cell.yes * cell.forecast.get()) / pair_counts.yes();
    let no =
        pair_counts.sum(|cell| cell.no * cell.forecast.get()) / pair_counts.sum(|cell| cell.no);
    Ok(yes - no)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair, Undefined};

    #[test]
    fn one_outcome_has_no_slope() {
        let pairs: Vec<_> = Pair::alone([(Probability::HALF, BinaryOutcome::YES)]).collect();
        let slope = discrimination_slope(&PairCounts::of(&pairs));
        assert_eq!(slope, Err(Undefined::OneOutcome));
    }
}
