//! The scenarios after the evidence.

use super::{Belief, ScenarioModel, WeightOfEvidence};
use crate::coherence::ProbabilityRange;

/// What is believed after the evidence, and what each indicator did to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// The belief in each scenario.
    pub beliefs: Vec<Belief>,
    /// What each indicator did, in their order.
    pub weights_of_evidence: Vec<WeightOfEvidence>,
}

impl ScenarioModel {
    /// Returns the beliefs after all resolved indicators that count.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(s|evidence) ∝ P(s) · Π P(outcome|s)
    /// ```
    ///
    /// where an indicator that did not come about enters with one minus its likelihood. Of ranges
    /// the greatest probability of a scenario is where its own likelihoods are greatest and those
    /// of the others least, which is exact since no two numbers share a doubt.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::bayes::{Belief, Evidence, ScenarioModel};
    ///
    /// let of = |all: [f64; 3]| all.map(|p| Belief::from(Probability::new(p).unwrap()));
    /// let seen = Evidence { likelihood: of([0.8, 0.3, 0.1]).to_vec(), outcome: Some(true) };
    /// let model = ScenarioModel::new(&of([0.5, 0.3, 0.2]), vec![seen], vec![]).unwrap();
    /// assert!((model.posterior().beliefs[0].point() - 0.784).abs() < 0.001);
    /// ```
    #[must_use]
    pub fn posterior(&self) -> Posterior {
        Posterior {
            beliefs: self.beliefs(&self.weights()),
            weights_of_evidence: self.weights_of_evidence(),
        }
    }

    /// Returns how probable an indicator's yes is, as the set implies: from the prior and all that
    /// counts but the indicator itself.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(yes) = Σ P(s) · P(yes|s)
    /// ```
    ///
    /// Its range is exact where the prior is given in numbers; where that has ranges too, it holds
    /// the exact one.
    #[must_use]
    pub fn implied(&self, evidence: usize) -> Belief {
        let without = self.suppose(&[(evidence, None)]);
        self.implied_by(&without.weights(), evidence)
    }

    pub(super) fn implied_by(&self, weights: &[Weight], evidence: usize) -> Belief {
        let likelihood = &self.evidence()[evidence].likelihood;
        let pairs = points(weights).into_iter().zip(likelihood);
        let point = pairs.map(|(share, l)| share * l.point()).sum();
        let most: Vec<f64> = likelihood.iter().map(|l| l.range().high()).collect();
        // What makes the mean of the opposite greatest makes this one least.
        let unlikely: Vec<f64> = likelihood.iter().map(|l| 1.0 - l.range().low()).collect();
        let low = 1.0 - greatest_mean(weights, &unlikely);
        Belief::rounded(point, low, greatest_mean(weights, &most))
    }

    /// Returns the weight of each scenario after all that counts.
    pub(super) fn weights(&self) -> Vec<Weight> {
        let mut weights: Vec<Weight> = self.prior().iter().copied().map(Weight::of).collect();
        for (i, outcome) in self.counted() {
            add(&mut weights, &self.evidence()[i].given(outcome));
        }
        weights
    }

    /// Returns the beliefs that the weights come to.
    pub(super) fn beliefs(&self, weights: &[Weight]) -> Vec<Belief> {
        let points = points(weights).into_iter().enumerate();
        points
            .map(|(scenario, point)| {
                let low = self.share(weights, scenario, End::Low);
                let high = self.share(weights, scenario, End::High);
                Belief::rounded(point, low, high)
            })
            .collect()
    }

    /// Returns the least or the greatest probability of a scenario.
    ///
    /// Its prior is at that end; what the prior leaves to the others goes first to those that bear
    /// it out least, or most.
    fn share(&self, weights: &[Weight], scenario: usize, end: End) -> f64 {
        let own = end.of(weights[scenario]);
        let prior = end.of_range(self.prior()[scenario].range());
        if prior <= 0.0 || own == f64::NEG_INFINITY {
            return 0.0;
        }
        let mut others: Vec<(f64, ProbabilityRange)> = (0..weights.len())
            .filter(|&other| other != scenario)
            .map(|i| (end.opposite().of(weights[i]), self.prior()[i].range()))
            .collect();
        others.sort_by(|a, b| match end {
            End::High => a.0.total_cmp(&b.0),
            End::Low => b.0.total_cmp(&a.0),
        });
        let certain: f64 = others.iter().map(|(_, range)| range.low()).sum();
        let mut rest = 1.0 - prior - certain;
        let mut against = 0.0;
        for (weight, range) in others {
            let more = rest.clamp(0.0, range.width());
            rest -= more;
            against += weighed(range.low() + more, weight - own);
        }
        prior / (prior + against)
    }
}

/// The logarithm of a scenario's weight; at the ends of the ranges that of its likelihoods alone,
/// since the priors are not free of each other.
#[derive(Clone, Copy)]
pub(super) struct Weight {
    prior: Belief,
    point: f64,
    low: f64,
    high: f64,
}

impl Weight {
    pub(super) fn of(prior: Belief) -> Self {
        Self {
            prior,
            point: prior.point().ln(),
            low: 0.0,
            high: 0.0,
        }
    }
}

/// Returns the probability that each weight comes to.
pub(super) fn points(weights: &[Weight]) -> Vec<f64> {
    let points: Vec<f64> = weights.iter().map(|weight| weight.point).collect();
    shares(&points)
}

/// Adds an outcome's likelihoods to the weights.
pub(super) fn add(weights: &mut [Weight], given: &[Belief]) {
    for (weight, likelihood) in weights.iter_mut().zip(given) {
        weight.point += likelihood.point().ln();
        weight.low += likelihood.range().low().ln();
        weight.high += likelihood.range().high().ln();
    }
}

#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

impl End {
    fn opposite(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }

    fn of(self, weight: Weight) -> f64 {
        match self {
            Self::Low => weight.low,
            Self::High => weight.high,
        }
    }

    fn of_range(self, range: ProbabilityRange) -> f64 {
        match self {
            Self::Low => range.low(),
            Self::High => range.high(),
        }
    }
}

/// Returns a share of a logarithmic weight; nothing of an infinite weight is nothing.
fn weighed(share: f64, weight: f64) -> f64 {
    if share <= 0.0 {
        0.0
    } else {
        share * weight.exp()
    }
}

/// Returns logarithmic weights as parts of 1.
fn shares(weights: &[f64]) -> Vec<f64> {
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sizes: Vec<f64> = weights.iter().map(|w| (w - most).exp()).collect();
    let total: f64 = sizes.iter().sum();
    sizes.iter().map(|size| size / total).collect()
}

/// Returns the greatest mean of some values that weights within their ranges allow: full weight on
/// the greatest values, least weight on the others. Which those are, only trying tells.
fn greatest_mean(weights: &[Weight], values: &[f64]) -> f64 {
    let most = weights
        .iter()
        .map(|w| w.high)
        .fold(f64::NEG_INFINITY, f64::max);
    let mut all: Vec<(f64, f64, f64)> = weights
        .iter()
        .zip(values)
        .map(|(w, &value)| {
            let range = w.prior.range();
            let low = weighed(range.low(), w.low - most);
            (value, low, weighed(range.high(), w.high - most))
        })
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut total: f64 = all.iter().map(|(_, low, _)| low).sum();
    let mut sum: f64 = all.iter().map(|(value, low, _)| value * low).sum();
    let mut best = 0.0_f64;
    for (value, low, high) in all {
        total += high - low;
        sum += value * (high - low);
        if total > 0.0 {
            best = best.max(sum / total);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bayes::Evidence;
    use crate::bayes::sample::{assert_points, evidence, factors, model, of_ranges, railway};
    use crate::coherence::sample::{Random, assert_close, range};
    use crate::testing::p;

    #[test]
    fn an_indicator_seen_makes_78_18_4_of_50_30_20() {
        // .5 × .8 = .40, .3 × .3 = .09, .2 × .1 = .02, of .51.
        let posterior = railway(Some(true)).posterior();
        assert_points(&posterior.beliefs, &[40.0 / 51.0, 9.0 / 51.0, 2.0 / 51.0]);
        assert!(
            posterior
                .beliefs
                .iter()
                .all(|belief| belief.range().is_point())
        );
    }

    #[test]
    fn an_indicator_not_seen_makes_20_43_37_of_50_30_20() {
        // .5 × .2 = .10, .3 × .7 = .21, .2 × .9 = .18, of .49.
        let posterior = railway(Some(false)).posterior();
        assert_points(&posterior.beliefs, &[10.0 / 49.0, 21.0 / 49.0, 18.0 / 49.0]);
    }

    #[test]
    fn an_open_indicator_leaves_the_prior_alone() {
        let posterior = railway(None).posterior();
        assert_points(&posterior.beliefs, &[0.5, 0.3, 0.2]);
        assert_eq!(posterior.weights_of_evidence, [WeightOfEvidence::Open]);
    }

    #[test]
    fn fifty_strong_indicators_do_not_underflow() {
        let all = vec![evidence(&[0.000_001, 0.000_002], Some(true)); 500];
        let beliefs = model(&[0.5, 0.5], all).posterior().beliefs;
        assert_points(&beliefs, &[0.0, 1.0]);
        let even = vec![evidence(&[0.000_001, 0.000_001], Some(true)); 500];
        assert_points(&model(&[0.5, 0.5], even).posterior().beliefs, &[0.5, 0.5]);
    }

    #[test]
    fn order_does_not_matter_to_the_posterior() {
        let (a, b) = (
            evidence(&[0.8, 0.3, 0.1], Some(true)),
            evidence(&[0.2, 0.3, 0.7], Some(false)),
        );
        let one = model(&[0.5, 0.3, 0.2], vec![a.clone(), b.clone()]).posterior();
        let other = model(&[0.5, 0.3, 0.2], vec![b, a]).posterior();
        for (x, y) in one.beliefs.iter().zip(&other.beliefs) {
            assert_close(x.point(), y.point());
        }
    }

    #[test]
    fn ranges_of_likelihoods_carry_through() {
        // Even prior, likelihoods .5–.8 and .2–.4: from .5/(.5 + .4) to .8/(.8 + .2); at the
        // midpoints .65/(.65 + .3).
        let seen = Evidence {
            likelihood: of_ranges(&[(0.5, 0.8), (0.2, 0.4)]),
            outcome: Some(true),
        };
        let posterior = model(&[0.5, 0.5], vec![seen]).posterior();
        let first = posterior.beliefs[0];
        assert_close(first.point(), 0.65 / 0.95);
        assert_close(first.range().low(), 0.5 / 0.9);
        assert_close(first.range().high(), 0.8);
        let factor = factors(&posterior.weights_of_evidence[0])[0];
        assert_close(factor.low, 0.5 / 0.4);
        assert_close(factor.high, 0.8 / 0.2);
    }

    #[test]
    fn the_set_implies_how_probable_an_indicator_is() {
        // .5 × .8 + .3 × .3 + .2 × .1 = .51, whether or not it is resolved.
        for outcome in [None, Some(true), Some(false)] {
            let implied = railway(outcome).implied(0);
            assert_close(implied.point(), 0.51);
            assert!(implied.range().width() < 1e-12);
        }
        // After the first, the weights are .784, .176, .039.
        let more = vec![
            evidence(&[0.8, 0.3, 0.1], Some(true)),
            evidence(&[0.5, 0.2, 0.9], None),
        ];
        let implied = model(&[0.5, 0.3, 0.2], more).implied(1);
        assert_close(implied.point(), (40.0 * 0.5 + 9.0 * 0.2 + 2.0 * 0.9) / 51.0);
    }

    #[test]
    fn a_range_down_to_zero_allows_all_that_follows() {
        // "Remote", 0–5 %, under the first scenario: seen, it may have been impossible.
        let remote = Evidence {
            likelihood: of_ranges(&[(0.0, 0.05), (0.5, 0.5)]),
            outcome: Some(true),
        };
        let first = model(&[0.5, 0.5], vec![remote]).posterior().beliefs[0];
        assert_close(first.range().low(), 0.0);
        assert_close(first.range().high(), 0.05 / 0.55);
        assert_close(first.point(), 0.025 / 0.525);
    }

    /// Returns the corners of what the ranges allow a distribution to be: all at ends but one, which
    /// takes the rest.
    fn distributions(ranges: &[ProbabilityRange]) -> Vec<Vec<f64>> {
        let n = ranges.len();
        let mut found = Vec::new();
        for free in 0..n {
            for mask in 0..1_u32 << n {
                let end = |i: usize| {
                    let range = ranges[i];
                    if mask >> i & 1 == 1 {
                        range.high()
                    } else {
                        range.low()
                    }
                };
                let mut all: Vec<f64> = (0..n).map(end).collect();
                all[free] = 0.0;
                all[free] = 1.0 - all.iter().sum::<f64>();
                let (low, high) = (ranges[free].low() - 1e-12, ranges[free].high() + 1e-12);
                if low <= all[free] && all[free] <= high {
                    found.push(all);
                }
            }
        }
        found
    }

    fn corners(ranges: &[ProbabilityRange]) -> Vec<Vec<f64>> {
        let ends = |mask: u32| {
            let all = ranges.iter().enumerate();
            all.map(move |(i, r)| {
                if mask >> i & 1 == 1 {
                    r.high()
                } else {
                    r.low()
                }
            })
        };
        (0..1 << ranges.len())
            .map(|mask| ends(mask).collect())
            .collect()
    }

    fn ranges_of(beliefs: &[Belief]) -> Vec<ProbabilityRange> {
        beliefs.iter().map(|belief| belief.range()).collect()
    }

    /// A random prior over three scenarios, in ranges that hold a distribution.
    fn random_prior(random: &mut Random, width: f64) -> Vec<Belief> {
        let weights = [0; 3].map(|_| 0.05 + random.unit());
        let total: f64 = weights.iter().sum();
        let mut around = |w: f64| {
            let (down, up) = (width * random.unit(), width * random.unit());
            Belief::new(p(w / total), range(w / total - down, w / total + up)).unwrap()
        };
        weights.map(&mut around).to_vec()
    }

    fn random_evidence(random: &mut Random, outcome: Option<bool>) -> Evidence {
        let mut one = || {
            let (a, b) = (random.unit(), random.unit());
            Belief::from(range(0.01 + 0.98 * a.min(b), 0.01 + 0.98 * a.max(b)))
        };
        let likelihood = [0; 3].map(|_| one()).to_vec();
        Evidence {
            likelihood,
            outcome,
        }
    }

    fn assert_range(found: ProbabilityRange, all: impl IntoIterator<Item = f64>) {
        let (mut low, mut high) = (1.0_f64, 0.0_f64);
        for value in all {
            low = low.min(value);
            high = high.max(value);
        }
        let close = (found.low() - low).abs() < 1e-9 && (found.high() - high).abs() < 1e-9;
        assert!(close, "{found:?} is not {low} to {high}");
    }

    #[test]
    fn the_range_of_a_posterior_is_that_of_its_corners() {
        let mut random = Random(12);
        for round in 0..300 {
            let width = if round % 3 == 0 { 0.0 } else { 0.3 };
            let prior = random_prior(&mut random, width);
            let outcomes = [random.below(2) == 0, random.below(2) == 0];
            let all = outcomes.map(|outcome| random_evidence(&mut random, Some(outcome)));
            let model = ScenarioModel::new(&prior, all.to_vec(), vec![]).unwrap();
            let beliefs = model.posterior().beliefs;
            let mut seen = vec![Vec::new(); 3];
            let given = [0, 1].map(|i| corners(&ranges_of(&all[i].given(outcomes[i]))));
            for distribution in distributions(&ranges_of(&prior)) {
                for first in &given[0] {
                    for second in &given[1] {
                        let weights = [0, 1, 2].map(|s| distribution[s] * first[s] * second[s]);
                        let total: f64 = weights.iter().sum();
                        for s in 0..3 {
                            seen[s].push(weights[s] / total);
                        }
                    }
                }
            }
            for (belief, seen) in beliefs.iter().zip(seen) {
                assert_range(belief.range(), seen);
            }
        }
    }

    #[test]
    fn the_range_that_a_set_implies_is_that_of_its_corners() {
        let mut random = Random(13);
        for round in 0..300 {
            let exact = round % 2 == 0;
            let prior = random_prior(&mut random, if exact { 0.0 } else { 0.3 });
            let known = random_evidence(&mut random, Some(true));
            let open = random_evidence(&mut random, None);
            let model =
                ScenarioModel::new(&prior, vec![known.clone(), open.clone()], vec![]).unwrap();
            let implied = model.implied(1);
            let mut seen = Vec::new();
            for distribution in distributions(&ranges_of(&prior)) {
                for given in corners(&ranges_of(&known.likelihood)) {
                    for likelihood in corners(&ranges_of(&open.likelihood)) {
                        let weights = [0, 1, 2].map(|s| distribution[s] * given[s]);
                        let yes: f64 = weights.iter().zip(&likelihood).map(|(w, l)| w * l).sum();
                        seen.push(yes / weights.iter().sum::<f64>());
                    }
                }
            }
            if exact {
                assert_range(implied.range(), seen);
            } else {
                let inside = |&value: &f64| {
                    implied.range().low() < value + 1e-9 && value - 1e-9 < implied.range().high()
                };
                assert!(seen.iter().all(inside), "{implied:?}");
            }
        }
    }
}
