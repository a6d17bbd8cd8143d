//! Scores adjusted for difficulty, as sheets, in sentences and in JSON.

use serde_json::{Map, Value, json};

use crate::analysis::{AdjustedRow, AdjustedTable, Adjustment};
use crate::query::Request;

use super::envelope_v1::EnvelopeV1;
use super::escape::one_line;
use super::number::percent;
use super::run_info::{left_out, line, nothing, run_info};
use super::{ScreenTable, class, figure_v1};

/// Returns the forecasters of one kind and unit as a sheet.
#[must_use]
pub fn sheet(table: &AdjustedTable) -> ScreenTable {
    let title = format!("#{}", table.measure.title());
    let mut sheet = ScreenTable::new(&[
        "forecaster",
        "#questions",
        "#clusters",
        &title,
        "#adjusted",
        "interval",
        "#difficulty",
        "#group",
    ]);
    let several = table.groups().len() > 1;
    for row in &table.rows {
        let group = several.then(|| row.group.to_string());
        sheet.row(vec![
            row.forecaster.clone(),
            row.basis.questions.to_string(),
            row.basis.clusters.to_string(),
            text(table, row.score),
            adjusted(table, row),
            interval(table, row),
            text(table, row.difficulty),
            group.unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

fn text(table: &AdjustedTable, value: f64) -> String {
    class::score(&table.class, value)
}

fn adjusted(table: &AdjustedTable, row: &AdjustedRow) -> String {
    let value = row.adjusted.value;
    value.map_or_else(|_| "n/a".to_owned(), |value| text(table, value))
}

fn interval(table: &AdjustedTable, row: &AdjustedRow) -> String {
    let ends = row.adjusted.interval;
    ends.map(|(low, high)| format!("{} to {}", text(table, low), text(table, high)))
        .unwrap_or_default()
}

/// Returns the lines under the sheets: what they say, how they were made.
#[must_use]
pub fn notes(adjustment: &Adjustment, request: &Request) -> String {
    if adjustment.tables.is_empty() {
        return nothing(request, &adjustment.skipped);
    }
    let mut out = String::new();
    for table in &adjustment.tables {
        let caption = if adjustment.tables.len() > 1 {
            format!("{}: ", class::text(&table.class))
        } else {
            String::new()
        };
        for sentence in sentences(table) {
            out += &format!("{caption}{sentence}\n");
        }
    }
    let rule = "Adjusted is the score to expect on an average question, by two-way fixed effects; \
                difficulty above 0 is hard";
    let level = percent(request.level);
    out += &format!(
        "{}; intervals of {level} by clusters, seed {}\n",
        line(request, rule),
        request.seed
    );
    out + &left_out(&adjustment.skipped)
}

/// Returns what a table says: for each group who scores best, and that groups cannot be compared.
fn sentences(table: &AdjustedTable) -> Vec<String> {
    if let Some(why) = table.why {
        return vec![format!("Nothing could be adjusted: {why}.")];
    }
    let mut out: Vec<String> = table
        .rows
        .chunk_by(|a, b| a.group == b.group)
        .map(|rows| best(table, rows))
        .collect();
    let groups = table.groups();
    if groups.len() > 1 {
        let name = |group: &Vec<&str>| {
            let names: Vec<String> = group.iter().map(|name| one_line(name)).collect();
            names.join(", ")
        };
        let groups: Vec<String> = groups.iter().map(name).collect();
        out.push(format!(
            "No chain of common questions joins these groups, so their scores cannot be compared: {}.",
            groups.join(" | ")
        ));
    }
    out
}

/// Returns who scores best in a group.
fn best(table: &AdjustedTable, rows: &[AdjustedRow]) -> String {
    let value = |row: &&AdjustedRow| row.adjusted.value.unwrap_or(f64::INFINITY);
    let mut ranked: Vec<&AdjustedRow> = rows.iter().collect();
    ranked.sort_by(|a, b| value(a).total_cmp(&value(b)));
    let name = |row: &AdjustedRow| one_line(&row.forecaster);
    let [first, rest @ ..] = &ranked[..] else {
        return String::new();
    };
    let Some(second) = rest.first() else {
        return format!(
            "{} shares no question with anybody, so there is nothing to adjust by; adjusted only \
             counts each question alike, however long it was covered.",
            name(first)
        );
    };
    let hard = text(table, first.difficulty.abs());
    let took = match first.difficulty {
        // What is shown as nothing is nothing.
        _ if hard == text(table, 0.0) => "as hard as the average".to_owned(),
        below if below < 0.0 => format!("easier by {hard}"),
        _ => format!("harder by {hard}"),
    };
    let doubt = match (first.adjusted.interval, second.adjusted.interval) {
        (Some((_, high)), Some((low, _))) if high < low => String::new(),
        _ => format!(
            "; whether {} is worse by more than chance `foretell compare` can tell",
            name(second)
        ),
    };
    format!(
        "Adjusted for difficulty {} scores best: {} on an average question ({} as it is, on \
         questions {took}){doubt}.",
        name(first),
        adjusted(table, first),
        text(table, first.score)
    )
}

/// Returns the adjusted scores in JSON.
#[must_use]
pub fn json(adjustment: &Adjustment, request: &Request) -> String {
    let mut run_info = run_info(request);
    run_info.insert("adjust".to_owned(), json!(true));
    let tables = adjustment.tables.iter();
    let rows = tables.flat_map(|table| table.rows.iter().map(move |row| row_v1(table, row)));
    EnvelopeV1::new("score", run_info, rows.collect())
        .skipping(&adjustment.skipped)
        .text()
}

fn row_v1(table: &AdjustedTable, row: &AdjustedRow) -> Map<String, Value> {
    let fields = [
        ("group", json!({"forecaster": row.forecaster})),
        ("kind", json!(table.class.kind.as_str())),
        ("unit", json!(table.class.unit)),
        ("n", json!(row.basis.n)),
        ("questions", json!(row.basis.questions)),
        ("clusters", json!(row.basis.clusters)),
        (table.measure.id().info().name, figure_v1::number(row.score)),
    ];
    let fields = fields.into_iter();
    let mut map: Map<String, Value> = fields
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    figure_v1::insert(&mut map, &row.adjusted);
    map.insert("difficulty".to_owned(), figure_v1::number(row.difficulty));
    map.insert("connected_group".to_owned(), json!(row.group));
    map
}
