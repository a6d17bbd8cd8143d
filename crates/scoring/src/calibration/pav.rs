//! Isotonic regression by pooling adjacent violators: the calibration curve that needs no bins.

use crate::Probability;
use crate::isotonic::pool_next;
use crate::pair_counts::whole;
use crate::{PairCounts, Undefined};

/// A run of forecasts that share one frequency on the calibration curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PavBlock {
    /// The lowest forecast of the run.
    pub lowest: Probability,
    /// The highest forecast of the run.
    pub highest: Probability,
    /// How many pairs there are.
    pub pairs: usize,
    /// How many of them came true.
    pub events: usize,
    /// The weight of the pairs.
    pub weight: f64,
    /// The weight of those that came true.
    pub yes: f64,
}

impl PavBlock {
    /// Returns the weighted share that came true.
    #[must_use]
    pub fn frequency(&self) -> f64 {
        self.yes / self.weight
    }
}

/// The calibration curve: how often it happened, as a rising function of what was said.
///
/// # Method
///
/// Equal forecasts are pooled first; then neighbours are, for as long as the lower forecast has a
/// frequency that is not lower. Counts are compared exactly, so that equal frequencies are one
/// block. Between blocks the curve is a straight line, outside them it is not defined.
///
/// # References
///
/// - Ayer, M. et al. (1955). An empirical distribution function for sampling with incomplete
///   information. *Annals of Mathematical Statistics*, 26(4), 641–647.
/// - Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021). Stable reliability diagrams for
///   probabilistic classifiers. *PNAS*, 118(8), e2016191118.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::Curve;
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
///
/// let said = [0.2, 0.4, 0.9].map(|p| Probability::new(p).unwrap());
/// let seen = [BinaryOutcome::YES, BinaryOutcome::NO, BinaryOutcome::YES];
/// let pairs: Vec<_> = Pair::alone(said.into_iter().zip(seen)).collect();
/// let curve = Curve::of(&PairCounts::of(&pairs)).unwrap();
/// let frequencies: Vec<_> = curve.blocks().iter().map(|block| block.frequency()).collect();
/// assert_eq!(frequencies, [0.5, 1.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    blocks: Vec<PavBlock>,
}

impl Curve {
    /// Returns the curve of the pairs that have a yes or a no.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without such pairs.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let cells = pair_counts.some_cells()?;
        let (slack, mut pools) = (slack(pair_counts), Vec::new());
        for (place, cell) in cells.iter().enumerate() {
            take_in(&mut pools, place, (cell.yes, cell.weight()), slack);
        }
        let block = |pool: &Pool| {
            let run = &cells[pool.first..=pool.last];
            PavBlock {
                lowest: cells[pool.first].forecast,
                highest: cells[pool.last].forecast,
                pairs: whole(run.iter().map(|cell| cell.pairs)),
                events: whole(run.iter().map(|cell| cell.events)),
                weight: pool.weight,
                yes: pool.yes,
            }
        };
        Ok(Self {
            blocks: pools.iter().map(block).collect(),
        })
    }

    /// Returns the blocks, by rising forecast and frequency.
    #[must_use]
    pub fn blocks(&self) -> &[PavBlock] {
        &self.blocks
    }

    /// Returns the frequency at a forecast, or `None` outside the forecasts seen.
    #[must_use]
    pub fn at(&self, forecast: Probability) -> Option<f64> {
        let next = self
            .blocks
            .partition_point(|block| block.highest < forecast);
        let right = self.blocks.get(next)?;
        if right.lowest <= forecast {
            return Some(right.frequency());
        }
        let left = &self.blocks[next.checked_sub(1)?];
        Some(line(
            (left.highest.get(), left.frequency()),
            (right.lowest.get(), right.frequency()),
            forecast.get(),
        ))
    }
}

/// Returns the height at `x` of the line through two points.
pub(super) fn line(left: (f64, f64), right: (f64, f64), x: f64) -> f64 {
    let share = (x - left.0) / (right.0 - left.0);
    left.1 + share * (right.1 - left.1)
}

/// A run of cells pooled into one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pool {
    pub(super) yes: f64,
    pub(super) weight: f64,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Returns how much lower a frequency may be and still count as equal.
///
/// Counts are exact; sums of weights differ in their last digits by how they were added.
pub(super) fn slack(pair_counts: &PairCounts) -> f64 {
    if pair_counts.is_weighted() {
        1e-13
    } else {
        0.0
    }
}

impl Pool {
    /// Says whether the frequency rises from this run to the next.
    fn rises_to(&self, next: &Self, slack: f64) -> bool {
        self.yes * next.weight < next.yes * self.weight * (1.0 - slack)
    }

    /// Returns this run and the one that comes after it as one; an empty one adds nothing.
    fn join(self, next: Self) -> Self {
        Self {
            yes: self.yes + next.yes,
            weight: self.weight + next.weight,
            first: self.first,
            last: if next.weight > 0.0 {
                next.last
            } else {
                self.last
            },
        }
    }
}

/// Takes a cell, given as the weights of yes and of all, into pools whose frequencies rise.
#[inline]
pub(super) fn take_in(pools: &mut Vec<Pool>, place: usize, (yes, weight): (f64, f64), slack: f64) {
    // An empty cell is no rise and adds nothing, so that only those before the first are skipped.
    if weight <= 0.0 && pools.is_empty() {
        return;
    }
    let cell = Pool {
        yes,
        weight,
        first: place,
        last: place,
    };
    let rises = |below: &Pool, next: &Pool| below.rises_to(next, slack);
    pool_next(pools, cell, rises, Pool::join);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{p, pair};

    fn curve(pairs: &[(f64, bool, f64)]) -> Curve {
        let pairs: Vec<_> = pairs
            .iter()
            .enumerate()
            .map(|(cluster, &(forecast, happened, weight))| {
                pair(forecast, f64::from(u8::from(happened)), weight, cluster)
            })
            .collect();
        Curve::of(&PairCounts::of(&pairs)).unwrap()
    }

    fn at(curve: &Curve, forecast: f64) -> Option<f64> {
        curve.at(p(forecast))
    }

    #[test]
    fn rising_frequencies_stay_apart() {
        let curve = curve(&[(0.1, false, 1.0), (0.9, true, 1.0)]);
        assert_eq!(curve.blocks().len(), 2);
        assert_eq!(at(&curve, 0.1), Some(0.0));
        assert_eq!(at(&curve, 0.5), Some(0.5));
        assert_eq!(at(&curve, 0.05), None);
        assert_eq!(at(&curve, 0.95), None);
    }

    #[test]
    fn falling_frequencies_become_one_block() {
        let curve = curve(&[(0.1, true, 1.0), (0.5, false, 1.0), (0.9, false, 1.0)]);
        assert_eq!(curve.blocks().len(), 1);
        assert_eq!(at(&curve, 0.3), Some(1.0 / 3.0));
    }

    #[test]
    fn equal_frequencies_become_one_block_whatever_the_counts() {
        // 1 of 3 and 2 of 6: a third, which no binary fraction hits.
        let mut pairs = vec![(0.2, true, 1.0), (0.2, false, 1.0), (0.2, false, 1.0)];
        pairs.extend([(0.4, true, 1.0), (0.4, true, 1.0)]);
        pairs.extend([(0.4, false, 1.0); 4]);
        assert_eq!(curve(&pairs).blocks().len(), 1);
        // And with weights of a tenth, whose sums are rounded.
        for pair in &mut pairs {
            pair.2 = 0.1;
        }
        assert_eq!(curve(&pairs).blocks().len(), 1);
    }

    #[test]
    fn one_pair_is_one_block() {
        let curve = curve(&[(0.7, true, 1.0)]);
        assert_eq!(at(&curve, 0.7), Some(1.0));
        assert_eq!(curve.blocks()[0].pairs, 1);
    }

    #[test]
    fn without_pairs_there_is_no_curve() {
        assert_eq!(Curve::of(&PairCounts::default()), Err(Undefined::Empty));
    }
}
