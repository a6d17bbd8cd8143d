//! The gamma distribution.

use super::Distribution;
use super::functions::{gamma_cdf, ln_beta, ln_gamma};

/// A gamma distribution.
///
/// # Formula
///
/// ```text
/// CRPS = y (2F_α(y) − 1) − (α/β) (2F_α₊₁(y) − 1) − 1/(β B(½, α))    α the shape, β the rate
/// ```
///
/// # References
///
/// - Scheuerer, M. and Möller, D. (2015). Probabilistic wind speed forecasting on a grid based on
///   ensemble model output statistics. *Annals of Applied Statistics*, 9(3), 1328–1349.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Exponential, Gamma};
///
/// let (gamma, same) = (Gamma::new(1.0, 2.0).unwrap(), Exponential::new(2.0).unwrap());
/// assert!((gamma.crps(0.7) - same.crps(0.7)).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    shape: f64,
    rate: f64,
}

impl Gamma {
    /// Returns the distribution, or `None` unless the shape and the rate are positive and finite.
    #[must_use]
    pub fn new(shape: f64, rate: f64) -> Option<Self> {
        let valid = shape > 0.0 && rate > 0.0 && shape.is_finite() && rate.is_finite();
        valid.then_some(Self { shape, rate })
    }
}

impl Distribution for Gamma {
    fn cdf(&self, outcome: f64) -> f64 {
        gamma_cdf(self.shape, self.rate * outcome)
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        let Self { shape, rate } = self;
        if outcome < 0.0 {
            return f64::NEG_INFINITY;
        }
        shape * rate.ln() - ln_gamma(*shape) + ln_power(outcome, shape - 1.0) - rate * outcome
    }

    fn crps(&self, outcome: f64) -> f64 {
        let Self { shape, rate } = self;
        let mean = shape / rate;
        let next = gamma_cdf(shape + 1.0, rate * outcome);
        let spread = (-ln_beta(0.5, *shape)).exp() / rate;
        outcome * (2.0 * self.cdf(outcome) - 1.0) - mean * (2.0 * next - 1.0) - spread
    }
}

/// Returns ln xᵏ, with 0⁰ = 1.
pub(super) fn ln_power(x: f64, exponent: f64) -> f64 {
    if exponent.abs() < f64::MIN_POSITIVE {
        0.0
    } else {
        exponent * x.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gamma_needs_a_shape_and_a_rate() {
        for (shape, rate) in [
            (0.0, 1.0),
            (1.0, 0.0),
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
        ] {
            assert_eq!(Gamma::new(shape, rate), None, "{shape} {rate}");
        }
    }

    #[test]
    fn at_zero_the_density_is_none_the_rate_or_infinite() {
        let at_zero = |shape| Gamma::new(shape, 2.0).unwrap().ln_density(0.0);
        assert!(at_zero(2.0) < 0.0 && at_zero(2.0).is_infinite());
        assert!((at_zero(1.0) - 2_f64.ln()).abs() < 1e-12);
        assert!(at_zero(0.5) > 0.0 && at_zero(0.5).is_infinite());
    }
}
