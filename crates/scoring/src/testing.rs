//! Short names for the values of tests.

use crate::{BinaryOutcome, Pair, PairCounts, Probability, Weight};

/// Returns a probability.
pub(crate) fn p(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

/// Returns a pair.
pub(crate) fn pair(forecast: f64, outcome: f64, weight: f64, cluster: usize) -> Pair {
    Pair {
        forecast: p(forecast),
        outcome: BinaryOutcome::new(outcome).unwrap(),
        weight: Weight::new(weight).unwrap(),
        cluster,
    }
}

/// Returns forecasts, each of a question of its own, with whether they came true: 1 or 0.
pub(crate) fn pair_counts(pairs: &[(f64, u8)]) -> PairCounts {
    let said = pairs
        .iter()
        .map(|&(of, y)| (p(of), BinaryOutcome::from(y == 1)));
    PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
}
