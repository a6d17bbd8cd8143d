//! What the sample itself says of options: their frequencies, and whether the favourite won.

use super::{ChoicePair, Probabilities};
use crate::{Probability, Undefined, count, sum};

/// Returns how often each option came about: the forecast that knows nothing but the sample, which
/// skill is measured against.
///
/// Undefined for no pairs, and for questions whose options differ in number, which have no common
/// frequencies.
///
/// # Formula
///
/// ```text
/// fₖ = (1/n) Σᵢ oᵢₖ
/// ```
///
/// # References
///
/// - Murphy, A. H. (1973). Hedging and skill scores for probability forecasts. *Journal of Applied
///   Meteorology*, 12(1), 215–223.
///
/// # Example
///
/// ```
/// use foretell_scoring::multi::{ChoicePair, Probabilities, frequencies};
///
/// let even = Probabilities::uniform(2).unwrap();
/// let pairs = [0, 0, 1, 0].map(|option| ChoicePair::new(even.clone(), option).unwrap());
/// assert_eq!(frequencies(&pairs).unwrap().iter().collect::<Vec<_>>(), [0.75, 0.25]);
/// ```
pub fn frequencies(pairs: &[ChoicePair]) -> Result<Probabilities, Undefined> {
    let options = pairs.first().ok_or(Undefined::Empty)?.said().len();
    if pairs.iter().any(|pair| pair.said().len() != options) {
        return Err(Undefined::OptionsDiffer);
    }
    let share = |option| sum(pairs.iter().map(|pair| pair.share(option))) / count(pairs.len());
    let each = (0..options).filter_map(|option| Probability::new(share(option).min(1.0)));
    Probabilities::new(each.collect()).map_err(|_| Undefined::OptionsDiffer)
}

/// Says whether the most probable option came about, the first of several.
///
/// Its mean is the share of correct first choices, which rewards no candour: it is the same for
/// 34 % and for 99 %, so it is no score and stands under none.
#[must_use]
pub fn favourite_won(pair: &ChoicePair) -> bool {
    pair.option() == Some(pair.said().favourite())
}
