//! How often outcomes stay below the quantile of a level.

use super::Quantiles;
use crate::{Statistic, Undefined, count};

/// Returns how often the outcome was at or below the quantile of a level: best near the level.
///
/// Forecasts that do not give the level are passed over; undefined if none does.
///
/// # Formula
///
/// ```text
/// #{y ≤ q_τ} / n
/// ```
///
/// # References
///
/// - Gneiting, T., Balabdaoui, F. and Raftery, A. E. (2007). Probabilistic forecasts, calibration
///   and sharpness. *Journal of the Royal Statistical Society B*, 69(2), 243–268.
///
/// # Example
///
/// ```
/// use foretell_scoring::quantile::{Quantiles, coverage};
///
/// let quantiles = Quantiles::new([(0.1, 9.0), (0.9, 14.0)]).unwrap();
/// let cases = [(quantiles.clone(), 14.0), (quantiles, 15.0)];
/// assert_eq!(coverage(0.9, &cases), Ok(0.5));
/// ```
pub fn coverage(level: f64, cases: &[(Quantiles, f64)]) -> Statistic {
    let given = cases
        .iter()
        .filter_map(|(q, y)| q.at(level).map(|q| *y <= q));
    let (n, below) = given.fold((0, 0), |(n, below), hit| (n + 1, below + usize::from(hit)));
    match n {
        0 => Err(Undefined::Empty),
        n => Ok(count(below) / count(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantiles(pairs: &[(f64, f64)]) -> Quantiles {
        Quantiles::new(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn forecasts_without_the_level_do_not_count_in_its_coverage() {
        let cases = [
            (quantiles(&[(0.5, 1.0)]), 0.0),
            (quantiles(&[(0.9, 1.0)]), 2.0),
        ];
        assert_eq!(coverage(0.5, &cases), Ok(1.0));
        assert_eq!(coverage(0.1, &cases), Err(Undefined::Empty));
    }
}
