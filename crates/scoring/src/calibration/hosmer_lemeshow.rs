//! Hosmer and Lemeshow's test of calibration, on request only.

use crate::special::chi_squared_upper;
use crate::{PairCounts, Undefined, count};

use super::bins::quantile_edges;
use super::{BinStats, BinTable, Bins, Closed};

/// Hosmer and Lemeshow's test, by groups of about equal size.
///
/// # Formula
///
/// ```text
/// χ² = Σ (O − E)² / (n p̄ (1 − p̄))    over g groups: O happened, E = n p̄ were expected
/// ```
///
/// Forecasts are not fitted to the outcomes they are tested on, so there are g degrees of freedom
/// (g − 2 belong to a fitted model). The groups lie between distinct quantiles, so that there may
/// be fewer than asked for. It should not be used to prove calibration: the groups are arbitrary,
/// and small samples pass.
///
/// # References
///
/// - Hosmer, D. W. and Lemeshow, S. (1980). Goodness of fit tests for the multiple logistic
///   regression model. *Communications in Statistics*, 9(10), 1043–1069.
/// - Van Calster, B. et al. (2019). Calibration: the Achilles heel of predictive analytics. *BMC
///   Medicine*, 17, 230.
#[derive(Clone, Debug, PartialEq)]
pub struct HosmerLemeshow {
    /// The statistic.
    pub chi_squared: f64,
    /// How many pairs each group has.
    pub groups: Vec<usize>,
    /// How often a calibrated forecaster shows as much or more.
    pub p_value: f64,
}

impl HosmerLemeshow {
    /// Returns the test with at most `groups` groups.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::HosmerLemeshow;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let half = Probability::HALF;
    /// let pairs: Vec<_> = Pair::alone([(half, BinaryOutcome::YES), (half, BinaryOutcome::YES)]).collect();
    /// let test = HosmerLemeshow::test(&PairCounts::of(&pairs), 10).unwrap();
    /// assert!((test.chi_squared - 2.0).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::CertainGroup`] where a group is empty, or expects no event or only events,
    /// [`Undefined::Weighted`] with weights, [`Undefined::Empty`] without pairs.
    pub fn test(pair_counts: &PairCounts, groups: usize) -> Result<Self, Undefined> {
        pair_counts.some_cells()?;
        pair_counts.require_equal_weights()?;
        let mut edges = quantile_edges(pair_counts, groups.max(1));
        edges.dedup();
        let bins = match edges[..] {
            [_] => Bins::distinct(pair_counts),
            _ => Bins::between(&edges, Closed::Right),
        };
        let rows = BinTable::of(pair_counts, &bins).rows;
        let mut chi_squared = 0.0;
        for row in &rows {
            chi_squared += excess(row)?;
        }
        Ok(Self {
            chi_squared,
            p_value: chi_squared_upper(chi_squared, count(rows.len())),
            groups: rows.iter().map(|row| row.pairs).collect(),
        })
    }
}

fn excess(row: &BinStats) -> Result<f64, Undefined> {
    let said = row.mean_forecast.map_err(|_| Undefined::CertainGroup)?;
    let variance = row.weight * said * (1.0 - said);
    if variance > 0.0 {
        Ok((row.yes - row.weight * said).powi(2) / variance)
    } else {
        Err(Undefined::CertainGroup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair};

    #[test]
    fn a_group_that_expects_nothing_cannot_be_tested() {
        let said = [0.0, 0.0, 0.0, 0.3, 0.6, 0.9].map(|p| Probability::new(p).unwrap());
        let pairs: Vec<_> = Pair::alone(said.map(|p| (p, BinaryOutcome::NO))).collect();
        let test = HosmerLemeshow::test(&PairCounts::of(&pairs), 2);
        assert_eq!(test, Err(Undefined::CertainGroup));
    }

    #[test]
    fn an_empty_group_cannot_be_tested() {
        // In six groups the edges are 0.1, 0.15, 0.2, 0.35 and 0.5: nothing is in (0.2, 0.35].
        let said = [0.1, 0.2, 0.5, 0.5].map(|p| Probability::new(p).unwrap());
        let pairs: Vec<_> = Pair::alone(said.map(|p| (p, BinaryOutcome::NO))).collect();
        assert!(HosmerLemeshow::test(&PairCounts::of(&pairs), 1).is_ok());
        let test = HosmerLemeshow::test(&PairCounts::of(&pairs), 6);
        assert_eq!(test, Err(Undefined::CertainGroup));
    }

    #[test]
    fn no_pair_is_lost_between_groups() {
        let said = (1..=23).map(|i| {
            (
                Probability::new(f64::from(i) / 24.0).unwrap(),
                BinaryOutcome::YES,
            )
        });
        let pairs: Vec<_> = Pair::alone(said).collect();
        let test = HosmerLemeshow::test(&PairCounts::of(&pairs), 10).unwrap();
        assert_eq!(test.groups.iter().sum::<usize>(), 23);
        assert_eq!(test.groups.len(), 10);
    }
}
