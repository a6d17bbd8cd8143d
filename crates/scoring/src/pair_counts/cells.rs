//! The counts themselves, and the sums and means over them.

use std::sync::Arc;

use rayon::prelude::*;

use crate::Probability;
use crate::{BinaryOutcome, Pair, Statistic, Sum, Undefined, count};

use super::PairCountsBuilder;
use super::cell::{Cell, FractionalCell};

/// Pairs counted by what was said and what happened.
///
/// Its size grows with the distinct values and not with the pairs, and whatever does not need to
/// know clusters is worked out from it. Scores count every pair; curves, bins and tests count the
/// [cells](Self::cells), which leave partial resolutions out.
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Pair, Probability, PairCounts};
///
/// let said = Probability::new(0.8).unwrap();
/// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::YES), (said, BinaryOutcome::NO)]).collect();
/// let pair_counts = PairCounts::of(&pairs);
/// assert_eq!(pair_counts.pairs(), 2);
/// assert_eq!(pair_counts.cells().len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairCounts {
    /// Shared by those who have the same: of a million they are 40 megabytes.
    cells: Arc<Vec<Cell>>,
    fractional: Vec<FractionalCell>,
    weighted: bool,
    /// How many pairs the cells have, and how many of them came true.
    pairs: usize,
    events: usize,
    /// The weight of the pairs and of those that came true, where they are weighted.
    weights: [f64; 2],
}

/// How many cells are summed at a time where there are many. It is fixed, so that the sums do not
/// depend on the number of cores.
const CHUNK: usize = 1 << 14;
/// How many of them are added plainly, before what rounding lost is carried along: few enough to
/// lose no more than the last digit.
const RUN: usize = 32;

fn add_each<const N: usize>(sums: &mut [Sum; N], values: [f64; N]) {
    sums.iter_mut()
        .zip(values)
        .for_each(|(sum, value)| sum.add(value));
}

impl PairCounts {
    /// Returns the counts of the pairs.
    #[must_use]
    pub fn of<'a>(pairs: impl IntoIterator<Item = &'a Pair>) -> Self {
        let mut teller = PairCountsBuilder::default();
        pairs.into_iter().for_each(|pair| teller.add(pair));
        teller.finish()
    }

    /// Returns the counts of pairs that can be tested: yes or no, one in each cluster, weight 1.
    ///
    /// # Errors
    ///
    /// [`Undefined::Repeated`], [`Undefined::Weighted`] or [`Undefined::Partial`].
    pub fn for_tests(pairs: &[Pair]) -> Result<Self, Undefined> {
        let mut clusters: Vec<_> = pairs.iter().map(|pair| pair.cluster).collect();
        clusters.sort_unstable();
        if clusters.windows(2).any(|two| two[0] == two[1]) {
            return Err(Undefined::Repeated);
        }
        let pair_counts = Self::of(pairs);
        pair_counts.require_equal_weights()?;
        if pair_counts.fractional.is_empty() {
            Ok(pair_counts)
        } else {
            Err(Undefined::Partial)
        }
    }

    /// Returns the counts of cells and fractional cells, which ascend.
    pub(super) fn new(cells: Vec<Cell>, fractional: Vec<FractionalCell>, weighted: bool) -> Self {
        debug_assert!(cells.is_sorted_by(|a, b| a.forecast < b.forecast));
        let weights = if weighted {
            sums(&cells, |cell| [cell.weight(), cell.yes]).map(Sum::get)
        } else {
            [0.0; 2]
        };
        let each = cells.iter().map(|cell| [cell.pairs, cell.events]);
        let [pairs, events] = each.fold([0_u64; 2], |all, more| {
            [0, 1].map(|i: usize| all[i].saturating_add(more[i]))
        });
        Self {
            pairs: usize::try_from(pairs).unwrap_or(usize::MAX),
            events: usize::try_from(events).unwrap_or(usize::MAX),
            weights,
            cells: Arc::new(cells),
            fractional,
            weighted,
        }
    }

    /// Returns the pair counts with the given cells, which ascend and weigh as much as they count.
    pub(crate) fn of_cells(cells: Vec<Cell>) -> Self {
        Self::new(cells, Vec::new(), false)
    }

    /// Returns the pair counts with the given cells, which ascend and carry weights.
    pub(crate) fn of_weighted_cells(cells: Vec<Cell>) -> Self {
        Self::new(cells, Vec::new(), true)
    }

    /// Returns the pairs with a yes or a no, one cell for each forecast value, ascending.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Returns the cells, or why there is nothing to fit to them.
    pub(crate) fn some_cells(&self) -> Result<&[Cell], Undefined> {
        if self.cells.is_empty() {
            Err(Undefined::Empty)
        } else {
            Ok(&self.cells)
        }
    }

    /// Returns how many pairs there are, partial resolutions included.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.binary_pairs() + self.partial_pairs()
    }

    /// Returns how many pairs have a yes or a no.
    #[must_use]
    pub fn binary_pairs(&self) -> usize {
        self.pairs
    }

    /// Returns how many pairs have a partial resolution.
    #[must_use]
    pub fn partial_pairs(&self) -> usize {
        whole(self.fractional.iter().map(|cell| cell.pairs))
    }

    /// Returns how many pairs came true.
    #[must_use]
    pub fn events(&self) -> usize {
        self.events
    }

    /// Says whether some pair has a weight other than 1.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weighted
    }

    pub(crate) fn require_equal_weights(&self) -> Result<(), Undefined> {
        if self.weighted {
            Err(Undefined::Weighted)
        } else {
            Ok(())
        }
    }

    /// Returns the weight of the pairs with a yes or a no.
    #[must_use]
    pub fn weight(&self) -> f64 {
        if self.weighted {
            self.weights[0]
        } else {
            count(self.binary_pairs())
        }
    }

    /// Returns the weight of the pairs that came true.
    #[must_use]
    pub fn yes(&self) -> f64 {
        if self.weighted {
            self.weights[1]
        } else {
            count(self.events())
        }
    }

    /// Returns the sum of something over the cells.
    pub(crate) fn sum(&self, of: impl Fn(&Cell) -> f64 + Sync) -> f64 {
        let [sum] = self.sums(|cell| [of(cell)]);
        sum.get()
    }

    /// Returns the sums of several things over the cells.
    fn sums<const N: usize>(&self, of: impl Fn(&Cell) -> [f64; N] + Sync) -> [Sum; N] {
        sums(&self.cells, of)
    }

    /// Returns the weighted means of several things over the pairs with a yes or a no.
    pub(crate) fn cell_means<const N: usize>(
        &self,
        of: impl Fn(&Cell) -> [f64; N] + Sync,
    ) -> Result<[f64; N], Undefined> {
        self.some_cells()?;
        let totals = self.sums(|cell| of(cell).map(|value| cell.weight() * value));
        let weight = self.weight();
        Ok(totals.map(|total| total.get() / weight))
    }

    /// Returns the weighted mean of a score over all pairs.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn mean(&self, score: impl Fn(Probability, BinaryOutcome) -> f64 + Sync) -> Statistic {
        let [mean] = self.means(|p, y| [score(p, y)])?;
        Ok(mean)
    }

    /// Returns the same of several scores at once.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn means<const N: usize>(
        &self,
        scores: impl Fn(Probability, BinaryOutcome) -> [f64; N] + Sync,
    ) -> Result<[f64; N], Undefined> {
        let mut totals = self.sums_of_scores(&scores);
        for cell in &self.fractional {
            let scores = scores(cell.forecast, cell.outcome);
            add_each(&mut totals, scores.map(|score| cell.weight * score));
        }
        let weight = self.weight_of_all()?;
        Ok(totals.map(|total| total.get() / weight))
    }

    /// Returns the weighted sums of scores over the pairs with a yes or a no.
    fn sums_of_scores<const N: usize>(
        &self,
        scores: impl Fn(Probability, BinaryOutcome) -> [f64; N] + Sync,
    ) -> [Sum; N] {
        self.sums(|cell| {
            let mut total = [0.0; N];
            for (weight, outcome) in [(cell.no, BinaryOutcome::NO), (cell.yes, BinaryOutcome::YES)]
            {
                // An infinite score of what never happened is no score.
                if weight > 0.0 {
                    let scores = scores(cell.forecast, outcome);
                    let pairs = total.iter_mut().zip(scores);
                    pairs.for_each(|(total, score)| *total += weight * score);
                }
            }
            total
        })
    }

    /// Returns the weighted mean of something over what was said, whatever happened.
    pub(crate) fn mean_of_forecasts(&self, of: impl Fn(Probability) -> f64 + Sync) -> Statistic {
        let [mut total] = self.sums(|cell| [cell.weight() * of(cell.forecast)]);
        let fractional = self.fractional.iter();
        fractional.for_each(|cell| total.add(cell.weight * of(cell.forecast)));
        Ok(total.get() / self.weight_of_all()?)
    }

    /// Returns the weight of all pairs, partial resolutions included.
    fn weight_of_all(&self) -> Statistic {
        let fractional = self.fractional.iter().map(|cell| cell.weight);
        let weight = self.weight() + fractional.collect::<Sum>().get();
        if weight > 0.0 {
            Ok(weight)
        } else {
            Err(Undefined::Empty)
        }
    }

    /// Returns the weighted mean of a score over the pairs where the score passes a test.
    pub(crate) fn mean_where(
        &self,
        score: impl Fn(Probability, BinaryOutcome) -> f64 + Sync,
        passes: impl Fn(f64) -> bool + Sync,
    ) -> Statistic {
        let side = |forecast, outcome, weight: f64| {
            if weight <= 0.0 {
                return [0.0, 0.0];
            }
            let score = score(forecast, outcome);
            if passes(score) {
                [weight * score, weight]
            } else {
                [0.0, 0.0]
            }
        };
        let [mut total, mut weight] = self.sums(|cell| {
            let no = side(cell.forecast, BinaryOutcome::NO, cell.no);
            let yes = side(cell.forecast, BinaryOutcome::YES, cell.yes);
            [no[0] + yes[0], no[1] + yes[1]]
        });
        for cell in &self.fractional {
            let [score, counts] = side(cell.forecast, cell.outcome, cell.weight);
            total.add(score);
            weight.add(counts);
        }
        if weight.get() > 0.0 {
            Ok(total.get() / weight.get())
        } else {
            Err(Undefined::Empty)
        }
    }

    /// Returns the weighted mean of a score that knows only yes and no, over the pairs that have it.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without such pairs.
    pub fn mean_of_binary(&self, score: impl Fn(Probability, bool) -> f64 + Sync) -> Statistic {
        let [mean] = self.means_of_binary(|p, happened| [score(p, happened)])?;
        Ok(mean)
    }

    /// Returns the same of several scores at once.
    pub(crate) fn means_of_binary<const N: usize>(
        &self,
        scores: impl Fn(Probability, bool) -> [f64; N] + Sync,
    ) -> Result<[f64; N], Undefined> {
        self.some_cells()?;
        let totals = self.sums_of_scores(|p, y| scores(p, y == BinaryOutcome::YES));
        let weight = self.weight();
        Ok(totals.map(|total| total.get() / weight))
    }

    /// Returns how many pairs with a forecast of 0 or 1 there are whose forecast and outcome pass a
    /// test.
    pub(crate) fn certain_pairs_where(
        &self,
        passes: impl Fn(Probability, BinaryOutcome) -> bool,
    ) -> usize {
        let cells = self.certain_cells().map(|cell| {
            let side = |outcome, n| if passes(cell.forecast, outcome) { n } else { 0 };
            side(BinaryOutcome::YES, cell.events)
                + side(BinaryOutcome::NO, cell.pairs - cell.events)
        });
        let fractional = self.fractional.iter();
        let fractional = fractional
            .filter(|cell| is_certain(cell.forecast) && passes(cell.forecast, cell.outcome));
        whole(cells.chain(fractional.map(|cell| cell.pairs)))
    }

    /// Returns each distinct forecast and outcome with its weight.
    pub(crate) fn entries(
        &self,
    ) -> impl Iterator<Item = (Probability, BinaryOutcome, f64)> + Clone {
        let cells = self.cells.iter().flat_map(|cell| {
            let sides = [(BinaryOutcome::NO, cell.no), (BinaryOutcome::YES, cell.yes)];
            sides.map(|(outcome, weight)| (cell.forecast, outcome, weight))
        });
        let fractional = self.fractional.iter();
        cells
            .filter(|(_, _, weight)| *weight > 0.0)
            .chain(fractional.map(|cell| (cell.forecast, cell.outcome, cell.weight)))
    }

    /// Returns each distinct forecast and outcome with how many pairs have them.
    pub fn counts(&self) -> impl Iterator<Item = (Probability, BinaryOutcome, u64)> + '_ {
        let cells = self.cells.iter().flat_map(|cell| {
            let (yes, no) = (cell.events, cell.pairs - cell.events);
            [(BinaryOutcome::NO, no), (BinaryOutcome::YES, yes)]
                .map(|(outcome, pairs)| (cell.forecast, outcome, pairs))
        });
        let fractional = self.fractional.iter();
        cells.chain(fractional.map(|cell| (cell.forecast, cell.outcome, cell.pairs)))
    }

    /// Returns the weighted share of yes, the base rate; a partial resolution counts by its value.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn base_rate(&self) -> Statistic {
        if self.fractional.is_empty() {
            self.some_cells()?;
            return Ok(self.yes() / self.weight());
        }
        self.mean(|_, outcome| outcome.get())
    }

    /// Returns the weighted mean forecast.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn mean_forecast(&self) -> Statistic {
        self.mean_of_forecasts(Probability::get)
    }

    /// Returns the base rate over the cells, or why outcomes cannot be told apart.
    pub(crate) fn both_outcomes(&self) -> Statistic {
        self.some_cells()?;
        let (yes, weight) = (self.yes(), self.weight());
        let both = self.cells.iter().any(|cell| cell.yes > 0.0)
            && self.cells.iter().any(|cell| cell.no > 0.0);
        if both {
            Ok(yes / weight)
        } else {
            Err(Undefined::OneOutcome)
        }
    }

    /// Returns how many pairs have a forecast of 0 or 1.
    #[must_use]
    pub fn certain_pairs(&self) -> usize {
        whole(self.certain_cells().map(|cell| cell.pairs))
    }

    /// Returns the cells of forecasts of 0 and 1: as cells ascend, they stand at the ends.
    fn certain_cells(&self) -> impl Iterator<Item = &Cell> {
        let zero = self.cells.first();
        let one = self.cells.last();
        let zero = zero.filter(|cell| cell.forecast == Probability::ZERO);
        let one = one.filter(|cell| cell.forecast == Probability::ONE);
        zero.into_iter().chain(one)
    }

    /// Returns the pair counts without forecasts of 0 and 1, which have no log odds.
    #[must_use]
    pub fn without_certain(&self) -> Self {
        if self.certain_cells().next().is_none() {
            return self.clone();
        }
        let uncertain = self.cells.iter().filter(|cell| !is_certain(cell.forecast));
        Self::new(
            uncertain.copied().collect(),
            self.fractional.clone(),
            self.weighted,
        )
    }

    /// Returns the pairs with a yes or a no alone.
    #[must_use]
    pub fn without_partial(&self) -> Self {
        if self.fractional.is_empty() {
            return self.clone();
        }
        Self::new(self.cells.to_vec(), Vec::new(), self.weighted)
    }
}

/// Returns the sums of several things over cells or what is made of them, on all cores where there are
/// many.
pub(crate) fn sums<T: Sync, const N: usize>(
    items: &[T],
    of: impl Fn(&T) -> [f64; N] + Sync,
) -> [Sum; N] {
    let mut all = [Sum::default(); N];
    if items.len() <= CHUNK {
        for item in items {
            add_each(&mut all, of(item));
        }
        return all;
    }
    let part = |items: &[T]| {
        let mut sums = [Sum::default(); N];
        for run in items.chunks(RUN) {
            let mut plain = [0.0; N];
            for item in run {
                let values = of(item);
                plain
                    .iter_mut()
                    .zip(values)
                    .for_each(|(sum, value)| *sum += value);
            }
            add_each(&mut sums, plain);
        }
        sums
    };
    let parts: Vec<[Sum; N]> = items.par_chunks(CHUNK).map(part).collect();
    for part in parts {
        all.iter_mut()
            .zip(part)
            .for_each(|(sum, part)| sum.append(part));
    }
    all
}

/// Returns the sum of counts. One that no memory could hold is the most that it can be.
pub(crate) fn whole(counts: impl Iterator<Item = u64>) -> usize {
    let all = counts.fold(0, u64::saturating_add);
    usize::try_from(all).unwrap_or(usize::MAX)
}

fn is_certain(forecast: Probability) -> bool {
    forecast == Probability::ZERO || forecast == Probability::ONE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::pair;

    #[test]
    fn partial_resolutions_count_in_means_only() {
        let pair_counts = PairCounts::of(&[
            pair(0.5, 0.25, 1.0, 0),
            pair(0.5, 0.25, 1.0, 1),
            pair(0.5, 1.0, 1.0, 2),
        ]);
        assert_eq!((pair_counts.pairs(), pair_counts.partial_pairs()), (3, 2));
        assert_eq!(pair_counts.cells().len(), 1);
        assert!((pair_counts.base_rate().unwrap() - 0.5).abs() < 1e-15);
    }

    #[test]
    fn no_pairs_have_no_mean() {
        let pair_counts = PairCounts::of(&[]);
        assert_eq!(pair_counts.base_rate(), Err(Undefined::Empty));
        assert_eq!(pair_counts.both_outcomes(), Err(Undefined::Empty));
    }

    #[test]
    fn only_pairs_that_stand_alone_can_be_tested() {
        let one = pair(0.5, 1.0, 1.0, 0);
        let refused = |other: Pair| PairCounts::for_tests(&[one, other]).unwrap_err();
        assert_eq!(refused(pair(0.2, 0.0, 1.0, 0)), Undefined::Repeated);
        assert_eq!(refused(pair(0.2, 0.0, 0.5, 1)), Undefined::Weighted);
        assert_eq!(refused(pair(0.2, 0.5, 1.0, 1)), Undefined::Partial);
        assert!(PairCounts::for_tests(&[one, pair(0.2, 0.0, 1.0, 1)]).is_ok());
    }

    #[test]
    fn certain_forecasts_can_be_left_out() {
        let pair_counts = PairCounts::of(&[pair(0.0, 0.0, 1.0, 0), pair(0.5, 1.0, 1.0, 1)]);
        assert_eq!(pair_counts.certain_pairs(), 1);
        assert_eq!(pair_counts.without_certain().pairs(), 1);
    }
}
