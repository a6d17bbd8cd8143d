//! The beta map: recalibration by a line in ln p and ln (1 − p).

use crate::{PairCounts, Probability, Sum, Undefined};

use super::log_odds::logistic;

/// The beta map, which bends differently near 0 and near 1.
///
/// # Formula
///
/// ```text
/// logit π = c + a ln p − b ln (1 − p)    a, b ≥ 0
/// ```
///
/// With a = b it is a line in log odds.
///
/// # References
///
/// - Kull, M., Silva Filho, T. and Flach, P. (2017). Beta calibration: a well-founded and easily
///   implemented improvement on logistic calibration for binary classifiers. *AISTATS*, 623–631.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaMap {
    /// The slope in ln p.
    pub a: f64,
    /// The slope in −ln (1 − p).
    pub b: f64,
    /// What is added.
    pub c: f64,
}

/// What was said as the two features, and how much came true and did not.
struct Point {
    features: [f64; 3],
    yes: f64,
    no: f64,
}

impl BetaMap {
    /// Returns the map that fits the pairs best; a slope that would be negative is 0, and the rest is fitted
    /// anew, as in the authors' code.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`], [`Undefined::OneOutcome`], [`Undefined::Certain`] with forecasts of 0 or 1, and
    /// [`Undefined::NotConverged`], as where yes and no are perfectly told apart.
    pub fn fit(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        pair_counts.both_outcomes()?;
        let certain = pair_counts.certain_pairs();
        if certain > 0 {
            return Err(Undefined::Certain { count: certain });
        }
        let cells = pair_counts.cells().iter();
        let points: Vec<Point> = cells
            .map(|cell| Point {
                features: [
                    cell.forecast.get().ln(),
                    -(-cell.forecast.get()).ln_1p(),
                    1.0,
                ],
                yes: cell.yes,
                no: cell.no,
            })
            .collect();
        let mut free = [true; 3];
        loop {
            let [a, b, c] = climb(&points, free)?;
            match (a < 0.0, b < 0.0) {
                (true, _) if a <= b => free[0] = false,
                (_, true) => free[1] = false,
                (true, false) => free[0] = false,
                (false, false) => return Ok(Self { a, b, c }),
            }
        }
    }

    /// Returns what a forecast means; 0 and 1 stay what they are.
    #[must_use]
    pub fn apply(self, forecast: Probability) -> Probability {
        if forecast == Probability::ZERO || forecast == Probability::ONE {
            return forecast;
        }
        let p = forecast.get();
        let odds = self.c + self.a * p.ln() - self.b * (-p).ln_1p();
        Probability::new(logistic(odds)).unwrap_or(forecast)
    }
}

/// Returns the coefficients of the greatest likelihood, those that are not free staying 0.
fn climb(points: &[Point], free: [bool; 3]) -> Result<[f64; 3], Undefined> {
    const STEPS: usize = 200;
    const SETTLED: f64 = 1e-9;
    let mut at = [1.0, 1.0, 0.0];
    for (value, free) in at.iter_mut().zip(free) {
        if !free {
            *value = 0.0;
        }
    }
    let mut height = likelihood(points, at);
    for _ in 0..STEPS {
        let step = step(points, at, free)?;
        let uphill = (0..50).find_map(|halving| {
            let share = 0.5_f64.powi(halving);
            let next: [f64; 3] = std::array::from_fn(|i| at[i] + share * step[i]);
            let there = likelihood(points, next);
            (there >= height - 1e-12 * height.abs()).then_some((next, there))
        });
        let (next, there) = uphill.ok_or(Undefined::NotConverged)?;
        let moved: f64 = (0..3).map(|i| (next[i] - at[i]).abs()).sum();
        (at, height) = (next, there);
        if !at
            .iter()
            .all(|value| value.is_finite() && value.abs() < 1e6)
        {
            return Err(Undefined::NotConverged);
        }
        if moved < SETTLED {
            return Ok(at);
        }
    }
    Err(Undefined::NotConverged)
}

fn likelihood(points: &[Point], at: [f64; 3]) -> f64 {
    let each = points.iter().map(|point| {
        let odds = dot(point.features, at);
        let rest = (-odds.abs()).exp().ln_1p();
        point.yes * (odds.min(0.0) - rest) + point.no * ((-odds).min(0.0) - rest)
    });
    each.collect::<Sum>().get()
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// Returns Newton's step in the coefficients that are free.
fn step(points: &[Point], at: [f64; 3], free: [bool; 3]) -> Result<[f64; 3], Undefined> {
    let mut rise = [0.0; 3];
    let mut fall = [[0.0; 3]; 3];
    for point in points {
        let p = logistic(dot(point.features, at));
        let residual = point.yes * (1.0 - p) - point.no * p;
        let curve = (point.yes + point.no) * p * (1.0 - p);
        let features = point.features;
        for ((rise, row), feature) in rise.iter_mut().zip(&mut fall).zip(features) {
            *rise += residual * feature;
            for (cell, other) in row.iter_mut().zip(features) {
                *cell += curve * feature * other;
            }
        }
    }
    for i in (0..3).filter(|&i| !free[i]) {
        rise[i] = 0.0;
        fall[i] = [0.0; 3];
        for row in &mut fall {
            row[i] = 0.0;
        }
        fall[i][i] = 1.0;
    }
    solve(fall, rise).ok_or(Undefined::NotConverged)
}

/// Returns the solution of three equations, by Cramer's rule; a hair on the diagonal keeps features that go
/// together apart.
fn solve(mut of: [[f64; 3]; 3], right: [f64; 3]) -> Option<[f64; 3]> {
    let trace = of[0][0] + of[1][1] + of[2][2];
    for (i, row) in of.iter_mut().enumerate() {
        row[i] += 1e-12 * trace;
    }
    let determinant = |m: &[[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = determinant(&of);
    if whole == 0.0 || !whole.is_finite() {
        return None;
    }
    Some(std::array::from_fn(|column| {
        let mut with = of;
        for (row, value) in with.iter_mut().zip(right) {
            row[column] = value;
        }
        determinant(&with) / whole
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BinaryOutcome, Pair};

    #[test]
    fn calibrated_forecasts_keep_their_meaning() {
        // 20 % came true 1 in 5 times, 50 % 1 in 2, 80 % 4 in 5: the identity fits exactly.
        let said = [(0.2, 1, 4), (0.5, 1, 1), (0.8, 4, 1)];
        let each = said.iter().flat_map(|&(said, yes, no)| {
            let said = Probability::new(said).unwrap();
            let yes = std::iter::repeat_n((said, BinaryOutcome::YES), yes);
            yes.chain(std::iter::repeat_n((said, BinaryOutcome::NO), no))
        });
        let pairs: Vec<_> = Pair::alone(each).collect();
        let map = BetaMap::fit(&PairCounts::of(&pairs)).unwrap();
        assert!(
            (map.a - 1.0).abs() < 1e-6 && (map.b - 1.0).abs() < 1e-6,
            "{map:?}"
        );
        assert!(map.c.abs() < 1e-6);
    }

    #[test]
    fn who_says_the_opposite_gets_a_level_map() {
        let said = [0.1, 0.2, 0.3, 0.7, 0.8, 0.9].map(|p| Probability::new(p).unwrap());
        let seen = [true, true, false, true, false, false].map(BinaryOutcome::from);
        let pairs: Vec<_> = Pair::alone(said.into_iter().zip(seen)).collect();
        let map = BetaMap::fit(&PairCounts::of(&pairs)).unwrap();
        assert_eq!((map.a, map.b), (0.0, 0.0));
        assert!((map.apply(said[0]).get() - 0.5).abs() < 1e-9);
    }
}
