//! Scenarios, what is believed of them, and the indicators that speak for or against them.

use std::fmt;

use super::prior::settle;
use super::{Belief, Evidence};

/// Scenarios that exclude each other and leave nothing out, with the evidence on them.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioModel {
    prior: Vec<Belief>,
    evidence: Vec<Evidence>,
    together: Vec<Vec<usize>>,
}

/// Why scenarios and evidence make no model.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ScenarioModelError {
    /// There are no scenarios.
    NoScenarios,
    /// Nothing within the stated ranges sums to 1.
    PriorSum {
        /// What the points sum to.
        total: f64,
    },
    /// An indicator's likelihoods are not one for each scenario.
    Likelihoods {
        /// The indicator.
        evidence: usize,
        /// How many it has.
        have: usize,
    },
    /// A likelihood is 0 or 1, which no later evidence could mend.
    Certain {
        /// The indicator.
        evidence: usize,
        /// The scenario.
        scenario: usize,
    },
    /// An indicator that is said to measure the same thing as another does not exist.
    Unknown {
        /// The indicator.
        evidence: usize,
    },
}

impl fmt::Display for ScenarioModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoScenarios => write!(f, "there are no scenarios"),
            Self::PriorSum { total } => write!(f, "the scenarios sum to {total}, not to 1"),
            Self::Likelihoods { evidence, have } => {
                write!(f, "indicator {evidence} has {have} likelihoods")
            }
            Self::Certain { evidence, scenario } => write!(
                f,
                "indicator {evidence} is certain or impossible under scenario {scenario}"
            ),
            Self::Unknown { evidence } => write!(f, "there is no indicator {evidence}"),
        }
    }
}

impl std::error::Error for ScenarioModelError {}

impl ScenarioModel {
    /// Returns the model, or the first thing that is wrong with it.
    ///
    /// The evidence comes in the order in which it became known. Each list of `together` names
    /// indicators that measure the same thing.
    pub fn new(
        prior: &[Belief],
        evidence: Vec<Evidence>,
        together: Vec<Vec<usize>>,
    ) -> Result<Self, ScenarioModelError> {
        if prior.is_empty() {
            return Err(ScenarioModelError::NoScenarios);
        }
        for (i, one) in evidence.iter().enumerate() {
            check(i, one, prior.len())?;
        }
        let named = together.iter().flatten().copied();
        if let Some(evidence) = named.filter(|&i| i >= evidence.len()).min() {
            return Err(ScenarioModelError::Unknown { evidence });
        }
        let total = prior.iter().map(|belief| belief.point()).sum();
        Ok(Self {
            prior: settle(prior).ok_or(ScenarioModelError::PriorSum { total })?,
            evidence,
            together,
        })
    }

    /// Returns what is believed of each scenario before any indicator: what was stated, as one
    /// distribution.
    #[must_use]
    pub fn prior(&self) -> &[Belief] {
        &self.prior
    }

    /// Returns the indicators.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Returns the same model with other outcomes, `None` for one that is taken to be open.
    #[must_use]
    pub fn suppose(&self, outcomes: &[(usize, Option<bool>)]) -> Self {
        let mut supposed = self.clone();
        for &(i, outcome) in outcomes {
            if let Some(evidence) = supposed.evidence.get_mut(i) {
                evidence.outcome = outcome;
            }
        }
        supposed
    }

    /// Returns the resolved indicator that counts in place of this one, since both measure the
    /// same thing and it is the stronger; the first of equals.
    #[must_use]
    pub fn covered_by(&self, evidence: usize) -> Option<usize> {
        let lists = self.together.iter().filter(|list| list.contains(&evidence));
        let leaders = lists.filter_map(|list| self.strongest(list));
        leaders.filter(|&leader| leader != evidence).min()
    }

    /// Returns whether an indicator is said to measure the same thing as another.
    pub(super) fn is_shared(&self, evidence: usize) -> bool {
        self.together.iter().any(|list| list.contains(&evidence))
    }

    /// Returns the resolved indicators that count.
    pub(super) fn counted(&self) -> impl Iterator<Item = (usize, bool)> {
        let all = self.evidence.iter().enumerate();
        all.filter_map(|(i, evidence)| Some((i, evidence.outcome?)))
            .filter(|&(i, _)| self.covered_by(i).is_none())
    }

    /// Returns the resolved indicator of a list with the largest log likelihood ratio.
    fn strongest(&self, list: &[usize]) -> Option<usize> {
        let strength = |i: usize| {
            let evidence = &self.evidence[i];
            Some((i, evidence.strength(evidence.outcome?)))
        };
        list.iter()
            .filter_map(|&i| strength(i))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(i, _)| i)
    }
}

fn check(number: usize, evidence: &Evidence, scenarios: usize) -> Result<(), ScenarioModelError> {
    let likelihood = &evidence.likelihood;
    if likelihood.len() != scenarios {
        return Err(ScenarioModelError::Likelihoods {
            evidence: number,
            have: likelihood.len(),
        });
    }
    let certain = |l: &Belief| l.point() <= 0.0 || l.point() >= 1.0;
    match likelihood.iter().position(certain) {
        Some(scenario) => Err(ScenarioModelError::Certain {
            evidence: number,
            scenario,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bayes::WeightOfEvidence;
    use crate::bayes::sample::{assert_points, evidence, numbers, railway};
    use crate::coherence::sample::assert_close;

    #[test]
    fn of_indicators_that_measure_the_same_thing_the_strongest_counts() {
        // Log likelihood ratios of a yes: ln 8, ln 2, and of the third's no ln 9.
        let all = vec![
            evidence(&[0.8, 0.1], Some(true)),
            evidence(&[0.8, 0.4], Some(true)),
            evidence(&[0.9, 0.1], Some(false)),
            evidence(&[0.99, 0.01], None),
        ];
        let together = vec![vec![0, 1, 2, 3]];
        let both = ScenarioModel::new(&numbers(&[0.5, 0.5]), all.clone(), together).unwrap();
        let posterior = both.posterior();
        assert_eq!(
            posterior.weights_of_evidence[0],
            WeightOfEvidence::Covered { by: 2 }
        );
        assert_eq!(
            posterior.weights_of_evidence[1],
            WeightOfEvidence::Covered { by: 2 }
        );
        assert_eq!(posterior.weights_of_evidence[3], WeightOfEvidence::Open);
        assert_points(&posterior.beliefs, &[0.1, 0.9]);
        // The open one is the strongest: its answer would count in the others' place.
        let open = &both.open()[0];
        assert_eq!((open.evidence, open.covered_by), (3, Some(2)));
        assert_points(&open.if_yes, &[0.99, 0.01]);

        let apart = ScenarioModel::new(&numbers(&[0.5, 0.5]), all, vec![]).unwrap();
        assert_eq!(apart.open()[0].covered_by, None);
        let odds = 8.0 * 2.0 / 9.0;
        assert_points(
            &apart.posterior().beliefs,
            &[odds / (1.0 + odds), 1.0 / (1.0 + odds)],
        );
    }

    #[test]
    fn of_equally_strong_indicators_the_first_counts() {
        let all = vec![evidence(&[0.6, 0.3], Some(true)); 2];
        let model = ScenarioModel::new(&numbers(&[0.5, 0.5]), all, vec![vec![1, 0]]).unwrap();
        assert_eq!((model.covered_by(0), model.covered_by(1)), (None, Some(0)));
    }

    #[test]
    fn what_if_changes_nothing_but_the_supposed_outcome() {
        let model = railway(None);
        let supposed = model.suppose(&[(0, Some(true))]);
        assert_eq!(supposed.posterior(), railway(Some(true)).posterior());
        assert_eq!(supposed.suppose(&[(0, None)]), model);
    }

    #[test]
    fn what_makes_no_inquiry_is_said() {
        let error = |prior: &[f64], all: Vec<Evidence>, together: Vec<Vec<usize>>| {
            ScenarioModel::new(&numbers(prior), all, together).unwrap_err()
        };
        assert_eq!(error(&[], vec![], vec![]), ScenarioModelError::NoScenarios);
        let ScenarioModelError::PriorSum { total } = error(&[0.6, 0.6], vec![], vec![]) else {
            panic!("1.2 was taken for 1");
        };
        assert_close(total, 1.2);
        assert_eq!(
            error(&[0.5, 0.5], vec![evidence(&[0.5], None)], vec![]),
            ScenarioModelError::Likelihoods {
                evidence: 0,
                have: 1
            }
        );
        assert_eq!(
            error(&[0.5, 0.5], vec![evidence(&[0.5, 1.0], None)], vec![]),
            ScenarioModelError::Certain {
                evidence: 0,
                scenario: 1
            }
        );
        assert_eq!(
            error(&[0.5, 0.5], vec![], vec![vec![3]]),
            ScenarioModelError::Unknown { evidence: 3 }
        );
        assert_eq!(
            ScenarioModelError::PriorSum { total: 1.2 }.to_string(),
            "the scenarios sum to 1.2, not to 1"
        );
    }
}
