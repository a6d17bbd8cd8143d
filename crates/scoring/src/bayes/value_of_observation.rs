//! What is still open, and what it would tell.

use super::information::{brier_gain, greatest_brier_gain, mutual_information};
use super::posterior::{Weight, add, points};
use super::{Belief, ScenarioModel};

/// An open indicator and what its answer would tell.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservationValue {
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

impl ScenarioModel {
    /// Returns the open indicators, the most telling first; those that another covers last.
    #[must_use]
    pub fn open(&self) -> Vec<ObservationValue> {
        let weights = self.weights();
        let all = self.evidence().iter().enumerate();
        let mut open: Vec<ObservationValue> = all
            .filter(|(_, evidence)| evidence.outcome.is_none())
            .map(|(i, _)| self.value_of_observation(i, &weights))
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

    fn value_of_observation(&self, evidence: usize, weights: &[Weight]) -> ObservationValue {
        let scenarios = points(weights);
        let likelihood = self.evidence()[evidence].likelihood.iter();
        let likelihood: Vec<f64> = likelihood.map(|l| l.point()).collect();
        let gain = brier_gain(&scenarios, &likelihood);
        let most = greatest_brier_gain(&scenarios);
        ObservationValue {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bayes::sample::{assert_points, evidence, model, numbers, railway};
    use crate::coherence::sample::assert_close;

    #[test]
    fn what_is_open_is_ranked_by_what_it_would_tell() {
        let all = vec![
            evidence(&[0.5, 0.5, 0.5], None),
            evidence(&[0.8, 0.3, 0.1], None),
            evidence(&[0.6, 0.5, 0.4], None),
            evidence(&[0.9, 0.9, 0.9], Some(true)),
        ];
        let model = model(&[0.5, 0.3, 0.2], all);
        let open = model.open();
        let order: Vec<usize> = open.iter().map(|open| open.evidence).collect();
        assert_eq!(order, [1, 2, 0]);
        // H(.5, .3, .2) − .51 H(40, 9, 2 of 51) − .49 H(10, 21, 18 of 49).
        assert!((open[0].bits - 0.280_561_005_822).abs() < 1e-10);
        // ½ Σ P(o) Σ (P(s|o) − P(s))², of ½ (.25 + .21 + .16) = .31.
        assert!((open[0].brier_gain - 0.063_461_384_554).abs() < 1e-10);
        assert_close(open[0].share.unwrap(), open[0].brier_gain / 0.31);
        assert_points(&open[0].if_yes, &[40.0 / 51.0, 9.0 / 51.0, 2.0 / 51.0]);
        assert_points(&open[0].if_no, &[10.0 / 49.0, 21.0 / 49.0, 18.0 / 49.0]);
        assert_eq!((open[2].bits, open[2].brier_gain), (0.0, 0.0));
        assert_eq!(model.non_diagnostic(), [0, 3]);
    }

    #[test]
    fn what_another_covers_is_watched_last() {
        let all = vec![
            evidence(&[0.9, 0.1], Some(true)),
            evidence(&[0.8, 0.1], None),
            evidence(&[0.6, 0.4], None),
        ];
        let model = ScenarioModel::new(&numbers(&[0.5, 0.5]), all, vec![vec![0, 1]]).unwrap();
        let open = model.open();
        assert!(open[1].bits > open[0].bits);
        assert_eq!((open[0].evidence, open[0].covered_by), (2, None));
        assert_eq!((open[1].evidence, open[1].covered_by), (1, Some(0)));
        // A yes is weaker than what covers it and moves nothing.
        assert_eq!(open[1].if_yes, model.posterior().beliefs);
    }

    #[test]
    fn beliefs_after_an_answer_average_to_those_before_it() {
        let open = railway(None).open().remove(0);
        let yes = open.implied.point();
        for (scenario, prior) in [0.5, 0.3, 0.2].into_iter().enumerate() {
            let (if_yes, if_no) = (open.if_yes[scenario], open.if_no[scenario]);
            assert_close(yes * if_yes.point() + (1.0 - yes) * if_no.point(), prior);
        }
    }
}
