//! Scenarios, what is believed of them, and the indicators that speak for or against them.

use std::fmt;

use super::prior::settle;
use super::{Belief, Evidence};

/// Scenarios that exclude each other and leave nothing out, with the evidence on them.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    prior: Vec<Belief>,
    evidence: Vec<Evidence>,
    together: Vec<Vec<usize>>,
}

/// Why scenarios and evidence make no inquiry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InquiryError {
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

impl fmt::Display for InquiryError {
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

impl std::error::Error for InquiryError {}

impl Inquiry {
    /// Returns the inquiry, or the first thing that is wrong with it.
    ///
    /// The evidence comes in the order in which it became known. Each list of `together` names
    /// indicators that measure the same thing.
    pub fn new(
        prior: &[Belief],
        evidence: Vec<Evidence>,
        together: Vec<Vec<usize>>,
    ) -> Result<Self, InquiryError> {
        if prior.is_empty() {
            return Err(InquiryError::NoScenarios);
        }
        for (i, one) in evidence.iter().enumerate() {
            check(i, one, prior.len())?;
        }
        let named = together.iter().flatten().copied();
        if let Some(evidence) = named.filter(|&i| i >= evidence.len()).min() {
            return Err(InquiryError::Unknown { evidence });
        }
        let total = prior.iter().map(|belief| belief.point()).sum();
        Ok(Self {
            prior: settle(prior).ok_or(InquiryError::PriorSum { total })?,
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

    /// Returns the same inquiry with other outcomes, `None` for one that is taken to be open.
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

fn check(number: usize, evidence: &Evidence, scenarios: usize) -> Result<(), InquiryError> {
    let likelihood = &evidence.likelihood;
    if likelihood.len() != scenarios {
        return Err(InquiryError::Likelihoods {
            evidence: number,
            have: likelihood.len(),
        });
    }
    let certain = |l: &Belief| l.point() <= 0.0 || l.point() >= 1.0;
    match likelihood.iter().position(certain) {
        Some(scenario) => Err(InquiryError::Certain {
            evidence: number,
            scenario,
        }),
        None => Ok(()),
    }
}
