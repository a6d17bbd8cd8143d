//! The normal distribution.

use super::Distribution;
use super::functions::{INV_SQRT_PI, normal_density, normal_ln_density};
use super::location_scale::LocationScale;
use crate::Bounds;
use crate::special::{normal_cdf, normal_quantile};

/// A normal distribution.
///
/// # Formula
///
/// ```text
/// CRPS = σ [z (2Φ(z) − 1) + 2φ(z) − 1/√π]    z = (y − μ)/σ
/// within bounds: σ [H(z) − H(zₐ) + H(−z) − H(−z_b)]
/// H(z) = z Φ(z)² + 2 Φ(z) φ(z) − Φ(√2 z)/√π
/// ```
///
/// # References
///
/// - Gneiting, T. and Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and
///   estimation. *Journal of the American Statistical Association*, 102(477), 359–378.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Normal};
///
/// let normal = Normal::new(11.0, 2.0).unwrap();
/// assert!((normal.crps(11.0) - 2.0 * 0.233695).abs() < 1e-6);
/// assert!((normal.cdf(11.0) - 0.5).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal(LocationScale);

impl Normal {
    /// Returns the distribution, or `None` unless the mean is finite and the standard deviation
    /// positive and finite.
    #[must_use]
    pub fn new(mean: f64, sd: f64) -> Option<Self> {
        LocationScale::new(mean, sd).map(Self)
    }

    /// Returns the mean.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.0.location
    }

    /// Returns the standard deviation.
    #[must_use]
    pub fn sd(self) -> f64 {
        self.0.scale
    }
}

/// Returns ∫ Φ² from −∞ to z.
fn squared_integral(z: f64) -> f64 {
    let cdf = normal_cdf(z);
    let tails = normal_cdf(std::f64::consts::SQRT_2 * z) * INV_SQRT_PI;
    z * cdf * cdf + 2.0 * cdf * normal_density(z) - tails
}

impl Distribution for Normal {
    fn cdf(&self, outcome: f64) -> f64 {
        normal_cdf(self.0.z(outcome))
    }

    fn tail(&self, outcome: f64) -> f64 {
        normal_cdf(-self.0.z(outcome))
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        normal_ln_density(self.0.z(outcome)) - self.0.scale.ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        let z = self.0.z(outcome);
        let inner = z * (2.0 * normal_cdf(z) - 1.0) + 2.0 * normal_density(z) - INV_SQRT_PI;
        self.0.scale * inner
    }

    fn crps_within(&self, bounds: Bounds, outcome: f64) -> f64 {
        self.0.crps_within(bounds, outcome, squared_integral)
    }

    fn quantile(&self, level: f64) -> f64 {
        self.0.location + self.0.scale * normal_quantile(level)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_normal_needs_a_spread() {
        for (mean, sd) in [
            (0.0, 0.0),
            (0.0, -1.0),
            (f64::NAN, 1.0),
            (0.0, f64::INFINITY),
        ] {
            assert_eq!(Normal::new(mean, sd), None, "{mean} {sd}");
        }
    }

    #[test]
    fn the_score_at_the_mean_is_known() {
        // 2φ(0) − 1/√π = √(2/π) − 1/√π.
        let expected = std::f64::consts::FRAC_2_PI.sqrt() - INV_SQRT_PI;
        assert!((Normal::new(0.0, 1.0).unwrap().crps(0.0) - expected).abs() < 1e-15);
    }

    #[test]
    fn bounds_that_are_far_away_change_nothing() {
        let normal = Normal::new(11.0, 2.0).unwrap();
        let bounds = Bounds::new(-100.0, 100.0).unwrap();
        for outcome in [5.0, 11.0, 18.0] {
            let within = normal.crps_within(bounds, outcome);
            assert!((within - normal.crps(outcome)).abs() < 1e-12, "{outcome}");
        }
    }

    proptest! {
        #[test]
        fn the_score_within_bounds_does_not_jump_at_a_bound(
            (mean, sd, step) in (-3.0_f64..3.0, 0.1_f64..3.0, 0.0_f64..1e-6),
        ) {
            let normal = Normal::new(mean, sd).unwrap();
            let bounds = Bounds::new(-1.0, 2.0).unwrap();
            let beyond = normal.crps_within(bounds, f64::INFINITY);
            let inside = normal.crps_within(bounds, 2.0 - step);
            prop_assert!((beyond - inside).abs() <= step + 1e-12);
            prop_assert!(beyond >= -1e-12);
        }
    }
}
