//! How far beliefs moved, and whether too far.

use crate::{BinaryOutcome, Probability, Statistic, Undefined, sum};

/// How a forecaster's beliefs moved over the life of a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement {
    /// The sum of the squared changes.
    pub movement: f64,
    /// By how much the uncertainty p (1 − p) fell from the first forecast to the last.
    pub uncertainty_reduction: f64,
    /// The movement with the last step, to the outcome.
    pub to_resolution: f64,
    /// The uncertainty of the first forecast, which is what the outcome takes away.
    pub initial_uncertainty: f64,
}

impl Movement {
    /// Returns how the beliefs moved that were stated in this order; undefined for none.
    ///
    /// # Formula
    ///
    /// ```text
    /// Σ (pₜ₊₁ − pₜ)²    p₀ (1 − p₀) − p_T (1 − p_T)
    /// ```
    ///
    /// # References
    ///
    /// - Augenblick, N. and Rabin, M. (2021). Belief movement, uncertainty reduction, and rational
    ///   updating. *Quarterly Journal of Economics*, 136(2), 933–985.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{BinaryOutcome, Probability, lifetime::Movement};
    ///
    /// let said = [0.5, 0.7, 0.9].map(|p| Probability::new(p).unwrap());
    /// let movement = Movement::of(said, BinaryOutcome::YES).unwrap();
    /// assert!((movement.movement - 0.08).abs() < 1e-12);
    /// assert!((movement.excess().unwrap() - 0.09 / 0.25).abs() < 1e-12);
    /// ```
    pub fn of(
        said: impl IntoIterator<Item = Probability>,
        outcome: BinaryOutcome,
    ) -> Result<Self, Undefined> {
        let said: Vec<_> = said.into_iter().map(Probability::get).collect();
        let (Some(first), Some(last)) = (said.first(), said.last()) else {
            return Err(Undefined::Empty);
        };
        let uncertainty = |p: &f64| p * (1.0 - p);
        let movement = sum(said.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)));
        Ok(Self {
            movement,
            uncertainty_reduction: uncertainty(first) - uncertainty(last),
            to_resolution: movement + (outcome.get() - last).powi(2),
            initial_uncertainty: uncertainty(first),
        })
    }

    /// Returns the movement to the resolution for each unit of uncertainty at the start: 1 on
    /// average for one who follows Bayes, more for one who overreacts, less for one who is slow.
    ///
    /// Undefined for a certain first forecast; one question says little, so take the ratio of the
    /// sums over many.
    pub fn excess(self) -> Statistic {
        if self.initial_uncertainty > 0.0 {
            Ok(self.to_resolution / self.initial_uncertainty)
        } else {
            Err(Undefined::NoVariance)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certain_start_leaves_no_uncertainty_to_compare_with() {
        let movement = Movement::of([Probability::ONE], BinaryOutcome::YES).unwrap();
        assert_eq!(movement.excess(), Err(Undefined::NoVariance));
    }
}
