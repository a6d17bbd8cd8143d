//! The gamma distribution.

use statrs::function::gamma::{gamma_lr, gamma_ur};

use super::functions::{crossing, ln_beta, ln_gamma};
use super::{Distribution, Domain};
use crate::Bounds;

/// A gamma distribution, of a number above 0.
///
/// Below a shape of 0.01 nearly all of it lies at 0. With one of 10,000 it is the normal distribution
/// with the same mean and spread to two digits, and far more would cost the incomplete gamma function
/// its own.
///
/// # Formula
///
/// ```text
/// CRPS = θ [L(x) + U(x)] = y (2F(y) − 1) − kθ (2F⁺(y) − 1) − θ/B(½, k)    x = y/θ
/// within bounds: θ [L(x) − L(a) + U(x) − U(b)]
/// L(x) = x P(k, x)² − k P(k + 1, x)² − P(2k + 1, 2x)/B(½, k)
/// U(x) = −x Q(k, x)² + k Q(k + 1, x)² − Q(2k + 1, 2x)/B(½, k)
/// ```
///
/// k is the shape, θ the scale, P and Q the incomplete gamma functions, F⁺ the distribution function
/// with a shape of k + 1; L and U are the integrals of F² up to x and of (1 − F)² from there, by
/// parts.
///
/// # References
///
/// - Scheuerer, M. and Möller, D. (2015). Probabilistic wind speed forecasting on a grid based on
///   ensemble model output statistics. *Annals of Applied Statistics*, 9(3), 1328–1349.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Gamma};
///
/// // With a shape of 1 it is the exponential distribution.
/// let gamma = Gamma::new(1.0, 2.0).unwrap();
/// assert!((gamma.cdf(2.0) - (1.0 - (-1_f64).exp())).abs() < 1e-12);
/// assert!((gamma.crps(0.0) - 1.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
}

impl Gamma {
    /// The shapes that there may be.
    pub(super) const SHAPES: Domain = Domain::Between(0.01, 1e4);

    /// Returns the distribution, or `None` unless the shape lies between 0.01 and 10,000, and the
    /// scale is positive and finite.
    #[must_use]
    pub fn new(shape: f64, scale: f64) -> Option<Self> {
        let is_valid = Self::SHAPES.contains(shape) && Domain::Positive.contains(scale);
        is_valid.then_some(Self { shape, scale })
    }

    /// Returns the shape.
    #[must_use]
    pub fn shape(self) -> f64 {
        self.shape
    }

    /// Returns the scale.
    #[must_use]
    pub fn scale(self) -> f64 {
        self.scale
    }

    /// Returns 1/B(½, k): half the mean distance of two draws, in scales.
    fn spread(self) -> f64 {
        (-ln_beta(0.5, self.shape)).exp()
    }

    /// Returns ∫ F² from −∞ to `x` scales.
    fn below(self, x: f64) -> f64 {
        let shape = self.shape;
        let [own, next] = [shape, shape + 1.0].map(|shape| cdf(shape, x));
        let twice = cdf(2.0 * shape + 1.0, 2.0 * x);
        x.max(0.0) * own * own - shape * next * next - self.spread() * twice
    }

    /// Returns ∫ (1 − F)² from `x` scales to ∞.
    fn above(self, x: f64) -> f64 {
        let shape = self.shape;
        let [own, next] = [shape, shape + 1.0].map(|shape| tail(shape, x));
        let twice = tail(2.0 * shape + 1.0, 2.0 * x);
        shape * next * next - x * own * own - self.spread() * twice
    }
}

/// Returns the distribution function at `x` of a gamma distribution with a scale of 1.
fn cdf(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x.is_infinite() {
        1.0
    } else {
        gamma_lr(shape, x)
    }
}

/// Returns the probability beyond `x` of a gamma distribution with a scale of 1, exact in the tail.
fn tail(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x.is_infinite() {
        0.0
    } else {
        gamma_ur(shape, x)
    }
}

impl Distribution for Gamma {
    fn cdf(&self, outcome: f64) -> f64 {
        cdf(self.shape, outcome / self.scale)
    }

    fn tail(&self, outcome: f64) -> f64 {
        tail(self.shape, outcome / self.scale)
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        // At 0 it is none, as that of a lognormal distribution is, and not the limit, which with a
        // shape below 1 would be infinite: nothing could be scored against that.
        if outcome <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let x = outcome / self.scale;
        (self.shape - 1.0) * x.ln() - x - ln_gamma(self.shape) - self.scale.ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        let x = outcome / self.scale;
        self.scale * (self.below(x) + self.above(x))
    }

    fn crps_within(&self, bounds: Bounds, outcome: f64) -> f64 {
        let [low, high] = [bounds.low(), bounds.high()].map(|x| x / self.scale);
        let x = bounds.censor(outcome) / self.scale;
        self.scale * (self.below(x) - self.below(low) + self.above(x) - self.above(high))
    }

    fn quantile(&self, level: f64) -> f64 {
        let is_below = |x| cdf(self.shape, x) < level;
        let mut high = self.shape.max(1.0);
        while is_below(high) {
            high *= 2.0;
        }
        self.scale * crossing(0.0, high, is_below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gamma_needs_a_shape_and_a_scale() {
        for (shape, scale) in [
            (0.0, 1.0),
            (1e5, 1.0),
            (1.0, 0.0),
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
        ] {
            assert_eq!(Gamma::new(shape, scale), None, "{shape} {scale}");
        }
    }

    #[test]
    fn an_outcome_below_zero_costs_its_distance_on_top() {
        let gamma = Gamma::new(2.3, 0.7).unwrap();
        assert!((gamma.crps(-2.0) - gamma.crps(0.0) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn at_zero_and_below_there_is_no_density_whatever_the_shape() {
        for shape in [0.5, 1.0, 2.0] {
            let gamma = Gamma::new(shape, 2.0).unwrap();
            assert!(gamma.log_score(0.0) > 0.0 && gamma.log_score(0.0).is_infinite());
            assert!(gamma.log_score(1e-300).is_finite());
        }
    }

    #[test]
    fn the_integrals_on_both_sides_agree_with_the_closed_form() {
        let form = |shape: f64, y: f64| {
            let spread = (-ln_beta(0.5, shape)).exp();
            y * (2.0 * cdf(shape, y) - 1.0) - shape * (2.0 * cdf(shape + 1.0, y) - 1.0) - spread
        };
        for shape in [0.01, 0.5, 1.0, 30.0, 1e4] {
            let gamma = Gamma::new(shape, 1.0).unwrap();
            for y in [-1.0, 1e-9, 0.3, 29.0, 9_900.0, 10_100.0] {
                let (ours, theirs) = (gamma.crps(y), form(shape, y));
                let gap = (ours - theirs).abs();
                assert!(gap < 1e-9 * (1.0 + shape), "{shape} at {y}: {gap}");
            }
        }
    }

    #[test]
    fn bounds_that_hold_none_of_it_cost_all_or_nothing() {
        let gamma = Gamma::new(3.0, 1.0).unwrap();
        let bounds = Bounds::new(-3.0, -1.0).unwrap();
        assert!(gamma.crps_within(bounds, f64::INFINITY).abs() < 1e-12);
        assert!((gamma.crps_within(bounds, -3.0) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn far_outcomes_leave_numbers() {
        for shape in [0.01, 1e4] {
            let gamma = Gamma::new(shape, 1e-150).unwrap();
            assert!((gamma.crps(1e154) / 1e154 - 1.0).abs() < 1e-12);
            assert!(gamma.log_score(1e150).is_finite());
        }
    }
}
