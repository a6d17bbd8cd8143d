//! The calibration table: for each bin, what was said and how often it happened.

use crate::pair_counts::{sums, whole};
use crate::proportion::wilson;
use crate::{Cell, Interval, Pair, PairCounts, Statistic, Sum, Undefined, count};

use super::Bins;
use super::bins::runs;

/// A row of a calibration table.
#[derive(Clone, Debug, PartialEq)]
pub struct BinStats {
    /// The low end of the bin.
    pub low: f64,
    /// The high end of the bin.
    pub high: f64,
    /// How many pairs there are.
    pub pairs: usize,
    /// How many of them came true.
    pub events: usize,
    /// The weight of the pairs.
    pub weight: f64,
    /// The weight of those that came true.
    pub yes: f64,
    /// The weighted mean forecast, which is the row's place; not defined in an empty row.
    pub mean_forecast: Statistic,
    /// How many clusters of equal weight would say as much as these do.
    pub effective: Statistic,
}

impl BinStats {
    /// Returns the row of the given pairs, partial resolutions left out.
    ///
    /// # Formula
    ///
    /// ```text
    /// effective = (Σ W)² / Σ W²    W: the weight of a cluster's pairs in this row
    /// ```
    ///
    /// # References
    ///
    /// - Kish, L. (1965). *Survey Sampling.* Wiley: the effective sample size.
    #[must_use]
    pub fn of<'a>((low, high): (f64, f64), pairs: impl IntoIterator<Item = &'a Pair>) -> Self {
        let binary = pairs.into_iter().filter(|pair| pair.outcome.is_binary());
        let pairs: Vec<Pair> = binary.copied().collect();
        Self {
            effective: effective_clusters(&pairs),
            ..Self::of_cells(low, high, PairCounts::of(&pairs).cells(), true)
        }
    }

    /// Returns the row of pairs that stand alone, counted by value.
    #[must_use]
    pub fn of_alone((low, high): (f64, f64), cells: &[Cell]) -> Self {
        Self::of_cells(low, high, cells, false)
    }

    fn of_cells(low: f64, high: f64, cells: &[Cell], weighted: bool) -> Self {
        let totals = sums(cells, |cell| {
            [cell.weight(), cell.yes, cell.weight() * cell.forecast.get()]
        });
        let [weight, yes, said] = totals.map(Sum::get);
        let (mut pairs, mut events) = (0, 0);
        for cell in cells {
            pairs += whole(std::iter::once(cell.pairs));
            events += whole(std::iter::once(cell.events));
        }
        let some = |figure: f64| {
            if pairs == 0 {
                Err(Undefined::Empty)
            } else {
                Ok(figure)
            }
        };
        Self {
            low,
            high,
            pairs,
            events,
            weight,
            yes,
            mean_forecast: some(said / weight),
            effective: if weighted {
                Err(Undefined::Weighted)
            } else {
                some(count(pairs))
            },
        }
    }

    /// Returns the weighted share that came true.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] in an empty row.
    pub fn frequency(&self) -> Statistic {
        if self.pairs == 0 {
            Err(Undefined::Empty)
        } else {
            Ok(self.yes / self.weight)
        }
    }

    /// Returns Wilson's interval for the frequency, by the effective number of clusters.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] in an empty row, [`Undefined::Weighted`] where clusters are not known.
    pub fn interval(&self, level: f64) -> Result<Interval, Undefined> {
        let (share, n) = (self.frequency()?, self.effective?);
        // A share of exactly 0 or 1 stays that, whatever n.
        wilson(if share >= 1.0 { n } else { share * n }, n, level)
    }
}

/// Returns how many clusters of equal weight would say as much as those of the pairs do.
///
/// # Formula
///
/// ```text
/// (Σ W)² / Σ W²    W: the weight of a cluster's pairs
/// ```
///
/// # References
///
/// - Kish, L. (1965). *Survey Sampling.* Wiley: the effective sample size.
///
/// # Errors
///
/// [`Undefined::Empty`] without pairs.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::effective_clusters;
/// use foretell_scoring::{BinaryOutcome, Pair};
///
/// let pair = Pair::alone([(Probability::HALF, BinaryOutcome::YES)]).next().unwrap();
/// let other = Pair { cluster: 1, ..pair };
/// assert_eq!(effective_clusters(&[pair, other]), Ok(2.0));
/// // Three pairs that share their fate beside one that stands alone: (3 + 1)² / (9 + 1).
/// assert_eq!(effective_clusters(&[pair, pair, pair, other]), Ok(1.6));
/// ```
pub fn effective_clusters(pairs: &[Pair]) -> Statistic {
    let mut weights: Vec<_> = pairs
        .iter()
        .map(|pair| (pair.cluster, pair.weight.get()))
        .collect();
    weights.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let (mut total, mut squares) = (Sum::default(), Sum::default());
    for cluster in weights.chunk_by(|a, b| a.0 == b.0) {
        let weight = cluster
            .iter()
            .map(|(_, weight)| *weight)
            .collect::<Sum>()
            .get();
        total.add(weight);
        squares.add(weight * weight);
    }
    if weights.is_empty() {
        Err(Undefined::Empty)
    } else {
        Ok(total.get() * total.get() / squares.get())
    }
}

/// A calibration table.
#[derive(Clone, Debug, PartialEq)]
pub struct BinTable {
    /// A row for each bin; one without pairs stays.
    pub rows: Vec<BinStats>,
    /// How many pairs with a yes or a no belong to no bin.
    pub outside: usize,
}

impl BinTable {
    /// Returns the table of pairs, whose intervals go by clusters.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::{Bins, Closed, BinTable};
    /// use foretell_scoring::{BinaryOutcome, Pair};
    ///
    /// let said = Probability::new(0.8).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::YES), (said, BinaryOutcome::NO)]).collect();
    /// let table = BinTable::of_pairs(&pairs, &Bins::equal(10, Closed::Right));
    /// assert_eq!(table.rows[7].frequency(), Ok(0.5));
    /// assert_eq!(table.rows[8].pairs, 0);
    /// ```
    #[must_use]
    pub fn of_pairs(pairs: &[Pair], bins: &Bins) -> Self {
        let mut rows = vec![Vec::new(); bins.ends().len()];
        let mut outside = 0;
        for pair in pairs.iter().filter(|pair| pair.outcome.is_binary()) {
            match bins.place(pair.forecast) {
                Some(place) => rows[place].push(*pair),
                None => outside += 1,
            }
        }
        let rows = bins.ends().iter().zip(&rows);
        Self {
            rows: rows
                .map(|(&ends, pairs)| BinStats::of(ends, pairs))
                .collect(),
            outside,
        }
    }

    /// Returns the table of pair counts, in which each pair is taken to be a cluster of its own.
    ///
    /// Where pairs carry weights, the rows have no effective number and so no interval.
    #[must_use]
    pub fn of(pair_counts: &PairCounts, bins: &Bins) -> Self {
        let mut rows = vec![[].as_slice(); bins.ends().len()];
        let mut outside = 0;
        for (place, run) in runs(bins, pair_counts.cells()) {
            match place {
                Some(place) => rows[place] = run,
                None => outside += whole(run.iter().map(|cell| cell.pairs)),
            }
        }
        let weighted = pair_counts.is_weighted();
        let rows = bins.ends().iter().zip(rows);
        let row = |(&(low, high), cells)| BinStats::of_cells(low, high, cells, weighted);
        Self {
            rows: rows.map(row).collect(),
            outside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::calibration::Closed;
    use crate::testing::pair;

    fn halves() -> Bins {
        Bins::equal(2, Closed::Right)
    }

    #[test]
    fn an_empty_bin_is_a_row_without_figures() {
        let table = BinTable::of_pairs(&[pair(0.9, 1.0, 1.0, 0)], &halves());
        let empty = &table.rows[0];
        assert_eq!((empty.pairs, empty.frequency()), (0, Err(Undefined::Empty)));
        assert_eq!(empty.mean_forecast, Err(Undefined::Empty));
        assert_eq!(empty.interval(0.95), Err(Undefined::Empty));
    }

    #[test]
    fn pairs_that_stand_alone_make_the_same_table_as_their_counts() {
        let pairs = [
            pair(0.1, 0.0, 1.0, 0),
            pair(0.4, 1.0, 1.0, 1),
            pair(0.9, 1.0, 1.0, 2),
        ];
        let table = BinTable::of_pairs(&pairs, &halves());
        assert_eq!(table, BinTable::of(&PairCounts::of(&pairs), &halves()));
        assert_eq!(table.rows[0].effective, Ok(2.0));
    }

    #[test]
    fn ten_updates_in_a_cluster_say_no_more_than_one() {
        let once = [pair(0.9, 1.0, 1.0, 0), pair(0.8, 0.0, 1.0, 1)];
        let ten: Vec<_> = once.iter().flat_map(|pair| [*pair; 10]).collect();
        let row = |pairs: &[Pair]| BinTable::of_pairs(pairs, &halves()).rows[1].clone();
        assert_eq!(row(&ten).pairs, 20);
        assert_eq!(row(&ten).effective, row(&once).effective);
        assert_eq!(row(&ten).interval(0.95), row(&once).interval(0.95));
    }

    #[test]
    fn the_effective_number_falls_with_uneven_weights() {
        // (3 + 1)² / (3² + 1²)
        let row = &BinTable::of_pairs(&[pair(0.9, 1.0, 3.0, 0), pair(0.9, 0.0, 1.0, 1)], &halves())
            .rows[1];
        assert!((row.effective.unwrap() - 1.6).abs() < 1e-15);
        assert!((row.frequency().unwrap() - 0.75).abs() < 1e-15);
    }

    #[test]
    fn weighted_counts_know_no_interval() {
        let pair_counts = PairCounts::of(&[pair(0.9, 1.0, 0.5, 0)]);
        let row = &BinTable::of(&pair_counts, &halves()).rows[1];
        assert_eq!(row.interval(0.95), Err(Undefined::Weighted));
    }

    #[test]
    fn what_belongs_to_no_bin_is_counted() {
        let bins = Bins::given(&[Probability::ZERO, Probability::HALF], Closed::Right).unwrap();
        let pairs = [pair(0.9, 1.0, 1.0, 0), pair(0.9, 0.5, 1.0, 1)];
        assert_eq!(BinTable::of_pairs(&pairs, &bins).outside, 1);
        assert_eq!(BinTable::of(&PairCounts::of(&pairs), &bins).outside, 1);
    }
}
