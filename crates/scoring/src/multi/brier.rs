//! The Brier score over options.

use super::ChoicePair;
use crate::sum;

/// Returns the full Brier score of a forecast over options: 0 is best, 2 is worst.
///
/// # Formula
///
/// ```text
/// Σₖ (pₖ − oₖ)²    oₖ = 1 if option k came about, else 0, or its share of a split outcome
/// ```
///
/// # References
///
/// - Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly
///   Weather Review*, 78(1), 1–3.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::multi::{ChoicePair, Probabilities, brier_full};
///
/// let said = [0.5, 0.3, 0.2].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((brier_full(&pair) - 0.38).abs() < 1e-12);
/// ```
#[must_use]
pub fn brier_full(pair: &ChoicePair) -> f64 {
    sum(pair.each().map(|(p, o)| (p - o).powi(2)))
}

/// Returns the Brier score of a forecast over options, halved: 0 is best, 1 is worst.
///
/// # Formula
///
/// ```text
/// ½ Σₖ (pₖ − oₖ)²    which for two options is the binary (p − y)²
/// ```
///
/// # References
///
/// - Brier (1950), as in [`brier_full`].
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::multi::{ChoicePair, Probabilities, brier};
///
/// let said = [0.5, 0.3, 0.2].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((brier(&pair) - 0.19).abs() < 1e-12);
/// ```
#[must_use]
pub fn brier(pair: &ChoicePair) -> f64 {
    brier_full(pair) / 2.0
}
