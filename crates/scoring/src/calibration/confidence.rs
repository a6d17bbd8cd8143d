//! Overconfidence: how sure the forecaster was beside how often they were right.

use crate::sharpness::confidence;
use crate::{PairCounts, Undefined};

/// The confidence of the forecasts beside how often the likelier side came true.
///
/// # Formula
///
/// ```text
/// confidence = mean max(p, 1 − p)
/// right      = share where the side above ½ came true; a forecast of ½ counts half
/// ```
///
/// It folds yes and no together, and so hides a lean to one of them.
///
/// # References
///
/// - Lichtenstein, S., Fischhoff, B. and Phillips, L. D. (1982). Calibration of probabilities: the
///   state of the art to 1980. In *Judgment under Uncertainty*, 306–334.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overconfidence {
    /// How sure the forecaster was, ½ to 1.
    pub confidence: f64,
    /// How often the likelier side came true, 0 to 1.
    pub right: f64,
}

impl Overconfidence {
    /// Returns the confidence of the pairs that have a yes or a no.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::Overconfidence;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = Probability::new(0.9).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::YES), (said, BinaryOutcome::NO)]).collect();
    /// let confidence = Overconfidence::of(&PairCounts::of(&pairs)).unwrap();
    /// assert!((confidence.excess() - 0.4).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without such pairs.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let [confidence, right] = pair_counts.means_of_binary(|p, happened| {
            let side = if happened { p } else { p.complement() };
            let right = match side.get().total_cmp(&0.5) {
                std::cmp::Ordering::Less => 0.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Greater => 1.0,
            };
            [confidence(p), right]
        })?;
        Ok(Self { confidence, right })
    }

    /// Returns the confidence less the share right: above 0 is overconfident.
    #[must_use]
    pub fn excess(self) -> f64 {
        self.confidence - self.right
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair};

    #[test]
    fn an_even_chance_is_half_right() {
        let pairs: Vec<_> = Pair::alone([(Probability::HALF, BinaryOutcome::NO)]).collect();
        let confidence = Overconfidence::of(&PairCounts::of(&pairs)).unwrap();
        assert!(confidence.excess().abs() < 1e-15);
    }
}
