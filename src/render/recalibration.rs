//! What each forecaster's numbers have meant, in sentences, tables and JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::{
    ComparisonVerdict, Folds, Meaning, Recalibrated, Recalibration, Suggestion, WordMeaning,
};
use crate::metrics::MetricId;
use crate::query::Group;
use crate::scoring::calibration::{BetaMap, LogOddsLine, RecalibrationMap};
use crate::scoring::{Interval, Probability};

use super::difference::{clause, figures};
use super::number::{percent, score, whole_percent};
use super::procedure_v1::{made, procedures};
use super::run_info::{left_out, line, nothing};
use super::{
    Answer, Answered, Color, EnvelopeV1, FiguresV1, GroupV1, Page, ProcedureV1, SampleSizeV1,
    ScoringInfoV1, Screen, ScreenTable, column, value,
};

/// The numbers that suggestions are made for, in a table of people's size.
const SHOWN: usize = 20;

/// Returns whose a row is.
fn name(group: &Group) -> String {
    let texts: Vec<&str> = group.iter().map(|(_, text)| text.as_str()).collect();
    texts.join(", ")
}

fn ends(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |ends| {
        format!("{}–{}%", whole_percent(ends.low), whole_percent(ends.high))
    })
}

/// Returns what a forecaster's numbers have meant and whether to say that instead, in sentences.
fn sentence(row: &Recalibrated) -> String {
    let who = name(&row.group);
    if let Err(why) = &row.map {
        return format!("{who}: no map: {why}.");
    }
    let told = row
        .curve
        .iter()
        .find(|one| (one.said.get() - 0.8).abs() < 1e-9);
    let told = told.map_or_else(String::new, |one| {
        let ends = one
            .interval
            .map(|ends| format!(" ({})", self::ends(Some(ends))));
        format!(
            "you say 80%, it happens {}% of the time{}. ",
            whole_percent(one.meant.get()),
            ends.unwrap_or_default()
        )
    });
    format!("{who}: {told}{}", advice(row))
}

fn advice(row: &Recalibrated) -> String {
    let on = match row.folds {
        Folds::Forward => "by maps of what was known before of other clusters",
        Folds::Clusters => "by maps of other questions",
    };
    let Ok(mean) = row.saving.mean else {
        return format!(
            "What it would have saved cannot be given: {}.",
            clause(&row.saving)
        );
    };
    if row.is_advised() {
        let interval = row
            .saving
            .interval
            .map(|(low, high)| format!(" ({} to {})", score(-high), score(-low)));
        return format!(
            "Saying that instead would have lowered the Brier score by {}{}, {on}: worth doing.",
            score(-mean),
            interval.unwrap_or_default()
        );
    }
    match row.saving.told {
        ComparisonVerdict::Second => {
            format!(
                "Saying that instead would have cost {}, {on}: leave it.",
                score(mean)
            )
        }
        ComparisonVerdict::Identical => format!("Saying that instead changes nothing, {on}."),
        _ => format!(
            "Saying that instead would have changed the Brier score by {}, {}, {on}: no advice.",
            score(mean),
            clause(&row.saving)
        ),
    }
}

/// Returns what each tenth has meant, a row for each forecaster.
fn curves(answer: &Recalibration) -> ScreenTable {
    let rows = answer.rows.iter().filter(|row| !row.curve.is_empty());
    let rows: Vec<&Recalibrated> = rows.collect();
    let mut columns = vec![
        column::text("who").down_to(8),
        column::figure("clusters").rank(2),
    ];
    let tenths = rows
        .first()
        .map(|row| row.curve.as_slice())
        .unwrap_or_default();
    columns.extend(
        tenths
            .iter()
            .map(|one| column::figure(percent(one.said.get()))),
    );
    let mut sheet = ScreenTable::new(columns);
    for row in rows {
        let mut cells = vec![name(&row.group), row.basis.clusters.to_string()];
        cells.extend(
            row.curve
                .iter()
                .map(|one| whole_percent(one.meant.get()) + "%"),
        );
        sheet.row(cells);
    }
    sheet
}

fn words(answer: &Recalibration) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("who, word"),
        column::figure("clusters"),
        column::figure("taken for"),
        column::figure("observed"),
        column::whole("interval"),
        column::figure("has meant"),
    ]);
    for one in &answer.words {
        sheet.row(vec![
            name(&one.group),
            one.basis.clusters.to_string(),
            percent(one.said.get()),
            percent(one.observed),
            ends(Some(one.interval)),
            percent(one.meant.get()),
        ]);
    }
    sheet
}

/// Returns numbers to consider for estimates.
fn suggested(suggestions: &[Suggestion]) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("question"),
        column::text("who"),
        column::figure("estimate"),
        column::figure("has meant"),
    ]);
    for one in suggestions {
        sheet.row(vec![
            one.question.clone(),
            one.forecaster.clone(),
            percent(one.said.get()),
            percent(one.meant.get()),
        ]);
    }
    sheet
}

/// A forecaster's map in JSON, as `--apply` reads it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecalibratedV1 {
    /// Whose it is.
    group: GroupV1,
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// The map from what is said to what it has meant; none where there is too little.
    map: Option<MapV1>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    map_why: Option<String>,
    /// The map at each tenth.
    curve: Vec<MeaningV1>,
    /// How it was tried out: each estimate by what was known before it, or by other clusters.
    #[schemars(extend("enum" = ["forward", "clusters"]))]
    folds: &'static str,
    /// The Brier score with the map less that without, on what had no say in it.
    #[serde(flatten)]
    saving: FiguresV1,
    /// Whether it is worth using: what it saves is more than chance.
    advised: bool,
    /// How the interval and the p-value were made.
    procedures: Vec<ProcedureV1>,
    /// The same in a sentence.
    sentence: String,
    /// What each word has meant.
    words: Vec<WordV1>,
    /// Numbers to consider for open estimates.
    open: Vec<SuggestionV1>,
}

/// A map in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum MapV1 {
    /// A line in log odds.
    Line {
        /// What is added.
        intercept: f64,
        /// What log odds are multiplied by.
        slope: f64,
    },
    /// Corners of a rising curve: what is said, and what it has meant.
    Isotonic {
        /// The corners, ascending.
        corners: Vec<[f64; 2]>,
    },
    /// logit π = c + a ln p − b ln (1 − p).
    Beta {
        /// The slope in ln p.
        a: f64,
        /// The slope in −ln (1 − p).
        b: f64,
        /// What is added.
        c: f64,
    },
}

/// What a number has meant, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct MeaningV1 {
    said: f64,
    meant: f64,
    low: Option<f64>,
    high: Option<f64>,
}

/// What a word has meant, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct WordV1 {
    group: GroupV1,
    #[serde(flatten)]
    basis: SampleSizeV1,
    said: f64,
    observed: f64,
    low: f64,
    high: f64,
    meant: f64,
}

/// A number to consider, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SuggestionV1 {
    /// The question.
    question: String,
    /// Whose estimate.
    forecaster: String,
    /// What they say.
    said: f64,
    /// What that has meant.
    meant: f64,
}

impl From<&Suggestion> for SuggestionV1 {
    fn from(one: &Suggestion) -> Self {
        Self {
            question: one.question.clone(),
            forecaster: one.forecaster.clone(),
            said: one.said.get(),
            meant: one.meant.get(),
        }
    }
}

impl From<&Meaning> for MeaningV1 {
    fn from(one: &Meaning) -> Self {
        let ends = one.interval;
        Self {
            said: one.said.get(),
            meant: one.meant.get(),
            low: ends.map(|ends| ends.low),
            high: ends.map(|ends| ends.high),
        }
    }
}

impl From<&WordMeaning> for WordV1 {
    fn from(one: &WordMeaning) -> Self {
        Self {
            group: (&one.group).into(),
            basis: one.basis.into(),
            said: one.said.get(),
            observed: one.observed,
            low: one.interval.low,
            high: one.interval.high,
            meant: one.meant.get(),
        }
    }
}

impl From<&RecalibrationMap> for MapV1 {
    fn from(map: &RecalibrationMap) -> Self {
        match map {
            RecalibrationMap::Line(LogOddsLine { intercept, slope }) => Self::Line {
                intercept: *intercept,
                slope: *slope,
            },
            RecalibrationMap::Isotonic(corners) => Self::Isotonic {
                corners: corners
                    .iter()
                    .map(|(said, meant)| [said.get(), *meant])
                    .collect(),
            },
            RecalibrationMap::Beta(BetaMap { a, b, c }) => Self::Beta {
                a: *a,
                b: *b,
                c: *c,
            },
        }
    }
}

impl MapV1 {
    /// Returns the map, unless it is none: finite, rising and from 0 to 1.
    #[must_use]
    pub fn map(&self) -> Option<RecalibrationMap> {
        match self {
            Self::Line { intercept, slope } => (intercept.is_finite() && slope.is_finite())
                .then_some(RecalibrationMap::Line(LogOddsLine {
                    intercept: *intercept,
                    slope: *slope,
                })),
            Self::Beta { a, b, c } => [a, b, c]
                .into_iter()
                .all(|value| value.is_finite())
                .then_some(RecalibrationMap::Beta(BetaMap {
                    a: *a,
                    b: *b,
                    c: *c,
                })),
            Self::Isotonic { corners } => {
                let corner = |[said, meant]: &[f64; 2]| {
                    Some((Probability::new(*said)?, Probability::new(*meant)?.get()))
                };
                let corners: Option<Vec<_>> = corners.iter().map(corner).collect();
                let corners = corners.filter(|corners| {
                    let said = corners.windows(2).all(|two| two[0].0 <= two[1].0);
                    !corners.is_empty() && said
                })?;
                Some(RecalibrationMap::Isotonic(corners))
            }
        }
    }
}

fn row_v1(answer: &Recalibration, row: &Recalibrated) -> RecalibratedV1 {
    let who = name(&row.group);
    let saving = figures([MetricId::Difference, MetricId::DifferenceP], &row.saving);
    let words = answer.words.iter();
    let words = words.filter(|one| one.group.first() == row.group.first());
    RecalibratedV1 {
        group: (&row.group).into(),
        basis: row.basis.into(),
        map: row.map.as_ref().ok().map(Into::into),
        map_why: row.map.as_ref().err().map(ToString::to_string),
        curve: row.curve.iter().map(Into::into).collect(),
        folds: match row.folds {
            Folds::Forward => "forward",
            Folds::Clusters => "clusters",
        },
        procedures: procedures(made(&saving)),
        saving: saving.into(),
        advised: row.is_advised(),
        sentence: sentence(row),
        words: words.map(Into::into).collect(),
        open: answer
            .open
            .iter()
            .filter(|one| one.forecaster == who)
            .map(Into::into)
            .collect(),
    }
}

impl Answer for Answered<'_, Recalibration> {
    type Row = RecalibratedV1;
    type RunInfo = ScoringInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let (answer, request) = (&self.answer, self.request);
        let mut page = Page::default();
        if answer.rows.is_empty() {
            page.notes(nothing(request, &answer.skipped));
            return page;
        }
        for row in &answer.rows {
            page.painted(Color::Strong, sentence(row));
        }
        if answer.rows.iter().any(|row| !row.curve.is_empty()) {
            page.table(curves(answer));
        }
        if !answer.words.is_empty() {
            page.table(words(answer));
        }
        if !answer.open.is_empty() {
            let shown = if screen.verbose {
                answer.open.len()
            } else {
                answer.open.len().min(SHOWN)
            };
            page.painted(
                None,
                format!(
                    "To consider for {} (nothing is changed):",
                    value::count(answer.open.len(), "open estimate")
                ),
            );
            page.table(suggested(&answer.open[..shown]));
        }
        page.notes(format!(
            "{}; map {}\n{}",
            line(request, "What each tenth has meant; Brier 0 (best) to 1"),
            answer.method,
            left_out(&answer.skipped)
        ));
        page
    }

    fn json(&self) -> EnvelopeV1<RecalibratedV1, ScoringInfoV1> {
        let rows = self.answer.rows.iter().map(|row| row_v1(&self.answer, row));
        EnvelopeV1::new("recalibrate", self.request.into(), rows.collect())
            .skipping(&self.answer.skipped)
    }
}

impl Answer for Answered<'_, Vec<Suggestion>> {
    type Row = SuggestionV1;
    type RunInfo = ScoringInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        if self.answer.is_empty() {
            page.notes("No estimate of a forecaster whose map is given.\n".to_owned());
            return page;
        }
        page.table(suggested(&self.answer));
        page
    }

    fn json(&self) -> EnvelopeV1<SuggestionV1, ScoringInfoV1> {
        let rows = self.answer.iter().map(Into::into).collect();
        EnvelopeV1::new("recalibrate-apply", self.request.into(), rows)
    }
}

/// Returns the maps that `--format json` printed, by forecaster.
///
/// # Errors
///
/// What it is instead.
pub fn saved_maps(
    text: &str,
) -> Result<std::collections::BTreeMap<String, RecalibrationMap>, String> {
    /// What is read of a row.
    #[derive(Deserialize)]
    struct Saved {
        group: std::collections::BTreeMap<String, String>,
        map: Option<MapV1>,
    }
    /// What is read of the whole.
    #[derive(Deserialize)]
    struct Envelope {
        rows: Vec<Saved>,
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut maps = std::collections::BTreeMap::new();
    for row in envelope.rows {
        let (Some(who), Some(map)) = (row.group.get("forecaster"), row.map) else {
            continue;
        };
        let map = map
            .map()
            .ok_or_else(|| format!("the map of {who} is none"))?;
        maps.insert(who.clone(), map);
    }
    Ok(maps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_read_back_as_it_was_written() {
        let p = |value| Probability::new(value).unwrap();
        let maps = [
            RecalibrationMap::Line(LogOddsLine {
                intercept: -0.25,
                slope: 0.7,
            }),
            RecalibrationMap::Beta(BetaMap {
                a: 0.5,
                b: 1.5,
                c: 0.1,
            }),
            RecalibrationMap::Isotonic(vec![(p(0.1), 0.0), (p(0.8), 0.6)]),
        ];
        for map in maps {
            let text = serde_json::to_string(&MapV1::from(&map)).unwrap();
            let read: MapV1 = serde_json::from_str(&text).unwrap();
            assert_eq!(read.map(), Some(map));
        }
    }

    #[test]
    fn what_is_no_map_is_refused() {
        for (text, why) in [
            ("{}", "missing field `rows`"),
            (
                r#"{"rows": [{"group": {"forecaster": "ann"}, "map": {"kind": "isotonic", "corners": []}}]}"#,
                "the map of ann is none",
            ),
            (
                r#"{"rows": [{"group": {"forecaster": "ann"}, "map": {"kind": "isotonic", "corners": [[0.1, 7.0]]}}]}"#,
                "the map of ann is none",
            ),
        ] {
            let error = saved_maps(text).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
        assert!(saved_maps(r#"{"rows": []}"#).unwrap().is_empty());
    }
}
