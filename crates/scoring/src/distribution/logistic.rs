//! The logistic distribution.

use super::Distribution;
use super::location_scale::LocationScale;

/// A logistic distribution.
///
/// # Formula
///
/// ```text
/// CRPS = σ [z − 2 ln F(z) − 1]    z = (y − μ)/σ, F(z) = 1/(1 + e⁻ᶻ)
/// ```
///
/// # References
///
/// - Taillardat, M. et al. (2016). Calibrated ensemble forecasts using quantile regression forests
///   and ensemble model output statistics. *Monthly Weather Review*, 144(6), 2375–2393.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Logistic};
///
/// let logistic = Logistic::new(0.0, 1.0).unwrap();
/// assert!((logistic.crps(0.0) - (2.0 * 2_f64.ln() - 1.0)).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logistic(LocationScale);

impl Logistic {
    /// Returns the distribution, or `None` unless the location is finite and the scale positive and
    /// finite.
    #[must_use]
    pub fn new(location: f64, scale: f64) -> Option<Self> {
        LocationScale::new(location, scale).map(Self)
    }
}

impl Distribution for Logistic {
    fn cdf(&self, outcome: f64) -> f64 {
        let z = self.0.z(outcome);
        let small = (-z.abs()).exp();
        if z < 0.0 {
            small / (1.0 + small)
        } else {
            1.0 / (1.0 + small)
        }
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        let z = self.0.z(outcome).abs();
        -z - 2.0 * (-z).exp().ln_1p() - self.0.scale.ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        // The formula is even in z; written in |z| its exponential cannot overflow.
        let z = self.0.z(outcome).abs();
        self.0.scale * (z + 2.0 * (-z).exp().ln_1p() - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logistic_needs_a_scale() {
        assert_eq!(Logistic::new(0.0, 0.0), None);
        assert_eq!(Logistic::new(f64::NAN, 1.0), None);
    }

    #[test]
    fn far_out_nothing_overflows() {
        let logistic = Logistic::new(0.0, 1.0).unwrap();
        for outcome in [-1e4, 1e4] {
            assert!((logistic.crps(outcome) - 9999.0).abs() < 1e-9);
            assert!((logistic.log_score(outcome) - 1e4).abs() < 1e-9);
        }
    }
}
