//! The rows of a calibration table: what falls into each.

use crate::dataset::{Dataset, Portion, ScoredEstimate};
use crate::model::{Probability, Yardstick};
use crate::query::{Request, SampleSize};
use crate::scoring::calibration::{self, BinStats};
use crate::scoring::{Cell, Pair};

use super::Sample;
use super::calibration::{CalibrationBin, CalibrationOptions};
use super::rows::{BinEdges, Rows, bins, by_band, cuts, mapped, unused};
use super::sampling::{FirstEstimates, one_by_one};

/// Returns the rows of a table with what falls into them, in order; an empty bin is a row too.
///
/// What was only counted is not taken apart again where there is nothing else.
pub(super) fn rows_of<'d, 'l>(
    dataset: &Dataset<'_>,
    portion: &Portion<'d, 'l>,
    first: &FirstEstimates<'d, 'l>,
    sample: &Sample,
    request: &Request,
    how: &CalibrationOptions,
) -> Vec<CalibrationBin> {
    let sorter = Sorter {
        portion,
        first: first.beside(portion),
        request,
        how,
    };
    if how.rows == Rows::Word {
        return sorter.by_word(dataset.yardstick());
    }
    let Some(bins) = bins(&how.rows, how.closed, sample.pair_counts()) else {
        return Vec::new();
    };
    let cuts = cuts(&bins);
    if portion.scored.is_empty() {
        let rows = calibration::BinTable::of(&portion.counted, &bins).rows;
        let rows = cuts.into_iter().zip(rows);
        return rows.map(|(cut, row)| sorter.counted(cut, row)).collect();
    }
    sorter.sort(&cuts, |_, p| bins.place(p))
}

/// Sorts what was given into rows.
struct Sorter<'s, 'd, 'l> {
    portion: &'s Portion<'d, 'l>,
    /// On what verdicts rest, where that is something else.
    first: Option<&'s [ScoredEstimate<'d, 'l>]>,
    request: &'s Request,
    how: &'s CalibrationOptions,
}

impl Sorter<'_, '_, '_> {
    /// Returns the rows of words: words used and numbers mapped apart, then what lies between bands
    /// or outside the scale, and the words that nobody used.
    fn by_word(&self, yardstick: &Yardstick) -> Vec<CalibrationBin> {
        let row_of = |one: Option<&ScoredEstimate<'_, '_>>, p: Probability| {
            let word = one.and_then(|one| Some((one.row.word()?, one.row.band()?)));
            match word {
                Some(((word, _), band)) => BinEdges {
                    band: Some(band),
                    word: Some(word.clone()),
                    said: true,
                },
                None => mapped(p, yardstick),
            }
        };
        let mut cuts: Vec<BinEdges> = Vec::new();
        let mut note = |cut: BinEdges| {
            if !cuts.contains(&cut) {
                cuts.push(cut);
            }
        };
        for one in &self.portion.scored {
            if let Some(p) = one.row.probability() {
                note(row_of(Some(one), p));
            }
        }
        for cell in self.portion.counted.cells() {
            note(mapped(cell.forecast, yardstick));
        }
        let used = |word: &str| cuts.iter().any(|cut| cut.word.as_deref() == Some(word));
        let unused = unused(yardstick, used);
        cuts.extend(unused);
        cuts.sort_by(by_band);
        self.sort(&cuts, |one, p| {
            let cut = row_of(one, p);
            cuts.iter().position(|other| *other == cut)
        })
    }

    /// Returns the rows with what falls into them: counted where there is nothing else, else one by
    /// one.
    fn sort(
        &self,
        cuts: &[BinEdges],
        place: impl Fn(Option<&ScoredEstimate<'_, '_>>, Probability) -> Option<usize>,
    ) -> Vec<CalibrationBin> {
        let counted = self.portion.counted.cells();
        if self.portion.scored.is_empty() {
            let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); cuts.len()];
            for cell in counted {
                if let Some(place) = place(None, cell.forecast) {
                    cells[place].push(*cell);
                }
            }
            let rows = cuts.iter().zip(cells);
            return rows
                .map(|(cut, cells)| {
                    self.counted(cut.clone(), BinStats::of_alone(cut.ends(), &cells))
                })
                .collect();
        }
        let mut alone: Vec<Vec<Pair>> = vec![Vec::new(); cuts.len()];
        for pair in one_by_one(&self.portion.counted) {
            if let Some(place) = place(None, pair.forecast) {
                alone[place].push(pair);
            }
        }
        let members = Members::sorted(&self.portion.scored, cuts.len(), &place);
        let rows = cuts.iter().zip(members).zip(alone);
        let mut rows: Vec<_> = rows
            .map(|((cut, members), alone)| self.one_by_one(cut, &members, &alone))
            .collect();
        if let Some(first) = self.first {
            self.judge(&mut rows, first, place);
        }
        rows
    }

    /// Lets first estimates decide the verdicts of rows that hold shares of days.
    fn judge(
        &self,
        rows: &mut [CalibrationBin],
        first: &[ScoredEstimate<'_, '_>],
        place: impl Fn(Option<&ScoredEstimate<'_, '_>>, Probability) -> Option<usize>,
    ) {
        let members = Members::sorted(first, rows.len(), place);
        for (row, members) in rows.iter_mut().zip(members) {
            row.verdict = self.one_by_one(&row.cut, &members, &[]).verdict;
        }
    }

    /// Returns the row of pairs that stand alone.
    fn counted(&self, cut: BinEdges, row: BinStats) -> CalibrationBin {
        let basis = SampleSize::alone(row.pairs);
        CalibrationBin::of(cut, basis, row, None, self.request, self.how)
    }

    /// Returns the row of what falls into it, with the pairs that were only counted.
    fn one_by_one(
        &self,
        cut: &BinEdges,
        members: &Members<'_, '_, '_>,
        alone: &[Pair],
    ) -> CalibrationBin {
        let basis = SampleSize::of(members.each()).plus(SampleSize::alone(alone.len()));
        let pairs = members.each().filter_map(ScoredEstimate::pair);
        let pairs: Vec<Pair> = pairs.chain(alone.iter().copied()).collect();
        let row = BinStats::of(cut.ends(), &pairs);
        let pairs = Some(pairs.as_slice());
        CalibrationBin::of(cut.clone(), basis, row, pairs, self.request, self.how)
    }
}

/// What falls into a row, by its places in what was given: a table may have millions.
#[derive(Clone, Debug)]
struct Members<'s, 'd, 'l> {
    all: &'s [ScoredEstimate<'d, 'l>],
    places: Vec<u32>,
}

impl<'s, 'd, 'l> Members<'s, 'd, 'l> {
    /// Sorts what was given into so many rows.
    fn sorted(
        all: &'s [ScoredEstimate<'d, 'l>],
        rows: usize,
        place: impl Fn(Option<&ScoredEstimate<'_, '_>>, Probability) -> Option<usize>,
    ) -> Vec<Self> {
        let none = Self {
            all,
            places: Vec::new(),
        };
        let mut members = vec![none; rows];
        for (number, one) in (0..).zip(all) {
            let Some(pair) = one.pair() else { continue };
            if let Some(place) = place(Some(one), pair.forecast) {
                members[place].places.push(number);
            }
        }
        members
    }

    fn each(&self) -> impl Iterator<Item = &'s ScoredEstimate<'d, 'l>> + Clone {
        self.places.iter().map(|place| &self.all[*place as usize])
    }
}
