//! The spherical score over options.

use super::ChoicePair;
use crate::{Statistic, Undefined, sum};

/// Returns the spherical score of a forecast over options: 1 is best, 0 is worst.
///
/// # Formula
///
/// ```text
/// pₖ / √(Σⱼ pⱼ²)    k is the option that came about
/// ```
///
/// Undefined where the outcome is split.
///
/// # References
///
/// - Roby, T. B. (1965). Belief states and the uses of evidence. *Behavioral Science*, 10(3),
///   255–270.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::multi::{ChoicePair, Probabilities, spherical};
///
/// let said = [0.6, 0.4].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((spherical(&pair).unwrap() - 0.6 / 0.52_f64.sqrt()).abs() < 1e-12);
/// ```
pub fn spherical(pair: &ChoicePair) -> Statistic {
    let option = pair.option().ok_or(Undefined::Partial)?;
    let length = sum(pair.said().iter().map(|p| p * p)).sqrt();
    Ok(pair.said().at(option) / length)
}
