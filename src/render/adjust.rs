//! Forecasters like for like, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{
    AdjustedRow, AdjustedTable, Adjustment, Metric, Rank, Reference, ReferenceSkill,
};
use crate::metrics::MetricId;
use crate::model::KindName;
use crate::query::Request;
use crate::render::column;
use crate::scoring::LEAST_SHARED;

use super::escape::one_line;
use super::interval;
use super::number::{percent, score};
use super::procedure_v1::{made, procedures};
use super::run_info::{left_out, line, nothing};
use super::value::count;
use super::{
    Answer, Answered, EnvelopeV1, FiguresV1, Page, ProcedureV1, SampleSizeV1, ScoringInfoV1,
    Screen, ScreenTable, class,
};

/// What the figures are, in the line under a table.
pub(super) const RULE: &str = "Like-for-like is the difference to a forecaster on average on the same questions, drawn \
     to 0 where little is known: below 0 is better; difficulty above 0 is hard";

/// Returns the forecasters of one kind and unit as a sheet.
pub(super) fn sheet(table: &AdjustedTable, reference: Option<&Reference>) -> ScreenTable {
    let against = reference.map_or_else(String::new, |one| format!("skill vs {one}"));
    let mut sheet = ScreenTable::new([
        column::whole("rank"),
        column::text("forecaster"),
        column::figure("like-for-like"),
        column::whole("interval").rank(1),
        column::figure("unshrunk").rank(1),
        column::figure(table.measure.title()),
        column::figure("questions"),
        column::figure("clusters").rank(2),
        column::figure("difficulty").rank(2),
        column::figure_of(&against),
        column::whole("interval").rank(2),
        column::figure("group"),
    ]);
    let several = table.groups().len() > 1;
    for row in &table.rows {
        let group = several.then(|| row.group.to_string());
        let skill = row.skill.as_ref().map(|one| &one.skill);
        sheet.row(vec![
            row.rank.map(rank).unwrap_or_default(),
            row.forecaster.clone(),
            value(table, &row.like_for_like),
            interval::with_to(&row.like_for_like, |end| text(table, end)),
            value(table, &row.unshrunk),
            text(table, row.score),
            row.basis.questions.to_string(),
            row.basis.clusters.to_string(),
            text(table, row.difficulty),
            skill.map_or_else(String::new, |skill| {
                skill.value.map_or_else(|_| String::new(), score)
            }),
            skill.map_or_else(String::new, |skill| interval::with_to(skill, score)),
            group.unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns a rank with those that are not ruled out, `2 (1–3)`.
fn rank(rank: Rank) -> String {
    let Rank {
        rank, best, worst, ..
    } = rank;
    if best == worst {
        rank.to_string()
    } else {
        format!("{rank} ({best}–{worst})")
    }
}

fn text(table: &AdjustedTable, value: f64) -> String {
    class::score(&table.class, value)
}

fn value(table: &AdjustedTable, figure: &Metric) -> String {
    figure
        .value
        .map_or_else(|_| String::new(), |value| text(table, value))
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
        let reference = adjustment.reference.as_ref();
        let referred = reference.and_then(|reference| referred_to(table, reference));
        for sentence in sentences(table).into_iter().chain(referred) {
            out += &format!("{caption}{sentence}\n");
        }
    }
    let level = percent(request.level);
    out += &format!(
        "{}; intervals of {level} by empirical Bayes",
        line(request, RULE)
    );
    let mut rows = adjustment.tables.iter().flat_map(|table| &table.rows);
    if let Some(rank) = rows.find_map(|row| row.rank) {
        out += &format!("; ranks of {}, with those that are not ruled out", rank.of);
    }
    out += "\n";
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

/// Returns on how many questions skills are, and on how many the reference has no score.
fn referred_to(table: &AdjustedTable, reference: &Reference) -> Option<String> {
    let skills = table.rows.iter().filter_map(|row| row.skill.as_ref());
    let counts = skills.map(|one| one.questions).filter(|n| *n > 0);
    let on = match counts.clone().min().zip(counts.max()) {
        None => "no question".to_owned(),
        Some((least, most)) if least == most => count(least, "question"),
        Some((least, most)) => format!("{least} to {}", count(most, "question")),
    };
    let none = match table.without_reference {
        0 => String::new(),
        n => format!("; on {} there is no {reference}", count(n, "question")),
    };
    let sentence = format!("The skill is on what both have, {on}{none}.");
    (!table.rows.is_empty()).then_some(sentence)
}

/// Returns who is best in a group like for like, if anybody is.
fn best(table: &AdjustedTable, rows: &[AdjustedRow]) -> String {
    let name = |row: &AdjustedRow| one_line(&row.forecaster);
    if let [row] = rows
        && row.like_for_like.value.is_err()
    {
        return format!(
            "{} shares too few questions with others: like for like nothing can be said under {LEAST_SHARED}.",
            name(row)
        );
    }
    let known: Vec<(&AdjustedRow, f64)> = rows
        .iter()
        .filter_map(|row| Some((row, row.like_for_like.value.ok()?)))
        .collect();
    let [(first, value), rest @ ..] = &known[..] else {
        return format!(
            "Nobody shares {LEAST_SHARED} questions with others, under which nothing can be said like for like."
        );
    };
    let Some((next, of_next)) = rest.first() else {
        return format!(
            "{} alone shares {LEAST_SHARED} questions with others.",
            name(first)
        );
    };
    match first.like_for_like.interval {
        Some((_, high)) if high < *of_next => format!(
            "Like for like {} scores best, {} below a forecaster on average; {} comes next with {}.",
            name(first),
            text(table, -value),
            name(next),
            text(table, *of_next)
        ),
        Some(_) => format!(
            "Like for like nobody is best: the interval of {} includes {}, who comes next.",
            name(first),
            name(next)
        ),
        None => format!(
            "Like for like nobody is best: there is no interval of {}, who scores best.",
            name(first)
        ),
    }
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
    /// The score as it is under its name, the difference to a forecaster on average with its interval and as
    /// it is, what to expect on an average question, the difficulty, and the skill against a reference.
    #[serde(flatten)]
    figures: FiguresV1,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
    /// The number of the group that common questions connect.
    #[schemars(range(min = 1))]
    connected_group: usize,
    /// The rank by the like-for-like score, from 1, where there are ranks.
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<usize>,
    /// The best rank that is not ruled out.
    #[serde(skip_serializing_if = "Option::is_none")]
    rank_best: Option<usize>,
    /// The worst.
    #[serde(skip_serializing_if = "Option::is_none")]
    rank_worst: Option<usize>,
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
    /// Whom skills are against, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// The tags that name series, where skills are against the last value of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    series: Vec<String>,
}

fn row_v1(table: &AdjustedTable, row: &AdjustedRow) -> AdjustedRowV1 {
    let forecaster = row.forecaster.clone();
    let mut figures = vec![
        Metric::plain(table.measure.id(), Ok(row.score)),
        row.like_for_like.clone(),
        row.unshrunk.clone(),
        row.adjusted.clone(),
        Metric::plain(MetricId::Difficulty, Ok(row.difficulty)),
    ];
    if let Some(ReferenceSkill { skill, questions }) = &row.skill {
        figures.push(skill.clone());
        figures.push(Metric::count(MetricId::SkillQuestions, *questions));
    }
    AdjustedRowV1 {
        group: ForecasterV1 { forecaster },
        kind: table.class.kind.as_str(),
        unit: table.class.unit.clone(),
        basis: row.basis.into(),
        procedures: procedures(made(&figures)),
        figures: figures.into(),
        connected_group: row.group,
        rank: row.rank.map(|rank| rank.rank),
        rank_best: row.rank.map(|rank| rank.best),
        rank_worst: row.rank.map(|rank| rank.worst),
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
            page.table(sheet(table, self.answer.reference.as_ref()));
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
            reference: self.answer.reference.as_ref().map(ToString::to_string),
            series: match &self.answer.reference {
                Some(Reference::LastValue(series)) => series.clone(),
                _ => Vec::new(),
            },
        };
        let tables = self.answer.tables.iter();
        let rows = tables.flat_map(|table| table.rows.iter().map(|row| row_v1(table, row)));
        EnvelopeV1::new("score", made_with, rows.collect()).skipping(&self.answer.skipped)
    }
}
