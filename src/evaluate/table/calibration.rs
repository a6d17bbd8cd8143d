//! The calibration of a table.

use std::io::Read;

use crate::evaluate::calibration::fit;
use crate::evaluate::figures::{QuantityPair, hits, places};
use crate::evaluate::rows::{bins, by_band, cuts, mapped, unused};
use crate::evaluate::{
    Basis, Bin, Calibration, Cut, Group, How, Quantities, Reason, Request, Rows, Sample, Table,
};
use crate::model::{Probability, Settings, Yardstick};
use crate::scoring::calibration::{self, BinStats, Bins};
use crate::scoring::{Case, Cell, Pair, PairCounts, Pit, Undefined};

use super::collect::{Values, collect};
use super::part::{basis, distinct};
use super::{Faults, TableError};

/// Returns the calibration of a table, and what is wrong with some of its rows.
///
/// # Errors
///
/// Where there is no table to read, or it lacks a column; where it is of options, which have no
/// calibration table.
pub fn calibration(
    input: impl Read,
    request: &Request,
    how: &How,
) -> Result<(Calibration, Faults), TableError> {
    let collected = collect(input, request, true)?;
    let mut calibration = Calibration {
        tables: Vec::new(),
        quantities: Vec::new(),
        skipped: collected.skipped,
    };
    let faulty = collected.faults.rows;
    calibration.skipped.add_rows(Reason::BadRow, faulty);
    for portion in collected.portions {
        let (group, basis) = (portion.group, portion.basis);
        match portion.values {
            Values::Pairs { sample, questions } => calibration.tables.push(Table {
                group,
                basis,
                coverage: portion.coverage,
                rows: rows(&sample, &questions, request, how),
                fitted: fit(&sample, request, how),
                bands: how.bands.map(|kind| kind.of(&sample, request.doubt())),
                tally: sample.into_tally(),
            }),
            Values::Quantities { cases, tested } if basis.n > 0 => {
                let quantities = quantities(group, basis, &cases, tested, request, how);
                calibration.quantities.push(quantities);
            }
            Values::Quantities { .. } => {}
            Values::Choices { .. } => {
                return Err(TableError::Unsuited(
                    "it is of options, which have no calibration table; `foretell score` scores it",
                ));
            }
        }
    }
    Ok((calibration, collected.faults))
}

fn quantities(
    group: Group,
    basis: Basis,
    cases: &[Case<QuantityPair>],
    tested: Result<Vec<usize>, Undefined>,
    request: &Request,
    how: &How,
) -> Quantities {
    let pit = |place: &usize| cases[*place].value.pit();
    let pits = tested.map(|places| places.iter().map(pit).collect::<Vec<Pit>>());
    Quantities {
        group,
        basis,
        hits: hits(cases, how.interval, request.doubt()),
        places: places(cases, pits.as_deref().map_err(|why| *why)),
    }
}

/// Returns the rows of the table, with what falls into them.
fn rows(sample: &Sample, questions: &[u32], request: &Request, how: &How) -> Vec<Bin> {
    let rows = Sorted {
        sample,
        questions,
        request,
        how,
    };
    if how.rows == Rows::Word {
        let settings = Settings::default();
        let yardstick = settings.default_yardstick();
        let cuts = words(sample.tally(), yardstick);
        let place = |p| {
            let cut = mapped(p, yardstick);
            cuts.iter().position(|other| *other == cut)
        };
        return rows.sort(&cuts, place);
    }
    match bins(&how.rows, how.closed, sample.tally()) {
        Some(bins) => rows.by_bin(&bins),
        None => Vec::new(),
    }
}

/// Returns the rows for the words of a yardstick, in whose bands numbers fall.
fn words(tally: &PairCounts, yardstick: &Yardstick) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for cell in tally.cells() {
        let cut = mapped(cell.forecast, yardstick);
        if !cuts.contains(&cut) {
            cuts.push(cut);
        }
    }
    let used = |word: &str| cuts.iter().any(|cut| cut.word.as_deref() == Some(word));
    let unused = unused(yardstick, used);
    cuts.extend(unused);
    cuts.sort_by(by_band);
    cuts
}

/// What falls into rows, and how they are worked out.
struct Sorted<'a> {
    sample: &'a Sample,
    questions: &'a [u32],
    request: &'a Request,
    how: &'a How,
}

impl Sorted<'_> {
    /// Returns the rows of bins with what falls into them.
    fn by_bin(&self, bins: &Bins) -> Vec<Bin> {
        let cuts = cuts(bins, &self.how.rows, self.how.closed);
        if let Some(pairs) = self.sample.pairs() {
            return self.one_by_one(pairs, &cuts, |p| bins.place(p));
        }
        let rows = calibration::BinTable::of(self.sample.tally(), bins).rows;
        let bin = |(cut, row)| self.bin(cut, row);
        cuts.into_iter().zip(rows).map(bin).collect()
    }

    /// Returns the row of pairs that stand alone.
    fn bin(&self, cut: Cut, row: BinStats) -> Bin {
        let basis = basis(row.pairs, row.pairs, row.pairs);
        Bin::of(cut, basis, row, None, self.request, self.how)
    }

    /// Returns the rows with what falls into them: counted where pairs stand alone, else one by one.
    fn sort(&self, cuts: &[Cut], place: impl Fn(Probability) -> Option<usize>) -> Vec<Bin> {
        match self.sample.pairs() {
            None => self.counted(cuts, place),
            Some(pairs) => self.one_by_one(pairs, cuts, place),
        }
    }

    fn counted(&self, cuts: &[Cut], place: impl Fn(Probability) -> Option<usize>) -> Vec<Bin> {
        let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); cuts.len()];
        for cell in self.sample.tally().cells() {
            if let Some(place) = place(cell.forecast) {
                cells[place].push(*cell);
            }
        }
        let row = |(cut, cells): (&Cut, Vec<Cell>)| {
            self.bin(cut.clone(), BinStats::of_alone(cut.ends(), &cells))
        };
        cuts.iter().zip(cells).map(row).collect()
    }

    fn one_by_one(
        &self,
        pairs: &[Pair],
        cuts: &[Cut],
        place: impl Fn(Probability) -> Option<usize>,
    ) -> Vec<Bin> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); cuts.len()];
        for (i, pair) in pairs.iter().enumerate() {
            if let Some(place) = place(pair.forecast) {
                members[place].push(i);
            }
        }
        let row = |(cut, members): (&Cut, Vec<usize>)| {
            let these: Vec<Pair> = members.iter().map(|&i| pairs[i]).collect();
            let asked = distinct(members.iter().map(|&i| self.questions[i] as usize));
            let clusters = distinct(these.iter().map(|pair| pair.cluster));
            let basis = basis(these.len(), asked, clusters);
            let row = BinStats::of(cut.ends(), &these);
            Bin::of(
                cut.clone(),
                basis,
                row,
                Some(&these),
                self.request,
                self.how,
            )
        };
        cuts.iter().zip(members).map(row).collect()
    }
}
