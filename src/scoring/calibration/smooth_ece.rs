//! The smooth calibration error, which needs no bins.

use std::f64::consts::PI;

use crate::scoring::{Tally, Undefined, count};

/// Returns the smooth calibration error: 0 is best.
///
/// # Formula
///
/// ```text
/// r(t)     = Σ w (p − y) K(t, p) / Σ w    K: a normal kernel of width σ, reflected at 0 and 1
/// error(σ) = ∫ |r(t)| dt                  the result is the σ where error(σ) = σ
/// ```
///
/// The reflected kernel spreads as heat does on a rod with closed ends, and so only damps the
/// cosine series of r, term k by exp(−(πkσ)²/2); residuals lie on a grid of 2048 steps. Widths
/// under 0.001 are not tried.
///
/// # References
///
/// - Błasiok, J. and Nakkiran, P. (2023). Smooth ECE: principled reliability diagrams via kernel
///   smoothing. arXiv:2309.12236.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::calibration::smooth_ece;
/// use foretell::scoring::{Outcome, Pair, Tally};
///
/// // All forecasts are off by 0.1, whatever the width.
/// let said = Probability::new(0.1).unwrap();
/// let pairs: Vec<_> = Pair::alone([(said, Outcome::NO)]).collect();
/// let error = smooth_ece(&Tally::of(&pairs)).unwrap();
/// assert!((error - 0.1).abs() < 1e-3);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] without pairs.
pub fn smooth_ece(tally: &Tally) -> Result<f64, Undefined> {
    const NARROWEST: f64 = 0.001;
    const HALVINGS: usize = 40;
    let series = Cosines::of(&residuals(tally)?);
    let (mut low, mut high) = (NARROWEST, 1.0);
    for _ in 0..HALVINGS {
        let width = f64::midpoint(low, high);
        if series.error(width) < width {
            high = width;
        } else {
            low = width;
        }
    }
    Ok(series.error(high))
}

/// How many steps the grid has.
const STEPS: usize = 2048;

/// Returns p − y on the grid, each shared between its two neighbours.
fn residuals(tally: &Tally) -> Result<Vec<f64>, Undefined> {
    let cells = tally.some_cells()?;
    let weight = tally.weight();
    let mut grid = vec![0.0; STEPS + 1];
    for cell in cells {
        let p = cell.forecast.get();
        let residual = (cell.no * p - cell.yes * (1.0 - p)) / weight;
        let place = p * count(STEPS);
        let left = floor(place).min(STEPS - 1);
        let share = place - count(left);
        grid[left] += (1.0 - share) * residual;
        grid[left + 1] += share * residual;
    }
    Ok(grid)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on the grid"
)]
fn floor(place: f64) -> usize {
    place as usize
}

/// A function on the grid as a sum of cosines.
struct Cosines {
    coefficients: Vec<f64>,
    /// cos(π i / STEPS), over one period.
    table: Vec<f64>,
}

impl Cosines {
    /// Returns the series of point masses on the grid.
    fn of(masses: &[f64]) -> Self {
        let table: Vec<_> = (0..2 * STEPS)
            .map(|i| (PI * count(i) / count(STEPS)).cos())
            .collect();
        let coefficient = |k: usize| {
            let parts = masses.iter().enumerate();
            let sum: f64 = parts
                .map(|(j, mass)| mass * table[k * j % (2 * STEPS)])
                .sum();
            if k == 0 { sum } else { 2.0 * sum }
        };
        Self {
            coefficients: (0..=STEPS).map(coefficient).collect(),
            table,
        }
    }

    /// Returns the integral of the absolute value, smoothed with the given width.
    fn error(&self, width: f64) -> f64 {
        // exp(−7.5² / 2) is 6e-13: later terms add nothing.
        let terms = floor(7.5 / (PI * width)).min(STEPS);
        let damped: Vec<_> = self.coefficients[..=terms]
            .iter()
            .enumerate()
            .map(|(k, c)| c * (-0.5 * (PI * count(k) * width).powi(2)).exp())
            .collect();
        let height = |i: usize| {
            let parts = damped.iter().enumerate();
            let sum: f64 = parts
                .map(|(k, c)| c * self.table[k * i % (2 * STEPS)])
                .sum();
            sum.abs()
        };
        let inner: f64 = (1..STEPS).map(height).sum();
        (inner + f64::midpoint(height(0), height(STEPS))) / count(STEPS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Probability;
    use crate::scoring::{Outcome, Pair};

    #[test]
    fn smoothing_keeps_what_there_is_and_spreads_it() {
        let mut masses = vec![0.0; STEPS + 1];
        masses[STEPS / 4] = 0.3;
        let series = Cosines::of(&masses);
        // One sign: the integral is the mass at every width.
        for width in [0.01, 0.1, 1.0] {
            assert!((series.error(width) - 0.3).abs() < 1e-9, "{width}");
        }
        // Two signs cancel the more, the wider the kernel.
        masses[STEPS / 2] = -0.3;
        let series = Cosines::of(&masses);
        assert!(series.error(0.01) > 0.59 && series.error(0.5) < 0.1);
    }

    #[test]
    fn a_calibrated_forecaster_has_hardly_any_error() {
        let half = Probability::HALF;
        let pairs: Vec<_> = Pair::alone([(half, Outcome::YES), (half, Outcome::NO)]).collect();
        assert!(smooth_ece(&Tally::of(&pairs)).unwrap() < 1e-9);
        assert_eq!(smooth_ece(&Tally::default()), Err(Undefined::Empty));
    }
}
