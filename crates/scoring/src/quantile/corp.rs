//! The CORP decomposition of the pinball loss of quantiles of one level.

use super::{Quantile, pinball};
use crate::isotonic::pool_adjacent_violators;
use crate::{Undefined, calibration::Corp, count, quantiles::nearest_place, sum};

/// Takes the mean pinball loss of quantiles of one level apart, given the quantiles and their
/// outcomes: into miscalibration, discrimination and uncertainty.
///
/// # Formula
///
/// ```text
/// score = miscalibration − discrimination + uncertainty
/// ```
///
/// as in [`Corp`], with the pinball loss in place of the Brier score and the outcomes' own quantile
/// in place of the base rate. A forecast is put right by isotonic regression: neighbours whose
/// outcomes have falling quantiles are pooled until none have.
///
/// Undefined for no cases.
///
/// # References
///
/// - Gneiting, T. and Resin, J. (2023). Regression diagnostics meets forecast evaluation:
///   conditional calibration, reliability diagrams, and coefficient of determination. *Electronic
///   Journal of Statistics*, 17(2), 3226–3286.
///
/// # Example
///
/// ```
/// use foretell_scoring::quantile::quantile_corp;
///
/// // Medians in the right order, and each too low by 1.
/// let corp = quantile_corp(0.5, &[(1.0, 2.0), (3.0, 4.0)]).unwrap();
/// assert!((corp.score - 0.5).abs() < 1e-12);
/// assert!((corp.miscalibration - 0.5).abs() < 1e-12);
/// assert!((corp.discrimination - corp.uncertainty).abs() < 1e-12);
/// ```
pub fn quantile_corp(level: f64, cases: &[(f64, f64)]) -> Result<Corp, Undefined> {
    if cases.is_empty() {
        return Err(Undefined::Empty);
    }
    let n = count(cases.len());
    let loss = |value, outcome| pinball(Quantile { level, value }, outcome);
    let score = sum(cases.iter().map(|&(value, outcome)| loss(value, outcome))) / n;
    let best = |block: &Vec<f64>| {
        let value = quantile(level, block);
        sum(block.iter().map(|&outcome| loss(value, outcome)))
    };
    let put_right = sum(pooled(level, cases).iter().map(best)) / n;
    let mut outcomes: Vec<_> = cases.iter().map(|(_, outcome)| *outcome).collect();
    outcomes.sort_by(f64::total_cmp);
    let uncertainty = best(&outcomes) / n;
    Ok(Corp {
        score,
        // Rounding may leave −1e-17 where nothing is to be gained.
        miscalibration: (score - put_right).max(0.0),
        discrimination: (uncertainty - put_right).max(0.0),
        uncertainty,
    })
}

/// Returns the outcomes in blocks of neighbouring forecasts, each in rising order, such that the
/// blocks' quantiles do not fall.
fn pooled(level: f64, cases: &[(f64, f64)]) -> Vec<Vec<f64>> {
    let mut cases = cases.to_vec();
    cases.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let same = cases.chunk_by(|a, b| a.0 >= b.0);
    let mut same = same.map(|same| same.iter().map(|(_, outcome)| *outcome).collect());
    let mut blocks: Vec<Vec<f64>> = Vec::new();
    let Some(first) = same.next() else {
        return blocks;
    };
    pool_adjacent_violators(
        first,
        same,
        &mut blocks,
        |below, next| quantile(level, below) <= quantile(level, next),
        |mut block: Vec<f64>, next| {
            block.extend(next);
            block.sort_by(f64::total_cmp);
            block
        },
    );
    blocks
}

/// Returns the lowest of ascending values such that at least the level's share is not above it.
fn quantile(level: f64, ascending: &[f64]) -> f64 {
    ascending[nearest_place(ascending.len(), level)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_case_is_all_miscalibration() {
        let corp = quantile_corp(0.9, &[(1.0, 3.0)]).unwrap();
        assert!((corp.miscalibration - 1.8).abs() < 1e-12);
        assert!(corp.discrimination.abs() < 1e-15 && corp.uncertainty.abs() < 1e-15);
        assert_eq!(quantile_corp(0.9, &[]), Err(Undefined::Empty));
    }

    #[test]
    fn forecasts_in_the_wrong_order_tell_nothing_apart() {
        let corp = quantile_corp(0.5, &[(1.0, 9.0), (2.0, 5.0), (3.0, 1.0)]).unwrap();
        assert!(corp.discrimination.abs() < 1e-15);
    }

    #[test]
    fn equal_forecasts_are_one_block() {
        // Outcomes 0 and 4 for the same forecast: nothing tells them apart.
        let corp = quantile_corp(0.5, &[(1.0, 0.0), (1.0, 4.0)]).unwrap();
        assert!((corp.uncertainty - 1.0).abs() < 1e-12 && corp.discrimination.abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_no_rising_correction_is_better(
            (cases, shift) in (
                prop::collection::vec((0.0_f64..1.0, 0.0_f64..1.0), 1..12),
                -1.0_f64..1.0,
            ),
        ) {
            let corp = quantile_corp(0.25, &cases).unwrap();
            let parts = corp.miscalibration - corp.discrimination + corp.uncertainty;
            prop_assert!((parts - corp.score).abs() < 1e-12);
            // A shift is a rising correction, so putting right gains at least as much.
            let shifted = cases.iter().map(|&(value, outcome)| {
                pinball(Quantile { level: 0.25, value: value + shift }, outcome)
            });
            let shifted = sum(shifted) / count(cases.len());
            prop_assert!(corp.score - corp.miscalibration <= shifted + 1e-12);
        }
    }
}
