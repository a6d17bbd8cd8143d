//! Scores adjusted for difficulty, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{AdjustedRow, AdjustedTable, Adjustment, Metric};
use crate::metrics::MetricId;
use crate::model::KindName;
use crate::query::Request;
use crate::render::column;

use super::escape::one_line;
use super::number::percent;
use super::procedure_v1::{made, procedures};
use super::run_info::{left_out, line, nothing};
use super::{
    Answer, Answered, EnvelopeV1, FiguresV1, Page, ProcedureV1, SampleSizeV1, ScoringInfoV1,
    Screen, ScreenTable, class,
};

/// Returns the forecasters of one kind and unit as a sheet.
pub(super) fn sheet(table: &AdjustedTable) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("forecaster"),
        column::figure("questions"),
        column::figure("clusters").rank(2),
        column::figure(table.measure.title()),
        column::figure("adjusted"),
        column::whole("interval").rank(1),
        column::figure("difficulty").rank(1),
        column::figure("group"),
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
fn notes(adjustment: &Adjustment, request: &Request) -> String {
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

/// A forecaster's score, adjusted, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdjustedRowV1 {
    /// Who.
    group: ForecasterV1,
    /// The kind of question.
    #[schemars(extend("enum" = KindName::ALL.map(KindName::as_str)))]
    kind: &'static str,
    /// What numbers are counted in; days for days.
    unit: Option<String>,
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// The score as it is under its name, what to expect on an average question, and the difficulty.
    #[serde(flatten)]
    figures: FiguresV1,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
    /// The number of the group that common questions connect.
    #[schemars(range(min = 1))]
    connected_group: usize,
}

/// A row's forecaster.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct ForecasterV1 {
    /// The name.
    forecaster: String,
}

/// What made adjusted scores.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdjustInfoV1 {
    #[serde(flatten)]
    scoring: ScoringInfoV1,
    /// Says that they are adjusted.
    #[schemars(extend("const" = true))]
    adjust: bool,
}

fn row_v1(table: &AdjustedTable, row: &AdjustedRow) -> AdjustedRowV1 {
    let forecaster = row.forecaster.clone();
    let figures = vec![
        Metric::plain(table.measure.id(), Ok(row.score)),
        row.adjusted.clone(),
        Metric::plain(MetricId::Difficulty, Ok(row.difficulty)),
    ];
    AdjustedRowV1 {
        group: ForecasterV1 { forecaster },
        kind: table.class.kind.as_str(),
        unit: table.class.unit.clone(),
        basis: row.basis.into(),
        procedures: procedures(made(&figures)),
        figures: figures.into(),
        connected_group: row.group,
    }
}

impl Answer for Answered<'_, Adjustment> {
    type Row = AdjustedRowV1;
    type RunInfo = AdjustInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        let tables = &self.answer.tables;
        for table in tables.iter().filter(|table| !table.rows.is_empty()) {
            if tables.len() > 1 {
                page.head(class::text(&table.class));
            }
            page.table(sheet(table));
        }
        page.notes(notes(&self.answer, self.request));
        page
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        &row.procedures
    }

    fn json(&self) -> EnvelopeV1<AdjustedRowV1, AdjustInfoV1> {
        let made_with = AdjustInfoV1 {
            scoring: self.request.into(),
            adjust: true,
        };
        let tables = self.answer.tables.iter();
        let rows = tables.flat_map(|table| table.rows.iter().map(|row| row_v1(table, row)));
        EnvelopeV1::new("score", made_with, rows.collect()).skipping(&self.answer.skipped)
    }
}
