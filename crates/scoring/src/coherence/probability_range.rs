//! A range of probability.

use crate::Probability;

/// A closed range of probability; a number where both ends are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProbabilityRange {
    low: Probability,
    high: Probability,
}

impl ProbabilityRange {
    /// Anything from 0 to 1: what is known of a probability that nobody stated.
    pub const ANY: Self = Self {
        low: Probability::ZERO,
        high: Probability::ONE,
    };

    /// Returns the range between two probabilities, or `None` where they are the wrong way round.
    #[must_use]
    pub fn new(low: Probability, high: Probability) -> Option<Self> {
        (low <= high).then_some(Self { low, high })
    }

    /// Returns the lower end.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low.get()
    }

    /// Returns the upper end.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high.get()
    }

    /// Returns the middle.
    #[must_use]
    pub fn midpoint(self) -> f64 {
        f64::midpoint(self.low(), self.high())
    }

    /// Returns how wide it is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high() - self.low()
    }

    /// Returns whether it is a single number.
    #[must_use]
    pub fn is_point(self) -> bool {
        self.low == self.high
    }

    /// Returns whether the number lies in it, ends included.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.low() <= value && value <= self.high()
    }

    /// Returns the range of the opposite.
    #[must_use]
    pub fn complement(self) -> Self {
        Self {
            low: self.high.complement(),
            high: self.low.complement(),
        }
    }

    /// Returns the range between two numbers that are probabilities but for rounding.
    #[must_use]
    pub fn rounded(low: f64, high: f64) -> Self {
        let low = rounded(low);
        Self {
            low,
            high: if low.get() < high { rounded(high) } else { low },
        }
    }
}

impl From<Probability> for ProbabilityRange {
    fn from(value: Probability) -> Self {
        Self {
            low: value,
            high: value,
        }
    }
}

/// Returns the probability that a number is but for rounding.
pub(crate) fn rounded(value: f64) -> Probability {
    Probability::new(value.clamp(0.0, 1.0)).expect("what is clamped to 0 and 1 is a probability")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::p;

    #[test]
    fn the_ends_must_be_in_order() {
        assert!(ProbabilityRange::new(p(0.3), p(0.2)).is_none());
        assert!(ProbabilityRange::new(p(0.2), p(0.2)).unwrap().is_point());
    }

    #[test]
    fn the_opposite_of_a_range_is_its_mirror_image() {
        let likely = ProbabilityRange::new(p(0.5), p(0.75)).unwrap();
        assert_eq!(
            likely.complement(),
            ProbabilityRange::new(p(0.25), p(0.5)).unwrap()
        );
        assert_eq!(likely.complement().complement(), likely);
    }

    #[test]
    fn both_ends_belong_to_the_range() {
        let even = ProbabilityRange::new(p(0.45), p(0.55)).unwrap();
        assert!(even.contains(0.45) && even.contains(0.55));
        assert!(!even.contains(0.449) && !even.contains(0.551));
    }

    #[test]
    fn rounding_never_leaves_the_probabilities_or_turns_a_range_round() {
        let noisy = ProbabilityRange::rounded(0.3 + 1e-16, 0.3);
        assert!(noisy.is_point());
        assert_eq!(
            ProbabilityRange::rounded(-1e-17, 1.0 + 1e-15),
            ProbabilityRange::ANY
        );
    }
}
