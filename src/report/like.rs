//! A platform's numbers, as a sheet and in JSON.

use serde_json::{Map, Value, json};

use crate::evaluate::{Liked, LikedRow, Platform, Request};

use super::envelope_v1::EnvelopeV1;
use super::made::{left_out, made_with, nothing, seen};
use super::number::{amount, percent, score};
use super::{Sheet, figure_v1};

/// The columns of a platform's table: the head and the figure's name.
fn columns(platform: Platform) -> &'static [(&'static str, &'static str)] {
    match platform {
        Platform::Metaculus => &[
            ("#baseline", "baseline"),
            ("#peer", "peer"),
            ("#spot baseline", "spot_baseline"),
            ("#spot peer", "spot_peer"),
            ("#global peer", "peer_global"),
        ],
        Platform::Gjo => &[
            ("#days", "n_days"),
            ("#Brier", "brier_full"),
            ("#median", "median"),
            ("#accuracy", "accuracy"),
        ],
        Platform::Fatebook => &[("#absolute", "absolute"), ("#relative", "relative")],
        Platform::PredictionBook => &[
            ("#responses", "n_responses"),
            ("#Brier", "brier"),
            ("#adjusted", "brier_adjusted"),
        ],
        Platform::ForecastBench => &[
            ("#Brier", "brier"),
            ("#adjusted", "brier_adjusted"),
            ("#index", "brier_index"),
            ("#peer", "peer"),
            ("#skill", "brier_skill"),
        ],
    }
}

/// Returns a platform's numbers as a sheet, the total last.
#[must_use]
pub fn sheet(liked: &Liked, request: &Request) -> Sheet {
    let columns = columns(liked.platform);
    let mut heads: Vec<&str> = request.group_by.iter().map(|one| one.as_str()).collect();
    heads.extend(["#questions", "#clusters", "#coverage"]);
    heads.extend(columns.iter().map(|(head, _)| *head));
    let mut sheet = Sheet::new(&heads);
    for row in &liked.rows {
        let mut cells = group(row, request);
        cells.extend([row.basis.questions, row.basis.clusters].map(|n| n.to_string()));
        cells.push(cell(row, "coverage", percent));
        cells.extend(columns.iter().map(|(_, name)| {
            let text = if name.starts_with("n_") {
                amount
            } else {
                score
            };
            cell(row, name, text)
        }));
        sheet.row(cells);
    }
    sheet
}

fn group(row: &LikedRow, request: &Request) -> Vec<String> {
    if !row.group.is_empty() {
        return row.group.iter().map(|(_, text)| text.clone()).collect();
    }
    let mut cells = vec![String::new(); request.group_by.len()];
    if let Some(first) = cells.first_mut() {
        "all".clone_into(first);
    }
    cells
}

fn cell(row: &LikedRow, name: &str, text: fn(f64) -> String) -> String {
    let value = row.figure(name).map(|figure| figure.value);
    value.map_or_else(String::new, |value| {
        value.map_or_else(|_| "n/a".to_owned(), text)
    })
}

/// Returns the lines under the numbers: by which rule of which platform, and what was left out.
#[must_use]
pub fn notes(liked: &Liked, request: &Request) -> String {
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
pub fn json(liked: &Liked, request: &Request) -> String {
    let mut made = made_with(request);
    // The platform weighs by its own rule.
    made.insert("weigh".to_owned(), Value::Null);
    made.insert("like".to_owned(), json!(liked.platform.as_str()));
    made.insert("rule".to_owned(), json!(liked.platform.rule()));
    let rows = liked.rows.iter().map(row_v1).collect();
    EnvelopeV1::new("score", made, rows)
        .skipping(&liked.skipped)
        .text()
}

fn row_v1(row: &LikedRow) -> Map<String, Value> {
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
