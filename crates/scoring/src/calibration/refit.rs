//! Recalibration of resamples: the same fits, begun where that of all pairs ended.

use crate::Probability;
use crate::{Cell, PairCounts, Statistic, Undefined};

use super::cox::{Line, Point, Slopes, best, logit, separated};

/// Fits to resamples of the same pairs: [`Shift`](super::Shift) and [`Cox`](super::Cox) to the last
/// digits but one or two, in a quarter of the time.
///
/// A resample's fit is near that of all pairs, so that two or three of Newton's steps from there reach
/// it, and log odds are worked out once. Forecasts of 0 and 1 are left out.
///
/// # Example
///
/// ```
/// use foretell_scoring::calibration::{Cox, Refits};
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts, Probability};
///
/// let said = (1..40).map(|i| {
///     let p = f64::from(i) / 40.0;
///     (Probability::new(p).unwrap(), BinaryOutcome::from(i % 5 > 2))
/// });
/// let pairs: Vec<_> = Pair::alone(said).collect();
/// let (all, half) = (PairCounts::of(&pairs), PairCounts::of(&pairs[10..30]));
/// let again = Refits::of(&all).fit(&half);
/// assert!((again.line.unwrap().slope - Cox::fit(&half).unwrap().slope).abs() < 1e-9);
/// ```
#[derive(Clone, Debug)]
pub struct Refits {
    /// The log odds of each uncertain forecast, ascending.
    odds: Vec<(Probability, f64)>,
    shift: Line,
    line: Line,
}

/// What is fitted to a resample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refit {
    /// The shift of the log odds, as in [`Shift`](super::Shift).
    pub shift: Statistic,
    /// The line in log odds, as in [`Cox`](super::Cox).
    pub line: Result<RecalibrationLine, Undefined>,
}

/// A line in log odds: what happened by what was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecalibrationLine {
    /// The log odds at a forecast of ½.
    pub intercept: f64,
    /// How much the log odds rise with those of the forecast.
    pub slope: f64,
}

impl RecalibrationLine {
    /// Returns what a forecast of this forecaster means.
    #[must_use]
    pub fn recalibrated(self, forecast: Probability) -> Probability {
        Line {
            intercept: self.intercept,
            slope: self.slope,
        }
        .recalibrated(forecast)
    }
}

impl Refits {
    /// Returns what fits resamples of these pairs.
    #[must_use]
    pub fn of(pair_counts: &PairCounts) -> Self {
        let cells = uncertain(pair_counts.cells());
        let odds = cells
            .iter()
            .map(|cell| (cell.forecast, logit(cell.forecast)));
        let mut refits = Self {
            odds: odds.collect(),
            shift: Line::AS_SAID,
            line: Line::AS_SAID,
        };
        let whole = refits.fit(pair_counts);
        if let Ok(shift) = whole.shift {
            refits.shift.intercept = shift;
        }
        if let Ok(line) = whole.line {
            let RecalibrationLine { intercept, slope } = line;
            refits.line = Line { intercept, slope };
        }
        refits
    }

    /// Returns the fits to a resample.
    #[must_use]
    pub fn fit(&self, drawn: &PairCounts) -> Refit {
        let cells = uncertain(drawn.cells());
        let has = |side: fn(&Cell) -> f64| cells.iter().any(|cell| side(cell) > 0.0);
        let why = if cells.is_empty() {
            Err(Undefined::Empty)
        } else if has(|cell| cell.yes) && has(|cell| cell.no) {
            Ok(())
        } else {
            Err(Undefined::OneOutcome)
        };
        if let Err(why) = why {
            return Refit {
                shift: Err(why),
                line: Err(why),
            };
        }
        let points = self.points(cells);
        let line = if cells.len() == 1 {
            Err(Undefined::ConstantForecast)
        } else if separated(cells) {
            Err(Undefined::Separated)
        } else {
            near(&points, self.line, true)
        };
        Refit {
            shift: near(&points, self.shift, false).map(|line| line.intercept),
            line: line.map(|Line { intercept, slope }| RecalibrationLine { intercept, slope }),
        }
    }

    /// Returns the points of cells, whose log odds are known: both ascend.
    fn points(&self, cells: &[Cell]) -> Vec<Point> {
        let mut known = self.odds.iter();
        let point = |cell: &Cell| {
            let found = known.find(|(forecast, _)| *forecast == cell.forecast);
            Point {
                odds: found.map_or_else(|| logit(cell.forecast), |(_, odds)| *odds),
                yes: cell.yes,
                no: cell.no,
            }
        };
        cells.iter().map(point).collect()
    }
}

/// Returns the line of greatest likelihood, by Newton's steps from one that is near it; from the
/// forecasts as they are where these do not get there.
fn near(points: &[Point], start: Line, both: bool) -> Result<Line, Undefined> {
    const STEPS: usize = 12;
    /// After a step so small the next would be of the size of its square.
    const SETTLED: f64 = 1e-7;
    /// A step so large may lead away.
    const FAR: f64 = 0.5;
    let mut line = start;
    for _ in 0..STEPS {
        let step = Slopes::at(points, line).step(both);
        let size = step.intercept.abs() + step.slope.abs();
        if !size.is_finite() || size > FAR {
            break;
        }
        line.intercept += step.intercept;
        line.slope += step.slope;
        if size <= SETTLED {
            return Ok(line);
        }
    }
    best(points, both)
}

/// Returns the cells without those of forecasts of 0 and 1, which stand at the ends.
fn uncertain(cells: &[Cell]) -> &[Cell] {
    let is = |cell: Option<&Cell>, p| cell.is_some_and(|cell| cell.forecast == p);
    let begin = usize::from(is(cells.first(), Probability::ZERO));
    let end = cells.len() - usize::from(is(cells.last(), Probability::ONE));
    &cells[begin..end.max(begin)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Cox, Shift};
    use super::*;
    use crate::testing::pair;

    fn is_near(a: Statistic, b: Statistic) -> bool {
        match (a, b) {
            (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * (1.0 + b.abs()),
            (a, b) => a.is_err() && b.is_err(),
        }
    }

    proptest! {
        #[test]
        fn a_resample_is_fitted_as_by_itself(
            given in prop::collection::vec((0_u8..=20, any::<bool>(), 0.1_f64..3.0), 2..40),
            drawn in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
        ) {
            let pairs: Vec<_> = (0..)
                .zip(&given)
                .map(|(cluster, &(p, y, weight))| {
                    pair(f64::from(p) / 20.0, f64::from(u8::from(y)), weight, cluster)
                })
                .collect();
            let again: Vec<_> = drawn.iter().map(|one| *one.get(&pairs)).collect();
            let drawn = PairCounts::of(&again);
            let refit = Refits::of(&PairCounts::of(&pairs)).fit(&drawn);
            let (cox, shift) = (Cox::fit(&drawn.without_certain()), Shift::fit(&drawn.without_certain()));
            prop_assert!(is_near(refit.shift, shift.map(|fit| fit.shift)));
            prop_assert!(is_near(refit.line.map(|line| line.slope), cox.map(|fit| fit.slope)));
            prop_assert!(is_near(refit.line.map(|line| line.intercept), cox.map(|fit| fit.intercept)));
        }
    }
}
