//! The scoreboard, as sheets and in JSON.

use serde_json::{Map, Value, json};

use crate::analysis::{ByOrigin, Metric, ScoreRow, Scores};
use crate::model::KindName;
use crate::query::{Request, SampleSize};

use super::envelope_v1::EnvelopeV1;
use super::number::{amount, percent, quantity, score};
use super::run_info::{left_out, line, nothing, run_info};
use super::{ScreenTable, figure_v1};

/// A column of figures: its head, the figure's name, and how it is shown.
type Figures = [(&'static str, &'static str, Show)];

/// How a figure is shown.
#[derive(Clone, Copy)]
enum Show {
    /// A score, with three decimals.
    Score,
    /// A score in the unit of the question, with as many decimals as it needs.
    Amount,
    /// The interval of the figure.
    Interval,
    /// The interval of a figure in the unit of the question.
    AmountInterval,
    /// The log score; an infinite one with how many make it so.
    Log,
    /// A share, as a percentage.
    Share,
}

const BINARY: &Figures = &[
    ("#Brier", "brier", Show::Score),
    ("interval", "brier", Show::Interval),
    ("#log", "log_loss", Show::Log),
    ("#skill", "bss_sample", Show::Score),
];
const CHOICE: &Figures = &[
    ("#Brier", "brier", Show::Score),
    ("interval", "brier", Show::Interval),
    ("#log", "log_loss", Show::Log),
    ("#spherical", "spherical", Show::Score),
    ("#skill", "bss_uniform", Show::Score),
];
const ORDERED: &Figures = &[
    ("#RPS", "rps", Show::Score),
    ("#normalised", "rps_norm", Show::Score),
    ("interval", "rps_norm", Show::Interval),
    ("#GJO", "gjo_ordered", Show::Score),
    ("#log", "log_loss", Show::Log),
    ("#skill", "rpss_uniform", Show::Score),
];
const QUANTITY: &Figures = &[
    ("#CRPS", "crps", Show::Amount),
    ("interval", "crps", Show::AmountInterval),
    ("#WIS", "wis", Show::Amount),
    ("interval", "wis", Show::AmountInterval),
    ("#spread", "dispersion", Show::Amount),
    ("#over", "overprediction", Show::Amount),
    ("#under", "underprediction", Show::Amount),
    ("#log", "log_score", Show::Log),
    ("#in 50%", "coverage_0.5", Show::Share),
    ("#in 80%", "coverage_0.8", Show::Share),
    ("#in 90%", "coverage_0.9", Show::Share),
];

fn figures_of(kind: KindName) -> &'static Figures {
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
    let figures = figures_of(first.kind);
    let names = request.group_by.iter().map(|dimension| dimension.as_str());
    let mut heads: Vec<&str> = names.collect();
    heads.extend(["#n", "#questions", "#clusters", "#coverage"]);
    heads.extend(figures.iter().map(|(head, ..)| *head));
    heads.push("reading");
    let mut sheet = ScreenTable::new(&heads);
    for row in rows {
        let figure = |name: &str| row.figure(name);
        let mut cells = group_cells(row, request);
        cells.extend(basis_cells(row.basis));
        let coverage = row.coverage.map(|coverage| percent(coverage.stated));
        cells.push(coverage.unwrap_or_default());
        cells.extend(figure_cells(figures, figure));
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
    let figures = figures_of(total.kind);
    let mut heads = vec!["from", "#n", "#questions", "#clusters"];
    heads.extend(figures.iter().map(|(head, ..)| *head));
    let mut sheet = ScreenTable::new(&heads);
    for apart in &total.apart {
        let mut cells = vec![apart.origin.as_str().to_owned()];
        cells.extend(basis_cells(apart.basis));
        cells.extend(figure_cells(figures, |name| apart.figure(name)));
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

fn figure_cells<'a>(figures: &Figures, named: impl Fn(&str) -> Option<&'a Metric>) -> Vec<String> {
    let infinite = named("n_infinite_log").and_then(|named| named.value.ok());
    let cell = |&(_, name, show): &(&str, &str, Show)| {
        let Some(figure) = named(name) else {
            return String::new();
        };
        match (show, figure.value) {
            (Show::Interval, _) => interval(figure, score),
            (Show::AmountInterval, _) => interval(figure, quantity),
            (Show::Log, Ok(value)) if value.is_infinite() => {
                format!("{} ({})", score(value), amount(infinite.unwrap_or(0.0)))
            }
            (Show::Score | Show::Log, Ok(value)) => score(value),
            (Show::Amount, Ok(value)) => quantity(value),
            (Show::Share, Ok(value)) => percent(value),
            // A score that only some forms of forecast have; its column goes where none has it.
            (Show::Amount | Show::Share | Show::Log, Err(_)) => String::new(),
            (Show::Score, Err(_)) => "n/a".to_owned(),
        }
    };
    figures.iter().map(cell).collect()
}

fn interval(figure: &Metric, show: fn(f64) -> String) -> String {
    let ends = figure.interval;
    ends.map(|(low, high)| format!("{}–{}", show(low), show(high)))
        .unwrap_or_default()
}

/// Returns the best and the worst reading of words and ranges, where they differ.
fn reading(row: &ScoreRow) -> String {
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
    let figure = |name: &str| total.figure(name).and_then(|named| named.value.ok());
    let line = |what: &str, no: &str, yes: &str| match (figure(no), figure(yes)) {
        (Some(no), Some(yes)) => format!(
            "With every {what} forecast of the cohort a no: Brier {}; a yes: {}\n",
            score(no),
            score(yes)
        ),
        _ => String::new(),
    };
    line("unresolved", "brier_if_no", "brier_if_yes")
        + &line(
            "ambiguous",
            "brier_if_ambiguous_no",
            "brier_if_ambiguous_yes",
        )
}

/// Returns the skill against the records' own base rates, where there are any.
fn prior(total: &ScoreRow) -> String {
    let named = total.figure("bss_prior");
    let Some((skill, named)) = named.and_then(|named| Some((named.value.ok()?, named))) else {
        return String::new();
    };
    let n = total.figure("n_prior").and_then(|n| n.value.ok());
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
