//! The Poisson distribution.

use super::Distribution;
use super::functions::{bessel_damped, gamma_tail, ln_gamma};
use crate::Pit;

/// A Poisson distribution: how many events come in a time at a steady rate.
///
/// # Formula
///
/// ```text
/// CRPS = (y − λ) (2F(y) − 1) + 2λ f(⌊y⌋) − λ e^(−2λ) (I₀(2λ) + I₁(2λ))
/// ```
///
/// # References
///
/// - Wei, W. and Held, L. (2014). Calibration tests for count data. *Test*, 23(4), 787–805.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Poisson};
///
/// let poisson = Poisson::new(2.0).unwrap();
/// assert!((poisson.log_score(0.0) - 2.0).abs() < 1e-12);
/// assert!(poisson.pit(0.0).low() < poisson.pit(0.0).high());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    mean: f64,
}

impl Poisson {
    /// Returns the distribution, or `None` unless the mean is positive and finite.
    #[must_use]
    pub fn new(mean: f64) -> Option<Self> {
        (mean > 0.0 && mean.is_finite()).then_some(Self { mean })
    }

    fn ln_probability(self, n: f64) -> f64 {
        if n < 0.0 {
            f64::NEG_INFINITY
        } else {
            n * self.mean.ln() - self.mean - ln_gamma(n + 1.0)
        }
    }
}

impl Distribution for Poisson {
    fn cdf(&self, outcome: f64) -> f64 {
        if outcome < 0.0 {
            0.0
        } else if outcome.is_infinite() {
            1.0
        } else {
            gamma_tail(outcome.floor() + 1.0, self.mean)
        }
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        if outcome.is_finite() && outcome.fract().abs() < f64::MIN_POSITIVE {
            self.ln_probability(outcome)
        } else {
            f64::NEG_INFINITY
        }
    }

    fn crps(&self, outcome: f64) -> f64 {
        let mean = self.mean;
        let probability = self.ln_probability(outcome.floor()).exp();
        let distance =
            (outcome - mean) * (2.0 * self.cdf(outcome) - 1.0) + 2.0 * mean * probability;
        distance - mean * bessel_damped(2.0 * mean)
    }

    fn pit(&self, outcome: f64) -> Pit {
        Pit::spread(self.cdf(outcome.ceil() - 1.0), self.cdf(outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sum;

    #[test]
    fn a_poisson_needs_a_mean() {
        assert_eq!(Poisson::new(0.0), None);
        assert_eq!(Poisson::new(f64::NAN), None);
    }

    #[test]
    fn a_count_takes_a_range_of_places_as_wide_as_its_probability() {
        let poisson = Poisson::new(2.3).unwrap();
        let pit = poisson.pit(3.0);
        assert!((pit.high() - pit.low() - poisson.ln_density(3.0).exp()).abs() < 1e-12);
        assert!(poisson.pit(0.0).low().abs() < 1e-15);
        assert!(poisson.pit(2.5).place().is_some());
    }

    #[test]
    fn a_fraction_is_no_count() {
        let poisson = Poisson::new(2.3).unwrap();
        assert!(poisson.log_score(1.5).is_infinite());
        assert!(poisson.log_score(-1.0).is_infinite());
        assert!(poisson.log_score(f64::INFINITY).is_infinite());
    }

    #[test]
    fn the_closed_form_is_the_sum_over_counts() {
        // Σₖ (F(k) − 1{k ≥ y})² for whole y; the mean of 40 is on the far side of the Bessel
        // functions' two ways.
        for (mean, outcome) in [(0.4, 0.0), (2.3, 4.0), (40.0, 31.0)] {
            let poisson = Poisson::new(mean).unwrap();
            let each = (0..300).map(|k| {
                let seen = f64::from(u8::from(f64::from(k) >= outcome));
                (poisson.cdf(f64::from(k)) - seen).powi(2)
            });
            assert!((poisson.crps(outcome) - sum(each)).abs() < 1e-9, "{mean}");
        }
    }
}
