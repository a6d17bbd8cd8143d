//! Mixtures of distributions.

use super::functions::crossing;
use super::{Distribution, Simple};
use crate::quadrature::integrate_between;
use crate::{Bounds, sum};

/// How far from 1 the sum of the weights may be.
const TOLERANCE: f64 = 1e-9;

/// A mixture: one of several distributions holds, each with its weight.
///
/// # Formula
///
/// ```text
/// CRPS = Σᵢ wᵢ CRPSᵢ − ∫ Σᵢ wᵢ (Fᵢ(x) − F(x))² dx    F = Σᵢ wᵢ Fᵢ
/// ```
///
/// The first part has a closed form. The second is by how much the parts differ, whatever the
/// outcome; it is taken numerically, within the bounds where there are any, to some ten digits.
///
/// # References
///
/// - Grimit, E. P. et al. (2006). The continuous ranked probability score for circular variables
///   and its application to mesoscale forecast ensemble verification. *Quarterly Journal of the
///   Royal Meteorological Society*, 132(621C), 2925–2942, for mixtures of normal distributions.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Family, Mixture};
///
/// let normal = Family::Normal.with(&[1.0, 2.0]).unwrap();
/// let mixture = Mixture::new(vec![(0.4, normal), (0.6, normal)]).unwrap();
/// assert!((mixture.crps(0.3) - normal.as_dyn().crps(0.3)).abs() < 1e-12);
/// assert_eq!(Mixture::new(vec![(1.0, normal)]), None);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture(Vec<(f64, Simple)>);

impl Mixture {
    /// The most parts: each is compared with the others at every step of an integral, and whoever
    /// tells more apart has draws.
    pub const MOST: usize = 10;

    /// Returns the mixture of weighted distributions, or `None` unless there are 2 to 10 and the
    /// weights are positive and add up to 1 within 1e-9.
    #[must_use]
    pub fn new(parts: Vec<(f64, Simple)>) -> Option<Self> {
        let are_positive = parts.iter().all(|(weight, _)| *weight > 0.0);
        let is_some = (2..=Self::MOST).contains(&parts.len());
        let total = sum(parts.iter().map(|(weight, _)| *weight));
        let is_valid = are_positive && is_some && (total - 1.0).abs() <= TOLERANCE;
        is_valid.then_some(Self(parts))
    }

    /// Returns the parts, each with its weight.
    #[must_use]
    pub fn parts(&self) -> &[(f64, Simple)] {
        &self.0
    }

    /// Returns the sum of the weights, which is 1 but for the last digits of what was written.
    fn total(&self) -> f64 {
        sum(self.0.iter().map(|(weight, _)| *weight))
    }

    /// Returns the weighted mean of something over the parts.
    fn mean(&self, of: impl Fn(&dyn Distribution) -> f64) -> f64 {
        let weighted = |(weight, part): &(f64, Simple)| weight * of(part.as_dyn());
        sum(self.0.iter().map(weighted)) / self.total()
    }

    /// Returns the integral between bounds of the weighted variance of the parts' distribution
    /// functions.
    fn disagreement(&self, low: f64, high: f64) -> f64 {
        let knots = self.0.iter().flat_map(|(_, part)| knots(part.as_dyn()));
        let mut knots: Vec<f64> = knots.map(|knot| knot.clamp(low, high)).collect();
        knots.sort_by(f64::total_cmp);
        knots.dedup();
        let middle = self.quantile(0.5);
        let total = self.total();
        integrate_between(&knots, |x| {
            // Above the middle it is the tails that have digits. Seen from the first part, equal
            // parts differ by nothing at all, and not by the last digits of a sum of weights.
            let of = |part: &Simple| {
                if x < middle {
                    part.as_dyn().cdf(x)
                } else {
                    part.as_dyn().tail(x)
                }
            };
            let first = of(&self.0[0].1);
            let each = self.0[1..]
                .iter()
                .map(|(weight, part)| (weight / total, of(part) - first));
            let [mean, square] = each.fold([0.0, 0.0], |[mean, square], (weight, apart)| {
                [mean + weight * apart, square + weight * apart * apart]
            });
            square - mean * mean
        })
    }
}

/// Returns numbers between which a distribution function bends little: the median, and from there steps
/// that grow fourfold, until what lies beyond adds nothing to a score.
fn knots(part: &dyn Distribution) -> Vec<f64> {
    let middle = part.quantile(0.5);
    let mut knots = vec![middle];
    for level in [0.1, 0.9] {
        let near = part.quantile(level) - middle;
        let share = |x| {
            if level < 0.5 {
                part.cdf(x)
            } else {
                part.tail(x)
            }
        };
        let mut far = near;
        knots.push(middle + far);
        while share(middle + far).powi(2) * far.abs() > 1e-17 * near.abs() {
            far *= 4.0;
            knots.push(middle + far);
        }
    }
    knots
}

impl Distribution for Mixture {
    fn cdf(&self, outcome: f64) -> f64 {
        self.mean(|part| part.cdf(outcome)).min(1.0)
    }

    fn tail(&self, outcome: f64) -> f64 {
        self.mean(|part| part.tail(outcome)).min(1.0)
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        let each = |part: &dyn Distribution| part.ln_density(outcome);
        let all = self.0.iter().map(|(_, part)| each(part.as_dyn()));
        let most = all.fold(f64::NEG_INFINITY, f64::max);
        if most.is_infinite() {
            return most;
        }
        // Taken out of the mean, the highest density keeps it from vanishing.
        most + self.mean(|part| (each(part) - most).exp()).ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        let apart = self.disagreement(f64::NEG_INFINITY, f64::INFINITY);
        self.mean(|part| part.crps(outcome)) - apart
    }

    fn crps_within(&self, bounds: Bounds, outcome: f64) -> f64 {
        let apart = self.disagreement(bounds.low(), bounds.high());
        self.mean(|part| part.crps_within(bounds, outcome)) - apart
    }

    fn quantile(&self, level: f64) -> f64 {
        let each = || self.0.iter().map(|(_, part)| part.as_dyn().quantile(level));
        let low = each().fold(f64::INFINITY, f64::min);
        let high = each().fold(f64::NEG_INFINITY, f64::max);
        crossing(low, high, |x| self.cdf(x) < level)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::distribution::Family;

    fn normal(mean: f64, sd: f64) -> Simple {
        Family::Normal.with(&[mean, sd]).unwrap()
    }

    #[test]
    fn weights_are_positive_and_add_up_to_one() {
        let one = normal(0.0, 1.0);
        for weights in [
            vec![],
            vec![1.0],
            vec![0.5, 0.4],
            vec![1.5, -0.5],
            vec![0.5, f64::NAN],
            vec![1.0 / 11.0; 11],
        ] {
            let parts = weights.iter().map(|weight| (*weight, one)).collect();
            assert_eq!(Mixture::new(parts), None, "{weights:?}");
        }
        assert!(Mixture::new(vec![(1.0 / 3.0, one); 3]).is_some());
    }

    #[test]
    fn far_out_the_density_does_not_vanish() {
        let normal = normal(0.0, 1.0);
        let gamma = Family::Gamma.with(&[2.0, 1.0]).unwrap();
        let mixture = Mixture::new(vec![(0.5, normal), (0.5, gamma)]).unwrap();
        let half = normal.as_dyn().ln_density(-100.0) - 2_f64.ln();
        assert!((mixture.ln_density(-100.0) - half).abs() < 1e-9);
        let none = Mixture::new(vec![(0.5, gamma), (0.5, gamma)]).unwrap();
        assert!(none.log_score(-1.0) > 0.0 && none.log_score(-1.0).is_infinite());
    }

    #[test]
    fn two_points_far_apart_are_two_draws() {
        // Two draws at 0 and 10 and an outcome of 4: a mean distance of 5, less half of 5.
        let parts = vec![(0.5, normal(0.0, 1e-9)), (0.5, normal(10.0, 1e-9))];
        let crps = Mixture::new(parts).unwrap().crps(4.0);
        assert!((crps - 2.5).abs() < 1e-8, "{crps}");
    }

    #[test]
    fn the_widest_lognormal_parts_are_scored_to_their_ends() {
        // Half of each score is that of the wide part alone, and a quarter its own spread.
        let wide = Family::Lognormal.with(&[0.0, 20.0]).unwrap();
        let parts = vec![(0.5, wide), (0.5, normal(0.0, 1e-9))];
        let mixture = Mixture::new(parts).unwrap();
        let alone = wide.as_dyn().crps(0.0);
        let ratio = mixture.crps(0.0) / alone;
        assert!((ratio - 0.25).abs() < 1e-6, "{ratio}");
    }

    #[test]
    fn parts_of_several_families_score_as_another_program_integrates() {
        let parts = vec![
            (0.6, normal(10.0, 2.0)),
            (0.3, Family::Student.with(&[1.5, 12.0, 0.1]).unwrap()),
            (0.1, Family::Gamma.with(&[2.5, 1.5]).unwrap()),
        ];
        let mixture = Mixture::new(parts).unwrap();
        // mpmath 1.3, 25 digits: the integrals on both sides of the outcome.
        let within = mixture.crps_within(Bounds::new(0.0, 13.0).unwrap(), 9.0);
        assert!((within - 1.026_357_802_718_261).abs() < 1e-10, "{within}");
        let whole = mixture.crps(9.0);
        assert!((whole - 1.027_272_099_020_355).abs() < 1e-10, "{whole}");
    }

    /// Returns the score of a mixture of normal distributions by its closed form.
    fn closed(parts: &[(f64, f64, f64)], y: f64) -> f64 {
        let distance = |mean: f64, sd: f64| {
            let one = crate::distribution::Normal::new(0.0, 1.0).unwrap();
            let z = mean / sd;
            mean * (2.0 * one.cdf(z) - 1.0) + 2.0 * sd * one.ln_density(z).exp()
        };
        let pair = |(w, m, s): (f64, f64, f64)| {
            sum(parts
                .iter()
                .map(|(v, n, t)| w * v * distance(m - n, s.hypot(*t))))
        };
        let each = parts.iter().map(|&(w, m, s)| w * distance(y - m, s));
        sum(each) - sum(parts.iter().map(|part| pair(*part))) / 2.0
    }

    proptest! {
        #[test]
        fn a_mixture_of_normals_is_its_closed_form(
            (weight, m, s, n, t, y) in
                (0.01_f64..0.99, -9.0_f64..9.0, 1e-4_f64..5.0, -9.0_f64..9.0, 1e-4_f64..5.0, -20.0_f64..20.0),
        ) {
            let parts = vec![(weight, normal(m, s)), (1.0 - weight, normal(n, t))];
            let ours = Mixture::new(parts).unwrap().crps(y);
            let theirs = closed(&[(weight, m, s), (1.0 - weight, n, t)], y);
            prop_assert!((ours - theirs).abs() < 1e-9 * (1.0 + theirs), "{ours}, not {theirs}");
        }
    }
}
