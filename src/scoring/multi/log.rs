//! The log score over options.

use super::ChoicePair;
use crate::scoring::sum;

/// Returns the log score of a forecast over options: 0 is best, infinite is worst.
///
/// # Formula
///
/// ```text
/// −Σₖ oₖ ln pₖ    the logarithm of what was said of the option that came about; the cross-entropy
///                 where the outcome is split
/// ```
///
/// It is infinite where an option called impossible came about: never clipped, so count those
/// apart before taking a mean.
///
/// # References
///
/// - Good, I. J. (1952). Rational decisions. *Journal of the Royal Statistical Society B*, 14(1),
///   107–114.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::multi::{ChoicePair, Probabilities, log_score};
///
/// let said = [0.5, 0.3, 0.2].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((log_score(&pair) - 2_f64.ln()).abs() < 1e-12);
/// ```
#[must_use]
pub fn log_score(pair: &ChoicePair) -> f64 {
    // An option without a share adds nothing, even where 0 · ln 0 would be no number; `+ 0.0`
    // turns a certain hit's negative zero into zero.
    let shared = pair.each().filter(|&(_, o)| o > 0.0);
    -sum(shared.map(|(p, o)| o * p.ln())) + 0.0
}
