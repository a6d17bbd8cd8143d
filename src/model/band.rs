//! Ranges of probability.

use super::Probability;

/// A range of probability, each end of which may be left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The lower end.
    pub low: Probability,
    /// The upper end; never below `low`.
    pub high: Probability,
    /// Whether the lower end is left out.
    pub low_open: bool,
    /// Whether the upper end is left out.
    pub high_open: bool,
}

impl Band {
    /// Returns the range with both ends in it.
    #[must_use]
    pub const fn closed(low: Probability, high: Probability) -> Self {
        Self {
            low,
            high,
            low_open: false,
            high_open: false,
        }
    }

    /// Returns the middle.
    #[must_use]
    pub fn midpoint(self) -> Probability {
        Probability::new(f64::midpoint(self.low.get(), self.high.get()))
            .expect("the middle of two probabilities is one")
    }

    /// Returns whether the value lies in it.
    #[must_use]
    pub fn contains(self, value: Probability) -> bool {
        let above = if self.low_open {
            self.low < value
        } else {
            self.low <= value
        };
        let below = if self.high_open {
            value < self.high
        } else {
            value <= self.high
        };
        above && below
    }

    /// Returns how wide it is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high.get() - self.low.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_ends_are_outside() {
        let band = Band {
            low_open: true,
            ..Band::closed(Probability::HALF, Probability::ONE)
        };
        assert!(!band.contains(Probability::HALF));
        assert!(band.contains(Probability::new(0.500_1).unwrap()));
        assert!(band.contains(Probability::ONE));
    }
}
