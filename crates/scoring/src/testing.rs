//! Short names for the values of tests.

use crate::{BinaryOutcome, Pair, Probability, Weight};

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
