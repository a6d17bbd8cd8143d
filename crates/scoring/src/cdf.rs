//! Distributions drawn as straight lines between points, and their score.

use std::fmt;

use super::{Bounds, Pit, quantile::Quantiles, sum};
use crate::Probability;

/// A distribution function that runs straight between the points given.
///
/// Its first and last point are its window: the score sees nothing beyond. What probability the
/// first point has lies at or below it, and what the last one lacks lies above it: "never", for a
/// date. Points one above the other are probability on one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Cdf(Vec<Knot>);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Knot {
    x: f64,
    share: f64,
}

impl Cdf {
    /// Returns the distribution through the points, given as values and the probability of an
    /// outcome not above them, if neither falls and the values are finite and not all the same.
    pub fn new(points: impl IntoIterator<Item = (f64, Probability)>) -> Result<Self, CdfError> {
        let points = points.into_iter();
        let knots: Vec<_> = points
            .map(|(x, share)| Knot {
                x,
                share: share.get(),
            })
            .collect();
        if let Some(knot) = knots.iter().find(|knot| !knot.x.is_finite()) {
            return Err(CdfError::Value(knot.x));
        }
        let falls = |pair: &&[Knot]| pair[1].x < pair[0].x || pair[1].share < pair[0].share;
        if let Some(pair) = knots.windows(2).find(falls) {
            return Err(CdfError::Falls(pair[1].x));
        }
        match (knots.first(), knots.last()) {
            (Some(first), Some(last)) if first.x < last.x => Ok(Self(knots)),
            _ => Err(CdfError::TooFew),
        }
    }

    /// Returns the distribution of a date: nothing before the start, then straight between the days
    /// by which it is said to have happened with the given probabilities. What comes after the last
    /// of them is one with "never".
    pub fn happens_by(
        start: f64,
        days: impl IntoIterator<Item = (f64, Probability)>,
    ) -> Result<Self, CdfError> {
        Self::new([(start, Probability::ZERO)].into_iter().chain(days))
    }

    /// Returns the distribution that runs straight between quantiles and on to the bounds.
    ///
    /// Quantiles that lie beyond a bound leave it the probability that they place there.
    #[must_use]
    pub fn from_quantiles(quantiles: &Quantiles, bounds: Bounds) -> Self {
        let given = quantiles.as_slice().iter().map(|q| Knot {
            x: q.value,
            share: q.level,
        });
        let (low, high) = (bounds.low(), bounds.high());
        let mut knots: Vec<_> = given.collect();
        if knots[0].x > low {
            knots.insert(0, Knot { x: low, share: 0.0 });
        }
        if knots[knots.len() - 1].x < high {
            knots.push(Knot {
                x: high,
                share: 1.0,
            });
        }
        let whole = Self(knots);
        let first = Knot {
            x: low,
            share: whole.up_to(low),
        };
        let last = Knot {
            x: high,
            share: whole.below(high),
        };
        let inside = whole
            .0
            .into_iter()
            .filter(|knot| low < knot.x && knot.x < high);
        Self([first].into_iter().chain(inside).chain([last]).collect())
    }

    /// Returns the lowest and the highest value that the distribution tells apart.
    #[must_use]
    pub fn window(&self) -> (f64, f64) {
        (self.first().x, self.last().x)
    }

    /// Returns the probability of an outcome not above the value.
    #[must_use]
    pub fn up_to(&self, value: f64) -> f64 {
        self.between(self.0.partition_point(|knot| knot.x <= value), value)
    }

    /// Returns the probability of an outcome below the value.
    #[must_use]
    pub fn below(&self, value: f64) -> f64 {
        self.between(self.0.partition_point(|knot| knot.x < value), value)
    }

    /// Returns the place of the outcome in the forecast: a range where the forecast puts probability
    /// on it, and one from the window's end on for an outcome beyond.
    #[must_use]
    pub fn pit(&self, outcome: f64) -> Pit {
        if outcome < self.first().x {
            Pit::spread(0.0, self.first().share)
        } else if outcome > self.last().x {
            Pit::spread(self.last().share, 1.0)
        } else {
            Pit::spread(self.below(outcome), self.up_to(outcome))
        }
    }

    /// Returns the height at a value before the knot with the given index and not before the one
    /// before it.
    fn between(&self, index: usize, value: f64) -> f64 {
        let Some(before) = index.checked_sub(1).map(|i| self.0[i]) else {
            return if value < self.first().x {
                0.0
            } else {
                self.first().share
            };
        };
        match self.0.get(index) {
            Some(after) if value > before.x => {
                let way = (value - before.x) / (after.x - before.x);
                before.share + way * (after.share - before.share)
            }
            _ => before.share,
        }
    }

    fn first(&self) -> Knot {
        self.0[0]
    }

    fn last(&self) -> Knot {
        self.0[self.0.len() - 1]
    }
}

/// Why points make no distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum CdfError {
    /// There are not two different values.
    TooFew,
    /// A value is not finite.
    Value(f64),
    /// The value or its probability falls below the one before.
    Falls(f64),
}

impl fmt::Display for CdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew => write!(f, "needs two points with different values"),
            Self::Value(value) => write!(f, "the value {value} is not a finite number"),
            Self::Falls(value) => write!(f, "the point at {value} is out of order"),
        }
    }
}

impl std::error::Error for CdfError {}

/// Returns the continuous ranked probability score of a distribution drawn in straight lines: 0 is
/// best, the width of its window is worst; it has the outcome's unit.
///
/// # Formula
///
/// ```text
/// ∫ (F(x) − 1{x ≥ y})² dx = Σ Δx (u² + u v + v²)/3
/// ```
///
/// over the window, in pieces that end at the points and at the outcome; u and v are the values of
/// F − 1{x ≥ y} at a piece's ends. It is exact. An outcome beyond the window, such as the infinite
/// one that stands for "never", is scored at the window's end.
///
/// # References
///
/// - Matheson, J. E. and Winkler, R. L. (1976). Scoring rules for continuous probability
///   distributions. *Management Science*, 22(10), 1087–1096.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::cdf::{Cdf, crps};
///
/// let even = Cdf::new([(0.0, Probability::ZERO), (6.0, Probability::ONE)]).unwrap();
/// assert!((crps(&even, 0.0) - 2.0).abs() < 1e-12);
/// assert!((crps(&even, 3.0) - 0.5).abs() < 1e-12);
/// ```
#[must_use]
pub fn crps(forecast: &Cdf, outcome: f64) -> f64 {
    let (low, high) = forecast.window();
    let outcome = outcome.clamp(low, high);
    let pieces = forecast.0.windows(2).map(|ends| {
        let (from, to) = (ends[0], ends[1]);
        if to.x <= outcome {
            piece(from, to, 0.0)
        } else if from.x >= outcome {
            piece(from, to, 1.0)
        } else {
            let way = (outcome - from.x) / (to.x - from.x);
            let middle = Knot {
                x: outcome,
                share: from.share + way * (to.share - from.share),
            };
            piece(from, middle, 0.0) + piece(middle, to, 1.0)
        }
    });
    sum(pieces)
}

/// Returns the integral of the squared distance to `seen` along one straight piece.
fn piece(from: Knot, to: Knot, seen: f64) -> f64 {
    let (u, v) = (from.share - seen, to.share - seen);
    (to.x - from.x) * (u * u + u * v + v * v) / 3.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ensemble::{self, Samples};
    use crate::testing::p;

    fn cdf(points: &[(f64, f64)]) -> Cdf {
        Cdf::new(points.iter().map(|&(x, share)| (x, p(share)))).unwrap()
    }

    fn quantiles(pairs: &[(f64, f64)]) -> Quantiles {
        Quantiles::new(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn points_that_fall_or_stand_still_are_refused() {
        let new = |points: &[(f64, f64)]| Cdf::new(points.iter().map(|&(x, f)| (x, p(f))));
        assert_eq!(new(&[]), Err(CdfError::TooFew));
        assert_eq!(new(&[(1.0, 0.2)]), Err(CdfError::TooFew));
        assert_eq!(new(&[(1.0, 0.2), (1.0, 0.9)]), Err(CdfError::TooFew));
        assert_eq!(new(&[(1.0, 0.2), (0.0, 0.9)]), Err(CdfError::Falls(0.0)));
        assert_eq!(new(&[(1.0, 0.2), (2.0, 0.1)]), Err(CdfError::Falls(2.0)));
        assert_eq!(
            new(&[(1.0, 0.2), (f64::INFINITY, 0.9)]),
            Err(CdfError::Value(f64::INFINITY))
        );
    }

    #[test]
    fn a_straight_line_from_end_to_end_is_the_uniform_distribution() {
        let drawn = cdf(&[(-1.0, 0.0), (3.0, 1.0)]);
        for outcome in [-1.0, 0.3, 3.0] {
            // The width times (u³ + (1 − u)³) / 3, with u the place within it.
            let place: f64 = (outcome + 1.0) / 4.0;
            let closed = 4.0 * (place.powi(3) + (1.0 - place).powi(3)) / 3.0;
            assert!((crps(&drawn, outcome) - closed).abs() < 1e-12, "{outcome}");
        }
    }

    #[test]
    fn steps_are_samples() {
        // Probability on 1, 2 and 4, within a window from 0 to 9.
        let third = 1.0 / 3.0;
        let steps = cdf(&[
            (0.0, 0.0),
            (1.0, 0.0),
            (1.0, third),
            (2.0, third),
            (2.0, 2.0 * third),
            (4.0, 2.0 * third),
            (4.0, 1.0),
            (9.0, 1.0),
        ]);
        let samples = Samples::new(vec![1.0, 2.0, 4.0]).unwrap();
        for outcome in [0.5, 2.0, 7.5] {
            let expected = ensemble::crps(&samples, outcome);
            assert!(
                (crps(&steps, outcome) - expected).abs() < 1e-12,
                "{outcome}"
            );
        }
        let pit = steps.pit(2.0);
        assert!((pit.low() - third).abs() < 1e-12 && (pit.high() - 2.0 * third).abs() < 1e-12);
    }

    #[test]
    fn what_the_last_day_lacks_is_never() {
        // 40 % by day 10 and 70 % by day 20, so 30 % never.
        let date = Cdf::happens_by(0.0, [(10.0, p(0.4)), (20.0, p(0.7))]).unwrap();
        assert_eq!(date.window(), (0.0, 20.0));
        assert!((date.up_to(5.0) - 0.2).abs() < 1e-12);
        assert_eq!(date.pit(f64::INFINITY), Pit::spread(0.7, 1.0));
        // ∫ F²: 10 · .4²/3 + 10 · (.16 + .28 + .49)/3.
        assert!((crps(&date, f64::INFINITY) - (1.6 / 3.0 + 9.3 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn happening_before_the_start_is_scored_at_the_start() {
        let date = Cdf::happens_by(0.0, [(10.0, p(0.4))]).unwrap();
        assert!((crps(&date, -5.0) - crps(&date, 0.0)).abs() < 1e-12);
        assert!(matches!(
            Cdf::happens_by(20.0, [(10.0, p(0.4))]),
            Err(CdfError::Falls(_))
        ));
    }

    #[test]
    fn quantiles_run_on_to_the_bounds() {
        let bounds = Bounds::new(0.0, 20.0).unwrap();
        let drawn = Cdf::from_quantiles(&quantiles(&[(0.25, 5.0), (0.75, 10.0)]), bounds);
        assert_eq!(
            drawn,
            cdf(&[(0.0, 0.0), (5.0, 0.25), (10.0, 0.75), (20.0, 1.0)])
        );
    }

    #[test]
    fn quantiles_on_a_bound_leave_it_their_probability() {
        let bounds = Bounds::new(0.0, 20.0).unwrap();
        let drawn =
            Cdf::from_quantiles(&quantiles(&[(0.1, 0.0), (0.5, 10.0), (0.9, 20.0)]), bounds);
        assert_eq!(drawn, cdf(&[(0.0, 0.1), (10.0, 0.5), (20.0, 0.9)]));
        assert_eq!(drawn.pit(f64::INFINITY), Pit::spread(0.9, 1.0));
        assert_eq!(drawn.pit(f64::NEG_INFINITY), Pit::spread(0.0, 0.1));
    }

    #[test]
    fn quantiles_beyond_a_bound_are_cut_where_the_line_crosses_it() {
        let bounds = Bounds::new(0.0, 20.0).unwrap();
        // Straight from 50 % at 10 to 90 % at 30: 70 % at 20.
        let drawn = Cdf::from_quantiles(&quantiles(&[(0.5, 10.0), (0.9, 30.0)]), bounds);
        assert!((drawn.below(20.0) - 0.7).abs() < 1e-12);
        // Straight from 10 % at −10 to 50 % at 10: 30 % at 0.
        let drawn = Cdf::from_quantiles(&quantiles(&[(0.1, -10.0), (0.5, 10.0)]), bounds);
        assert!((drawn.up_to(0.0) - 0.3).abs() < 1e-12);
        // All of them beyond: the line from the other bound still is what it is.
        let drawn = Cdf::from_quantiles(&quantiles(&[(0.5, 40.0)]), bounds);
        assert_eq!(drawn, cdf(&[(0.0, 0.0), (20.0, 0.25)]));
    }

    #[test]
    fn quantiles_that_share_a_value_are_probability_on_it() {
        let bounds = Bounds::new(0.0, 20.0).unwrap();
        let drawn = Cdf::from_quantiles(&quantiles(&[(0.2, 5.0), (0.6, 5.0)]), bounds);
        assert_eq!(drawn.pit(5.0), Pit::spread(0.2, 0.6));
        assert!((drawn.below(5.0) - 0.2).abs() < 1e-12 && (drawn.up_to(5.0) - 0.6).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_censored_outcome_scores_as_one_just_inside(
            (rise, share, step) in (0.0_f64..=1.0, 0.0_f64..=1.0, 0.0_f64..1e-6),
        ) {
            let drawn = cdf(&[(0.0, 0.0), (4.0, rise * share), (9.0, share)]);
            let (never, late) = (crps(&drawn, f64::INFINITY), crps(&drawn, 9.0 - step));
            prop_assert!((never - late).abs() <= step + 1e-12);
        }

        #[test]
        fn no_drawing_is_expected_to_score_better_than_the_belief(
            (belief, said) in (0.0_f64..=1.0, 0.0_f64..=1.0),
        ) {
            // The belief: a share evenly over 0 to 1, and the rest never.
            let expected = |said: &Cdf| {
                let grid = (0..400).map(|i| crps(said, (f64::from(i) + 0.5) / 400.0));
                belief * sum(grid) / 400.0 + (1.0 - belief) * crps(said, f64::INFINITY)
            };
            let honest = expected(&cdf(&[(0.0, 0.0), (1.0, belief)]));
            prop_assert!(honest <= expected(&cdf(&[(0.0, 0.0), (1.0, said)])) + 1e-5);
        }
    }
}
