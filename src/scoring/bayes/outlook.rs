//! What is still open, and what it would tell.

use super::information::{brier_gain, greatest_brier_gain, mutual_information};
use super::posterior::{Weight, add, points};
use super::{Belief, Inquiry};

/// An open indicator and what its answer would tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// The indicator.
    pub evidence: usize,
    /// A resolved one that measures the same thing: the answer counts only if it is stronger.
    pub covered_by: Option<usize>,
    /// How probable a yes is, as the set implies.
    pub implied: Belief,
    /// How many bits the answer tells of the scenarios, in the mean.
    pub bits: f64,
    /// By how much the answer lowers the Brier score (0–1) of the scenarios, in the mean.
    pub brier_gain: f64,
    /// The same as a part of what a full answer would do; none where the scenarios are certain.
    pub share: Option<f64>,
    /// The scenarios after a yes.
    pub if_yes: Vec<Belief>,
    /// The scenarios after a no.
    pub if_no: Vec<Belief>,
}

impl Inquiry {
    /// Returns the open indicators, the most telling first; those that another covers last.
    #[must_use]
    pub fn open(&self) -> Vec<Open> {
        let weights = self.weights();
        let all = self.evidence().iter().enumerate();
        let mut open: Vec<Open> = all
            .filter(|(_, evidence)| evidence.outcome.is_none())
            .map(|(i, _)| self.outlook(i, &weights))
            .collect();
        open.sort_by(|a, b| {
            let covered = a.covered_by.is_some().cmp(&b.covered_by.is_some());
            covered.then(b.bits.total_cmp(&a.bits))
        });
        open
    }

    /// Returns the indicators whose answers tell nothing worth a deciban, whatever they are.
    #[must_use]
    pub fn non_diagnostic(&self) -> Vec<usize> {
        let all = self.evidence().iter().enumerate();
        all.filter(|(_, evidence)| !evidence.is_diagnostic())
            .map(|(i, _)| i)
            .collect()
    }

    fn outlook(&self, evidence: usize, weights: &[Weight]) -> Open {
        let scenarios = points(weights);
        let likelihood = self.evidence()[evidence].likelihood.iter();
        let likelihood: Vec<f64> = likelihood.map(|l| l.point()).collect();
        let gain = brier_gain(&scenarios, &likelihood);
        let most = greatest_brier_gain(&scenarios);
        Open {
            evidence,
            covered_by: self.covered_by(evidence),
            implied: self.implied_by(weights, evidence),
            bits: mutual_information(&scenarios, &likelihood),
            brier_gain: gain,
            share: (most > 0.0).then(|| gain / most),
            if_yes: self.after(weights, evidence, true),
            if_no: self.after(weights, evidence, false),
        }
    }

    /// Returns the scenarios after an answer. Only one that others may cover needs a new count.
    fn after(&self, weights: &[Weight], evidence: usize, outcome: bool) -> Vec<Belief> {
        if self.is_shared(evidence) {
            let supposed = self.suppose(&[(evidence, Some(outcome))]);
            return supposed.beliefs(&supposed.weights());
        }
        let mut weights = weights.to_vec();
        add(&mut weights, &self.evidence()[evidence].given(outcome));
        self.beliefs(&weights)
    }
}
