//! The scenarios after the evidence.

use super::{Belief, Inquiry, Push};
use crate::scoring::coherence::Interval;

/// What is believed after the evidence, and what each indicator did to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// The belief in each scenario.
    pub beliefs: Vec<Belief>,
    /// What each indicator did, in their order.
    pub pushes: Vec<Push>,
}

impl Inquiry {
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
    /// use foretell::model::Probability;
    /// use foretell::scoring::bayes::{Belief, Evidence, Inquiry};
    ///
    /// let of = |all: [f64; 3]| all.map(|p| Belief::from(Probability::new(p).unwrap()));
    /// let seen = Evidence { likelihood: of([0.8, 0.3, 0.1]).to_vec(), outcome: Some(true) };
    /// let inquiry = Inquiry::new(&of([0.5, 0.3, 0.2]), vec![seen], vec![]).unwrap();
    /// assert!((inquiry.posterior().beliefs[0].point() - 0.784).abs() < 0.001);
    /// ```
    #[must_use]
    pub fn posterior(&self) -> Posterior {
        Posterior {
            beliefs: self.beliefs(&self.weights()),
            pushes: self.pushes(),
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
        let mut others: Vec<(f64, Interval)> = (0..weights.len())
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

    fn of_range(self, range: Interval) -> f64 {
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
