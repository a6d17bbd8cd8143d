//! Student's t distribution.

use super::functions::ln_beta;
use super::location_scale::LocationScale;
use super::{Distribution, Domain};
use crate::Bounds;
use crate::special::{beta_quantile, student_two_sided};

/// Student's t distribution, moved and stretched.
///
/// With one degree of freedom and fewer there is no mean, and whoever believes in such a
/// distribution expects an infinite score whatever is said. With 10,000 it is the normal
/// distribution to four digits; far more would cost the logarithms of the beta function theirs.
///
/// # Formula
///
/// ```text
/// CRPS = σ [H(z) + H(−z)] = σ [z (2T(z) − 1) + 2G(z) − C]    z = (y − μ)/σ
/// within bounds: σ [H(z) − H(zₐ) + H(−z) − H(−z_b)]
/// H(z) = z T(z)² + 2 T(z) G(z) − C T*(z √((2ν − 1)/ν))
/// G(z) = t(z) (ν + z²)/(ν − 1)
/// C = 2√ν/(ν − 1) · B(½, ν − ½)/B(½, ν/2)²
/// ```
///
/// T and t are the distribution function and density with ν degrees of freedom, T* the distribution
/// function with 2ν − 1; H is the integral of T² up to z, by parts.
///
/// # References
///
/// - Jordan, Krüger and Lerch (2019), as in [`Distribution::crps`].
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Student};
///
/// let student = Student::new(3.0, 0.0, 1.0).unwrap();
/// assert!((student.cdf(1.0) - 0.8044988905).abs() < 1e-9);
/// assert_eq!(Student::new(1.0, 0.0, 1.0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Student {
    degrees: f64,
    place: LocationScale,
}

impl Student {
    /// The degrees of freedom that there may be.
    pub(super) const DEGREES: Domain = Domain::Between(1.01, 1e4);

    /// Returns the distribution, or `None` unless the degrees of freedom lie between 1.01 and
    /// 10,000, the location is finite and the scale positive and finite.
    #[must_use]
    pub fn new(degrees: f64, location: f64, scale: f64) -> Option<Self> {
        let place = LocationScale::new(location, scale)?;
        let is_valid = Self::DEGREES.contains(degrees);
        is_valid.then_some(Self { degrees, place })
    }

    /// Returns the degrees of freedom.
    #[must_use]
    pub fn degrees(self) -> f64 {
        self.degrees
    }

    /// Returns the location, which is the mean.
    #[must_use]
    pub fn location(self) -> f64 {
        self.place.location
    }

    /// Returns the scale.
    #[must_use]
    pub fn scale(self) -> f64 {
        self.place.scale
    }

    /// Returns ln (1 + z²/ν), also where the square is larger than any number.
    fn ln_square(self, z: f64) -> f64 {
        let root = z / self.degrees.sqrt();
        if root.abs() < 1e100 {
            (root * root).ln_1p()
        } else {
            2.0 * root.abs().ln()
        }
    }

    /// Returns the logarithm of the density at 0, where it is highest.
    fn ln_peak(self) -> f64 {
        -ln_beta(0.5, self.degrees / 2.0) - self.degrees.ln() / 2.0
    }

    /// Returns ∫ T² from −∞ to z.
    fn squared_integral(self, z: f64) -> f64 {
        let nu = self.degrees;
        let cdf = student_cdf(z, nu);
        let slope = self.ln_peak() - (nu - 1.0) / 2.0 * self.ln_square(z);
        let inner = nu / (nu - 1.0) * slope.exp();
        let ratio = (ln_beta(0.5, nu - 0.5) - 2.0 * ln_beta(0.5, nu / 2.0)).exp();
        let spread = 2.0 * nu.sqrt() / (nu - 1.0) * ratio;
        let narrow = student_cdf(z * ((2.0 * nu - 1.0) / nu).sqrt(), 2.0 * nu - 1.0);
        z * cdf * cdf + 2.0 * cdf * inner - spread * narrow
    }
}

/// Returns the probability that Student's t is at most `z`.
fn student_cdf(z: f64, degrees: f64) -> f64 {
    let tail = student_two_sided(z, degrees) / 2.0;
    if z < 0.0 { tail } else { 1.0 - tail }
}

impl Distribution for Student {
    fn cdf(&self, outcome: f64) -> f64 {
        student_cdf(self.place.z(outcome), self.degrees)
    }

    fn tail(&self, outcome: f64) -> f64 {
        student_cdf(-self.place.z(outcome), self.degrees)
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        let fall = f64::midpoint(self.degrees, 1.0) * self.ln_square(self.place.z(outcome));
        self.ln_peak() - fall - self.place.scale.ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        let z = self.place.z(outcome);
        self.place.scale * (self.squared_integral(z) + self.squared_integral(-z))
    }

    fn crps_within(&self, bounds: Bounds, outcome: f64) -> f64 {
        let below = |z: f64| self.squared_integral(z);
        self.place.crps_within(bounds, outcome, below)
    }

    fn quantile(&self, level: f64) -> f64 {
        let tail = level.min(1.0 - level);
        let share = beta_quantile(2.0 * tail, self.degrees / 2.0, 0.5);
        let far = (self.degrees * (1.0 - share) / share).sqrt();
        self.place.location + self.place.scale * if level < 0.5 { -far } else { far }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Normal;

    #[test]
    fn a_t_needs_a_scale_and_enough_degrees_of_freedom() {
        for (degrees, scale) in [
            (5.0, 0.0),
            (1.0, 1.0),
            (1e5, 1.0),
            (f64::INFINITY, 1.0),
            (f64::NAN, 1.0),
        ] {
            let none = Student::new(degrees, 0.0, scale);
            assert_eq!(none, None, "{degrees} {scale}");
        }
    }

    #[test]
    fn with_the_most_degrees_it_is_nearly_normal() {
        let student = Student::new(1e4, 0.0, 1.0).unwrap();
        let normal = Normal::new(0.0, 1.0).unwrap();
        let bounds = Bounds::new(-0.5, 1.2).unwrap();
        for outcome in [-2.0, 0.01, 1.5] {
            for (ours, theirs) in [
                (student.crps(outcome), normal.crps(outcome)),
                (student.cdf(outcome), normal.cdf(outcome)),
                (student.log_score(outcome), normal.log_score(outcome)),
                (
                    student.crps_within(bounds, outcome),
                    normal.crps_within(bounds, outcome),
                ),
            ] {
                assert!((ours - theirs).abs() < 1e-3, "{ours}, not {theirs}");
            }
        }
    }

    #[test]
    fn far_outcomes_and_thick_tails_leave_numbers() {
        for degrees in [1.01, 3.0, 1e4] {
            let student = Student::new(degrees, 0.0, 1e-150).unwrap();
            for outcome in [-1e154, 1e154] {
                assert!((student.crps(outcome) / 1e154 - 1.0).abs() < 1e-6);
                assert!(student.log_score(outcome).is_finite());
            }
        }
    }
}
