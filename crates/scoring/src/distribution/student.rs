//! Student's t distribution.

use super::Distribution;
use super::functions::ln_beta;
use super::location_scale::LocationScale;
use crate::special::beta_cdf;

/// The most degrees of freedom: with these it is the normal distribution to four digits, and far
/// more would cost the logarithms of the beta function theirs.
const MOST_DEGREES: f64 = 1e4;

/// Student's t distribution, shifted and scaled.
///
/// # Formula
///
/// ```text
/// CRPS = σ [z (2T(z) − 1) + 2t(z) (ν + z²)/(ν − 1) − 2√ν/(ν − 1) · B(½, ν − ½)/B(½, ν/2)²]
/// z = (y − μ)/σ, T and t the distribution function and density with ν degrees of freedom
/// ```
///
/// # References
///
/// - Jordan, Krüger and Lerch (2019), as in [`Distribution::crps`].
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, StudentT};
///
/// let student = StudentT::new(0.0, 1.0, 3.0).unwrap();
/// assert!((student.cdf(1.0) - 0.8044988905).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StudentT {
    place: LocationScale,
    degrees: f64,
}

impl StudentT {
    /// Returns the distribution, or `None` unless the location is finite, the scale positive and
    /// finite, and the degrees of freedom over 1, where the score begins to exist, and at most
    /// 10,000.
    #[must_use]
    pub fn new(location: f64, scale: f64, degrees: f64) -> Option<Self> {
        let place = LocationScale::new(location, scale)?;
        let valid = degrees > 1.0 && degrees <= MOST_DEGREES;
        valid.then_some(Self { place, degrees })
    }

    fn ln_standard_density(self, z: f64) -> f64 {
        let half = f64::midpoint(self.degrees, 1.0);
        let norm = ln_beta(0.5, self.degrees / 2.0) + self.degrees.ln() / 2.0;
        -half * (z * z / self.degrees).ln_1p() - norm
    }
}

impl Distribution for StudentT {
    fn cdf(&self, outcome: f64) -> f64 {
        let z = self.place.z(outcome);
        let share = self.degrees / (self.degrees + z * z);
        let tail = beta_cdf(share, self.degrees / 2.0, 0.5) / 2.0;
        if z < 0.0 { tail } else { 1.0 - tail }
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        self.ln_standard_density(self.place.z(outcome)) - self.place.scale.ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        let (z, degrees) = (self.place.z(outcome), self.degrees);
        let density = self.ln_standard_density(z).exp();
        let ratio = (ln_beta(0.5, degrees - 0.5) - 2.0 * ln_beta(0.5, degrees / 2.0)).exp();
        let far = 2.0 * density * (degrees + z * z) / (degrees - 1.0);
        let spread = 2.0 * degrees.sqrt() / (degrees - 1.0) * ratio;
        self.place.scale * (z * (2.0 * self.cdf(outcome) - 1.0) + far - spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Normal;

    #[test]
    fn a_t_needs_a_scale_and_more_than_one_degree_of_freedom() {
        for (scale, degrees) in [
            (0.0, 5.0),
            (1.0, 1.0),
            (1.0, f64::INFINITY),
            (1.0, f64::NAN),
        ] {
            assert_eq!(
                StudentT::new(0.0, scale, degrees),
                None,
                "{scale} {degrees}"
            );
        }
    }

    #[test]
    fn with_the_most_degrees_it_is_nearly_normal() {
        let (student, normal) = (
            StudentT::new(0.0, 1.0, 1e4).unwrap(),
            Normal::new(0.0, 1.0).unwrap(),
        );
        for outcome in [-2.0, 0.01, 1.5] {
            assert!(
                (student.crps(outcome) - normal.crps(outcome)).abs() < 1e-4,
                "{outcome}"
            );
            assert!(
                (student.cdf(outcome) - normal.cdf(outcome)).abs() < 1e-4,
                "{outcome}"
            );
        }
    }
}
