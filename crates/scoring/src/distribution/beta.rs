//! The beta distribution.

use super::functions::ln_beta;
use super::{Distribution, gamma::ln_power};
use crate::special::beta_cdf;

/// A beta distribution, of a share from 0 to 1.
///
/// # Formula
///
/// ```text
/// CRPS = y (2F(y) − 1) + α/(α + β) [1 − 2F_α₊₁,β(y) − 2B(2α, 2β)/(α B(α, β)²)]
/// ```
///
/// # References
///
/// - Taillardat et al. (2016), as in [`Logistic`](super::Logistic).
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Beta, Distribution, Uniform};
///
/// let (beta, same) = (Beta::new(1.0, 1.0).unwrap(), Uniform::new(0.0, 1.0).unwrap());
/// assert!((beta.crps(0.3) - same.crps(0.3)).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    alpha: f64,
    beta: f64,
}

impl Beta {
    /// Returns the distribution, or `None` unless both parameters are positive and finite.
    #[must_use]
    pub fn new(alpha: f64, beta: f64) -> Option<Self> {
        let valid = alpha > 0.0 && beta > 0.0 && alpha.is_finite() && beta.is_finite();
        valid.then_some(Self { alpha, beta })
    }
}

impl Distribution for Beta {
    fn cdf(&self, outcome: f64) -> f64 {
        beta_cdf(outcome, self.alpha, self.beta)
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        let Self { alpha, beta } = self;
        if !(0.0..=1.0).contains(&outcome) {
            return f64::NEG_INFINITY;
        }
        ln_power(outcome, alpha - 1.0) + ln_power(1.0 - outcome, beta - 1.0)
            - ln_beta(*alpha, *beta)
    }

    fn crps(&self, outcome: f64) -> f64 {
        let Self { alpha, beta } = *self;
        let next = beta_cdf(outcome, alpha + 1.0, beta);
        let spread = (ln_beta(2.0 * alpha, 2.0 * beta) - 2.0 * ln_beta(alpha, beta)).exp() / alpha;
        let mean = alpha / (alpha + beta);
        outcome * (2.0 * self.cdf(outcome) - 1.0) + mean * (1.0 - 2.0 * next - 2.0 * spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beta_needs_two_positive_parameters() {
        for (alpha, beta) in [(0.0, 1.0), (1.0, -1.0), (f64::NAN, 1.0)] {
            assert_eq!(Beta::new(alpha, beta), None, "{alpha} {beta}");
        }
    }

    #[test]
    fn an_outcome_outside_zero_to_one_costs_its_distance_on_top() {
        let beta = Beta::new(1.4, 2.6).unwrap();
        assert!((beta.crps(-2.0) - beta.crps(0.0) - 2.0).abs() < 1e-12);
        assert!((beta.crps(3.0) - beta.crps(1.0) - 2.0).abs() < 1e-12);
        assert!(beta.log_score(1.5).is_infinite());
    }
}
