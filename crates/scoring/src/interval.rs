//! Scores of an interval that is said to hold the outcome with a given probability.

use super::{Bounds, Statistic, Undefined, count, sum};

/// A central interval: as much probability is said to lie below it as above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CentralInterval {
    low: f64,
    high: f64,
    level: f64,
}

impl CentralInterval {
    /// Returns the interval, or `None` unless the ends are finite and in order and the level lies
    /// between 0 and 1, both excluded.
    #[must_use]
    pub fn new(low: f64, high: f64, level: f64) -> Option<Self> {
        let ends = low <= high && low.is_finite() && high.is_finite();
        (ends && level > 0.0 && level < 1.0).then_some(Self { low, high, level })
    }

    /// Returns the low end.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// Returns the high end.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// Returns the probability that the interval is said to hold.
    #[must_use]
    pub fn level(self) -> f64 {
        self.level
    }

    /// Returns the probability that is said to lie outside.
    #[must_use]
    pub fn outside(self) -> f64 {
        1.0 - self.level
    }

    /// Returns how wide the interval is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Says whether the outcome lies in the interval, its ends included.
    #[must_use]
    pub fn covers(self, outcome: f64) -> bool {
        (self.low..=self.high).contains(&outcome)
    }

    /// Returns how far the outcome lies below the interval, 0 if it does not.
    #[must_use]
    pub fn overshoot(self, outcome: f64) -> f64 {
        (self.low - outcome).max(0.0)
    }

    /// Returns how far the outcome lies above the interval, 0 if it does not.
    #[must_use]
    pub fn undershoot(self, outcome: f64) -> f64 {
        (outcome - self.high).max(0.0)
    }

    /// Returns the interval with ends that lie out of bounds moved onto the bounds.
    #[must_use]
    pub fn within(self, bounds: Bounds) -> Self {
        Self {
            low: bounds.censor(self.low),
            high: bounds.censor(self.high),
            level: self.level,
        }
    }
}

/// Returns the interval score of Winkler: 0 is best, there is no worst; it has the outcome's unit.
///
/// # Formula
///
/// ```text
/// (u − l) + (2/α) (l − y)₊ + (2/α) (y − u)₊    α = 1 − level
/// ```
///
/// # References
///
/// - Winkler, R. L. (1972). A decision-theoretic approach to interval estimation. *Journal of the
///   American Statistical Association*, 67(337), 187–191.
///
/// # Example
///
/// ```
/// use foretell_scoring::interval::{CentralInterval, winkler};
///
/// let interval = CentralInterval::new(9.0, 14.0, 0.8).unwrap();
/// assert!((winkler(interval, 11.0) - 5.0).abs() < 1e-12);
/// assert!((winkler(interval, 15.0) - (5.0 + 2.0 / 0.2)).abs() < 1e-12);
/// ```
#[must_use]
pub fn winkler(interval: CentralInterval, outcome: f64) -> f64 {
    let missed = interval.overshoot(outcome) + interval.undershoot(outcome);
    interval.width() + 2.0 / interval.outside() * missed
}

/// How many intervals held their outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverageCount {
    /// How many intervals there are.
    pub n: usize,
    /// How many held the outcome.
    pub covered: usize,
    /// How many would be expected to: the sum of the levels.
    pub expected: f64,
}

impl CoverageCount {
    /// Counts the intervals that held their outcome.
    #[must_use]
    pub fn of(cases: &[(CentralInterval, f64)]) -> Self {
        Self {
            n: cases.len(),
            covered: cases
                .iter()
                .filter(|(interval, y)| interval.covers(*y))
                .count(),
            expected: sum(cases.iter().map(|(interval, _)| interval.level)),
        }
    }

    /// Returns the share of intervals that held their outcome: best where it is near the level.
    ///
    /// # Formula
    ///
    /// ```text
    /// #{l ≤ y ≤ u} / n
    /// ```
    ///
    /// Undefined for no intervals.
    pub fn rate(self) -> Statistic {
        match self.n {
            0 => Err(Undefined::Empty),
            n => Ok(count(self.covered) / count(n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn interval(low: f64, high: f64, level: f64) -> CentralInterval {
        CentralInterval::new(low, high, level).unwrap()
    }

    #[test]
    fn an_interval_has_ends_in_order_and_a_level_between_zero_and_one() {
        assert!(CentralInterval::new(1.0, 1.0, 0.5).is_some());
        for (low, high, level) in [
            (2.0, 1.0, 0.5),
            (1.0, 2.0, 0.0),
            (1.0, 2.0, 1.0),
            (1.0, 2.0, 80.0),
            (1.0, f64::INFINITY, 0.5),
            (f64::NAN, 2.0, 0.5),
            (1.0, 2.0, f64::NAN),
        ] {
            assert_eq!(
                CentralInterval::new(low, high, level),
                None,
                "{low} {high} {level}"
            );
        }
    }

    #[test]
    fn an_outcome_on_an_end_is_covered_and_costs_only_the_width() {
        let interval = interval(9.0, 14.0, 0.8);
        for end in [9.0, 14.0] {
            assert!(interval.covers(end));
            assert!((winkler(interval, end) - 5.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_miss_costs_as_much_on_either_side() {
        let interval = interval(9.0, 14.0, 0.9);
        assert!((winkler(interval, 8.0) - winkler(interval, 15.0)).abs() < 1e-12);
        // 5 + 2/0.1 · 1.
        assert!((winkler(interval, 8.0) - 25.0).abs() < 1e-12);
    }

    #[test]
    fn an_outcome_out_of_bounds_is_scored_at_the_bound() {
        let bounds = Bounds::new(0.0, 20.0).unwrap();
        let inside = interval(15.0, 30.0, 0.8).within(bounds);
        assert!((inside.high() - 20.0).abs() < 1e-15);
        assert!((winkler(inside, bounds.censor(f64::INFINITY)) - 5.0).abs() < 1e-12);
    }

    #[test]
    fn coverage_is_counted_against_the_sum_of_the_levels() {
        let cases = [
            (interval(0.0, 1.0, 0.5), 0.5),
            (interval(0.0, 1.0, 0.9), 2.0),
        ];
        let coverage = CoverageCount::of(&cases);
        assert_eq!((coverage.n, coverage.covered), (2, 1));
        assert!((coverage.expected - 1.4).abs() < 1e-12);
        assert_eq!(coverage.rate(), Ok(0.5));
        assert_eq!(CoverageCount::of(&[]).rate(), Err(Undefined::Empty));
    }

    proptest! {
        #[test]
        fn no_interval_is_expected_to_score_better_than_the_quantiles_of_the_belief(
            (low, width, level) in (-0.5_f64..1.0, 0.0_f64..1.5, 0.05_f64..0.95),
        ) {
            // The belief is uniform on 0 to 1: a fine grid of outcomes.
            let expected = |interval| {
                let grid = (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0);
                sum(grid.map(|y| winkler(interval, y))) / 1000.0
            };
            let tail = (1.0 - level) / 2.0;
            let honest = expected(interval(tail, 1.0 - tail, level));
            let other = expected(interval(low, low + width, level));
            // The grid's own quantiles lie within half a step of the belief's.
            prop_assert!(honest <= other + 2e-3);
        }
    }
}
