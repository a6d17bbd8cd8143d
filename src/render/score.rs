//! The scoreboard, as sheets and in JSON.

use serde_json::{Map, Value, json};

use crate::analysis::{ByOrigin, Figures, ScoreRow, Scores};
use crate::metrics::{Format, MetricId, Unit};
use crate::model::KindName;
use crate::query::{Request, SampleSize};

use super::envelope_v1::EnvelopeV1;
use super::number::{self, amount, percent, score};
use super::run_info::{left_out, line, nothing, run_info};
use super::{ScreenTable, figure_v1};

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
    fn head(self) -> String {
        match self {
            Figure(id) => format!("#{}", id.info().label),
            Called(label, _) => format!("#{label}"),
            Interval(_) => "interval".to_owned(),
            At(level, id) => format!("#{} {}", id.info().label, percent(level)),
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
            (Interval(_), _) => figure.interval.map_or_else(String::new, |(low, high)| {
                format!("{}–{}", show(low), show(high))
            }),
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
#[must_use]
pub fn classes(scores: &Scores) -> Vec<&[ScoreRow]> {
    let same = |a: &ScoreRow, b: &ScoreRow| a.kind == b.kind && a.unit == b.unit;
    scores.rows.chunk_by(same).collect()
}

/// Returns what the rows of one kind and unit are about, in a few words.
#[must_use]
pub fn caption(row: &ScoreRow) -> String {
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
#[must_use]
pub fn sheet(rows: &[ScoreRow], request: &Request) -> ScreenTable {
    let Some(first) = rows.first() else {
        return ScreenTable::default();
    };
    let columns = columns(first.kind);
    let names = request.group_by.iter().map(|one| one.as_str().to_owned());
    let mut heads: Vec<String> = names.collect();
    heads.extend(["#n", "#questions", "#clusters", "#coverage"].map(str::to_owned));
    heads.extend(columns.iter().map(|column| column.head()));
    heads.push("reading".to_owned());
    let mut sheet = ScreenTable::new(&heads);
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
#[must_use]
pub fn apart_sheet(total: &ScoreRow) -> Option<ScreenTable> {
    if total.apart.len() < 2 {
        return None;
    }
    let columns = columns(total.kind);
    let mut heads = ["from", "#n", "#questions", "#clusters"]
        .map(str::to_owned)
        .to_vec();
    heads.extend(columns.iter().map(|column| column.head()));
    let mut sheet = ScreenTable::new(&heads);
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
#[must_use]
pub fn notes(scores: &Scores, request: &Request) -> String {
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
fn rules(scores: &Scores) -> String {
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
            "Days spoken for: {} with a number, {} declined, {} absent or after the outcome\n",
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

/// Returns the scoreboard in JSON.
#[must_use]
pub fn json(scores: &Scores, request: &Request) -> String {
    let rows = scores.rows.iter().map(row_v1).collect();
    EnvelopeV1::new("score", run_info(request), rows)
        .skipping(&scores.skipped)
        .text()
}

fn row_v1(row: &ScoreRow) -> Map<String, Value> {
    let group: Map<String, Value> = row
        .group
        .iter()
        .map(|(name, text)| (name.as_str().to_owned(), json!(text)))
        .collect();
    let mut map = Map::new();
    map.insert("group".to_owned(), Value::Object(group));
    map.insert("kind".to_owned(), json!(row.kind.as_str()));
    if let Some(unit) = &row.unit {
        map.insert("unit".to_owned(), json!(unit));
    }
    insert_basis(&mut map, row.basis);
    let coverage = |share: fn(crate::dataset::Coverage) -> f64| json!(row.coverage.map(share));
    map.insert("coverage".to_owned(), coverage(|share| share.stated));
    map.insert("declined".to_owned(), coverage(|share| share.declined));
    map.insert("absent".to_owned(), coverage(|share| share.absent));
    for named in &row.figures {
        figure_v1::insert(&mut map, named);
    }
    let infinite: Vec<String> = row.infinite.iter().map(ToString::to_string).collect();
    map.insert("infinite_log".to_owned(), json!(infinite));
    let apart: Vec<_> = row.apart.iter().map(apart_v1).collect();
    map.insert("apart".to_owned(), json!(apart));
    map
}

fn insert_basis(map: &mut Map<String, Value>, basis: SampleSize) {
    map.insert("n".to_owned(), json!(basis.n));
    map.insert("questions".to_owned(), json!(basis.questions));
    map.insert("clusters".to_owned(), json!(basis.clusters));
}

fn apart_v1(apart: &ByOrigin) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("from".to_owned(), json!(apart.origin.as_str()));
    insert_basis(&mut map, apart.basis);
    for named in &apart.figures {
        figure_v1::insert(&mut map, named);
    }
    map
}
