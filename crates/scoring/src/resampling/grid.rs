//! Very many scores, laid on a grid.

use crate::count;
use crate::sum::floor;

/// A distinct value and how many pairs have it.
pub(super) type Tied = (f64, f64);

/// How many steps the grid has, and how many standard deviations it reaches: each step is a 64th of one,
/// which adds less than (1/64)² / 4 = 6e-5 of the variance.
const STEPS: usize = 1024;
const REACH: f64 = 8.0;

/// Shares each score between its neighbours on a grid around their mean, so that the mean stays
/// what it is; scores far out stay where they are.
pub(super) fn on_grid(scores: impl Iterator<Item = Tied>, mean: f64, spread: f64) -> Vec<Tied> {
    let low = mean - REACH * spread;
    let step = 2.0 * REACH * spread / count(STEPS);
    let mut grid: Vec<_> = (0..=STEPS).map(|i| (low + count(i) * step, 0.0)).collect();
    for (score, pairs) in scores {
        let place = (score - low) / step;
        if !(0.0..count(STEPS)).contains(&place) {
            grid.push((score, pairs));
            continue;
        }
        let left = floor(place);
        let share = place - count(left);
        grid[left].1 += (1.0 - share) * pairs;
        grid[left + 1].1 += share * pairs;
    }
    grid.retain(|(_, pairs)| *pairs > 0.0);
    grid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sum;

    #[test]
    fn a_grid_keeps_the_mean_and_almost_the_spread() {
        let even = (0_u32..9000).map(|i| (f64::from(i).sqrt(), 2.0));
        let with_outlier = even.clone().chain([(690.0, 1.0)]);
        let moments = |scores: &[Tied]| {
            let n = sum(scores.iter().map(|(_, n)| *n));
            let mean = sum(scores.iter().map(|(v, n)| v * n)) / n;
            let squares = sum(scores.iter().map(|(v, n)| n * (v - mean).powi(2)));
            (mean, (squares / n).sqrt())
        };
        for scores in [even.collect::<Vec<_>>(), with_outlier.collect()] {
            let (mean, spread) = moments(&scores);
            let grid = on_grid(scores.iter().copied(), mean, spread);
            let (grid_mean, grid_spread) = moments(&grid);
            assert!((mean - grid_mean).abs() < 1e-12 * mean);
            assert!((0.0..1e-4 * spread).contains(&(grid_spread - spread)));
        }
    }
}
