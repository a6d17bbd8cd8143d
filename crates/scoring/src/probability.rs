//! Probabilities.

/// A probability: a number from 0 to 1, both included.
///
/// Everything downstream takes this type and not `f64`, so the range is checked once: where text
/// becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Probability(f64);

impl Probability {
    /// What cannot happen.
    pub const ZERO: Self = Self(0.0);
    /// An even chance.
    pub const HALF: Self = Self(0.5);
    /// What must happen.
    pub const ONE: Self = Self(1.0);

    /// Returns the probability with the given value, or `None` if there is none.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        // `+ 0.0` turns a negative zero into zero, so that equal probabilities print alike.
        (0.0..=1.0).contains(&value).then_some(Self(value + 0.0))
    }

    /// Returns the value, from 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// Returns the probability of the opposite.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_from_zero_to_one_are_probabilities() {
        for good in [0.0, -0.0, 1e-300, 0.5, 1.0] {
            assert!(Probability::new(good).is_some(), "{good}");
        }
        for bad in [
            -1e-9,
            1.000_000_1,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ] {
            assert!(Probability::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_negative_zero_becomes_zero() {
        assert!(Probability::new(-0.0).unwrap().get().is_sign_positive());
    }
}
