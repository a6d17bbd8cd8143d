//! The bounds of a number or date question.

/// The lowest and the highest value that a question tells apart.
///
/// What lies beyond is only known to be beyond: `below`, `above`, or for a date `never`. Scores
/// take such an outcome as an infinite number, and [`Bounds::censor`] moves it, like a value that
/// is known to lie outside, onto the bound. A forecast that is moved in the same way is scored
/// properly: nothing is gained by saying other than one believes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    low: f64,
    high: f64,
}

impl Bounds {
    /// Returns the bounds, or `None` unless both are finite and the low one is below the high one.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low < high && low.is_finite() && high.is_finite()).then_some(Self { low, high })
    }

    /// Returns the low bound.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// Returns the high bound.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// Returns the value, or the bound that it lies beyond.
    #[must_use]
    pub fn censor(self, value: f64) -> f64 {
        value.clamp(self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_finite_and_in_order() {
        assert!(Bounds::new(0.0, 1.0).is_some());
        for (low, high) in [
            (1.0, 1.0),
            (2.0, 1.0),
            (f64::NAN, 1.0),
            (0.0, f64::INFINITY),
        ] {
            assert_eq!(Bounds::new(low, high), None, "{low} {high}");
        }
    }

    #[test]
    fn what_lies_beyond_a_bound_is_moved_onto_it() {
        let bounds = Bounds::new(-1.0, 2.0).unwrap();
        for (value, expected) in [
            (f64::NEG_INFINITY, -1.0),
            (-5.0, -1.0),
            (0.5, 0.5),
            (2.0, 2.0),
            (f64::INFINITY, 2.0),
        ] {
            assert!(
                (bounds.censor(value) - expected).abs() < f64::EPSILON,
                "{value}"
            );
        }
    }
}
