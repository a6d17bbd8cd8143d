//! Beliefs, evidence and inquiries for the tests.

use super::{Belief, Evidence, Multiplier, ScenarioModel, WeightOfEvidence};
use crate::coherence::sample::{assert_close, range};
use crate::testing::p;

/// Returns beliefs in single numbers.
pub(super) fn numbers(all: &[f64]) -> Vec<Belief> {
    all.iter().map(|&value| p(value).into()).collect()
}

/// Returns beliefs in ranges.
pub(super) fn of_ranges(all: &[(f64, f64)]) -> Vec<Belief> {
    all.iter()
        .map(|&(low, high)| range(low, high).into())
        .collect()
}

/// Returns an indicator with likelihoods in single numbers.
pub(super) fn evidence(likelihood: &[f64], outcome: Option<bool>) -> Evidence {
    Evidence {
        likelihood: numbers(likelihood),
        outcome,
    }
}

/// Returns a model into scenarios with a prior in single numbers.
pub(super) fn model(prior: &[f64], evidence: Vec<Evidence>) -> ScenarioModel {
    ScenarioModel::new(&numbers(prior), evidence, vec![]).expect("it is sound")
}

/// Fails where the points of beliefs differ from numbers by more than rounding.
pub(super) fn assert_points(found: &[Belief], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (belief, &expected) in found.iter().zip(expected) {
        assert_close(belief.point(), expected);
    }
}

/// Returns the multipliers of an indicator that counted.
pub(super) fn factors(weight: &WeightOfEvidence) -> &[Multiplier] {
    match weight {
        WeightOfEvidence::Counted { multipliers, .. } => multipliers,
        other => panic!("{other:?} did not count"),
    }
}

/// The railway: priors .5 .3 .2, an indicator of likelihoods .8 .3 .1.
pub(super) fn railway(outcome: Option<bool>) -> ScenarioModel {
    model(&[0.5, 0.3, 0.2], vec![evidence(&[0.8, 0.3, 0.1], outcome)])
}
