//! The log score over options.

use super::ChoicePair;
#[cfg(doc)]
use super::Probabilities;
use crate::{Probability, sum};

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
/// use foretell_scoring::Probability;
/// use foretell_scoring::multi::{ChoicePair, Probabilities, log_score};
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

/// Returns the log score of a forecast whose probabilities are kept at `floor` or above: 0 is best.
///
/// # Formula
///
/// That of [`log_score`], of the forecast [raised](Probabilities::raised) to the floor: what is below
/// is raised to it, and the rest scaled, so that all still add up to 1. Of two options this is each
/// moved into `floor` to `1 − floor`.
///
/// # Domain
///
/// A floor below one over the number of options; from there on all are alike. It is the user's choice,
/// and is to be shown beside the score: it is no longer proper.
///
/// # References
///
/// - Good (1952), as in [`log_score`].
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::multi::{ChoicePair, Probabilities, log_score_with_floor};
///
/// let said = [1.0, 0.0].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 1).unwrap();
/// let floor = Probability::new(0.001).unwrap();
/// assert!((log_score_with_floor(&pair, floor) - 1000_f64.ln()).abs() < 1e-12);
/// ```
#[must_use]
pub fn log_score_with_floor(pair: &ChoicePair, floor: Probability) -> f64 {
    let raised = pair.with(pair.said().raised(floor));
    raised.map_or(f64::NAN, |raised| log_score(&raised))
}
