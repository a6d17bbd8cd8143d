//! The calibration table, as a sheet and in JSON.

use serde_json::{Map, Value, json};

use crate::evaluate::{Bin, Calibration, Cut, Request, Rows, Table};
use crate::model::{Band, Probability};
use crate::scoring::Figure;

use super::envelope_v1::EnvelopeV1;
use super::figure_v1::number;
use super::made::{left_out, line, made_with, nothing};
use super::number::{percent, whole_percent};
use super::{Sheet, value};

/// Returns the calibration table of a group as a sheet.
#[must_use]
pub fn sheet(table: &Table) -> Sheet {
    let heads = [
        "said",
        "#n",
        "#questions",
        "#clusters",
        "#mean said",
        "#happened",
        "interval",
        "verdict",
    ];
    let mut sheet = Sheet::new(&heads);
    for bin in &table.rows {
        let share = |figure: Figure| figure.map(percent).unwrap_or_default();
        sheet.row(vec![
            said(&bin.cut),
            bin.basis.n.to_string(),
            bin.basis.questions.to_string(),
            bin.basis.clusters.to_string(),
            share(bin.row.mean_forecast),
            share(bin.row.frequency()),
            interval(bin),
            bin.verdict
                .map(|verdict| verdict.to_string())
                .unwrap_or_default(),
        ]);
    }
    sheet
}

/// Returns what a row holds, in a few words: `(60, 70]%`, or the word with its band.
fn said(cut: &Cut) -> String {
    match (&cut.word, cut.band) {
        (Some(word), Some(band)) => {
            let how = if cut.said { "said" } else { "in numbers" };
            format!("{word} ({}, {how})", value::band_text(band))
        }
        (Some(word), None) => word.clone(),
        (None, Some(band)) => bracket(band),
        (None, None) => String::new(),
    }
}

fn bracket(band: Band) -> String {
    if band.low == band.high {
        return percent(band.low.get());
    }
    let bare = |end: Probability| percent(end.get()).trim_end_matches('%').to_owned();
    let open = if band.low_open { '(' } else { '[' };
    let close = if band.high_open { ')' } else { ']' };
    format!("{open}{}, {}{close}%", bare(band.low), bare(band.high))
}

fn interval(bin: &Bin) -> String {
    bin.interval.map_or_else(String::new, |interval| {
        format!(
            "{}–{}%",
            whole_percent(interval.low),
            whole_percent(interval.high)
        )
    })
}

/// Returns the lines under a calibration table.
#[must_use]
pub fn notes(calibration: &Calibration, request: &Request, rows: &Rows) -> String {
    let Some(total) = calibration
        .tables
        .last()
        .filter(|table| !table.pairs.is_empty())
    else {
        return nothing(request, &calibration.skipped);
    };
    let tested = total
        .rows
        .iter()
        .filter(|bin| bin.verdict.is_some())
        .count();
    let weight: f64 = total.pairs.iter().map(|pair| pair.weight.get()).sum();
    let happened: f64 = total
        .pairs
        .iter()
        .map(|pair| pair.weight.get() * pair.outcome.get())
        .sum();
    let said: f64 = total
        .pairs
        .iter()
        .map(|pair| pair.weight.get() * pair.forecast.get())
        .sum();
    let level = percent(request.level);
    let mut out = format!(
        "{}: on average {} was said and {} happened.\n",
        value::count(total.basis.questions, "forecast"),
        percent(said / weight),
        percent(happened / weight)
    );
    out += &format!(
        "{}; rows {rows}; Wilson intervals of {level} on the clusters; {} tested\n",
        line(request, "Calibration"),
        value::count(tested, "row")
    );
    out + &left_out(&calibration.skipped)
}

/// Returns the calibration in JSON.
#[must_use]
pub fn json(calibration: &Calibration, request: &Request, rows: &Rows) -> String {
    let mut made = made_with(request);
    made.insert("rows".to_owned(), json!(rows.to_string()));
    let objects = calibration.tables.iter().map(table_v1).collect();
    EnvelopeV1::new("calibration", made, objects)
        .skipping(&calibration.skipped)
        .text()
}

fn table_v1(table: &Table) -> Map<String, Value> {
    let group: Map<String, Value> = table
        .group
        .iter()
        .map(|(name, text)| (name.as_str().to_owned(), json!(text)))
        .collect();
    let bins: Vec<_> = table.rows.iter().map(bin_v1).collect();
    let fields = [
        ("group", Value::Object(group)),
        ("n", json!(table.basis.n)),
        ("questions", json!(table.basis.questions)),
        ("clusters", json!(table.basis.clusters)),
        ("coverage", json!(table.coverage.map(|share| share.stated))),
        ("bins", json!(bins)),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn bin_v1(bin: &Bin) -> Map<String, Value> {
    let figure = |figure: Figure| figure.map_or(Value::Null, number);
    let end = |pick: fn(Band) -> Probability| bin.cut.band.map(|band| pick(band).get());
    let fields = [
        ("low", json!(end(|band| band.low))),
        ("high", json!(end(|band| band.high))),
        ("word", json!(bin.cut.word)),
        ("said", json!(bin.cut.said)),
        ("n", json!(bin.basis.n)),
        ("questions", json!(bin.basis.questions)),
        ("clusters", json!(bin.basis.clusters)),
        ("n_eff", figure(bin.row.effective)),
        ("mean_forecast", figure(bin.row.mean_forecast)),
        ("events", number(bin.row.yes)),
        ("frequency", figure(bin.row.frequency())),
        (
            "frequency_low",
            json!(bin.interval.map(|interval| interval.low)),
        ),
        (
            "frequency_high",
            json!(bin.interval.map(|interval| interval.high)),
        ),
        (
            "verdict",
            json!(bin.verdict.map(|verdict| verdict.to_string())),
        ),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
