//! Calibration in JSON.

use serde_json::{Map, Value, json};

use crate::analysis::figures::{BandKind, Bands, IntervalCoverage};
use crate::analysis::{Calibration, CalibrationBin, CalibrationOptions, Quantities, Rows, Table};
use crate::model::{Band, Probability};
use crate::query::{Group, Request, SampleSize};
use crate::render::envelope_v1::EnvelopeV1;
use crate::render::figure_v1::{insert, number};
use crate::render::run_info::run_info;
use crate::scoring::calibration::Closed;
use crate::scoring::{Interval, Statistic, Undefined};

type Object = Map<String, Value>;

/// Returns the calibration in JSON.
#[must_use]
pub fn json(calibration: &Calibration, request: &Request, how: &CalibrationOptions) -> String {
    let mut run_info = run_info(request);
    let closed = if how.closed == Closed::Left {
        "left"
    } else {
        "right"
    };
    run_info.extend(object([
        ("rows", json!(how.rows.to_string())),
        ("ece_rows", json!(how.bins().to_string())),
        ("closed", json!(closed)),
        ("interval", json!(how.interval.as_str())),
        ("bands", json!(how.bands.map(BandKind::as_str))),
        ("tests", json!(how.tests)),
        ("plain", json!(how.plain)),
    ]));
    EnvelopeV1::new("calibration", run_info, rows(calibration, how))
        .skipping(&calibration.skipped)
        .text()
}

/// Returns a row for each group, the total last; numbers and days are part of their group's row.
fn rows(calibration: &Calibration, how: &CalibrationOptions) -> Vec<Object> {
    let of_group = |group: &Group| {
        let mut found = calibration.quantities.iter();
        found.find(|quantities| quantities.group == *group)
    };
    let table = |table: &Table| {
        let mut row = table_v1(table, how);
        row.extend(
            of_group(&table.group)
                .map(quantities_v1)
                .unwrap_or_default(),
        );
        row
    };
    let mut rows: Vec<Object> = calibration.tables.iter().map(table).collect();
    let has_table = |group: &Group| calibration.tables.iter().any(|table| table.group == *group);
    let alone = calibration
        .quantities
        .iter()
        .filter(|one| !has_table(&one.group));
    let alone = alone.map(|quantities| {
        let mut row = object([("group", group_v1(&quantities.group))]);
        row.extend(basis_v1(SampleSize::default()));
        row.extend(quantities_v1(quantities));
        row
    });
    let last = rows.len().saturating_sub(1);
    rows.splice(last..last, alone.collect::<Vec<_>>());
    rows
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Object {
    let named = fields.into_iter();
    named
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn group_v1(group: &Group) -> Value {
    let fields = group.iter();
    let fields = fields.map(|(name, text)| (name.as_str().to_owned(), json!(text)));
    Value::Object(fields.collect())
}

fn basis_v1(basis: SampleSize) -> Object {
    object([
        ("n", json!(basis.n)),
        ("questions", json!(basis.questions)),
        ("clusters", json!(basis.clusters)),
    ])
}

fn table_v1(table: &Table, how: &CalibrationOptions) -> Object {
    let mut row = object([("group", group_v1(&table.group))]);
    row.extend(basis_v1(table.basis));
    row.extend(object([(
        "coverage",
        json!(table.coverage.map(|share| share.stated)),
    )]));
    for named in &table.fitted.figures {
        insert(&mut row, named);
    }
    row.extend(object([
        ("tendency", json!(table.fitted.tendency.to_string())),
        ("n_tested", json!(table.fitted.tested.ok())),
    ]));
    if let Err(why) = table.fitted.tested {
        row.extend(object([("n_tested_why", json!(why.to_string()))]));
    }
    let name = match how.rows {
        Rows::Word => "words",
        Rows::Corp => "blocks",
        _ => "bins",
    };
    let bins: Vec<_> = table.rows.iter().map(bin_v1).collect();
    row.insert(name.to_owned(), json!(bins));
    if let Some(bands) = &table.bands {
        row.extend(bands_v1(bands));
    }
    row
}

fn bin_v1(bin: &CalibrationBin) -> Object {
    let figure = |figure: Statistic| figure.map_or(Value::Null, number);
    let end = |pick: fn(Band) -> Probability| bin.cut.band.map(|band| pick(band).get());
    let mut row = object([
        ("low", json!(end(|band| band.low))),
        ("high", json!(end(|band| band.high))),
        ("word", json!(bin.cut.word)),
        ("said", json!(bin.cut.said)),
    ]);
    row.extend(basis_v1(bin.basis));
    row.extend(object([
        ("n_eff", figure(bin.row.effective)),
        ("mean_forecast", figure(bin.row.mean_forecast)),
        ("events", number(bin.row.yes)),
    ]));
    row.extend(frequency_v1(bin.row.frequency(), bin.interval));
    let verdict = bin.verdict.map(|verdict| verdict.to_string());
    row.insert("verdict".to_owned(), json!(verdict));
    row
}

fn frequency_v1(frequency: Statistic, interval: Option<Interval>) -> Object {
    object([
        ("frequency", frequency.map_or(Value::Null, number)),
        ("frequency_low", json!(interval.map(|ends| ends.low))),
        ("frequency_high", json!(interval.map(|ends| ends.high))),
    ])
}

fn bands_v1(bands: &Result<Bands, Undefined>) -> Object {
    match bands {
        Ok(bands) => {
            let at = bands.at.iter().map(|(forecast, ends)| {
                json!({"forecast": forecast.get(), "low": ends.low, "high": ends.high})
            });
            object([("band", at.collect())])
        }
        Err(why) => object([("band", Value::Null), ("band_why", json!(why.to_string()))]),
    }
}

fn quantities_v1(quantities: &Quantities) -> Object {
    let intervals: Vec<_> = quantities.hits.iter().map(hits_v1).collect();
    let mut pit = object([("tenths", json!(quantities.places.tenths))]);
    for named in &quantities.places.figures {
        insert(&mut pit, named);
    }
    let mut row = basis_v1(quantities.basis);
    row.insert("intervals".to_owned(), json!(intervals));
    row.insert("pit".to_owned(), Value::Object(pit));
    object([("quantities", Value::Object(row))])
}

fn hits_v1(hits: &IntervalCoverage) -> Object {
    let mut row = object([
        ("level", number(hits.level)),
        ("n", json!(hits.row.pairs)),
        ("clusters", json!(hits.clusters)),
        ("covered", number(hits.row.yes)),
    ]);
    row.extend(frequency_v1(hits.row.frequency(), hits.interval.ok()));
    let verdict = hits.verdict.map(|verdict| verdict.to_string());
    row.insert("verdict".to_owned(), json!(verdict));
    row
}
