//! The calibration table.

use crate::ledger::Ledger;
use crate::model::KindName;
use crate::scoring::{Outcome, Pair, Tally};

use super::binary::{Binary, binary};
use super::gather::gather;
use super::row::Basis;
use super::rows::{Cut, Rows, cut};
use super::skipped::{Reason, Skipped};
use super::{Group, Request, Said, doubt, split};

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
    /// Its rows, in order.
    pub rows: Vec<Bin>,
    /// What the pairs say as a whole.
    pub pairs: Vec<Pair>,
}

/// A row of a calibration table.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// What it holds.
    pub cut: Cut,
    /// What it rests on.
    pub basis: Basis,
    /// How many independent pairs its weights amount to.
    pub n_eff: f64,
    /// The mean forecast, where there is one.
    pub mean_forecast: Option<f64>,
    /// The weight of what happened.
    pub events: f64,
    /// The share that happened, where there is one.
    pub frequency: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// What can be said of it.
    pub verdict: doubt::Verdict,
}

/// Returns the calibration of a ledger's binary forecasts.
#[must_use]
pub fn calibration(ledger: &Ledger, request: &Request, rows: &Rows) -> Calibration {
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
    let tables = split(&said, &request.group_by)
        .into_iter()
        .map(|(group, said)| Table {
            group,
            basis: Basis::of(&said),
            rows: bins(&cut(&said, rows, yardstick), request),
            pairs: said.iter().filter_map(|one| Some(binary(one, Outcome::NO)?.pair)).collect(),
        })
        .collect();
    Calibration { tables, skipped }
}

fn bins(cuts: &[(Cut, Vec<Said<'_>>)], request: &Request) -> Vec<Bin> {
    cuts.iter().map(|(cut, said)| bin(cut.clone(), said, request)).collect()
}

fn bin(cut: Cut, said: &[Said<'_>], request: &Request) -> Bin {
    let rows: Vec<Binary> = said.iter().filter_map(|one| binary(one, Outcome::NO)).collect();
    let pairs: Vec<Pair> = rows.iter().map(|row| row.pair).collect();
    let tally = Tally::of(&pairs);
    let n_eff = doubt::effective(&pairs);
    let frequency = tally.base_rate().ok();
    let interval = frequency.and_then(|share| doubt::share(share, n_eff, request.level));
    Bin {
        verdict: doubt::verdict(cut.band, interval, n_eff),
        basis: Basis::of(said),
        n_eff,
        mean_forecast: tally.mean_forecast().ok(),
        events: tally.yes(),
        frequency,
        interval,
        cut,
    }
}
