//! Bins: how forecasts are put into the rows of a calibration table.

use crate::Probability;
use crate::pair_counts::whole;
use crate::{Cell, PairCounts, count};

use super::Curve;

/// Which end belongs to a bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// (low, high], and the first bin has its low end too: as in R and scikit-learn.
    Right,
    /// [low, high), and the last bin has its high end too: as in yardsticks.
    Left,
    /// [low, high]: for bins that do not touch.
    Both,
}

/// Bins: ranges of forecasts, ascending.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::{Bins, Closed};
///
/// let said = Probability::new(0.3).unwrap();
/// assert_eq!(Bins::equal(10, Closed::Right).place(said), Some(2));
/// assert_eq!(Bins::equal(10, Closed::Left).place(said), Some(3));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    ranges: Vec<(f64, f64)>,
    closed: Closed,
}

impl Bins {
    /// Returns bins of equal width.
    ///
    /// The edges are i / n, one division each, which is the number that "0.3" reads as; i × 0.1
    /// would be another, and would put a forecast on an edge into the wrong bin.
    #[must_use]
    pub fn equal(bins: usize, closed: Closed) -> Self {
        let edges: Vec<_> = (0..=bins).map(|i| count(i) / count(bins)).collect();
        Self::between(&edges, closed)
    }

    /// Returns bins that hold about as many pairs each, closed on the right.
    ///
    /// Equal forecasts are never parted, so that where many are equal some bins stay empty. The
    /// edges are quantiles in proportion between neighbours, as in R, `NumPy` and scikit-learn.
    #[must_use]
    pub fn quantiles(pair_counts: &PairCounts, bins: usize) -> Self {
        Self::between(&quantile_edges(pair_counts, bins), Closed::Right)
    }

    /// Returns the same bins, closed in another way.
    #[must_use]
    pub fn closing(self, closed: Closed) -> Self {
        Self { closed, ..self }
    }

    /// Returns the same bins, those between equal edges fallen together: a forecast on which several
    /// edges lie is a bin by itself, and the others hold what is left, from the least to the greatest.
    /// Bins without equal edges stay as they are.
    #[must_use]
    pub fn fallen_together(self, pair_counts: &PairCounts) -> Self {
        let is_tie = |p: f64| self.ranges.iter().any(|range| range.0 >= p && range.1 <= p);
        if !self.ranges.iter().any(|(low, high)| low >= high) {
            return self;
        }
        let mut ranges: Vec<(f64, f64)> = Vec::new();
        let mut last = None;
        for cell in pair_counts.cells() {
            let p = cell.forecast.get();
            let group = (is_tie(p), self.place(cell.forecast));
            match ranges.last_mut() {
                Some(range) if last == Some(group) => range.1 = p,
                _ => ranges.push((p, p)),
            }
            last = Some(group);
        }
        Self {
            ranges,
            closed: Closed::Both,
        }
    }

    /// Returns which end belongs to a bin.
    #[must_use]
    pub fn closed(&self) -> Closed {
        self.closed
    }

    /// Returns the bins between the given edges, or `None` unless there are two or more, ascending.
    #[must_use]
    pub fn given(edges: &[Probability], closed: Closed) -> Option<Self> {
        if edges.len() < 2 || !edges.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let edges: Vec<_> = edges.iter().map(|edge| edge.get()).collect();
        Some(Self::between(&edges, closed))
    }

    /// Returns the given ranges as bins, or `None` unless they ascend without overlap.
    #[must_use]
    pub fn ranges(ranges: &[(Probability, Probability)], closed: Closed) -> Option<Self> {
        let upright = ranges.iter().all(|(low, high)| low <= high);
        let apart = ranges.windows(2).all(|two| two[0].1 <= two[1].0);
        (upright && apart).then(|| Self {
            ranges: ranges
                .iter()
                .map(|(low, high)| (low.get(), high.get()))
                .collect(),
            closed,
        })
    }

    /// Returns a bin for each distinct forecast.
    #[must_use]
    pub fn distinct(pair_counts: &PairCounts) -> Self {
        let forecasts = pair_counts.cells().iter().map(|cell| cell.forecast.get());
        Self {
            ranges: forecasts.map(|forecast| (forecast, forecast)).collect(),
            closed: Closed::Both,
        }
    }

    /// Returns a bin for each block of the calibration curve.
    #[must_use]
    pub fn blocks(curve: &Curve) -> Self {
        let blocks = curve.blocks().iter();
        Self {
            ranges: blocks
                .map(|block| (block.lowest.get(), block.highest.get()))
                .collect(),
            closed: Closed::Both,
        }
    }

    pub(super) fn between(edges: &[f64], closed: Closed) -> Self {
        Self {
            ranges: edges.windows(2).map(|two| (two[0], two[1])).collect(),
            closed,
        }
    }

    /// Returns the low and the high end of each bin.
    #[must_use]
    pub fn ends(&self) -> &[(f64, f64)] {
        &self.ranges
    }

    /// Returns the place of the bin that a forecast belongs to, or `None` outside all bins.
    #[must_use]
    pub fn place(&self, forecast: Probability) -> Option<usize> {
        let p = forecast.get();
        if self.closed == Closed::Left {
            let place = self
                .ranges
                .partition_point(|range| range.0 <= p)
                .checked_sub(1)?;
            let high = self.ranges[place].1;
            let last = place + 1 == self.ranges.len();
            return (p < high || (last && p <= high)).then_some(place);
        }
        let place = self.ranges.partition_point(|range| range.1 < p);
        let low = self.ranges.get(place)?.0;
        let low_too = place == 0 || self.closed == Closed::Both;
        (low < p || (low_too && low <= p)).then_some(place)
    }
}

/// Returns the ascending cells as runs, each with the place of its bin.
pub(super) fn runs<'a>(bins: &Bins, cells: &'a [Cell]) -> Vec<(Option<usize>, &'a [Cell])> {
    let (mut runs, mut rest) = (Vec::new(), cells);
    while let Some(first) = rest.first() {
        let place = bins.place(first.forecast);
        // As bins ascend, those of one run stand before all others.
        let end = rest.partition_point(|cell| bins.place(cell.forecast) == place);
        let (run, after) = rest.split_at(end);
        runs.push((place, run));
        rest = after;
    }
    runs
}

/// Returns the edges of bins with about as many pairs each, or none without pairs.
pub(super) fn quantile_edges(pair_counts: &PairCounts, bins: usize) -> Vec<f64> {
    let cells = pair_counts.cells();
    let mut total = 0;
    let ends = cells.iter().map(|cell| {
        total += whole(std::iter::once(cell.pairs));
        total
    });
    let ends: Vec<usize> = ends.collect();
    let Some(last) = total.checked_sub(1) else {
        return Vec::new();
    };
    // The forecast at a place in the sorted list of all.
    let at = |place| {
        cells[ends.partition_point(|&end| end <= place)]
            .forecast
            .get()
    };
    let edge = |i: usize| {
        // i · last / bins in whole numbers, so that an edge on a forecast is that very number.
        let (place, rest) = (i * last / bins, i * last % bins);
        let low = at(place);
        if rest == 0 {
            low
        } else {
            low + count(rest) / count(bins) * (at(place + 1) - low)
        }
    };
    (0..=bins).map(edge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::p;
    use crate::{BinaryOutcome, Pair};

    fn places(bins: &Bins, forecasts: &[f64]) -> Vec<Option<usize>> {
        forecasts
            .iter()
            .map(|&forecast| bins.place(p(forecast)))
            .collect()
    }

    fn pair_counts(forecasts: &[f64]) -> PairCounts {
        let said = forecasts
            .iter()
            .map(|&forecast| (p(forecast), BinaryOutcome::YES));
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    #[test]
    fn a_forecast_on_an_edge_belongs_to_the_closed_side() {
        // 0.3, 0.6 and 0.7 are those that i × 0.1 misses.
        let edges = [0.0, 0.1, 0.3, 0.6, 0.7, 1.0];
        let right = places(&Bins::equal(10, Closed::Right), &edges);
        assert_eq!(right, [0, 0, 2, 5, 6, 9].map(Some));
        let left = places(&Bins::equal(10, Closed::Left), &edges);
        assert_eq!(left, [0, 1, 3, 6, 7, 9].map(Some));
    }

    #[test]
    fn every_forecast_has_a_bin_of_equal_width() {
        for closed in [Closed::Right, Closed::Left] {
            for n in [1, 3, 7, 10, 100] {
                let bins = Bins::equal(n, closed);
                for i in 0..=1000 {
                    let place = bins.place(p(f64::from(i) / 1000.0)).unwrap();
                    assert!(place < n);
                }
            }
        }
    }

    #[test]
    fn edges_must_ascend() {
        assert!(Bins::given(&[p(0.0), p(0.5), p(1.0)], Closed::Left).is_some());
        assert!(Bins::given(&[p(0.0), p(0.5), p(0.5)], Closed::Left).is_none());
        assert!(Bins::given(&[p(0.5)], Closed::Left).is_none());
    }

    #[test]
    fn gaps_and_overlaps_are_seen() {
        let yardstick = [(p(0.1), p(0.4)), (p(0.6), p(0.9))];
        let bins = Bins::ranges(&yardstick, Closed::Left).unwrap();
        let expected = [None, Some(0), None, Some(1), Some(1), None];
        assert_eq!(places(&bins, &[0.0, 0.1, 0.4, 0.6, 0.9, 0.95]), expected);
        assert!(Bins::ranges(&[(p(0.1), p(0.5)), (p(0.4), p(0.9))], Closed::Left).is_none());
    }

    #[test]
    fn bins_of_equal_counts_never_part_equal_forecasts() {
        let pair_counts = pair_counts(&[0.2, 0.2, 0.2, 0.2, 0.5, 0.9]);
        let bins = Bins::quantiles(&pair_counts, 3);
        // The edges are at places 0, 5/3, 10/3 and 5 of the sorted list.
        let last = (0.2 + (0.5 - 0.2) / 3.0, 0.9);
        assert_eq!(bins.ends()[..2], [(0.2, 0.2), (0.2, last.0)]);
        assert_eq!(bins.ends()[2], last);
        assert_eq!(places(&bins, &[0.2, 0.5, 0.9]), [Some(0), Some(2), Some(2)]);
    }

    #[test]
    fn equal_edges_fall_together() {
        let ends = |forecasts: &[f64], bins, closed| {
            let counts = pair_counts(forecasts);
            let bins = Bins::quantiles(&counts, bins).closing(closed);
            bins.fallen_together(&counts)
        };
        let many = [&[0.1, 0.2, 0.3][..], &[0.9; 30]].concat();
        for closed in [Closed::Right, Closed::Left] {
            let bins = ends(&many, 4, closed);
            assert_eq!(bins.ends(), [(0.1, 0.3), (0.9, 0.9)]);
            assert_eq!(places(&bins, &[0.3, 0.9]), [Some(0), Some(1)]);
            let middle = [&[0.1, 0.2][..], &[0.5; 8], &[0.7, 0.8]].concat();
            let bins = ends(&middle, 4, closed);
            assert_eq!(bins.ends(), [(0.1, 0.2), (0.5, 0.5), (0.7, 0.8)]);
            assert_eq!(ends(&[0.2; 5], 3, closed).ends(), [(0.2, 0.2)]);
        }
        let apart = Bins::quantiles(&pair_counts(&[0.1, 0.2, 0.3, 0.4]), 2);
        let same = apart
            .clone()
            .fallen_together(&pair_counts(&[0.1, 0.2, 0.3, 0.4]));
        assert_eq!(same, apart);
    }

    #[test]
    fn without_pairs_there_are_no_bins_of_equal_counts() {
        assert_eq!(
            Bins::quantiles(&PairCounts::default(), 5).place(Probability::HALF),
            None
        );
    }

    #[test]
    fn distinct_forecasts_have_a_bin_each() {
        let bins = Bins::distinct(&pair_counts(&[0.3, 0.1, 0.3]));
        assert_eq!(places(&bins, &[0.1, 0.2, 0.3]), [Some(0), None, Some(1)]);
    }
}
