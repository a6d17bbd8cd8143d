//! The line in log odds with a penalty: for its intervals, and for recalibration.

use crate::special::normal_quantile;
use crate::{
    BinaryOutcome, Cell, ConfidenceInterval, Interval, PairCounts, Probability, ScoredPairs, Sum,
    Undefined,
};

use super::log_odds::{LogOddsLine, LogOddsPoint, logistic, logit};

/// What holds the line back where there is little to fit it to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Penalty {
    /// Half the logarithm of the information's determinant: Jeffreys' prior, by which Firth removes the
    /// bias of few cases. There is a finite line however well yes and no are told apart.
    Jeffreys,
    /// As if it were known that slope and intercept lie within these standard deviations of 1 and 0.
    Identity {
        /// That of the intercept, in log odds.
        intercept: f64,
        /// That of the slope.
        slope: f64,
    },
}

/// The line that fits pairs best, given a penalty.
///
/// # Formula
///
/// ```text
/// the greatest of   Σ w (y ln π + (1 − y) ln (1 − π)) + penalty    logit π = intercept + slope · logit p
/// ```
///
/// Weights are scaled so that they add up to the effective number of clusters, as in Wilson's interval
/// of a row.
///
/// # References
///
/// - Firth, D. (1993). Bias reduction of maximum likelihood estimates. *Biometrika*, 80(1), 27–38.
/// - Heinze, G. and Schemper, M. (2002). A solution to the problem of separation in logistic
///   regression. *Statistics in Medicine*, 21(16), 2409–2419.
#[derive(Clone, Debug, PartialEq)]
pub struct PenalizedLine {
    /// The line.
    pub line: LogOddsLine,
    points: Vec<LogOddsPoint>,
    penalty: Penalty,
    height: f64,
}

/// The penalized likelihood at a line, where it rises, and how it falls.
#[derive(Clone, Copy)]
struct Slope {
    height: f64,
    rise: [f64; 2],
    /// The information: of the intercept, of both, of the slope.
    fall: [f64; 3],
}

/// Which part of the line is held while the rest is fitted.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    Nothing,
    Intercept,
    Slope,
}

impl PenalizedLine {
    /// Returns the line that fits the pairs with a yes or a no best, as if they were as many as their
    /// effective clusters.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::calibration::{Penalty, PenalizedLine};
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts, Probability};
    ///
    /// // Perfectly told apart, so that without a penalty there is no line.
    /// let said = [0.1, 0.2, 0.3, 0.7, 0.8, 0.9].map(|p| Probability::new(p).unwrap());
    /// let seen = [false, false, false, true, true, true].map(BinaryOutcome::from);
    /// let pairs: Vec<_> = Pair::alone(said.into_iter().zip(seen)).collect();
    /// let fit = PenalizedLine::fit(&PairCounts::of(&pairs), 6.0, Penalty::Jeffreys).unwrap();
    /// assert!(fit.line.slope > 1.0 && fit.slope_interval(0.95).unwrap().contains(1.0));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`], [`Undefined::Certain`] with forecasts of 0 or 1; with Jeffreys' prior
    /// [`Undefined::ConstantForecast`] where all are the same; [`Undefined::NotConverged`].
    pub fn fit(
        pair_counts: &PairCounts,
        effective: f64,
        penalty: Penalty,
    ) -> Result<Self, Undefined> {
        let cells = pair_counts.some_cells()?;
        let certain = pair_counts.certain_pairs();
        if certain > 0 {
            return Err(Undefined::Certain { count: certain });
        }
        if cells.len() == 1 && penalty == Penalty::Jeffreys {
            return Err(Undefined::ConstantForecast);
        }
        let scale = effective / pair_counts.weight();
        let point = |cell: &Cell| LogOddsPoint {
            odds: logit(cell.forecast),
            yes: scale * cell.yes,
            no: scale * cell.no,
        };
        let points: Vec<LogOddsPoint> = cells.iter().map(point).collect();
        let start = LogOddsLine::IDENTITY;
        let (line, height) = climb(&points, penalty, start, Held::Nothing)?;
        Ok(Self {
            line,
            points,
            penalty,
            height,
        })
    }

    /// Returns the interval of the slope: the slopes that the profile of the penalized likelihood allows.
    ///
    /// # Errors
    ///
    /// [`Undefined::NotConverged`].
    pub fn slope_interval(&self, level: f64) -> Result<Interval, Undefined> {
        self.profile(Held::Slope, level)
    }

    /// Returns the interval of the line's log odds where so many were said: at 0 that of the intercept.
    ///
    /// # Errors
    ///
    /// [`Undefined::NotConverged`].
    pub fn interval_at(&self, odds: f64, level: f64) -> Result<Interval, Undefined> {
        let Penalty::Jeffreys = self.penalty else {
            return Err(Undefined::NotAsked);
        };
        // Seen from there, it is the intercept.
        let moved = Self {
            line: LogOddsLine {
                intercept: self.line.at(odds),
                ..self.line
            },
            points: self
                .points
                .iter()
                .map(|point| LogOddsPoint {
                    odds: point.odds - odds,
                    ..*point
                })
                .collect(),
            ..*self
        };
        moved.profile(Held::Intercept, level)
    }

    /// Returns the values of what is held at which the rest still fits nearly as well.
    fn profile(&self, held: Held, level: f64) -> Result<Interval, Undefined> {
        let z = normal_quantile(f64::midpoint(1.0, level));
        let least = self.height - z * z / 2.0;
        let here = slope_at(&self.points, self.penalty, self.line);
        let [a, b, c] = here.fall;
        let determinant = (a * c - b * b).max(f64::MIN_POSITIVE);
        let (best, variance) = match held {
            Held::Intercept => (self.line.intercept, c / determinant),
            Held::Slope | Held::Nothing => (self.line.slope, a / determinant),
        };
        let step = variance.sqrt().clamp(1e-6, 1e3);
        let mut line = self.line;
        let mut above = |value: f64| {
            let start = match held {
                Held::Intercept => LogOddsLine {
                    intercept: value,
                    ..line
                },
                Held::Slope | Held::Nothing => LogOddsLine {
                    slope: value,
                    ..line
                },
            };
            let (there, height) = climb(&self.points, self.penalty, start, held)?;
            line = there;
            Ok(height - least)
        };
        let top = (best, self.height - least);
        Ok(Interval {
            low: crossing(top, -step * z, &mut above)?,
            high: crossing(top, step * z, &mut above)?,
        })
    }
}

/// Returns the interval of the shift in log odds that makes forecasts as high as what happened: all shifts
/// that leave a bias whose interval includes 0.
///
/// # Errors
///
/// [`Undefined::TooFew`] under five clusters, [`Undefined::NotConverged`].
pub fn shift_interval(evidence: ScoredPairs<'_>, level: f64) -> Result<Interval, Undefined> {
    let bias = |shift: f64| {
        let bias = |p: Probability, y: BinaryOutcome| y.get() - logistic(logit(p) + shift);
        evidence.mean(bias, level)
    };
    let falls_to_0 = |bound: fn(ConfidenceInterval) -> f64| {
        let at = |shift: f64| Ok(bound(bias(shift)?));
        match at(0.0)? {
            here if here >= 0.0 => crossing((0.0, here), 1.0, at),
            here => crossing((0.0, -here), -1.0, |shift| Ok(-at(shift)?)),
        }
    };
    Ok(Interval {
        low: falls_to_0(|bias| bias.low)?,
        high: falls_to_0(|bias| bias.high)?,
    })
}

/// Returns where what is not below 0 at a start falls below it, sought in the direction of a step.
///
/// # References
///
/// - Dowell, M. and Jarratt, P. (1971). A modified regula falsi method for computing the root of an
///   equation. *BIT*, 11(2), 168–174: the Illinois method.
fn crossing(
    start: (f64, f64),
    step: f64,
    mut falling: impl FnMut(f64) -> Result<f64, Undefined>,
) -> Result<f64, Undefined> {
    const DOUBLINGS: i32 = 40;
    const STEPS: usize = 100;
    const SETTLED: f64 = 1e-10;
    let (mut last, mut next) = (start, start);
    let mut doublings = (0..DOUBLINGS).map(|doubling| step * 2.0_f64.powi(doubling));
    while next.1 >= 0.0 {
        let place = start.0 + doublings.next().ok_or(Undefined::NotConverged)?;
        last = next;
        next = (place, falling(place)?);
    }
    for _ in 0..STEPS {
        let place = next.0 - next.1 * (next.0 - last.0) / (next.1 - last.1);
        let there = (place, falling(place)?);
        let moved = (place - next.0).abs();
        if (there.1 >= 0.0) == (next.1 >= 0.0) {
            // The other end stays, and would stay for ever at its full height.
            last.1 /= 2.0;
        } else {
            last = next;
        }
        next = there;
        let width = (next.0 - last.0).abs();
        if there.1 == 0.0 || moved.min(width) < SETTLED * (1.0 + place.abs()) {
            return Ok(place);
        }
    }
    Err(Undefined::NotConverged)
}

/// Climbs to the line at which the penalized likelihood is greatest, what is held staying.
fn climb(
    points: &[LogOddsPoint],
    penalty: Penalty,
    start: LogOddsLine,
    held: Held,
) -> Result<(LogOddsLine, f64), Undefined> {
    const STEPS: usize = 200;
    const HALVINGS: i32 = 40;
    const SETTLED: f64 = 1e-9;
    /// A step longer than this leaves the part of the hill that is known.
    const LONGEST: f64 = 5.0;
    let mut line = start;
    let mut here = slope_at(points, penalty, line);
    for _ in 0..STEPS {
        let [intercept, slope] = step(&here, held);
        let length = intercept.abs().max(slope.abs());
        let shorter = (LONGEST / length).min(1.0);
        let tolerance = 1e-12 * here.height.abs().max(1.0);
        let uphill = (0..HALVINGS).find_map(|halving| {
            let share = shorter * 0.5_f64.powi(halving);
            let next = LogOddsLine {
                intercept: line.intercept + share * intercept,
                slope: line.slope + share * slope,
            };
            let there = slope_at(points, penalty, next);
            (there.height >= here.height - tolerance).then_some((next, there))
        });
        let (next, there) = uphill.ok_or(Undefined::NotConverged)?;
        let moved = (next.intercept - line.intercept).abs() + (next.slope - line.slope).abs();
        let rose = there.height - here.height;
        (line, here) = (next, there);
        if moved <= SETTLED * (1.0 + line.intercept.abs() + line.slope.abs()) || rose.abs() < 1e-11
        {
            return Ok((line, here.height));
        }
    }
    Err(Undefined::NotConverged)
}

/// Returns the step uphill by the information.
fn step(here: &Slope, held: Held) -> [f64; 2] {
    let ([a, b, c], [by_intercept, by_slope]) = (here.fall, here.rise);
    match held {
        Held::Intercept => [0.0, by_slope / c.max(f64::MIN_POSITIVE)],
        Held::Slope => [by_intercept / a.max(f64::MIN_POSITIVE), 0.0],
        Held::Nothing => {
            let determinant = (a * c - b * b).max(f64::MIN_POSITIVE);
            [
                (c * by_intercept - b * by_slope) / determinant,
                (a * by_slope - b * by_intercept) / determinant,
            ]
        }
    }
}

/// Returns the penalized likelihood at a line.
fn slope_at(points: &[LogOddsPoint], penalty: Penalty, line: LogOddsLine) -> Slope {
    let mut sums = [Sum::default(); 10];
    for point in points {
        let odds = line.at(point.odds);
        let p = logistic(odds);
        let (log, against) = logs(odds);
        let x = point.odds;
        let residual = point.yes * (1.0 - p) - point.no * p;
        let curve = (point.yes + point.no) * p * (1.0 - p);
        // How the curve itself changes with the odds, for Jeffreys' prior.
        let turn = curve * (1.0 - 2.0 * p);
        let parts: [f64; 10] = [
            point.yes * log + point.no * against,
            residual,
            residual * x,
            curve,
            curve * x,
            curve * x * x,
            turn,
            turn * x,
            turn * x * x,
            turn * x * x * x,
        ];
        sums.iter_mut()
            .zip(parts)
            .for_each(|(sum, part)| sum.add(part));
    }
    let [height, by_intercept, by_slope, a, b, c, d0, d1, d2, d3] = sums.map(Sum::get);
    match penalty {
        Penalty::Jeffreys => {
            let determinant = (a * c - b * b).max(f64::MIN_POSITIVE);
            let by =
                |da: f64, db: f64, dc: f64| 0.5 * (c * da - 2.0 * b * db + a * dc) / determinant;
            Slope {
                height: height + 0.5 * determinant.ln(),
                rise: [by_intercept + by(d0, d1, d2), by_slope + by(d1, d2, d3)],
                fall: [a, b, c],
            }
        }
        Penalty::Identity { intercept, slope } => {
            let (tight, steep) = (intercept.powi(-2), slope.powi(-2));
            let off = line.slope - 1.0;
            let lost = 0.5 * (tight * line.intercept.powi(2) + steep * off * off);
            Slope {
                height: height - lost,
                rise: [
                    by_intercept - tight * line.intercept,
                    by_slope - steep * off,
                ],
                fall: [a + tight, b, c + steep],
            }
        }
    }
}

/// Returns ln p and ln (1 − p) of log odds, which do not overflow.
fn logs(odds: f64) -> (f64, f64) {
    let rest = (-odds.abs()).exp().ln_1p();
    (odds.min(0.0) - rest, (-odds).min(0.0) - rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::pair_counts;
    use crate::{Pair, Weight};

    const MIXED: [(f64, u8); 8] = [
        (0.1, 0),
        (0.2, 1),
        (0.3, 0),
        (0.4, 0),
        (0.6, 1),
        (0.7, 0),
        (0.8, 1),
        (0.9, 1),
    ];

    #[test]
    fn the_rise_is_that_of_the_height() {
        let fit = PenalizedLine::fit(&pair_counts(&MIXED), 8.0, Penalty::Jeffreys).unwrap();
        let at = |intercept: f64, slope: f64| {
            slope_at(&fit.points, fit.penalty, LogOddsLine { intercept, slope })
        };
        let step = 1e-6;
        let here = at(0.2, 0.7);
        let by_intercept = (at(0.2 + step, 0.7).height - at(0.2 - step, 0.7).height) / 2.0 / step;
        let by_slope = (at(0.2, 0.7 + step).height - at(0.2, 0.7 - step).height) / 2.0 / step;
        assert!((here.rise[0] - by_intercept).abs() < 1e-7);
        assert!((here.rise[1] - by_slope).abs() < 1e-7);
    }

    #[test]
    fn a_line_shrunk_hard_is_the_identity_and_shrunk_softly_the_best() {
        let line = |by: f64| {
            let penalty = Penalty::Identity {
                intercept: by,
                slope: by,
            };
            PenalizedLine::fit(&pair_counts(&MIXED), 8.0, penalty)
                .unwrap()
                .line
        };
        let hard = line(1e-4);
        assert!((hard.slope - 1.0).abs() < 1e-6 && hard.intercept.abs() < 1e-6);
        let (soft, best) = (
            line(1e4),
            super::super::Cox::fit(&pair_counts(&MIXED)).unwrap(),
        );
        assert!((soft.slope - best.slope).abs() < 1e-5);
        assert!((soft.intercept - best.intercept).abs() < 1e-5);
    }

    #[test]
    fn more_clusters_narrow_the_interval() {
        let width = |effective: f64| {
            let fit = PenalizedLine::fit(&pair_counts(&MIXED), effective, Penalty::Jeffreys);
            let interval = fit.unwrap().slope_interval(0.95).unwrap();
            interval.high - interval.low
        };
        assert!(width(4.0) > width(8.0) && width(8.0) > width(800.0));
    }

    #[test]
    fn what_falls_is_crossed_where_it_is_0() {
        for root in [1e-7, 0.3, 2.5, 30.0, 5e3] {
            let at = |x: f64| Ok((root - x).tanh() + 0.01 * (root - x));
            let found = crossing((0.0, at(0.0).unwrap()), 1.0, at).unwrap();
            assert!(
                (found - root).abs() < 1e-8 * (1.0 + root),
                "{root}: {found}"
            );
            let back = crossing((0.0, at(0.0).unwrap()), -1.0, |x| at(-x)).unwrap();
            assert!((found + back).abs() < 1e-8 * (1.0 + root), "{root}: {back}");
        }
        let never = crossing((0.0, 1.0), 1.0, |_| Ok(1.0));
        assert_eq!(never, Err(Undefined::NotConverged));
        let fails = crossing((0.0, 1.0), 1.0, |_| Err(Undefined::Empty));
        assert_eq!(fails, Err(Undefined::Empty));
    }

    #[test]
    fn a_shift_interval_ends_where_the_bias_is_just_not_0() {
        let pairs: Vec<Pair> = (0..24)
            .map(|i| Pair {
                forecast: Probability::new(0.1 + 0.035 * f64::from(i % 20)).unwrap(),
                outcome: BinaryOutcome::from(i % 3 > 0),
                weight: Weight::ONE,
                cluster: usize::try_from(i).unwrap() % 11,
            })
            .collect();
        let evidence = ScoredPairs::Clustered(&pairs);
        let interval = shift_interval(evidence, 0.9).unwrap();
        let ends = |shift: f64| {
            let bias = |p: Probability, y: BinaryOutcome| y.get() - logistic(logit(p) + shift);
            evidence.mean(bias, 0.9).unwrap()
        };
        assert!(ends(interval.low).low.abs() < 1e-8, "{interval:?}");
        assert!(ends(interval.high).high.abs() < 1e-8, "{interval:?}");
    }
}
