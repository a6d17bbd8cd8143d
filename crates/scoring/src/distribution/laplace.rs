//! The Laplace distribution.

use std::f64::consts::LN_2;

use super::Distribution;
use super::location_scale::LocationScale;

/// A Laplace distribution, two exponentials back to back.
///
/// # Formula
///
/// ```text
/// CRPS = σ (|z| + e^(−|z|) − ¾)    z = (y − μ)/σ
/// ```
///
/// # References
///
/// - Jordan, Krüger and Lerch (2019), as in [`Distribution::crps`].
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Laplace};
///
/// let laplace = Laplace::new(0.0, 1.0).unwrap();
/// assert!((laplace.crps(0.0) - 0.25).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laplace(LocationScale);

impl Laplace {
    /// Returns the distribution, or `None` unless the location is finite and the scale positive and
    /// finite.
    #[must_use]
    pub fn new(location: f64, scale: f64) -> Option<Self> {
        LocationScale::new(location, scale).map(Self)
    }
}

impl Distribution for Laplace {
    fn cdf(&self, outcome: f64) -> f64 {
        let z = self.0.z(outcome);
        let tail = (-z.abs()).exp() / 2.0;
        if z < 0.0 { tail } else { 1.0 - tail }
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        -self.0.z(outcome).abs() - LN_2 - self.0.scale.ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        let z = self.0.z(outcome).abs();
        self.0.scale * (z + (-z).exp() - 0.75)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laplace_needs_a_scale() {
        assert_eq!(Laplace::new(0.0, -1.0), None);
        assert_eq!(Laplace::new(f64::INFINITY, 1.0), None);
    }

    #[test]
    fn both_sides_are_alike() {
        let laplace = Laplace::new(1.0, 2.0).unwrap();
        assert!((laplace.crps(-2.0) - laplace.crps(4.0)).abs() < 1e-12);
        assert!((laplace.cdf(-2.0) + laplace.cdf(4.0) - 1.0).abs() < 1e-12);
    }
}
