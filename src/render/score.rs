//! The scoreboard, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{ByOrigin, Figures, ScoreRow, Scores};
use crate::metrics::{Format, MetricId, Unit};
use crate::model::{KindName, Origin};
use crate::query::{Request, SampleSize};

use super::column;
use super::interval;
use super::number::{self, amount, percent, score};
use super::procedure_v1::{made, procedures};
use super::run_info::{left_out, line, nothing};
use super::{
    Answer, Answered, EnvelopeV1, FiguresV1, GroupV1, Page, ProcedureV1, SampleSizeV1,
    ScoringInfoV1, Screen, ScreenColumn, ScreenTable, first_lines,
};

/// A column of figures: the figure, or its interval.
#[derive(Clone, Copy)]
enum Column {
    /// The figure.
    Figure(MetricId),
    /// The figure, under another head than its label.
    Called(&'static str, MetricId),
    /// Its interval.
    Interval(MetricId),
    /// The figure at a level.
    At(f64, MetricId),
}

use Column::{At, Called, Figure, Interval};

const BINARY: &[Column] = &[
    Figure(MetricId::Brier),
    Interval(MetricId::Brier),
    Figure(MetricId::LogLoss),
    Figure(MetricId::SkillSample),
];
const CHOICE: &[Column] = &[
    Figure(MetricId::Brier),
    Interval(MetricId::Brier),
    Figure(MetricId::LogLoss),
    Figure(MetricId::Spherical),
    Figure(MetricId::SkillUniform),
];
const ORDERED: &[Column] = &[
    Figure(MetricId::Rps),
    Called("normalised", MetricId::RpsNormalised),
    Interval(MetricId::RpsNormalised),
    Figure(MetricId::Brier),
    Figure(MetricId::GjoOrdered),
    Figure(MetricId::LogLoss),
    Figure(MetricId::RpsSkill),
];
const QUANTITY: &[Column] = &[
    Figure(MetricId::Crps),
    Interval(MetricId::Crps),
    Figure(MetricId::Wis),
    Interval(MetricId::Wis),
    Figure(MetricId::Dispersion),
    Figure(MetricId::Overprediction),
    Figure(MetricId::Underprediction),
    Figure(MetricId::LogScore),
    At(0.5, MetricId::IntervalCoverage),
    At(0.8, MetricId::IntervalCoverage),
    At(0.9, MetricId::IntervalCoverage),
];

impl Column {
    fn head(self) -> ScreenColumn {
        match self {
            Figure(id) => column::figure(id.info().label),
            Called(label, _) => column::figure(label),
            Interval(_) => column::whole("interval"),
            At(level, id) => column::figure(format!("{} {}", id.info().label, percent(level))),
        }
    }

    fn cell(self, figures: &Figures) -> String {
        let (Figure(id) | Called(_, id) | Interval(id) | At(_, id)) = self;
        let found = match self {
            At(level, _) => figures.at(id, level),
            _ => figures.get(id),
        };
        let info = id.info();
        let show = |value| number::figure(value, info.format);
        let Some(figure) = found else {
            return String::new();
        };
        match (self, figure.value) {
            (Interval(_), _) => interval::dashed(figure, show),
            // An infinite score says how many make it so.
            (_, Ok(value)) if value.is_infinite() && info.unit == Unit::Nats => {
                let infinite = figures.value(MetricId::InfiniteLogs).unwrap_or_default();
                format!("{} ({})", show(value), amount(infinite))
            }
            (_, Ok(value)) => show(value),
            (_, Err(_)) if info.format == Format::Score && info.unit != Unit::Nats => {
                "n/a".to_owned()
            }
            // A score that only some forms of forecast have; its column goes where none has it.
            (_, Err(_)) => String::new(),
        }
    }
}

fn columns(kind: KindName) -> &'static [Column] {
    match kind {
        KindName::Binary => BINARY,
        KindName::Choice | KindName::Scenarios => CHOICE,
        KindName::Ordered => ORDERED,
        KindName::Number | KindName::Date => QUANTITY,
    }
}

/// Returns the rows of a scoreboard by what may be averaged together: a kind, and a unit.
pub(super) fn classes(scores: &Scores) -> Vec<&[ScoreRow]> {
    let same = |a: &ScoreRow, b: &ScoreRow| a.kind == b.kind && a.unit == b.unit;
    scores.rows.chunk_by(same).collect()
}

/// Returns what the rows of one kind and unit are about, in a few words.
pub(super) fn caption(row: &ScoreRow) -> String {
    let unit = row.unit.as_deref().unwrap_or_default();
    match row.kind {
        KindName::Binary => "Yes or no".to_owned(),
        KindName::Choice => "Choices".to_owned(),
        KindName::Ordered => "Options in order".to_owned(),
        KindName::Number => format!("Numbers: {unit}"),
        KindName::Date => "Dates, in days".to_owned(),
        KindName::Scenarios => "Scenario sets".to_owned(),
    }
}

/// Returns the scoreboard of one kind and unit as a sheet.
pub(super) fn sheet(rows: &[ScoreRow], request: &Request) -> ScreenTable {
    let Some(first) = rows.first() else {
        return ScreenTable::default();
    };
    let columns = columns(first.kind);
    let names = request
        .group_by
        .iter()
        .map(|one| column::text(one.as_str()));
    let mut heads: Vec<ScreenColumn> = names.collect();
    heads.extend(basis_heads());
    heads.push(column::figure("coverage").rank(1));
    heads.extend(columns.iter().map(|column| column.head()));
    heads.push(column::whole("range from verbal terms").rank(3));
    let mut sheet = ScreenTable::new(heads);
    for row in rows {
        let mut cells = group_cells(row, request);
        cells.extend(basis_cells(row.basis));
        let coverage = row.coverage.map(|coverage| percent(coverage.stated));
        cells.push(coverage.unwrap_or_default());
        cells.extend(columns.iter().map(|column| column.cell(&row.figures)));
        cells.push(reading(row));
        sheet.row(cells);
    }
    sheet.without_empty_columns()
}

/// Returns stated numbers, yardstick words and coded readings apart, where there is more than one
/// of them.
fn apart_sheet(total: &ScoreRow) -> Option<ScreenTable> {
    if total.apart.len() < 2 {
        return None;
    }
    let columns = columns(total.kind);
    let mut heads = vec![column::text("from")];
    heads.extend(basis_heads());
    heads.extend(columns.iter().map(|column| column.head()));
    let mut sheet = ScreenTable::new(heads);
    for apart in &total.apart {
        let mut cells = vec![apart.origin.as_str().to_owned()];
        cells.extend(basis_cells(apart.basis));
        cells.extend(columns.iter().map(|column| column.cell(&apart.figures)));
        sheet.row(cells);
    }
    Some(sheet.without_empty_columns())
}

fn group_cells(row: &ScoreRow, request: &Request) -> Vec<String> {
    if row.group.is_empty() {
        let blanks = request.group_by.iter().skip(1).map(|_| String::new());
        let total = request.group_by.first().map(|_| "all".to_owned());
        return total.into_iter().chain(blanks).collect();
    }
    row.group.iter().map(|(_, text)| text.clone()).collect()
}

fn basis_heads() -> [ScreenColumn; 3] {
    let [n, questions, clusters] = ["n", "questions", "clusters"].map(column::figure);
    [n.rank(2), questions, clusters.rank(2)]
}

fn basis_cells(basis: SampleSize) -> [String; 3] {
    [basis.n, basis.questions, basis.clusters].map(|n| n.to_string())
}

/// Returns the best and the worst reading of words and ranges, where they differ.
fn reading(row: &ScoreRow) -> String {
    let ends = [MetricId::BrierBest, MetricId::BrierWorst];
    match ends.map(|end| row.figures.value(end)) {
        [Ok(best), Ok(worst)] if best < worst => format!("{}–{}", score(best), score(worst)),
        _ => String::new(),
    }
}

/// Returns the lines under the scoreboard.
fn notes(scores: &Scores, request: &Request) -> String {
    if scores.rows.is_empty() {
        return nothing(request, &scores.skipped);
    }
    let mut out = format!("{}\n", line(request, &rules(scores)));
    let total = |kind| {
        let mut totals = scores.rows.iter().filter(|row| row.group.is_empty());
        totals.find(|row| row.kind == kind)
    };
    if let Some(total) = total(KindName::Binary) {
        out += &coverage(total);
        out += &sensitivity(total);
        out += &prior(total);
    }
    out += &infinite(scores);
    out + &left_out(&scores.skipped)
}

/// Returns what the scores of each kind are, and where they begin and end.
pub(super) fn rules(scores: &Scores) -> String {
    let has = |kinds: &[KindName]| scores.rows.iter().any(|row| kinds.contains(&row.kind));
    let mut rules = Vec::new();
    if has(&[KindName::Binary]) {
        rules.push("Brier 0 (best) to 1; skill against the sample's base rate");
    }
    if has(&[KindName::Choice, KindName::Scenarios]) {
        rules.push("Brier over options halved, 0 (best) to 1; skill against the same for each");
    }
    if has(&[KindName::Ordered]) {
        rules.push("RPS 0 (best) to the options less one, normalised to 1, GJO to 2");
    }
    if has(&[KindName::Number, KindName::Date]) {
        rules.push("CRPS and WIS in the unit of the question, 0 is best");
    }
    rules.join("; ")
}

fn coverage(total: &ScoreRow) -> String {
    total.coverage.map_or_else(String::new, |share| {
        format!(
            "Coverage: {} of the question-days with a live estimate, {} declined, {} absent or after the outcome\n",
            percent(share.stated),
            percent(share.declined),
            percent(share.absent)
        )
    })
}

/// Returns what the forecasts without an outcome could change.
fn sensitivity(total: &ScoreRow) -> String {
    let line = |what: &str, no: MetricId, yes: MetricId| {
        let ends = [no, yes].map(|id| total.figures.value(id));
        let [Ok(no), Ok(yes)] = ends else {
            return String::new();
        };
        format!(
            "With every {what} forecast of the cohort a no: Brier {}; a yes: {}\n",
            score(no),
            score(yes)
        )
    };
    line("unresolved", MetricId::BrierIfNo, MetricId::BrierIfYes)
        + &line(
            "ambiguous",
            MetricId::BrierIfAmbiguousNo,
            MetricId::BrierIfAmbiguousYes,
        )
}

/// Returns the skill against the records' own base rates, where there are any.
fn prior(total: &ScoreRow) -> String {
    let named = total.figures.get(MetricId::SkillPrior);
    let Some((skill, named)) = named.and_then(|named| Some((named.value.ok()?, named))) else {
        return String::new();
    };
    let n = total.figures.value(MetricId::PriorPairs);
    let interval = named
        .interval
        .map(|(low, high)| format!(" ({} to {})", score(low), score(high)));
    format!(
        "Skill against the records' own base rates, on the {} pairs that have one: {}{}\n",
        amount(n.unwrap_or_default()),
        score(skill),
        interval.unwrap_or_default()
    )
}

/// Returns which forecasts called impossible what happened.
fn infinite(scores: &Scores) -> String {
    let totals = scores.rows.iter().filter(|row| row.group.is_empty());
    let ids: Vec<String> = totals
        .flat_map(|row| &row.infinite)
        .map(ToString::to_string)
        .collect();
    if ids.is_empty() {
        return String::new();
    }
    format!(
        "An infinite log score, since what happened was given 0%: {} (--floor 0.001 sets a floor)\n",
        ids.join(", ")
    )
}

/// A row of the scoreboard in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScoreRowV1 {
    /// What it is about.
    group: GroupV1,
    /// The kind of question.
    #[schemars(extend("enum" = KindName::ALL.map(KindName::as_str)))]
    kind: &'static str,
    /// What numbers are counted in; days for days.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// The share of the scheduled lives with a number.
    coverage: Option<f64>,
    /// The share of them declined.
    declined: Option<f64>,
    /// The share of them absent, or after the outcome was known.
    absent: Option<f64>,
    #[serde(flatten)]
    figures: FiguresV1,
    /// The forecasts that gave 0 % to what happened.
    infinite_log: Vec<String>,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
    /// Stated numbers, yardstick words and coded readings apart.
    apart: Vec<ByOriginV1>,
}

/// What a row holds, as far as its numbers came about in one way.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct ByOriginV1 {
    /// The way.
    #[schemars(extend("enum" = Origin::ALL.map(Origin::as_str)))]
    from: &'static str,
    #[serde(flatten)]
    basis: SampleSizeV1,
    #[serde(flatten)]
    figures: FiguresV1,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
}

impl From<&ScoreRow> for ScoreRowV1 {
    fn from(row: &ScoreRow) -> Self {
        let by_origin = |one: &ByOrigin| ByOriginV1 {
            from: one.origin.as_str(),
            basis: one.basis.into(),
            figures: (&one.figures).into(),
            procedures: procedures(made(&one.figures)),
        };
        Self {
            group: (&row.group).into(),
            kind: row.kind.as_str(),
            unit: row.unit.clone(),
            basis: row.basis.into(),
            coverage: row.coverage.map(|share| share.stated),
            declined: row.coverage.map(|share| share.declined),
            absent: row.coverage.map(|share| share.absent),
            figures: (&row.figures).into(),
            infinite_log: row.infinite.iter().map(ToString::to_string).collect(),
            procedures: procedures(made(&row.figures)),
            apart: row.apart.iter().map(by_origin).collect(),
        }
    }
}

impl Answer for Answered<'_, Scores> {
    type Row = ScoreRowV1;
    type RunInfo = ScoringInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        page.notes(first_lines(self.answer.provenance, self.request));
        let classes = classes(&self.answer);
        for rows in &classes {
            let Some(total) = rows.last() else { continue };
            if classes.len() > 1 {
                page.head(caption(total));
            }
            page.table(sheet(rows, self.request));
            if let Some(apart) = apart_sheet(total) {
                page.screen_table(apart);
            }
        }
        page.notes(notes(&self.answer, self.request));
        page
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        &row.procedures
    }

    fn json(&self) -> EnvelopeV1<ScoreRowV1, ScoringInfoV1> {
        let rows = self.answer.rows.iter().map(ScoreRowV1::from).collect();
        EnvelopeV1::new("score", self.request.into(), rows).skipping(&self.answer.skipped)
    }
}
