//! The bias of quantiles: on which side of them the outcome lies.

use super::Quantiles;
use crate::Statistic;

/// Returns on which side of its quantiles the outcome lies, and how far out: 0 is the median, 1 is
/// an outcome below all quantiles (the forecast was too high), −1 one above all.
///
/// # Formula
///
/// ```text
/// 1 − 2 max {τ : q_τ ≤ y}    for y below the median, 1 where there is none
/// 1 − 2 min {τ : q_τ ≥ y}    for y above it, −1 where there is none
/// ```
///
/// Undefined without a median or quantiles on both sides of it.
///
/// # References
///
/// - Bosse, N. I. et al. (2022). Evaluating forecasts with scoringutils in R. arXiv 2205.07090.
///
/// # Example
///
/// ```
/// use foretell_scoring::quantile::{Quantiles, bias};
///
/// let quantiles = Quantiles::new([(0.1, 9.0), (0.5, 11.0), (0.9, 14.0)]).unwrap();
/// assert_eq!(bias(&quantiles, 8.0), Ok(1.0));
/// assert!((bias(&quantiles, 10.0).unwrap() - 0.8).abs() < 1e-12);
/// ```
pub fn bias(quantiles: &Quantiles, outcome: f64) -> Statistic {
    let median = quantiles.median()?;
    let mut each = quantiles.as_slice().iter();
    let beside = if outcome < median {
        each.rfind(|q| q.value <= outcome).map_or(0.0, |q| q.level)
    } else if outcome > median {
        each.find(|q| q.value >= outcome).map_or(1.0, |q| q.level)
    } else {
        0.5
    };
    Ok(1.0 - 2.0 * beside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Undefined;

    fn quantiles(pairs: &[(f64, f64)]) -> Quantiles {
        Quantiles::new(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn bias_runs_from_below_all_quantiles_to_above_all() {
        let five = quantiles(&[
            (0.05, 1.0),
            (0.25, 2.0),
            (0.5, 3.0),
            (0.75, 4.0),
            (0.95, 5.0),
        ]);
        for (outcome, expected) in [(0.5, 1.0), (1.5, 0.9), (3.0, 0.0), (4.5, -0.9), (6.0, -1.0)] {
            assert!(
                (bias(&five, outcome).unwrap() - expected).abs() < 1e-12,
                "{outcome}"
            );
        }
    }

    #[test]
    fn an_outcome_on_a_quantile_counts_as_reached() {
        let five = quantiles(&[
            (0.05, 1.0),
            (0.25, 2.0),
            (0.5, 3.0),
            (0.75, 4.0),
            (0.95, 5.0),
        ]);
        assert!((bias(&five, 2.0).unwrap() - 0.5).abs() < 1e-12);
        assert!((bias(&five, 4.0).unwrap() + 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_median_between_the_quantiles_will_do_but_there_must_be_one() {
        let pair = quantiles(&[(0.25, 10.0), (0.75, 20.0)]);
        assert_eq!(bias(&pair, 15.0), Ok(0.0));
        assert_eq!(bias(&pair, 12.0), Ok(0.5));
        assert_eq!(
            bias(&quantiles(&[(0.9, 1.0)]), 0.0),
            Err(Undefined::NoMedian)
        );
    }
}
