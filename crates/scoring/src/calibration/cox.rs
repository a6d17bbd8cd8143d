//! Recalibration: the slope and intercept that would put the forecasts right.

use crate::Probability;
use crate::pair_counts::sums;
use crate::special::{chi_squared_upper, normal_quantile};
use crate::{Cell, Interval, PairCounts, Statistic, Sum, Undefined};

use super::log_odds::{LogOddsLine, LogOddsPoint};

/// Cox's recalibration: the log odds of what happened as a line in the log odds of what was said.
///
/// # Formula
///
/// ```text
/// logit P(y = 1) = intercept + slope · logit p    by maximum likelihood
/// ```
///
/// A slope under 1 is overconfident (too extreme), above 1 underconfident. The intercept here is
/// not calibration in the large, which keeps the slope at 1: [`Shift`].
///
/// # Edge cases
///
/// Forecasts of 0 or 1 have no log odds; leave them out with [`PairCounts::without_certain`] and say so.
/// There is no fit where all outcomes or all forecasts are the same, or one threshold separates
/// yes from no, so that the slope would be infinite.
///
/// # References
///
/// - Cox, D. R. (1958). Two further applications of a model for binary regression. *Biometrika*,
///   45(3–4), 562–565.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cox {
    /// The log odds at a forecast of ½.
    pub intercept: f64,
    /// How much the log odds rise with those of the forecast.
    pub slope: f64,
    /// The standard error of the intercept; not defined with weights.
    pub intercept_error: Statistic,
    /// The standard error of the slope; not defined with weights.
    pub slope_error: Statistic,
    /// Twice the log likelihood gained over the forecasts as they are.
    pub likelihood_ratio: f64,
}

impl Cox {
    /// Returns the fit.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::Cox;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// // What was called 80 % happened two times in three, and the mirror image.
    /// let (high, low) = (Probability::new(0.8).unwrap(), Probability::new(0.2).unwrap());
    /// let (yes, no) = (BinaryOutcome::YES, BinaryOutcome::NO);
    /// let said = [(high, yes), (high, yes), (high, no), (low, no), (low, no), (low, yes)];
    /// let fit = Cox::fit(&PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())).unwrap();
    /// assert!((fit.slope - 0.5).abs() < 1e-9);
    /// assert!((fit.recalibrated(high).get() - 2.0 / 3.0).abs() < 1e-9);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`], [`Undefined::Certain`], [`Undefined::OneOutcome`],
    /// [`Undefined::ConstantForecast`], [`Undefined::Separated`], [`Undefined::NotConverged`].
    pub fn fit(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let cells = uncertain_cells(pair_counts)?;
        if cells.len() == 1 {
            return Err(Undefined::ConstantForecast);
        }
        if separated(cells) {
            return Err(Undefined::Separated);
        }
        let points = LogOddsPoint::of(cells);
        let start = Ascent::at(&points, LogOddsLine::IDENTITY);
        let as_they_are = start.height;
        let (fit, information) = climb(&points, start, true)?;
        let determinant = information.determinant();
        let error = |variance: f64| {
            pair_counts
                .require_equal_weights()
                .map(|()| variance.sqrt())
        };
        Ok(Self {
            intercept: fit.intercept,
            slope: fit.slope,
            intercept_error: error(information.fall_slope / determinant),
            slope_error: error(information.fall_intercept / determinant),
            likelihood_ratio: 2.0 * (information.height - as_they_are),
        })
    }

    /// Returns how often a calibrated forecaster gains as much likelihood or more.
    ///
    /// # Errors
    ///
    /// [`Undefined::Weighted`] with weights.
    pub fn p_value(&self) -> Statistic {
        self.slope_error?;
        Ok(chi_squared_upper(self.likelihood_ratio, 2.0))
    }

    /// Returns the interval of the slope, by its standard error.
    ///
    /// # Errors
    ///
    /// [`Undefined::Weighted`] with weights, which call for a bootstrap.
    pub fn slope_interval(&self, level: f64) -> Result<Interval, Undefined> {
        let half = normal_quantile(f64::midpoint(1.0, level)) * self.slope_error?;
        Ok(Interval {
            low: self.slope - half,
            high: self.slope + half,
        })
    }

    /// Returns what a forecast of this forecaster means: "your 80 % means 71 %".
    #[must_use]
    pub fn recalibrated(&self, forecast: Probability) -> Probability {
        let line = LogOddsLine {
            intercept: self.intercept,
            slope: self.slope,
        };
        line.recalibrated(forecast)
    }
}

/// Calibration in the large: the shift of the log odds that would put the forecasts right.
///
/// # Formula
///
/// ```text
/// logit P(y = 1) = shift + logit p    by maximum likelihood
/// ```
///
/// Above 0 the forecasts were too low.
///
/// # References
///
/// - Van Calster, B. et al. (2019). Calibration: the Achilles heel of predictive analytics. *BMC
///   Medicine*, 17, 230.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::Shift;
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
///
/// // What was called 50 % happened two times in three.
/// let seen = [BinaryOutcome::YES, BinaryOutcome::YES, BinaryOutcome::NO];
/// let pairs: Vec<_> = Pair::alone(seen.map(|y| (Probability::HALF, y))).collect();
/// let fit = Shift::fit(&PairCounts::of(&pairs)).unwrap();
/// assert!((fit.shift - 2.0_f64.ln()).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// The shift of the log odds.
    pub shift: f64,
    /// Its standard error; not defined with weights.
    pub error: Statistic,
}

impl Shift {
    /// Returns the fit.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`], [`Undefined::Certain`], [`Undefined::OneOutcome`],
    /// [`Undefined::NotConverged`].
    pub fn fit(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let cells = uncertain_cells(pair_counts)?;
        let points = LogOddsPoint::of(cells);
        let start = Ascent::at(&points, LogOddsLine::IDENTITY);
        let (fit, information) = climb(&points, start, false)?;
        Ok(Self {
            shift: fit.intercept,
            error: pair_counts
                .require_equal_weights()
                .map(|()| (1.0 / information.fall_intercept).sqrt()),
        })
    }
}

/// The log likelihood of a line with its first derivatives, and the second ones with their signs turned.
struct Ascent {
    height: f64,
    by_intercept: f64,
    by_slope: f64,
    fall_intercept: f64,
    fall_slope: f64,
    fall_both: f64,
}

impl Ascent {
    /// Walks over the points once.
    fn at(points: &[LogOddsPoint], line: LogOddsLine) -> Self {
        let sums = sums(points, |point| {
            let odds = line.at(point.odds);
            let small = (-odds.abs()).exp();
            let rest = small.ln_1p();
            let p = if odds < 0.0 { small } else { 1.0 } / (1.0 + small);
            let residual = point.yes * (1.0 - p) - point.no * p;
            let curve = (point.yes + point.no) * p * (1.0 - p);
            // ln p and ln (1 − p), which do not overflow.
            let (log, log_against) = (odds.min(0.0) - rest, (-odds).min(0.0) - rest);
            [
                point.yes * log + point.no * log_against,
                residual,
                residual * point.odds,
                curve,
                curve * point.odds * point.odds,
                curve * point.odds,
            ]
        });
        let [
            height,
            by_intercept,
            by_slope,
            fall_intercept,
            fall_slope,
            fall_both,
        ] = sums.map(Sum::get);
        Self {
            height,
            by_intercept,
            by_slope,
            fall_intercept,
            fall_slope,
            fall_both,
        }
    }

    fn determinant(&self) -> f64 {
        self.fall_intercept * self.fall_slope - self.fall_both.powi(2)
    }

    /// Returns Newton's step.
    fn step(&self, both: bool) -> LogOddsLine {
        if !both {
            return LogOddsLine {
                intercept: self.by_intercept / self.fall_intercept,
                slope: 0.0,
            };
        }
        let (a, b, c) = (self.fall_intercept, self.fall_both, self.fall_slope);
        LogOddsLine {
            intercept: (c * self.by_intercept - b * self.by_slope) / self.determinant(),
            slope: (a * self.by_slope - b * self.by_intercept) / self.determinant(),
        }
    }
}

/// Returns the line of greatest likelihood, with what is there, starting from the forecasts as they are:
/// Newton's steps, halved until they go uphill.
fn climb(
    points: &[LogOddsPoint],
    start: Ascent,
    both: bool,
) -> Result<(LogOddsLine, Ascent), Undefined> {
    const STEPS: usize = 100;
    const HALVINGS: i32 = 60;
    const SETTLED: f64 = 1e-12;
    let (mut line, mut here) = (LogOddsLine::IDENTITY, start);
    for _ in 0..STEPS {
        let step = here.step(both);
        // Close to the top the height no longer changes beyond its rounding.
        let tolerance = 1e-13 * here.height.abs();
        let uphill = (0..HALVINGS).find_map(|halving| {
            let share = 0.5_f64.powi(halving);
            let next = LogOddsLine {
                intercept: line.intercept + share * step.intercept,
                slope: line.slope + share * step.slope,
            };
            let there = Ascent::at(points, next);
            (there.height >= here.height - tolerance).then_some((next, there))
        });
        let (next, there) = uphill.ok_or(Undefined::NotConverged)?;
        let moved = (next.intercept - line.intercept).abs() + (next.slope - line.slope).abs();
        (line, here) = (next, there);
        if moved <= SETTLED * (1.0 + line.intercept.abs() + line.slope.abs()) {
            return Ok((line, here));
        }
    }
    Err(Undefined::NotConverged)
}

/// Returns the cells of pair counts that have both outcomes and no forecast of 0 or 1.
fn uncertain_cells(pair_counts: &PairCounts) -> Result<&[Cell], Undefined> {
    let cells = pair_counts.some_cells()?;
    match pair_counts.certain_pairs() {
        0 => pair_counts.both_outcomes().map(|_| cells),
        count => Err(Undefined::Certain { count }),
    }
}

/// Says whether one threshold has every yes on one side and every no on the other, or on it.
fn separated(cells: &[Cell]) -> bool {
    let ends = |side: fn(&Cell) -> f64| {
        let mut with = cells.iter().filter(|cell| side(cell) > 0.0);
        let lowest = with.next().map(|cell| cell.forecast);
        let highest = with.next_back().map_or(lowest, |cell| Some(cell.forecast));
        (lowest, highest)
    };
    let (yes, no) = (ends(|cell| cell.yes), ends(|cell| cell.no));
    no.1 <= yes.0 || yes.1 <= no.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::pair_counts;

    #[test]
    fn what_cannot_be_fitted_has_a_reason() {
        let cases: [(&[(f64, u8)], Undefined); 7] = [
            (&[], Undefined::Empty),
            (&[(0.2, 1), (0.9, 1)], Undefined::OneOutcome),
            (&[(0.2, 1), (1.0, 0)], Undefined::Certain { count: 1 }),
            (&[(0.4, 1), (0.4, 0)], Undefined::ConstantForecast),
            (&[(0.2, 0), (0.9, 1)], Undefined::Separated),
            (&[(0.2, 1), (0.9, 0)], Undefined::Separated),
            (
                &[(0.2, 0), (0.5, 0), (0.5, 1), (0.9, 1)],
                Undefined::Separated,
            ),
        ];
        for (pairs, reason) in cases {
            assert_eq!(Cox::fit(&pair_counts(pairs)), Err(reason), "{pairs:?}");
        }
    }

    #[test]
    fn a_constant_forecast_can_still_be_shifted() {
        // 3 of 4 came true, said to be ½: the shift is logit ¾, its error 1/√(4 · 3/16).
        let shift = Shift::fit(&pair_counts(&[(0.5, 1), (0.5, 1), (0.5, 1), (0.5, 0)])).unwrap();
        assert!((shift.shift - 3.0_f64.ln()).abs() < 1e-12);
        assert!((shift.error.unwrap() - (4.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn calibrated_forecasts_have_slope_one() {
        let mut pairs = vec![(0.2, 1), (0.75, 0)];
        pairs.extend([(0.2, 0); 4]);
        pairs.extend([(0.75, 1); 3]);
        let fit = Cox::fit(&pair_counts(&pairs)).unwrap();
        assert!((fit.slope - 1.0).abs() < 1e-10 && fit.intercept.abs() < 1e-10);
        assert!(fit.likelihood_ratio.abs() < 1e-10);
        assert!((fit.p_value().unwrap() - 1.0).abs() < 1e-9);
        assert!(fit.slope_interval(0.95).unwrap().contains(1.0));
    }

    #[test]
    fn extreme_forecasts_do_not_overflow() {
        let pairs = [
            (1e-300, 0),
            (1e-300, 1),
            (0.3, 1),
            (0.6, 0),
            (1.0 - 1e-16, 1),
        ];
        let fit = Cox::fit(&pair_counts(&pairs)).unwrap();
        assert!(fit.slope.is_finite() && fit.slope < 1.0);
    }

    #[test]
    fn certain_forecasts_stay_certain() {
        let fit = Cox::fit(&pair_counts(&[(0.2, 0), (0.3, 1), (0.6, 0), (0.9, 1)])).unwrap();
        assert_eq!(fit.recalibrated(Probability::ONE), Probability::ONE);
        assert_eq!(fit.recalibrated(Probability::ZERO), Probability::ZERO);
    }
}
