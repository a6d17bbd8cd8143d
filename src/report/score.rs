//! The scoreboard, as a sheet and in JSON.

use serde_json::{Map, Value, json};

use crate::evaluate::{Named, Request, Row, Scores};
use crate::model::KindName;

use super::envelope_v1::EnvelopeV1;
use super::made::{left_out, line, made_with, nothing};
use super::number::{percent, score};
use super::{Sheet, figure_v1};

/// Returns the scoreboard of a kind as a sheet.
#[must_use]
pub fn sheet(rows: &[&Row], request: &Request) -> Sheet {
    let names = request.group_by.iter().map(|dimension| dimension.as_str());
    let heads = [
        "#n",
        "#questions",
        "#clusters",
        "#coverage",
        "#Brier",
        "interval",
        "#log",
        "#skill",
        "reading",
    ];
    let heads: Vec<&str> = names.chain(heads).collect();
    let mut sheet = Sheet::new(&heads);
    for row in rows {
        let mut cells = group_cells(row, request);
        let figure = |name: &str| row.figure(name).map(text).unwrap_or_default();
        cells.extend([
            row.basis.n.to_string(),
            row.basis.questions.to_string(),
            row.basis.clusters.to_string(),
            row.coverage
                .map(|coverage| percent(coverage.stated))
                .unwrap_or_default(),
            figure("brier"),
            row.figure("brier").map(interval).unwrap_or_default(),
            log(row),
            figure("bss_sample"),
            reading(row),
        ]);
        sheet.row(cells);
    }
    sheet.without_empty_columns()
}

fn group_cells(row: &Row, request: &Request) -> Vec<String> {
    if row.group.is_empty() {
        let blanks = request.group_by.iter().skip(1).map(|_| String::new());
        let total = request.group_by.first().map(|_| "all".to_owned());
        return total.into_iter().chain(blanks).collect();
    }
    row.group.iter().map(|(_, text)| text.clone()).collect()
}

fn text(figure: &Named) -> String {
    figure.value.map_or_else(|_| "n/a".to_owned(), score)
}

fn interval(figure: &Named) -> String {
    figure
        .interval
        .map(|(low, high)| format!("{}–{}", score(low), score(high)))
        .unwrap_or_default()
}

/// Returns the log score; an infinite one with how many forecasts make it so.
fn log(row: &Row) -> String {
    let infinite = row
        .figure("n_infinite_log")
        .and_then(|named| named.value.ok());
    match infinite {
        Some(n) if n > 0.0 => format!("∞ ({n})"),
        _ => row.figure("log_loss").map(text).unwrap_or_default(),
    }
}

/// Returns the best and the worst reading of words and ranges, where they differ.
fn reading(row: &Row) -> String {
    let ends = [row.figure("brier_best"), row.figure("brier_worst")];
    match ends.map(|end| end.and_then(|named| named.value.ok())) {
        [Some(best), Some(worst)] if best < worst => format!("{}–{}", score(best), score(worst)),
        _ => String::new(),
    }
}

/// Returns the lines under the scoreboard.
#[must_use]
pub fn notes(scores: &Scores, request: &Request) -> String {
    if scores.rows.is_empty() {
        return nothing(request, &scores.skipped);
    }
    let mut out = format!(
        "{}\n",
        line(
            request,
            "Brier 0 (best) to 1; skill against the sample's base rate"
        )
    );
    let total = scores.rows.iter().find(|row| row.group.is_empty());
    if let Some(total) = total.filter(|row| row.kind == KindName::Binary) {
        out += &coverage(total);
        out += &sensitivity(total);
        out += &prior(total);
    }
    out + &left_out(&scores.skipped)
}

fn coverage(total: &Row) -> String {
    total.coverage.map_or_else(String::new, |share| {
        format!(
            "Days spoken for: {} with a number, {} declined, {} absent or after the outcome\n",
            percent(share.stated),
            percent(share.declined),
            percent(share.absent)
        )
    })
}

fn sensitivity(total: &Row) -> String {
    let figure = |name: &str| total.figure(name).and_then(|named| named.value.ok());
    match (figure("brier_if_no"), figure("brier_if_yes")) {
        (Some(no), Some(yes)) => format!(
            "With every unresolved and ambiguous forecast of the cohort a no: Brier {}; a yes: {}\n",
            score(no),
            score(yes)
        ),
        _ => String::new(),
    }
}

/// Returns the skill against the records' own base rates, where there are any.
fn prior(total: &Row) -> String {
    let skill = total.figure("bss_prior").and_then(|named| named.value.ok());
    skill.map_or_else(String::new, |skill| {
        format!(
            "Skill against the records' own base rates, where they have one: {}\n",
            score(skill)
        )
    })
}

/// Returns the scoreboard in JSON.
#[must_use]
pub fn json(scores: &Scores, request: &Request) -> String {
    let rows = scores.rows.iter().map(row_v1).collect();
    EnvelopeV1::new("score", made_with(request), rows)
        .skipping(&scores.skipped)
        .text()
}

fn row_v1(row: &Row) -> Map<String, Value> {
    let group: Map<String, Value> = row
        .group
        .iter()
        .map(|(name, text)| (name.as_str().to_owned(), json!(text)))
        .collect();
    let mut map = Map::new();
    map.insert("group".to_owned(), Value::Object(group));
    map.insert("kind".to_owned(), json!(row.kind.as_str()));
    map.insert("n".to_owned(), json!(row.basis.n));
    map.insert("questions".to_owned(), json!(row.basis.questions));
    map.insert("clusters".to_owned(), json!(row.basis.clusters));
    map.insert(
        "coverage".to_owned(),
        json!(row.coverage.map(|share| share.stated)),
    );
    map.insert(
        "declined".to_owned(),
        json!(row.coverage.map(|share| share.declined)),
    );
    for named in &row.figures {
        figure_v1::insert(&mut map, named);
    }
    map
}
