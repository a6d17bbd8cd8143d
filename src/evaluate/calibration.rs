//! The calibration table.

use crate::ledger::Ledger;
use crate::model::KindName;
use crate::scoring::calibration::{Closed, Row, Verdict};
use crate::scoring::{Interval, Outcome, Pair};

use super::binary::binary;
use super::gather::gather;
use super::row::Basis;
use super::rows::{Cut, Rows, cut};
use super::skipped::{Reason, Skipped};
use super::{Coverage, Group, Request, Said, split};

/// How well what was said fits what happened.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// A table for each group, the total last.
    pub tables: Vec<Table>,
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
    /// The pairs behind it.
    pub pairs: Vec<Pair>,
}

/// A row of a calibration table.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// What it holds.
    pub cut: Cut,
    /// What it rests on.
    pub basis: Basis,
    /// Its figures.
    pub row: Row,
    /// The interval of the share that happened, where there is one.
    pub interval: Option<Interval>,
    /// What can be said of it; nothing where no band is claimed or nothing was said.
    pub verdict: Option<Verdict>,
}

/// Returns the calibration of a ledger's binary forecasts.
#[must_use]
pub fn calibration(ledger: &Ledger, request: &Request, rows: &Rows, closed: Closed) -> Calibration {
    let gathered = gather(ledger, request);
    let mut skipped = gathered.skipped;
    let mut said = Vec::new();
    for one in gathered.said {
        let id = &one.entry.forecast.id;
        match binary(&one, Outcome::NO) {
            _ if one.entry.forecast.kind.name() != KindName::Binary => {
                skipped.add(Reason::OtherKind, id);
            }
            Some(pair) if pair.pair.outcome.is_binary() => said.push(one),
            Some(_) => skipped.add(Reason::Fractional, id),
            None => {}
        }
    }
    let yardstick = ledger.settings().default_yardstick();
    let table = |(group, said): (Group, Vec<Said<'_>>)| Table {
        basis: Basis::of(&said),
        coverage: Coverage::of(&gathered.covered, &group, |entry| {
            entry.forecast.kind.name() == KindName::Binary
        }),
        rows: cut(&said, rows, closed, yardstick)
            .into_iter()
            .map(|(cut, said)| bin(cut, &said, request.level))
            .collect(),
        pairs: pairs(&said),
        group,
    };
    let tables = split(&said, &request.group_by)
        .into_iter()
        .map(table)
        .collect();
    Calibration { tables, skipped }
}

fn pairs(said: &[Said<'_>]) -> Vec<Pair> {
    said.iter()
        .filter_map(|one| Some(binary(one, Outcome::NO)?.pair))
        .collect()
}

fn bin(cut: Cut, said: &[Said<'_>], level: f64) -> Bin {
    let ends = cut
        .band
        .map_or((0.0, 1.0), |band| (band.low.get(), band.high.get()));
    let row = Row::of(ends, &pairs(said));
    let interval = row.interval(level).ok();
    let band = cut.band.map(|_| Interval {
        low: ends.0,
        high: ends.1,
    });
    let verdict = match (interval, band, row.effective) {
        (Some(seen), Some(said), Ok(effective)) => Some(Verdict::of(seen, said, effective)),
        _ => None,
    };
    Bin {
        basis: Basis::of(said),
        cut,
        row,
        interval,
        verdict,
    }
}
