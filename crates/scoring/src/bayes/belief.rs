//! A probability with the range in which it may lie.

use crate::Probability;
use crate::coherence::ProbabilityRange;

/// More than what rounding leaves of a difference between two probabilities.
const ROUNDING: f64 = 1e-12;

/// A probability and the range in which it may lie: a single number where the range is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    point: f64,
    range: ProbabilityRange,
}

impl Belief {
    /// Returns the belief, or `None` where the point is outside the range.
    #[must_use]
    pub fn new(point: Probability, range: ProbabilityRange) -> Option<Self> {
        let point = point.get();
        range.contains(point).then_some(Self { point, range })
    }

    /// Returns the probability that stands for the range.
    #[must_use]
    pub fn point(self) -> f64 {
        self.point
    }

    /// Returns the range.
    #[must_use]
    pub fn range(self) -> ProbabilityRange {
        self.range
    }

    /// Returns the belief in the opposite.
    #[must_use]
    pub fn complement(self) -> Self {
        Self {
            point: 1.0 - self.point,
            range: self.range.complement(),
        }
    }

    /// Returns a point with the range between two numbers that hold it but for rounding; a range
    /// that is no wider than rounding is a single number.
    pub(super) fn rounded(point: f64, low: f64, high: f64) -> Self {
        let point = point.clamp(0.0, 1.0);
        let (low, high) = if high - low < ROUNDING {
            (point, point)
        } else {
            (low.min(point), high.max(point))
        };
        Self {
            point,
            range: ProbabilityRange::rounded(low, high),
        }
    }
}

impl From<Probability> for Belief {
    fn from(value: Probability) -> Self {
        Self {
            point: value.get(),
            range: value.into(),
        }
    }
}

impl From<ProbabilityRange> for Belief {
    /// Takes the middle of the range for its point.
    fn from(range: ProbabilityRange) -> Self {
        Self {
            point: range.midpoint(),
            range,
        }
    }
}
