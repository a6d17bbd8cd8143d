//! The uniform distribution.

use super::Distribution;

/// A uniform distribution.
///
/// # Formula
///
/// ```text
/// CRPS = (b − a) (|z − c| + c² − c + ⅓)    z = (y − a)/(b − a), c is z moved into 0 to 1
/// ```
///
/// # References
///
/// - Jordan, Krüger and Lerch (2019), as in [`Distribution::crps`].
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Uniform};
///
/// let uniform = Uniform::new(0.0, 1.0).unwrap();
/// assert!((uniform.crps(0.5) - 1.0 / 12.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// Returns the distribution, or `None` unless the ends are finite and the low one is below the
    /// high one.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low < high && (high - low).is_finite()).then_some(Self { low, high })
    }

    fn width(self) -> f64 {
        self.high - self.low
    }

    fn z(self, x: f64) -> f64 {
        (x - self.low) / self.width()
    }
}

impl Distribution for Uniform {
    fn cdf(&self, outcome: f64) -> f64 {
        self.z(outcome).clamp(0.0, 1.0)
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        if (self.low..=self.high).contains(&outcome) {
            -self.width().ln()
        } else {
            f64::NEG_INFINITY
        }
    }

    fn crps(&self, outcome: f64) -> f64 {
        let (z, c) = (self.z(outcome), self.cdf(outcome));
        self.width() * ((z - c).abs() + c * c - c + 1.0 / 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uniform_has_ends_in_order() {
        assert_eq!(Uniform::new(1.0, 1.0), None);
        assert_eq!(Uniform::new(0.0, f64::INFINITY), None);
        assert_eq!(Uniform::new(f64::NAN, 1.0), None);
    }

    #[test]
    fn the_ends_belong_to_it() {
        let uniform = Uniform::new(-1.0, 3.0).unwrap();
        assert!(uniform.log_score(3.0).is_finite() && uniform.log_score(3.1).is_infinite());
        // At an end the score is a third of the width.
        assert!((uniform.crps(3.0) - 4.0 / 3.0).abs() < 1e-12);
        assert!((uniform.crps(5.0) - 4.0 / 3.0 - 2.0).abs() < 1e-12);
    }
}
