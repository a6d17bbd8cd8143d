//! The exponential distribution.

use super::Distribution;

/// An exponential distribution: the time to the first of events that come at a steady rate.
///
/// # Formula
///
/// ```text
/// CRPS = |y| − 2F(y)/λ + 1/(2λ)    F(y) = 1 − e^(−λy)
/// ```
///
/// # References
///
/// - Jordan, Krüger and Lerch (2019), as in [`Distribution::crps`].
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Exponential};
///
/// let exponential = Exponential::new(2.0).unwrap();
/// assert!((exponential.crps(0.0) - 0.25).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    rate: f64,
}

impl Exponential {
    /// Returns the distribution, or `None` unless the rate is positive and finite.
    #[must_use]
    pub fn new(rate: f64) -> Option<Self> {
        (rate > 0.0 && rate.is_finite()).then_some(Self { rate })
    }
}

impl Distribution for Exponential {
    fn cdf(&self, outcome: f64) -> f64 {
        -(-self.rate * outcome.max(0.0)).exp_m1()
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        if outcome < 0.0 {
            f64::NEG_INFINITY
        } else {
            self.rate.ln() - self.rate * outcome
        }
    }

    fn crps(&self, outcome: f64) -> f64 {
        outcome.abs() - 2.0 * self.cdf(outcome) / self.rate + 0.5 / self.rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exponential_needs_a_rate() {
        assert_eq!(Exponential::new(0.0), None);
        assert_eq!(Exponential::new(f64::INFINITY), None);
    }

    #[test]
    fn the_scale_of_time_is_the_scale_of_the_score() {
        let (slow, fast) = (
            Exponential::new(1.0).unwrap(),
            Exponential::new(10.0).unwrap(),
        );
        assert!((slow.crps(3.0) - 10.0 * fast.crps(0.3)).abs() < 1e-12);
    }
}
