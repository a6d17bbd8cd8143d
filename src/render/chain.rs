//! Deadline chains: the hazards that the numbers imply.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;

use super::{DayV1, Screen, ScreenTable, records, value};
use crate::analysis::chain::{Hazards, Link, hazards, stale};
use crate::analysis::wording::percent;
use crate::ledger::{Entry, Ledger, View, chain};
use crate::render::column;
use crate::scoring::coherence::ProbabilityRange;

/// Returns the chain that a record is part of, with the hazards that each forecaster's numbers
/// imply; empty where it is in none.
#[must_use]
pub fn text(ledger: &Ledger, entry: &Entry, view: &View, screen: Screen) -> String {
    let chain = chain(ledger, entry);
    if chain.is_empty() {
        return String::new();
    }
    let found = hazards(ledger, &chain, view);
    let mut sheet = ScreenTable::new([
        column::text("forecast"),
        column::whole("deadline"),
        column::whole("state").rank(1),
        column::text("by"),
        column::figure("estimate"),
        column::figure("hazard"),
        column::figure("constant").rank(2),
    ]);
    for one in &chain {
        rows(&mut sheet, ledger, one, &found, view);
    }
    let mut out = format!(
        "\nDeadline chain\n{}",
        sheet.without_empty_columns().table(screen)
    );
    if found.iter().any(|one| one.links.len() > 1) {
        out += "hazard: its chance since the deadline before, if it has not come by then; constant: \
                the same if its chance per day were alike to the last deadline\n";
    }
    for one in &found {
        flat(&mut out, one);
    }
    for one in &chain {
        for stale in stale(ledger, &chain, one, view) {
            let _ = writeln!(
                out,
                "{} has said {} of {} since {}; a constant hazard leaves {}",
                stale.by,
                percent(stale.says.get()),
                one.forecast.id,
                stale.since,
                percent(stale.steady.get())
            );
        }
    }
    out
}

/// Adds a row for each source that gives a deadline a number, or one without.
fn rows(
    sheet: &mut ScreenTable,
    ledger: &Ledger,
    entry: &Entry,
    found: &[Hazards<'_>],
    view: &View,
) {
    let state = view.state(ledger, entry);
    let outcome = view
        .resolution(&entry.forecast)
        .map(|one| value::outcome(&one.outcome));
    let head = [
        entry.forecast.id.to_string(),
        entry.forecast.deadline.to_string(),
        outcome.unwrap_or_else(|| records::state(&state)),
    ];
    let mut none = true;
    for one in found {
        for link in one
            .links
            .iter()
            .filter(|link| std::ptr::eq(link.entry, entry))
        {
            let mut row = head.to_vec();
            row.extend([
                one.voice.to_string(),
                value::belief(link.by),
                link.span.hazard.map(value::interval).unwrap_or_default(),
                value::interval(link.span.steady),
            ]);
            sheet.row(row);
            none = false;
        }
    }
    if none {
        let mut row = head.to_vec();
        row.resize(7, String::new());
        sheet.row(row);
    }
}

/// Says where nothing can happen between two deadlines.
fn flat(out: &mut String, hazards: &Hazards<'_>) {
    for pair in hazards
        .links
        .windows(2)
        .filter(|pair| pair[1].span.is_flat())
    {
        let [before, after] = [&pair[0], &pair[1]].map(|link| &link.entry.forecast);
        let _ = writeln!(
            out,
            "{}: nothing can happen between {} and {}",
            hazards.voice, before.deadline, after.deadline
        );
    }
}

/// What one source says of one deadline of a chain, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DeadlineLinkV1 {
    /// The forecast.
    pub forecast: String,
    /// Its deadline.
    pub deadline: DayV1,
    /// Who says so; the pool where it is the mean of several.
    pub by: String,
    /// The day from which time is counted.
    pub from: DayV1,
    /// The lower end of the probability.
    #[schemars(range(min = 0, max = 1))]
    pub low: f64,
    /// The upper end of the probability.
    #[schemars(range(min = 0, max = 1))]
    pub high: f64,
    /// The lower end of the hazard.
    #[schemars(range(min = 0, max = 1))]
    pub hazard_low: Option<f64>,
    /// The upper end of the hazard.
    #[schemars(range(min = 0, max = 1))]
    pub hazard_high: Option<f64>,
    /// The lower end of the hazard if the chance per day were the same throughout.
    #[schemars(range(min = 0, max = 1))]
    pub steady_low: f64,
    /// The upper end of the hazard if the chance per day were the same throughout.
    #[schemars(range(min = 0, max = 1))]
    pub steady_high: f64,
}

/// Returns the hazards of the chain that a record is part of, for JSON.
#[must_use]
pub fn json(ledger: &Ledger, entry: &Entry, view: &View) -> Vec<DeadlineLinkV1> {
    let chain = chain(ledger, entry);
    let found = hazards(ledger, &chain, view);
    found
        .iter()
        .flat_map(|one| one.links.iter().map(|link| link_v1(one, link)))
        .collect()
}

fn link_v1(hazards: &Hazards<'_>, link: &Link<'_>) -> DeadlineLinkV1 {
    let (by, steady) = (link.by.range(), link.span.steady);
    DeadlineLinkV1 {
        forecast: link.entry.forecast.id.to_string(),
        deadline: DayV1::new(link.entry.forecast.deadline),
        by: hazards.voice.to_string(),
        from: DayV1::new(hazards.from),
        low: by.low(),
        high: by.high(),
        hazard_low: link.span.hazard.map(ProbabilityRange::low),
        hazard_high: link.span.hazard.map(ProbabilityRange::high),
        steady_low: steady.low(),
        steady_high: steady.high(),
    }
}
