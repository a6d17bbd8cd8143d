//! A platform's numbers, as a sheet and in JSON.

use serde_json::{Map, Value, json};

use crate::analysis::{Platform, PlatformCurve, PlatformCurveBin, PlatformScore, PlatformScoreRow};
use crate::metrics::MetricId;
use crate::query::Request;

use super::envelope_v1::EnvelopeV1;
use super::number::{self, decimals, percent, whole_percent};
use super::run_info::{left_out, nothing, run_info, seen};
use super::{ScreenTable, figure_v1, value};

/// The figures of a platform's table.
fn columns(platform: Platform) -> &'static [MetricId] {
    use MetricId::{
        Absolute, Accuracy, Baseline, Brier, BrierAdjusted, BrierFull, BrierIndex, BrierSkill,
        Days, Median, Peer, PeerGlobal, Relative, Responses, SpotBaseline, SpotPeer,
    };
    match platform {
        Platform::Metaculus => &[Baseline, Peer, SpotBaseline, SpotPeer, PeerGlobal],
        Platform::Gjo => &[Days, BrierFull, Median, Accuracy],
        Platform::Fatebook => &[Absolute, Relative],
        Platform::PredictionBook => &[Responses, Brier, BrierAdjusted],
        Platform::ForecastBench => &[Brier, BrierAdjusted, BrierIndex, Peer, BrierSkill],
    }
}

/// Returns a platform's numbers as a sheet, the total last.
#[must_use]
pub fn sheet(liked: &PlatformScore, request: &Request) -> ScreenTable {
    let columns = columns(liked.platform);
    let names = request.group_by.iter().map(|one| one.as_str().to_owned());
    let mut heads: Vec<String> = names.collect();
    heads.extend(["#questions", "#clusters", "#coverage"].map(str::to_owned));
    heads.extend(columns.iter().map(|id| format!("#{}", id.info().label)));
    let mut sheet = ScreenTable::new(&heads);
    for row in &liked.rows {
        let mut cells = group(row, request);
        cells.extend([row.basis.questions, row.basis.clusters].map(|n| n.to_string()));
        cells.push(cell(row, MetricId::Coverage));
        cells.extend(columns.iter().map(|id| cell(row, *id)));
        sheet.row(cells);
    }
    sheet
}

fn group(row: &PlatformScoreRow, request: &Request) -> Vec<String> {
    if !row.group.is_empty() {
        return row.group.iter().map(|(_, text)| text.clone()).collect();
    }
    let mut cells = vec![String::new(); request.group_by.len()];
    if let Some(first) = cells.first_mut() {
        "all".clone_into(first);
    }
    cells
}

fn cell(row: &PlatformScoreRow, id: MetricId) -> String {
    let value = row.figures.get(id).map(|figure| figure.value);
    value.map_or_else(String::new, |value| {
        let text = |value| number::figure(value, id.info().format);
        value.map_or_else(|_| "n/a".to_owned(), text)
    })
}

/// Returns the lines under the numbers: by which rule of which platform, and what was left out.
#[must_use]
pub fn notes(liked: &PlatformScore, request: &Request) -> String {
    if liked.rows.is_empty() {
        return nothing(request, &liked.skipped);
    }
    format!(
        "By the rule of {}.\nTimes in UTC, cut where the outcome was known; {}\n{}",
        liked.platform.rule(),
        seen(request),
        left_out(&liked.skipped)
    )
}

/// Returns a platform's numbers in JSON.
#[must_use]
pub fn json(liked: &PlatformScore, request: &Request) -> String {
    let mut run_info = run_info(request);
    // The platform weighs by its own rule.
    run_info.insert("weigh".to_owned(), json!(liked.platform.as_str()));
    run_info.insert("like".to_owned(), json!(liked.platform.as_str()));
    run_info.insert("rule".to_owned(), json!(liked.platform.rule()));
    let rows = liked.rows.iter().map(row_v1).collect();
    EnvelopeV1::new("score", run_info, rows)
        .skipping(&liked.skipped)
        .text()
}

fn row_v1(row: &PlatformScoreRow) -> Map<String, Value> {
    let group = row.group.iter();
    let group: Map<String, Value> = group
        .map(|(name, text)| (name.as_str().to_owned(), json!(text)))
        .collect();
    let fields = [
        ("group", Value::Object(group)),
        ("n", json!(row.basis.n)),
        ("questions", json!(row.basis.questions)),
        ("clusters", json!(row.basis.clusters)),
    ];
    let fields = fields.into_iter();
    let mut map: Map<String, Value> = fields
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    for figure in &row.figures {
        figure_v1::insert(&mut map, figure);
    }
    map
}

/// Returns a platform's calibration table as a sheet.
#[must_use]
pub fn curve_sheet(curve: &PlatformCurve) -> ScreenTable {
    let mut sheet = ScreenTable::new(&["said", "#n", "#happened", "expected"]);
    for bin in &curve.bins {
        let expected = bin.band.map(|(low, high)| {
            let [low, high] = [low, high].map(whole_percent);
            format!("{low}–{high}%")
        });
        sheet.row(vec![
            ends(bin),
            bin.n.to_string(),
            bin.frequency.map(percent).unwrap_or_default(),
            expected.unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns the ends of a bin, `[4.2, 8.3)%`.
fn ends(bin: &PlatformCurveBin) -> String {
    let bare = |end: f64| decimals(end * 100.0, 1);
    let close = if bin.high < 1.0 { ')' } else { ']' };
    if bin.low >= 1.0 {
        return "100%".to_owned();
    }
    format!("[{}, {}{close}%", bare(bin.low), bare(bin.high))
}

/// Returns the lines under a platform's calibration table.
#[must_use]
pub fn curve_notes(curve: &PlatformCurve, request: &Request) -> String {
    let n: usize = curve.bins.iter().map(|bin| bin.n).sum();
    if n == 0 {
        return nothing(request, &curve.skipped);
    }
    format!(
        "By the rule of {}.\n{} on {}; times in UTC, cut where the outcome was known; {}\n{}",
        curve.platform.curve_rule().unwrap_or_default(),
        value::count(n, "forecast"),
        value::count(curve.questions, "question"),
        seen(request),
        left_out(&curve.skipped)
    )
}

/// Returns a platform's calibration table in JSON.
#[must_use]
pub fn curve_json(curve: &PlatformCurve, request: &Request) -> String {
    let mut run_info = run_info(request);
    run_info.insert("weigh".to_owned(), json!(curve.platform.as_str()));
    run_info.insert("like".to_owned(), json!(curve.platform.as_str()));
    run_info.insert("rule".to_owned(), json!(curve.platform.curve_rule()));
    let n: usize = curve.bins.iter().map(|bin| bin.n).sum();
    let bins: Vec<Value> = curve.bins.iter().map(bin_v1).collect();
    let row = json!({
        "group": {},
        "n": n,
        "questions": curve.questions,
        "bins": bins,
    });
    EnvelopeV1::new("calibration", run_info, vec![row])
        .skipping(&curve.skipped)
        .text()
}

fn bin_v1(bin: &PlatformCurveBin) -> Value {
    json!({
        "low": bin.low,
        "high": bin.high,
        "n": bin.n,
        "frequency": bin.frequency.ok(),
        "expected_low": bin.band.map(|band| band.0),
        "expected_high": bin.band.map(|band| band.1),
    })
}
