//! What each indicator does to the scenarios.

use super::posterior::{Weight, add, points};
use super::{Belief, Evidence, ScenarioModel};

/// What an indicator did.
#[derive(Clone, Debug, PartialEq)]
pub enum WeightOfEvidence {
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

impl ScenarioModel {
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
    pub(super) fn weights_of_evidence(&self) -> Vec<WeightOfEvidence> {
        let mut weights: Vec<Weight> = self.prior().iter().copied().map(Weight::of).collect();
        let mut weight = |(i, evidence): (usize, &Evidence)| {
            let Some(outcome) = evidence.outcome else {
                return WeightOfEvidence::Open;
            };
            if let Some(by) = self.covered_by(i) {
                return WeightOfEvidence::Covered { by };
            }
            let given = evidence.given(outcome);
            let multipliers = multipliers(&points(&weights), &given);
            add(&mut weights, &given);
            WeightOfEvidence::Counted {
                outcome,
                multipliers,
            }
        };
        self.evidence()
            .iter()
            .enumerate()
            .map(&mut weight)
            .collect()
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

#[cfg(test)]
mod tests {
    use crate::bayes::sample::{assert_points, evidence, factors, model, railway};
    use crate::coherence::sample::assert_close;

    #[test]
    fn a_push_is_the_likelihood_ratio_against_the_others() {
        // Against the first: (.3 × .3 + .2 × .1) / .5 = .22; .8 / .22 = 40/11, 5.607 decibans.
        // Against the second: (.5 × .8 + .2 × .1) / .7 = .6; .3 / .6. Third: (.4 + .09) / .8.
        let posterior = railway(Some(true)).posterior();
        let weights = factors(&posterior.weights_of_evidence[0]);
        for (weight, expected) in weights.iter().zip([40.0 / 11.0, 0.5, 8.0 / 49.0]) {
            assert_close(weight.point, expected);
            assert_eq!((weight.low, weight.high), (weight.point, weight.point));
        }
        assert!((weights[0].decibans().point - 5.606_673_061_697).abs() < 1e-9);
        assert!((weights[1].decibans().point + 3.010_299_956_640).abs() < 1e-9);
    }

    #[test]
    fn pushes_take_the_odds_from_prior_to_posterior() {
        let all = [
            (vec![0.8, 0.3, 0.1], Some(true)),
            (vec![0.5, 0.6, 0.2], None),
            (vec![0.3, 0.4, 0.9], Some(false)),
            (vec![0.6, 0.55, 0.1], Some(true)),
        ];
        let all = all.map(|(likelihood, outcome)| evidence(&likelihood, outcome));
        let posterior = model(&[0.5, 0.3, 0.2], all.to_vec()).posterior();
        for (scenario, prior) in [0.5, 0.3, 0.2].into_iter().enumerate() {
            let counted = [0, 2, 3].map(|i| factors(&posterior.weights_of_evidence[i])[scenario]);
            let decibans: f64 = counted.iter().map(|m| m.decibans().point).sum();
            let after = posterior.beliefs[scenario].point();
            let odds = (after / (1.0 - after)) / (prior / (1.0 - prior));
            assert!((decibans - 10.0 * odds.log10()).abs() < 1e-9);
        }
    }

    #[test]
    fn a_scenario_without_belief_stays_without_and_a_certain_one_cannot_be_pushed() {
        let posterior = model(&[1.0, 0.0], vec![evidence(&[0.1, 0.9], Some(true))]).posterior();
        assert_points(&posterior.beliefs, &[1.0, 0.0]);
        let weights = factors(&posterior.weights_of_evidence[0]);
        assert_close(weights[0].point, 1.0);
        assert_close(weights[1].point, 9.0);
    }
}
