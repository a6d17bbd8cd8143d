//! Quantiles of a number.

use std::fmt;

use crate::{Bounds, Pit, Statistic, Undefined, interval::CentralInterval};

/// How near levels must be to count as counterparts: written decimals such as 2.5 % and 97.5 % do
/// not add up to 1 exactly.
const TOLERANCE: f64 = 1e-9;

/// Quantiles of a number: values that do not fall as their levels rise.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantiles(Vec<Quantile>);

/// The value below which the outcome is said to fall with the probability of the level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The level, between 0 and 1.
    pub level: f64,
    /// The value.
    pub value: f64,
}

impl Quantiles {
    /// Returns the quantiles, given as levels and values, if there are any, the levels lie between
    /// 0 and 1 and rise, and the values are finite and do not fall. They are never sorted.
    pub fn new(pairs: impl IntoIterator<Item = (f64, f64)>) -> Result<Self, QuantilesError> {
        let mut each: Vec<Quantile> = Vec::new();
        for (level, value) in pairs {
            let next = Quantile { level, value };
            next.check(each.last())?;
            each.push(next);
        }
        if each.is_empty() {
            return Err(QuantilesError::Empty);
        }
        Ok(Self(each))
    }

    /// Returns how many there are: at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the quantiles from the lowest level to the highest.
    #[must_use]
    pub fn as_slice(&self) -> &[Quantile] {
        &self.0
    }

    /// Returns the value of a level that was given.
    #[must_use]
    pub fn at(&self, level: f64) -> Option<f64> {
        let given = self.0.iter().find(|q| (q.level - level).abs() < TOLERANCE);
        given.map(|q| q.value)
    }

    /// Returns the median, straight between its neighbours where it is not given itself.
    pub fn median(&self) -> Statistic {
        if let Some(median) = self.at(0.5) {
            return Ok(median);
        }
        let above = self.0.iter().position(|q| q.level > 0.5);
        let above = above.filter(|&i| i > 0).ok_or(Undefined::NoMedian)?;
        let (low, high) = (self.0[above - 1], self.0[above]);
        let share = (0.5 - low.level) / (high.level - low.level);
        Ok(low.value + share * (high.value - low.value))
    }

    /// Returns the central intervals that the quantiles span, the widest first.
    ///
    /// Undefined where a quantile has no counterpart: 5 % needs 95 %.
    pub fn intervals(&self) -> Result<Vec<CentralInterval>, Undefined> {
        let mut lows = self.0.iter().take_while(|q| q.level < 0.5 - TOLERANCE);
        let highs = self
            .0
            .iter()
            .rev()
            .take_while(|q| q.level > 0.5 + TOLERANCE);
        let mut intervals = Vec::new();
        for high in highs {
            let low = lows.next().ok_or(Undefined::Unpaired)?;
            if (low.level + high.level - 1.0).abs() > TOLERANCE {
                return Err(Undefined::Unpaired);
            }
            let interval = CentralInterval::new(low.value, high.value, 1.0 - 2.0 * low.level);
            intervals.push(interval.ok_or(Undefined::Unpaired)?);
        }
        match lows.next() {
            Some(_) => Err(Undefined::Unpaired),
            None => Ok(intervals),
        }
    }

    /// Returns the place of the outcome in the forecast: the range between the levels whose values
    /// it lies between, or that of the levels whose value it is.
    #[must_use]
    pub fn pit(&self, outcome: f64) -> Pit {
        let below = self.0.partition_point(|q| q.value < outcome);
        let up_to = self.0.partition_point(|q| q.value <= outcome);
        if below < up_to {
            return Pit::spread(self.0[below].level, self.0[up_to - 1].level);
        }
        let low = self.0[..below].last().map_or(0.0, |q| q.level);
        let high = self.0.get(below).map_or(1.0, |q| q.level);
        Pit::spread(low, high)
    }

    /// Returns the quantiles with values that lie out of bounds moved onto the bounds.
    #[must_use]
    pub fn within(&self, bounds: Bounds) -> Self {
        let moved = self.0.iter().map(|q| Quantile {
            level: q.level,
            value: bounds.censor(q.value),
        });
        Self(moved.collect())
    }
}

/// The ends of a central interval are two quantiles.
impl From<CentralInterval> for Quantiles {
    fn from(interval: CentralInterval) -> Self {
        let tail = interval.outside() / 2.0;
        let end = |level, value| Quantile { level, value };
        Self(vec![
            end(tail, interval.low()),
            end(1.0 - tail, interval.high()),
        ])
    }
}

impl Quantile {
    fn check(self, before: Option<&Self>) -> Result<(), QuantilesError> {
        let Self { level, value } = self;
        if !(level > 0.0 && level < 1.0) {
            return Err(QuantilesError::Level(level));
        }
        if !value.is_finite() {
            return Err(QuantilesError::Value { level, value });
        }
        match before {
            Some(before) if before.level >= level => Err(QuantilesError::Order {
                level,
                after: before.level,
            }),
            Some(before) if before.value > value => Err(QuantilesError::Crossing {
                low: before.level,
                high: level,
            }),
            _ => Ok(()),
        }
    }
}

/// Why numbers are no quantiles.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum QuantilesError {
    /// There are none.
    Empty,
    /// A level does not lie between 0 and 1.
    Level(f64),
    /// A value is not finite.
    Value {
        /// Its level.
        level: f64,
        /// The value.
        value: f64,
    },
    /// A level does not rise above the one before it.
    Order {
        /// The level.
        level: f64,
        /// The one before it.
        after: f64,
    },
    /// The value of a higher level is lower.
    Crossing {
        /// The lower level.
        low: f64,
        /// The higher level.
        high: f64,
    },
}

impl fmt::Display for QuantilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there are no quantiles"),
            Self::Level(level) => write!(f, "the level {level} is not between 0 and 1"),
            Self::Value { level, value } => {
                write!(
                    f,
                    "the value {value} of the level {level} is not a finite number"
                )
            }
            Self::Order { level, after } => {
                write!(
                    f,
                    "the level {level} comes after {after}, but levels must rise"
                )
            }
            Self::Crossing { low, high } => {
                write!(f, "the value of the level {high} is below that of {low}")
            }
        }
    }
}

impl std::error::Error for QuantilesError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantiles(pairs: &[(f64, f64)]) -> Quantiles {
        Quantiles::new(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn quantiles_that_cross_are_refused_and_not_sorted() {
        let crossing = Quantiles::new([(0.1, 9.0), (0.5, 8.0)]);
        assert_eq!(
            crossing,
            Err(QuantilesError::Crossing {
                low: 0.1,
                high: 0.5
            })
        );
        assert_eq!(
            crossing.unwrap_err().to_string(),
            "the value of the level 0.5 is below that of 0.1"
        );
    }

    #[test]
    fn quantiles_may_share_a_value() {
        assert!(Quantiles::new([(0.1, 9.0), (0.5, 9.0), (0.9, 9.0)]).is_ok());
    }

    #[test]
    fn levels_that_repeat_or_fall_are_refused() {
        for levels in [[0.5, 0.5], [0.5, 0.1]] {
            let repeated = Quantiles::new(levels.map(|level| (level, 1.0)));
            assert!(
                matches!(repeated, Err(QuantilesError::Order { .. })),
                "{levels:?}"
            );
        }
    }

    #[test]
    fn levels_outside_zero_to_one_are_refused() {
        for level in [0.0, 1.0, -0.1, 1.5, 50.0, f64::NAN] {
            let outside = Quantiles::new([(level, 1.0)]);
            assert!(matches!(outside, Err(QuantilesError::Level(_))), "{level}");
        }
    }

    #[test]
    fn values_that_are_no_finite_numbers_are_refused() {
        for value in [f64::NAN, f64::INFINITY] {
            let refused = Quantiles::new([(0.5, value)]);
            assert!(
                matches!(refused, Err(QuantilesError::Value { .. })),
                "{value}"
            );
        }
        assert_eq!(Quantiles::new([]), Err(QuantilesError::Empty));
    }

    #[test]
    fn a_median_that_is_not_given_lies_straight_between_its_neighbours() {
        let around = quantiles(&[(0.25, 10.0), (0.75, 20.0)]);
        assert_eq!(around.median(), Ok(15.0));
        assert_eq!(
            quantiles(&[(0.6, 1.0), (0.9, 2.0)]).median(),
            Err(Undefined::NoMedian)
        );
        assert_eq!(
            quantiles(&[(0.1, 1.0), (0.4, 2.0)]).median(),
            Err(Undefined::NoMedian)
        );
    }

    #[test]
    fn levels_that_are_symmetric_as_written_are_counterparts() {
        let pairs = quantiles(&[
            (0.025, 1.0),
            (0.1, 2.0),
            (0.5, 3.0),
            (0.9, 4.0),
            (0.975, 5.0),
        ]);
        let intervals = pairs.intervals().unwrap();
        assert_eq!(intervals.len(), 2);
        assert!((intervals[0].level() - 0.95).abs() < 1e-12);
        assert!((intervals[1].high() - 4.0).abs() < 1e-12);
    }

    #[test]
    fn a_quantile_without_a_counterpart_spans_no_interval() {
        for levels in [
            vec![0.1, 0.5],
            vec![0.5, 0.9],
            vec![0.1, 0.8],
            vec![0.1, 0.2, 0.9],
        ] {
            let lone = Quantiles::new(levels.iter().map(|&level| (level, level))).unwrap();
            assert_eq!(lone.intervals(), Err(Undefined::Unpaired), "{levels:?}");
        }
    }

    #[test]
    fn an_outcome_lies_between_the_levels_around_it() {
        let three = quantiles(&[(0.1, 1.0), (0.5, 2.0), (0.9, 2.0)]);
        assert_eq!(three.pit(0.0), Pit::spread(0.0, 0.1));
        assert_eq!(three.pit(1.0), Pit::point(0.1));
        assert_eq!(three.pit(1.5), Pit::spread(0.1, 0.5));
        assert_eq!(three.pit(2.0), Pit::spread(0.5, 0.9));
        assert_eq!(three.pit(f64::INFINITY), Pit::spread(0.9, 1.0));
    }

    #[test]
    fn an_interval_is_two_quantiles_and_they_are_the_interval() {
        let interval = CentralInterval::new(9.0, 14.0, 0.8).unwrap();
        let back = Quantiles::from(interval).intervals().unwrap();
        assert_eq!(back.len(), 1);
        assert!((back[0].level() - 0.8).abs() < 1e-12 && (back[0].width() - 5.0).abs() < 1e-12);
    }
}
