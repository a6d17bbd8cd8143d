//! The smooth calibration error, which needs no bins.

use crate::sum::floor;
use crate::{PairCounts, Statistic, count};

/// Returns the smooth calibration error: 0 is best.
///
/// # Formula
///
/// ```text
/// error(σ) = ∫ |Σ w (p − y) K(t, p)| dt / ∫ Σ w K(t, p) dt
/// ```
///
/// with K a normal kernel of width σ, reflected at 0 and 1; the result is the error at the σ that
/// it equals. As in the authors' own program, so that figures agree, the kernel ends half a unit
/// away, a forecast of exactly 0 or 1 is its own mirror image and counts half, and widths under
/// 0.001 are not tried. The integrals are sums over a grid of 1000 steps.
///
/// # References
///
/// - Błasiok, J. and Nakkiran, P. (2023). Smooth ECE: principled reliability diagrams via kernel
///   smoothing. arXiv:2309.12236. Their program is *relplot*.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::smooth_ece;
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
///
/// // All forecasts are off by 0.1, whatever the width.
/// let said = Probability::new(0.1).unwrap();
/// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::NO)]).collect();
/// let error = smooth_ece(&PairCounts::of(&pairs)).unwrap();
/// assert!((error - 0.1).abs() < 1e-3);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`](crate::Undefined::Empty) without pairs.
pub fn smooth_ece(pair_counts: &PairCounts) -> Statistic {
    const NARROWEST: f64 = 0.001;
    // Leaves the width within a hundred-thousandth.
    const HALVINGS: usize = 17;
    let grid = Grid::of(pair_counts)?;
    let (mut low, mut high) = (NARROWEST, 1.0);
    for _ in 0..HALVINGS {
        let width = f64::midpoint(low, high);
        if grid.error(width) < width {
            high = width;
        } else {
            low = width;
        }
    }
    Ok(grid.error(high))
}

/// How many steps the grid has.
const STEPS: usize = 1000;

/// What is to be smoothed, as masses on a grid.
struct Grid {
    /// p − y, with its mirror images to the left of 0 and to the right of 1.
    residuals: Vec<f64>,
    weight: f64,
}

impl Grid {
    fn of(pair_counts: &PairCounts) -> Result<Self, crate::Undefined> {
        let mut residuals = vec![0.0; STEPS + 1];
        let mut weights = vec![0.0; STEPS + 1];
        for cell in pair_counts.some_cells()? {
            let p = cell.forecast.get();
            let residual = cell.no * p - cell.yes * (1.0 - p);
            let place = p * count(STEPS);
            let left = floor(place).min(STEPS - 1);
            let share = place - count(left);
            for (place, share) in [(left, 1.0 - share), (left + 1, share)] {
                residuals[place] += share * residual;
                weights[place] += share * cell.weight();
            }
        }
        let inner: f64 = weights[1..STEPS].iter().sum();
        Ok(Self {
            residuals: mirrored(&residuals),
            weight: inner + f64::midpoint(weights[0], weights[STEPS]),
        })
    }

    /// Returns the error with a kernel of the given width.
    fn error(&self, width: f64) -> f64 {
        // Beyond 6 σ the kernel adds nothing, and beyond half a unit it is cut off.
        let reach = floor((6.0 * width * count(STEPS)).min(count(STEPS / 2)));
        let height = |steps: usize| (-0.5 * (count(steps) / count(STEPS) / width).powi(2)).exp();
        let kernel: Vec<_> = (1..=reach).map(height).collect();
        let smoothed = (STEPS..=2 * STEPS).map(|place| {
            let around = kernel.iter().enumerate().map(|(i, height)| {
                height * (self.residuals[place - i - 1] + self.residuals[place + i + 1])
            });
            (self.residuals[place] + around.sum::<f64>()).abs()
        });
        let total = 1.0 + 2.0 * kernel.iter().sum::<f64>();
        smoothed.sum::<f64>() / total / self.weight
    }
}

fn mirrored(masses: &[f64]) -> Vec<f64> {
    let left = masses[1..].iter().rev();
    let right = masses[..STEPS].iter().rev();
    left.chain(masses).chain(right).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair, Undefined};

    fn grid(pairs: &[(f64, bool)]) -> Grid {
        let said = pairs
            .iter()
            .map(|&(p, y)| (Probability::new(p).unwrap(), BinaryOutcome::from(y)));
        Grid::of(&PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())).unwrap()
    }

    #[test]
    fn errors_of_one_sign_stay_whatever_the_width() {
        let grid = grid(&[(0.3, false), (0.1, false)]);
        for width in [0.01, 0.1, 1.0] {
            // The grid counts the end points fully, which adds up to a part in a thousand.
            assert!((grid.error(width) - 0.2).abs() < 5e-4, "{width}");
        }
    }

    #[test]
    fn errors_of_both_signs_cancel_the_more_the_wider_the_kernel() {
        let grid = grid(&[(0.4, false), (0.6, true)]);
        assert!((grid.error(0.01) - 0.4).abs() < 1e-3);
        assert!(grid.error(0.1) < 0.35 && grid.error(0.5) < 0.12);
    }

    #[test]
    fn a_calibrated_forecaster_has_hardly_any_error() {
        let half = Probability::HALF;
        let pairs: Vec<_> =
            Pair::alone([(half, BinaryOutcome::YES), (half, BinaryOutcome::NO)]).collect();
        assert!(smooth_ece(&PairCounts::of(&pairs)).unwrap() < 1e-9);
        assert_eq!(smooth_ece(&PairCounts::default()), Err(Undefined::Empty));
    }
}
