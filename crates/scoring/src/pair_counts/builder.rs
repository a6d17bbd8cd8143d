//! Counts pairs as they come.

use std::mem::take;

use rayon::slice::ParallelSliceMut;

use crate::Probability;
use crate::{Pair, Weight, count};

use super::cell::{Cell, FractionalCell};
use super::cells::PairCounts;

/// Counts pairs as they come, in memory that grows with the distinct values only.
#[derive(Clone, Debug, Default)]
pub struct PairCountsBuilder {
    cells: Vec<Cell>,
    fractional: Vec<FractionalCell>,
    weighted: bool,
    /// Pairs of weight 1, as [`key`]s, still to be counted.
    plain: Vec<u64>,
    /// Other pairs, still to be counted.
    others: Vec<Cell>,
}

/// How many pairs wait at least before they are counted: some megabytes.
const BATCH: usize = 1 << 20;
/// How many wait for each distinct forecast, so that they are not counted again and again. A key
/// is a quarter of a cell.
const WAITING: usize = 2;
/// From how many on they are sorted on all cores.
const PARALLEL_SORT_FROM: usize = 1 << 14;

impl PairCountsBuilder {
    /// Adds a pair.
    pub fn add(&mut self, pair: &Pair) {
        match pair.outcome.happened() {
            None => self.add_part(pair),
            Some(happened) if pair.weight == Weight::ONE => {
                self.plain.push(key(pair.forecast, happened));
            }
            Some(happened) => {
                self.weighted = true;
                self.others.push(weighted_cell(pair, happened));
            }
        }
        self.count_batch();
    }

    /// Adds so many pairs of one forecast, each of weight 1, of which so many came true: `events`
    /// is at most `pairs`.
    pub fn add_counted(&mut self, forecast: Probability, pairs: u64, events: u64) {
        debug_assert!(events <= pairs);
        if pairs > 0 {
            let waiting = self.others.len();
            if waiting == self.others.capacity() && waiting >= PARALLEL_SORT_FROM {
                // Memory that is new to the program is filled with zeros first: grown in fewer steps, less of it.
                self.others.reserve_exact(3 * waiting);
            }
            self.others.push(Cell {
                forecast,
                yes: whole_number(events),
                no: whole_number(pairs - events),
                pairs,
                events,
            });
            self.count_batch();
        }
    }

    fn count_batch(&mut self) {
        if self.plain.len() + self.others.len() >= BATCH.max(WAITING * self.cells.len()) {
            self.count();
        }
    }

    /// Returns the counts of all pairs added.
    #[must_use]
    pub fn finish(mut self) -> PairCounts {
        self.count();
        PairCounts::new(self.cells, self.fractional, self.weighted)
    }

    fn add_part(&mut self, pair: &Pair) {
        let cell = FractionalCell {
            forecast: pair.forecast,
            outcome: pair.outcome,
            weight: pair.weight.get(),
            pairs: 1,
        };
        self.weighted |= pair.weight != Weight::ONE;
        let order = |other: &FractionalCell| {
            let forecast = other.forecast.get().total_cmp(&cell.forecast.get());
            forecast.then(other.outcome.get().total_cmp(&cell.outcome.get()))
        };
        match self.fractional.binary_search_by(order) {
            Ok(place) => {
                self.fractional[place].weight += cell.weight;
                self.fractional[place].pairs += 1;
            }
            Err(place) => self.fractional.insert(place, cell),
        }
    }

    fn count(&mut self) {
        if self.plain.len() < PARALLEL_SORT_FROM {
            self.plain.sort_unstable();
        } else {
            self.plain.par_sort_unstable();
        }
        let plain = self.plain.chunk_by(same_forecast);
        insert(&mut self.cells, plain.map(plain_cell));
        // By weight too, so that the sums do not depend on the order of the pairs.
        let order = |a: &Cell, b: &Cell| {
            let forecast = a.forecast.get().total_cmp(&b.forecast.get());
            forecast.then(a.weight().total_cmp(&b.weight()))
        };
        if self.others.len() < PARALLEL_SORT_FROM {
            self.others.sort_unstable_by(order);
        } else {
            self.others.par_sort_unstable_by(order);
        }
        if self.cells.is_empty() {
            // Where they are the first, they need no second list.
            self.cells = take(&mut self.others);
            self.cells.dedup_by(|later, cell| {
                let is_same = later.forecast == cell.forecast;
                if is_same {
                    cell.absorb(later);
                }
                is_same
            });
            if 2 * self.cells.len() < self.cells.capacity() {
                self.cells.shrink_to_fit();
            }
        } else {
            let others = self.others.chunk_by(|a, b| a.forecast == b.forecast);
            insert(&mut self.cells, others.map(together));
        }
        self.plain.clear();
        self.others.clear();
    }
}

/// Returns a number that sorts as the forecast does, then no before yes.
fn key(forecast: Probability, happened: bool) -> u64 {
    // The bits of numbers from 0 to 1 sort as the numbers do, and the top bit is free.
    (forecast.get().to_bits() << 1) | u64::from(happened)
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "as `chunk_by` hands them over"
)]
fn same_forecast(a: &u64, b: &u64) -> bool {
    a >> 1 == b >> 1
}

/// Returns the cell of pairs with one forecast, those that did not come true first.
fn plain_cell(same: &[u64]) -> Cell {
    let forecast = Probability::new(f64::from_bits(same[0] >> 1)).expect("it was a probability");
    let failed = same.partition_point(|key| key & 1 == 0);
    let pairs = |n: usize| n as u64;
    Cell {
        forecast,
        yes: count(same.len() - failed),
        no: count(failed),
        pairs: pairs(same.len()),
        events: pairs(same.len() - failed),
    }
}

/// Returns a count as a number; those up to 2^53 are exact.
#[expect(clippy::cast_precision_loss, reason = "counts up to 2^53 are exact")]
fn whole_number(count: u64) -> f64 {
    count as f64
}

fn weighted_cell(pair: &Pair, happened: bool) -> Cell {
    let weight = pair.weight.get();
    Cell {
        forecast: pair.forecast,
        yes: if happened { weight } else { 0.0 },
        no: if happened { 0.0 } else { weight },
        pairs: 1,
        events: u64::from(happened),
    }
}

/// Returns one cell of several with the same forecast.
fn together(same: &[Cell]) -> Cell {
    let mut cell = same[0];
    same[1..].iter().for_each(|other| cell.absorb(other));
    cell
}

/// Counts cells, which ascend, among others that do: from the back, so that no second list is
/// needed.
fn insert(cells: &mut Vec<Cell>, more: impl DoubleEndedIterator<Item = Cell> + Clone) {
    let mut old = cells.len();
    if old == 0 {
        cells.reserve_exact(more.clone().count());
        cells.extend(more);
        return;
    }
    let mut room = old + new_among(cells, more.clone());
    cells.reserve_exact(room - old);
    cells.resize(room, NOTHING);
    for mut cell in more.rev() {
        while old > 0 && cells[old - 1].forecast > cell.forecast {
            (old, room) = (old - 1, room - 1);
            cells[room] = cells[old];
        }
        if old > 0 && cells[old - 1].forecast == cell.forecast {
            old -= 1;
            let more = std::mem::replace(&mut cell, cells[old]);
            cell.absorb(&more);
        }
        room -= 1;
        cells[room] = cell;
    }
}

/// Returns how many cells have a forecast that no other has; both ascend.
fn new_among(cells: &[Cell], more: impl Iterator<Item = Cell>) -> usize {
    let mut rest = cells;
    let is_new = |cell: &Cell| {
        let before = rest.iter().take_while(|old| old.forecast < cell.forecast);
        rest = &rest[before.count()..];
        rest.first()
            .is_none_or(|next| next.forecast != cell.forecast)
    };
    more.filter(is_new).count()
}

/// What holds a place for a cell.
const NOTHING: Cell = Cell {
    forecast: Probability::ZERO,
    yes: 0.0,
    no: 0.0,
    pairs: 0,
    events: 0,
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::testing::pair;

    #[test]
    fn equal_forecasts_share_a_cell() {
        let pairs = [
            pair(0.3, 1.0, 1.0, 0),
            pair(0.1, 0.0, 1.0, 1),
            pair(0.3, 0.0, 1.0, 2),
            pair(0.3, 1.0, 2.5, 3),
        ];
        let pair_counts = PairCounts::of(&pairs);
        let [low, high] = pair_counts.cells() else {
            panic!("two distinct forecasts")
        };
        assert_eq!((low.pairs, low.events), (1, 0));
        assert_eq!((high.pairs, high.events), (3, 2));
        assert!((high.yes - 3.5).abs() < 1e-15 && (high.no - 1.0).abs() < 1e-15);
        assert!(pair_counts.is_weighted());
    }

    #[test]
    fn counted_pairs_are_as_many_single_ones() {
        let mut counted = PairCountsBuilder::default();
        counted.add_counted(Probability::new(0.3).unwrap(), 3, 2);
        counted.add_counted(Probability::new(0.9).unwrap(), 0, 0);
        let single = [(0.3, 1.0), (0.3, 1.0), (0.3, 0.0)];
        let single: Vec<_> = single.iter().map(|&(p, y)| pair(p, y, 1.0, 0)).collect();
        assert_eq!(counted.finish(), PairCounts::of(&single));
    }

    #[test]
    fn a_batch_more_or_less_changes_nothing() {
        // A million and more pairs are counted in more than two batches.
        const PAIRS: u32 = 1_200_000;
        let pairs: Vec<_> = (0..PAIRS)
            .map(|i| {
                let forecast = f64::from(i.wrapping_mul(2_654_435_761) % 1001) / 1000.0;
                pair(forecast, f64::from(i % 3 / 2), 1.0, i as usize)
            })
            .collect();
        let pair_counts = PairCounts::of(&pairs);
        assert_eq!(pair_counts.pairs(), PAIRS as usize);
        assert_eq!(pair_counts.cells().len(), 1001);
        assert_eq!(pair_counts.events(), 400_000);
        let mut backwards = pairs.clone();
        backwards.reverse();
        assert_eq!(PairCounts::of(&backwards), pair_counts);
    }

    /// Returns ascending cells, each of one pair.
    fn cells(percents: &BTreeSet<u8>) -> Vec<Cell> {
        let cell = |percent: &u8| {
            let forecast = Probability::new(f64::from(*percent) / 100.0).unwrap();
            plain_cell(&[key(forecast, percent.is_multiple_of(2))])
        };
        percents.iter().map(cell).collect()
    }

    proptest! {
        #[test]
        fn cells_are_counted_in_place_as_in_a_list_of_their_own(
            old in prop::collection::btree_set(0_u8..=100, 0..30),
            more in prop::collection::btree_set(0_u8..=100, 0..30),
        ) {
            let mut counted = cells(&old);
            insert(&mut counted, cells(&more).into_iter());
            let all: BTreeSet<u8> = old.union(&more).copied().collect();
            let mut expected = cells(&all);
            for (cell, percent) in expected.iter_mut().zip(&all) {
                if old.contains(percent) && more.contains(percent) {
                    let twin = *cell;
                    cell.absorb(&twin);
                }
            }
            prop_assert_eq!(counted, expected);
        }
    }
}
