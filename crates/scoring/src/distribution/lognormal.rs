//! The lognormal distribution.

use std::f64::consts::FRAC_1_SQRT_2;

use super::Distribution;
use super::functions::normal_ln_density;
use super::location_scale::LocationScale;
use crate::special::{normal_cdf, normal_quantile};
use crate::{Bounds, quadrature::integrate};

/// The standard normal's distribution function is 0 or 1 to the last digit beyond this.
const FAR: f64 = 39.0;

/// A lognormal distribution: that of a number whose logarithm is normal.
///
/// # Formula
///
/// ```text
/// CRPS = y (2F(y) − 1) − 2 e^(μ + σ²/2) [Φ(z − σ) + Φ(σ/√2) − 1]    z = (ln y − μ)/σ
/// ```
///
/// Within bounds it has no closed form; the integral over ln x is taken numerically, to some twelve
/// digits.
///
/// # References
///
/// - Baran, S. and Lerch, S. (2015). Log-normal distribution based Ensemble Model Output Statistics
///   models for probabilistic wind-speed forecasting. *Quarterly Journal of the Royal
///   Meteorological Society*, 141(691), 2289–2299.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Lognormal};
///
/// let lognormal = Lognormal::new(0.0, 1.0).unwrap();
/// assert!((lognormal.cdf(1.0) - 0.5).abs() < 1e-12);
/// assert!(lognormal.log_score(-1.0).is_infinite());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lognormal(LocationScale);

impl Lognormal {
    /// Returns the distribution, given the mean and the standard deviation of the logarithm, or
    /// `None` unless the mean is finite and the standard deviation positive and finite.
    #[must_use]
    pub fn new(mean_log: f64, sd_log: f64) -> Option<Self> {
        LocationScale::new(mean_log, sd_log).map(Self)
    }

    /// Returns the mean of the logarithm.
    #[must_use]
    pub fn mean_log(self) -> f64 {
        self.0.location
    }

    /// Returns the standard deviation of the logarithm.
    #[must_use]
    pub fn sd_log(self) -> f64 {
        self.0.scale
    }

    /// Returns the integral from `low` to `high` of the square of a function of z.
    fn between(self, low: f64, high: f64, share: impl Fn(f64) -> f64) -> f64 {
        let (from, to) = (self.z(low).clamp(-FAR, FAR), self.z(high).clamp(-FAR, FAR));
        // Where z is clamped the function is 0 or 1, and the integral the distance or nothing.
        let before = (self.x(from).min(high) - low).max(0.0) * share(-FAR).powi(2);
        let after = (high - self.x(to).max(low)).max(0.0) * share(FAR).powi(2);
        before + after + integrate(from, to, |z| share(z).powi(2) * self.0.scale * self.x(z))
    }

    fn x(self, z: f64) -> f64 {
        (self.0.location + self.0.scale * z).exp()
    }

    fn z(self, x: f64) -> f64 {
        if x > 0.0 {
            self.0.z(x.ln())
        } else {
            f64::NEG_INFINITY
        }
    }
}

impl Distribution for Lognormal {
    fn cdf(&self, outcome: f64) -> f64 {
        normal_cdf(self.z(outcome))
    }

    fn tail(&self, outcome: f64) -> f64 {
        normal_cdf(-self.z(outcome))
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        if outcome > 0.0 {
            normal_ln_density(self.z(outcome)) - self.0.scale.ln() - outcome.ln()
        } else {
            f64::NEG_INFINITY
        }
    }

    fn crps(&self, outcome: f64) -> f64 {
        let mean = (self.0.location + self.0.scale * self.0.scale / 2.0).exp();
        let z = self.z(outcome);
        // Φ(σ/√2) − 1, written so that no digits are lost where it is near 0.
        let inner = normal_cdf(z - self.0.scale) - normal_cdf(-self.0.scale * FRAC_1_SQRT_2);
        outcome * (2.0 * normal_cdf(z) - 1.0) - 2.0 * mean * inner
    }

    fn crps_within(&self, bounds: Bounds, outcome: f64) -> f64 {
        let outcome = bounds.censor(outcome);
        let below = self.between(bounds.low(), outcome, normal_cdf);
        below + self.between(outcome, bounds.high(), |z| normal_cdf(-z))
    }

    fn quantile(&self, level: f64) -> f64 {
        self.x(normal_quantile(level))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_lognormal_needs_a_spread() {
        for (mean, sd) in [(0.0, 0.0), (f64::INFINITY, 1.0), (0.0, f64::NAN)] {
            assert_eq!(Lognormal::new(mean, sd), None, "{mean} {sd}");
        }
    }

    #[test]
    fn an_outcome_below_zero_costs_its_distance_on_top() {
        let lognormal = Lognormal::new(0.3, 0.7).unwrap();
        assert!((lognormal.crps(-2.0) - lognormal.crps(0.0) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn bounds_below_the_forecast_cost_all_or_nothing() {
        // The forecast says about 1; the bounds end at −1, so all of it lies beyond.
        let lognormal = Lognormal::new(0.0, 0.1).unwrap();
        let bounds = Bounds::new(-3.0, -1.0).unwrap();
        assert!(lognormal.crps_within(bounds, f64::INFINITY).abs() < 1e-12);
        assert!((lognormal.crps_within(bounds, -3.0) - 2.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn far_bounds_change_nothing(
            (mean, sd, outcome) in (-2.0_f64..2.0, 0.02_f64..0.8, 0.0_f64..20.0),
        ) {
            let lognormal = Lognormal::new(mean, sd).unwrap();
            let bounds = Bounds::new(-1.0, 1e4).unwrap();
            let (within, whole) = (lognormal.crps_within(bounds, outcome), lognormal.crps(outcome));
            prop_assert!((within - whole).abs() < 1e-10 * (1.0 + whole));
        }

        #[test]
        fn the_score_within_bounds_does_not_jump_at_a_bound(
            (mean, sd, step) in (-1.0_f64..2.0, 0.1_f64..1.0, 0.0_f64..1e-6),
        ) {
            let lognormal = Lognormal::new(mean, sd).unwrap();
            let bounds = Bounds::new(0.5, 3.0).unwrap();
            let beyond = lognormal.crps_within(bounds, f64::INFINITY);
            let inside = lognormal.crps_within(bounds, 3.0 - step);
            prop_assert!((beyond - inside).abs() <= step + 1e-12);
        }
    }
}
