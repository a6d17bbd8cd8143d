//! Calibration: the table of what was said and how often it happened, and what can be said of it.

use crate::ledger::Ledger;
use crate::model::KindName;
use crate::scoring::calibration::{BinStats, Bins, Closed, Verdict};
use crate::scoring::{BinaryOutcome, Interval, Pair, PairCounts, Undefined};

use super::binary::binary;
use super::figures::{BandKind, Bands, Fit, Fitted, Method, verdict};
use super::gather::{Gathered, gather};
use super::quantities::{Quantities, quantities};
use super::row::Basis;
use super::rows::{BINS, Cut, Rows, bins, cut};
use super::skipped::{Reason, Skipped};
use super::tested::{one_of_each_cluster, tested};
use super::{Coverage, Group, Request, Said, Sample, split};

/// How a calibration is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct How {
    /// The rows of the table.
    pub rows: Rows,
    /// Which end belongs to a bin.
    pub closed: Closed,
    /// How the interval of a row is worked out.
    pub interval: Method,
    /// Which band of the curve is wanted.
    pub bands: Option<BandKind>,
    /// Whether to test, and to show what chance alone would give.
    pub tests: bool,
    /// Whether to leave out what is fitted as well.
    pub plain: bool,
    /// The groups of Hosmer and Lemeshow's test, where it is wanted.
    pub hosmer_lemeshow: Option<usize>,
}

impl Default for How {
    fn default() -> Self {
        Self {
            rows: Rows::default(),
            closed: Closed::Right,
            interval: Method::default(),
            bands: None,
            tests: true,
            plain: false,
            hosmer_lemeshow: None,
        }
    }
}

impl How {
    /// Returns the rows by which errors of calibration are measured: those of the table, unless
    /// they are words or the blocks of the curve, which are no bins to measure errors by.
    #[must_use]
    pub fn bins(&self) -> Rows {
        match self.rows {
            Rows::Word | Rows::Corp => Rows::default(),
            _ => self.rows.clone(),
        }
    }
}

/// How well what was said fits what happened.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// A table for each group, the total last.
    pub tables: Vec<Table>,
    /// Numbers and days, for each group that has any, the total last.
    pub quantities: Vec<Quantities>,
    /// What was left out.
    pub skipped: Skipped,
}

/// The calibration table of a group.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is about; empty for the total.
    pub group: Group,
    /// What it rests on.
    pub basis: Basis,
    /// How much of the forecasts' scheduled lives it speaks for.
    pub coverage: Option<Coverage>,
    /// Its rows, in order.
    pub rows: Vec<Bin>,
    /// The pairs behind it, counted by what was said.
    pub tally: PairCounts,
    /// What can be said of them together.
    pub fitted: Fitted,
    /// The band of the curve, where it is wanted, or why there is none.
    pub bands: Option<Result<Bands, Undefined>>,
}

/// A row of a calibration table.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// What it holds.
    pub cut: Cut,
    /// What it rests on.
    pub basis: Basis,
    /// Its figures.
    pub row: BinStats,
    /// The interval of the share that happened, where there is one.
    pub interval: Option<Interval>,
    /// What can be said of it; nothing where no band is claimed or nothing was said.
    pub verdict: Option<Verdict>,
}

/// Returns the calibration of a ledger: of its binary forecasts by rows, of its numbers and days by
/// their central intervals.
#[must_use]
pub fn calibration(ledger: &Ledger, request: &Request, how: &How) -> Calibration {
    let mut gathered = gather(ledger, request);
    let mut skipped = std::mem::take(&mut gathered.skipped);
    let (mut yes_or_no, mut quantitative) = (Vec::new(), Vec::new());
    for one in std::mem::take(&mut gathered.said) {
        let id = &one.entry.forecast.id;
        match one.entry.forecast.kind.name() {
            KindName::Binary => match binary(&one, BinaryOutcome::NO) {
                Some(pair) if pair.pair.outcome.is_binary() => yes_or_no.push(one),
                Some(_) => skipped.add(Reason::Fractional, id),
                None => skipped.add(Reason::Unfit, id),
            },
            KindName::Number | KindName::Date => quantitative.push(one),
            _ => skipped.add(Reason::OtherKind, id),
        }
    }
    let yardstick = ledger.settings().default_yardstick();
    let tables = split(&yes_or_no, &request.group_by)
        .into_iter()
        .map(|(group, said)| {
            let rows = cut(&said, &how.rows, how.closed, yardstick);
            table(group, &said, rows, &gathered, request, how)
        })
        .collect();
    let quantities = quantities(&quantitative, request, how, &mut skipped);
    Calibration {
        tables,
        quantities,
        skipped,
    }
}

fn table(
    group: Group,
    said: &[Said<'_>],
    rows: Vec<(Cut, Vec<Said<'_>>)>,
    gathered: &Gathered<'_>,
    request: &Request,
    how: &How,
) -> Table {
    let pairs = pairs(said);
    let doubt = request.doubt();
    let tested = tested(request.weigh).map(|()| self::pairs(&one_of_each_cluster(said)));
    let sample = Sample::of(&pairs).tested_on(tested);
    let rows = rows
        .into_iter()
        .map(|(cut, said)| bin(cut, &said, request, how));
    Table {
        basis: Basis::of(said),
        coverage: Coverage::of(&gathered.covered, &group, |entry| {
            entry.forecast.kind.name() == KindName::Binary
        }),
        rows: rows.collect(),
        fitted: fit(&sample, request, how),
        bands: how.bands.map(|kind| kind.of(&sample, doubt)),
        tally: sample.into_tally(),
        group,
    }
}

/// Returns what can be said of the pairs together.
#[must_use]
pub fn fit(sample: &Sample, request: &Request, how: &How) -> Fitted {
    let bins = bins(&how.bins(), how.closed, sample.tally());
    let bins = bins.unwrap_or_else(|| Bins::equal(BINS, how.closed));
    Fit {
        bins: &bins,
        floor: request.floor,
        tests: how.tests,
        plain: how.plain,
        hosmer_lemeshow: how.hosmer_lemeshow,
        doubt: request.doubt(),
    }
    .of(sample)
}

fn pairs(said: &[Said<'_>]) -> Vec<Pair> {
    said.iter()
        .filter_map(|one| Some(binary(one, BinaryOutcome::NO)?.pair))
        .collect()
}

fn bin(cut: Cut, said: &[Said<'_>], request: &Request, how: &How) -> Bin {
    let pairs = pairs(said);
    let row = BinStats::of(cut.ends(), &pairs);
    Bin::of(cut, Basis::of(said), row, Some(&pairs), request, how)
}

impl Bin {
    /// Returns the row with its interval and its verdict; `pairs` are those behind it, where they
    /// do not all stand alone.
    pub(super) fn of(
        cut: Cut,
        basis: Basis,
        row: BinStats,
        pairs: Option<&[Pair]>,
        request: &Request,
        how: &How,
    ) -> Self {
        let interval = how.interval.interval(&row, pairs, request.doubt());
        let (low, high) = cut.ends();
        let band = cut.band.map(|_| Interval { low, high });
        Self {
            verdict: band.and_then(|band| verdict(&row, band, interval)),
            cut,
            basis,
            row,
            interval: interval.ok(),
        }
    }
}
