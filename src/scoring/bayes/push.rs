//! What each indicator does to the scenarios.

use super::posterior::{Weight, add, points};
use super::{Belief, Evidence, Inquiry};

/// What an indicator did.
#[derive(Clone, Debug, PartialEq)]
pub enum Push {
    /// Nothing yet.
    Open,
    /// Nothing: another that measures the same thing and is stronger counts in its place.
    Covered {
        /// The other.
        by: usize,
    },
    /// It multiplied the odds of each scenario.
    Counted {
        /// Whether it came about.
        outcome: bool,
        /// By how much it multiplied the odds of each scenario.
        multipliers: Vec<Multiplier>,
    },
}

/// A factor by which odds are multiplied, and the range in which it may lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Multiplier {
    /// The factor.
    pub point: f64,
    /// The least that it may be.
    pub low: f64,
    /// The most that it may be.
    pub high: f64,
}

impl Multiplier {
    /// Returns it in decibans, which add up where factors multiply.
    ///
    /// # Formula
    ///
    /// ```text
    /// 10 · log₁₀(factor)
    /// ```
    #[must_use]
    pub fn decibans(self) -> Self {
        let decibans = |factor: f64| 10.0 * factor.log10();
        Self {
            point: decibans(self.point),
            low: decibans(self.low),
            high: decibans(self.high),
        }
    }
}

impl Inquiry {
    /// Returns what each indicator did, one after the other: the factors of all that count take
    /// the odds of a scenario from prior to posterior.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(outcome|s) / P(outcome|¬s)
    /// ```
    ///
    /// where the others' likelihoods are weighed by what was believed of them just before. The
    /// range is that of the likelihoods. A scenario that is certain cannot be pushed: its factor
    /// is 1.
    pub(super) fn pushes(&self) -> Vec<Push> {
        let mut weights: Vec<Weight> = self.prior().iter().copied().map(Weight::of).collect();
        let mut push = |(i, evidence): (usize, &Evidence)| {
            let Some(outcome) = evidence.outcome else {
                return Push::Open;
            };
            if let Some(by) = self.covered_by(i) {
                return Push::Covered { by };
            }
            let given = evidence.given(outcome);
            let multipliers = multipliers(&points(&weights), &given);
            add(&mut weights, &given);
            Push::Counted {
                outcome,
                multipliers,
            }
        };
        self.evidence().iter().enumerate().map(&mut push).collect()
    }
}

fn multipliers(shares: &[f64], given: &[Belief]) -> Vec<Multiplier> {
    (0..shares.len())
        .map(|scenario| {
            let others = |of: fn(&Belief) -> f64| mean_of_others(shares, given, scenario, of);
            let own = given[scenario];
            Multiplier {
                point: ratio(own.point(), others(|l| l.point())),
                low: ratio(own.range().low(), others(|l| l.range().high())),
                high: ratio(own.range().high(), others(|l| l.range().low())),
            }
        })
        .collect()
}

/// Returns the mean likelihood under the other scenarios; `None` where nobody believes in them.
fn mean_of_others(
    shares: &[f64],
    given: &[Belief],
    scenario: usize,
    of: fn(&Belief) -> f64,
) -> Option<f64> {
    let others = || (0..shares.len()).filter(|&other| other != scenario);
    let weight: f64 = others().map(|i| shares[i]).sum();
    let sum: f64 = others().map(|i| shares[i] * of(&given[i])).sum();
    (weight > 0.0).then(|| sum / weight)
}

fn ratio(own: f64, others: Option<f64>) -> f64 {
    others.map_or(1.0, |others| own / others)
}
