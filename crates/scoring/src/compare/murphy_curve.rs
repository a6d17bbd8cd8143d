//! The Murphy curve: the score at every cost of being wrong.

use crate::Probability;
use crate::{PairCounts, Statistic};

/// Returns the elementary score at a threshold: 0 is best. A forecaster whose curve lies below
/// another's everywhere is better under every proper score.
///
/// # Formula
///
/// ```text
/// 2 · mean of  θ where p > θ and it did not happen,  1 − θ where p ≤ θ and it happened
/// ```
///
/// The area under the curve is the Brier score.
///
/// # References
///
/// - Ehm, W., Gneiting, T., Jordan, A. and Krüger, F. (2016). Of quantiles and expectiles.
///   *Journal of the Royal Statistical Society B*, 78(3), 505–562.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::compare::murphy_curve;
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
///
/// let pairs: Vec<_> = Pair::alone([(Probability::HALF, BinaryOutcome::NO)]).collect();
/// let height = murphy_curve(&PairCounts::of(&pairs), Probability::new(0.3).unwrap());
/// assert!((height.unwrap() - 0.6).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`](crate::Undefined::Empty) without pairs with a yes or a no.
pub fn murphy_curve(pair_counts: &PairCounts, threshold: Probability) -> Statistic {
    let theta = threshold.get();
    pair_counts.mean_of_binary(
        |forecast, happened| match (forecast > threshold, happened) {
            (true, false) => 2.0 * theta,
            (false, true) => 2.0 * (1.0 - theta),
            _ => 0.0,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BinaryOutcome, Pair, brier, count, sum};

    #[test]
    fn the_area_under_the_curve_is_the_brier_score() {
        let said = [(0.15, false), (0.4, true), (0.75, true), (0.9, false)];
        let said = said.map(|(p, y)| (Probability::new(p).unwrap(), BinaryOutcome::from(y)));
        let pair_counts = PairCounts::of(&Pair::alone(said).collect::<Vec<_>>());
        let at = |i: usize| Probability::new((count(i) + 0.5) / 10_000.0).unwrap();
        let area = sum((0..10_000).map(|i| murphy_curve(&pair_counts, at(i)).unwrap())) / 10_000.0;
        assert!((area - pair_counts.mean(brier).unwrap()).abs() < 1e-7);
    }
}
