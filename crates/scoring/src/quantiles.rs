//! Quantiles of what a simulation gave.

use super::count;
use super::sum::floor;

/// Returns the value below which the given share of ascending values lies, between its neighbours
/// in proportion: the seventh definition of Hyndman and Fan, the default of R and `NumPy`.
///
/// # References
///
/// - Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. *The American
///   Statistician*, 50(4), 361–365.
pub(super) fn between(ascending: &[f64], share: f64) -> f64 {
    let place = share.clamp(0.0, 1.0) * count(ascending.len() - 1);
    let low = floor(place);
    let high = (low + 1).min(ascending.len() - 1);
    ascending[low] + (place - count(low)) * (ascending[high] - ascending[low])
}

/// Returns the place of the smallest of `n` ascending values that the given share does not exceed:
/// the first definition of Hyndman and Fan.
pub(super) fn nearest_place(n: usize, share: f64) -> usize {
    // The tolerance keeps 0.05 × 20 at 1, where the product rounds up.
    let rank = (share * count(n) - 1e-9).ceil().max(1.0);
    (floor(rank) - 1).min(n - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_between_values_is_in_proportion() {
        let values = [1.0, 2.0, 4.0];
        for (share, expected) in [(0.0, 1.0), (0.25, 1.5), (0.5, 2.0), (0.75, 3.0), (1.0, 4.0)] {
            assert!((between(&values, share) - expected).abs() < 1e-15);
        }
        assert!((between(&[7.0], 0.3) - 7.0).abs() < 1e-15);
    }

    #[test]
    fn the_nearest_place_is_the_first_that_reaches_the_share() {
        assert_eq!(nearest_place(20, 0.05), 0);
        assert_eq!(nearest_place(20, 0.051), 1);
        assert_eq!(nearest_place(20, 0.95), 18);
        assert_eq!(nearest_place(1, 0.0), 0);
    }
}
