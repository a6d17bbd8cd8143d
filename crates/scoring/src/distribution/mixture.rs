//! Mixtures of normal distributions.

use super::functions::normal_density;
use super::{Distribution, Normal};
use crate::{special::normal_cdf, sum};

/// How far from 1 the sum of the weights may be.
const TOLERANCE: f64 = 1e-9;

/// A mixture of normal distributions.
///
/// # Formula
///
/// ```text
/// CRPS = Σᵢ wᵢ A(y − mᵢ, sᵢ²) − ½ Σᵢ Σⱼ wᵢ wⱼ A(mᵢ − mⱼ, sᵢ² + sⱼ²)
/// A(m, v) = m (2Φ(m/√v) − 1) + 2√v φ(m/√v)
/// ```
///
/// # References
///
/// - Grimit, E. P. et al. (2006). The continuous ranked probability score for circular variables
///   and its application to mesoscale forecast ensemble verification. *Quarterly Journal of the
///   Royal Meteorological Society*, 132(621C), 2925–2942.
///
/// # Example
///
/// ```
/// use foretell_scoring::distribution::{Distribution, Normal, NormalMixture};
///
/// let normal = Normal::new(1.0, 2.0).unwrap();
/// let mixture = NormalMixture::new(&[(0.4, normal), (0.6, normal)]).unwrap();
/// assert!((mixture.crps(0.3) - normal.crps(0.3)).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct NormalMixture(Vec<(f64, Normal)>);

impl NormalMixture {
    /// Returns the mixture of weighted distributions, or `None` unless the weights are positive and
    /// add up to 1 within 1e-9.
    #[must_use]
    pub fn new(parts: &[(f64, Normal)]) -> Option<Self> {
        let total = sum(parts.iter().map(|(weight, _)| *weight));
        let positive = parts.iter().all(|(weight, _)| *weight > 0.0);
        (positive && (total - 1.0).abs() <= TOLERANCE).then(|| Self(parts.to_vec()))
    }
}

impl Distribution for NormalMixture {
    fn cdf(&self, outcome: f64) -> f64 {
        sum(self
            .0
            .iter()
            .map(|(weight, part)| weight * part.cdf(outcome)))
        .min(1.0)
    }

    fn ln_density(&self, outcome: f64) -> f64 {
        let each = self
            .0
            .iter()
            .map(|(weight, part)| weight.ln() + part.ln_density(outcome));
        let most = each.clone().fold(f64::NEG_INFINITY, f64::max);
        // Taken out of the sum, the largest part keeps it from underflowing.
        most + sum(each.map(|ln| (ln - most).exp())).ln()
    }

    fn crps(&self, outcome: f64) -> f64 {
        let to_outcome = |&(weight, part): &(f64, Normal)| {
            weight * mean_distance(outcome - part.mean(), part.sd())
        };
        let pairs = self.0.iter().flat_map(|&(w, a)| {
            self.0.iter().map(move |&(v, b)| {
                w * v * mean_distance(a.mean() - b.mean(), a.sd().hypot(b.sd()))
            })
        });
        sum(self.0.iter().map(to_outcome)) - sum(pairs) / 2.0
    }
}

/// Returns the mean of the absolute value of a normal variable.
fn mean_distance(mean: f64, sd: f64) -> f64 {
    let z = mean / sd;
    mean * (2.0 * normal_cdf(z) - 1.0) + 2.0 * sd * normal_density(z)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_positive_and_add_up_to_one() {
        let normal = Normal::new(0.0, 1.0).unwrap();
        assert_eq!(NormalMixture::new(&[]), None);
        assert_eq!(NormalMixture::new(&[(0.5, normal)]), None);
        assert_eq!(NormalMixture::new(&[(1.5, normal), (-0.5, normal)]), None);
    }

    #[test]
    fn far_out_the_density_does_not_vanish() {
        let normal = Normal::new(0.0, 1.0).unwrap();
        let mixture = NormalMixture::new(&[(0.5, normal), (0.5, normal)]).unwrap();
        assert!((mixture.ln_density(100.0) - normal.ln_density(100.0)).abs() < 1e-9);
    }
}
