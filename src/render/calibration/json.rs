//! Calibration in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::figures::{BandKind, Bands, IntervalCoverage, IntervalMethod};
use crate::analysis::{Calibration, CalibrationBin, Quantities, Rows, Table};
use crate::dataset::OptionEvents;
use crate::model::{Band, Probability};
use crate::query::{Group, SampleSize};
use crate::render::procedure_v1::{made, procedures};
use crate::render::{
    EnvelopeV1, FiguresV1, GroupV1, NumberV1, ProcedureV1, SampleSizeV1, ScoringInfoV1, row_csv,
};
use crate::scoring::calibration::Closed;
use crate::scoring::{Interval, Statistic, Undefined};

use super::CalibrationAnswer;

/// The calibration of a group, in JSON; numbers and days are part of their group's row.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CalibrationRowV1 {
    /// What it is about.
    group: GroupV1,
    #[serde(flatten)]
    basis: SampleSizeV1,
    #[serde(flatten)]
    table: Option<CalibrationTableV1>,
    /// Numbers and days: how often central intervals held the outcome, and where it fell.
    #[serde(skip_serializing_if = "Option::is_none")]
    quantities: Option<QuantitiesV1>,
}

impl CalibrationRowV1 {
    /// Returns how its intervals and p-values were made.
    pub(super) fn procedures(&self) -> &[ProcedureV1] {
        match (&self.table, &self.quantities) {
            (Some(table), _) => &table.procedures,
            (None, Some(quantities)) => &quantities.procedures,
            (None, None) => &[],
        }
    }
}

/// The table of yes-or-no questions, with the rows in `bins`, `blocks` (of isotonic regression) or
/// `words`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct CalibrationTableV1 {
    /// The share of the scheduled lives with a number.
    coverage: Option<f64>,
    #[serde(flatten)]
    figures: FiguresV1,
    /// Whether the forecaster is too sure or not sure enough.
    #[schemars(extend("enum" = ["overconfident", "underconfident", "cannot tell"]))]
    tendency: String,
    /// The one condition that fails, where it cannot be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    tendency_why: Option<String>,
    /// Pairs on which the tests rest.
    n_tested: Option<usize>,
    /// Why nothing is tested.
    #[serde(skip_serializing_if = "Option::is_none")]
    n_tested_why: Option<String>,
    /// Rows by numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    bins: Option<Vec<CalibrationBinV1>>,
    /// Rows by the blocks of isotonic regression.
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<CalibrationBinV1>>,
    /// Rows by words.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Vec<CalibrationBinV1>>,
    #[serde(flatten)]
    bands: Option<BandsV1>,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
}

/// The band of the calibration curve, where `--bands` asks for one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct BandsV1 {
    /// The band at each forecast.
    band: Option<Vec<BandPointV1>>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    band_why: Option<String>,
}

/// A row of a calibration table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct CalibrationBinV1 {
    /// The lower end of what was given.
    low: Option<f64>,
    /// The upper end of it.
    high: Option<f64>,
    /// The word.
    word: Option<String>,
    /// Whether the word was said, rather than a number mapped to it.
    said: bool,
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// The effective number of clusters.
    n_eff: Option<NumberV1>,
    /// What was given on average.
    mean_forecast: Option<NumberV1>,
    /// The weight of what happened.
    events: NumberV1,
    #[serde(flatten)]
    frequency: FrequencyV1,
    /// What can be said of it.
    verdict: Option<String>,
    /// Why nothing can, where there are estimates.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict_why: Option<&'static str>,
}

/// A share that happened, with its interval.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct FrequencyV1 {
    /// The share.
    frequency: Option<NumberV1>,
    /// The lower end of its interval.
    frequency_low: Option<f64>,
    /// The upper end of it.
    frequency_high: Option<f64>,
}

/// The band of the curve at a forecast.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct BandPointV1 {
    /// The forecast.
    forecast: f64,
    /// The lower end of the band there.
    low: f64,
    /// The upper end of it.
    high: f64,
}

/// How well numbers and days were given.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct QuantitiesV1 {
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// How often central intervals held the outcome.
    intervals: Vec<IntervalCoverageV1>,
    /// Where the outcomes fell in the forecasts.
    pit: PitV1,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
}

/// How often central intervals of a level held the outcome.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct IntervalCoverageV1 {
    /// The level.
    level: f64,
    /// How many there are.
    n: usize,
    /// Clusters of questions.
    clusters: usize,
    /// The weight of those that held it.
    covered: NumberV1,
    #[serde(flatten)]
    frequency: FrequencyV1,
    /// What can be said of it.
    verdict: Option<String>,
}

/// The probability integral transform.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct PitV1 {
    /// The weight of the outcomes in each tenth.
    tenths: Vec<f64>,
    #[serde(flatten)]
    figures: FiguresV1,
}

/// What made a calibration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CalibrationInfoV1 {
    #[serde(flatten)]
    scoring: ScoringInfoV1,
    /// What is asked of options, where it is of those.
    #[schemars(extend("enum" = ["rest", "top", "cumulative", null]))]
    options: Option<&'static str>,
    /// The rows of the table.
    rows: String,
    /// The rows by which errors of calibration are measured.
    ece_rows: String,
    /// Which end belongs to a bin.
    #[schemars(extend("enum" = ["left", "right"]))]
    closed: &'static str,
    /// How the interval of a row is worked out.
    #[schemars(extend("enum" = IntervalMethod::ALL.map(IntervalMethod::as_str)))]
    interval: &'static str,
    /// Which band of the curve is wanted.
    bands: Option<&'static str>,
    /// Whether anything was tested.
    tests: bool,
    /// Whether what is fitted was left out as well.
    plain: bool,
}

/// A row of a table, or a level of intervals, with its group, for CSV.
#[derive(Serialize, JsonSchema)]
struct LineV1 {
    group: GroupV1,
    #[serde(flatten)]
    bin: Option<CalibrationBinV1>,
    #[serde(flatten)]
    interval: Option<IntervalCoverageV1>,
}

/// Returns the calibration in JSON: a row for each group, the total last.
pub(super) fn json(
    asked: &CalibrationAnswer<'_>,
) -> EnvelopeV1<CalibrationRowV1, CalibrationInfoV1> {
    let how = asked.options;
    let made_with = CalibrationInfoV1 {
        scoring: asked.request.into(),
        options: asked.events.map(OptionEvents::as_str),
        rows: how.rows.to_string(),
        ece_rows: how.bins().to_string(),
        closed: match how.closed {
            Closed::Left => "left",
            Closed::Right | Closed::Both => "right",
        },
        interval: how.interval.as_str(),
        bands: how.bands.map(BandKind::as_str),
        tests: how.tests,
        plain: how.plain,
    };
    EnvelopeV1::new("calibration", made_with, rows(&asked.answer, &how.rows))
        .skipping(&asked.answer.skipped)
}

/// Returns the rows of all tables, and how often intervals of each level held the outcome, as CSV.
pub(super) fn csv(asked: &CalibrationAnswer<'_>) -> String {
    let line = |group: &Group, bin, interval| LineV1 {
        group: group.into(),
        bin,
        interval,
    };
    let mut lines = Vec::new();
    for table in &asked.answer.tables {
        let bins = table.rows.iter().map(CalibrationBinV1::from);
        lines.extend(bins.map(|bin| line(&table.group, Some(bin), None)));
    }
    for quantities in &asked.answer.quantities {
        let levels = quantities.hits.iter().map(IntervalCoverageV1::from);
        lines.extend(levels.map(|level| line(&quantities.group, None, Some(level))));
    }
    row_csv(&lines)
}

fn rows(calibration: &Calibration, rows: &Rows) -> Vec<CalibrationRowV1> {
    let quantities = calibration.quantities.iter();
    let row = |group: &Group, basis: SampleSize, table| CalibrationRowV1 {
        group: group.into(),
        basis: basis.into(),
        table,
        quantities: quantities
            .clone()
            .find(|one| one.group == *group)
            .map(QuantitiesV1::from),
    };
    let tables = calibration.tables.iter();
    let mut all: Vec<_> = tables
        .clone()
        .map(|one| row(&one.group, one.basis, Some(table_v1(one, rows))))
        .collect();
    let has_table = |group: &Group| tables.clone().any(|table| table.group == *group);
    let alone = quantities.clone().filter(|one| !has_table(&one.group));
    let alone: Vec<_> = alone
        .map(|one| row(&one.group, SampleSize::default(), None))
        .collect();
    let last = all.len().saturating_sub(1);
    all.splice(last..last, alone);
    all
}

fn table_v1(table: &Table, rows: &Rows) -> CalibrationTableV1 {
    let lines = || Some(table.rows.iter().map(CalibrationBinV1::from).collect());
    let (bins, blocks, words) = match rows {
        Rows::Word => (None, None, lines()),
        Rows::Corp => (None, lines(), None),
        _ => (lines(), None, None),
    };
    let why = |why: Undefined| why.to_string();
    let frequencies = table.rows.iter().filter_map(|bin| bin.procedure);
    let frequencies = frequencies.map(|procedure| ("frequency".to_owned(), procedure));
    let band = table.bands.iter().flatten();
    let band = band.map(|bands| ("band".to_owned(), bands.procedure));
    CalibrationTableV1 {
        coverage: table.coverage.map(|share| share.stated),
        figures: (&table.fitted.figures).into(),
        tendency: table.fitted.tendency.to_string(),
        tendency_why: table.fitted.tendency.why().map(|why| why.to_string()),
        n_tested: table.fitted.tested.ok(),
        n_tested_why: table.fitted.tested.err().map(why),
        bins,
        blocks,
        words,
        bands: table.bands.as_ref().map(|bands| BandsV1 {
            band: bands.as_ref().ok().map(band_v1),
            band_why: bands.as_ref().err().copied().map(why),
        }),
        procedures: procedures(made(&table.fitted.figures).chain(frequencies).chain(band)),
    }
}

fn band_v1(bands: &Bands) -> Vec<BandPointV1> {
    let at = bands.at.iter().map(|(forecast, ends)| BandPointV1 {
        forecast: forecast.get(),
        low: ends.low,
        high: ends.high,
    });
    at.collect()
}

impl FrequencyV1 {
    fn new(frequency: Statistic, interval: Option<Interval>) -> Self {
        Self {
            frequency: NumberV1::of(frequency),
            frequency_low: interval.map(|ends| ends.low),
            frequency_high: interval.map(|ends| ends.high),
        }
    }
}

impl From<&CalibrationBin> for CalibrationBinV1 {
    fn from(bin: &CalibrationBin) -> Self {
        let end = |pick: fn(Band) -> Probability| bin.cut.band.map(|band| pick(band).get());
        Self {
            low: end(|band| band.low),
            high: end(|band| band.high),
            word: bin.cut.word.clone(),
            said: bin.cut.said,
            basis: bin.basis.into(),
            n_eff: NumberV1::of(bin.row.effective),
            mean_forecast: NumberV1::of(bin.row.mean_forecast),
            events: NumberV1(bin.row.yes),
            frequency: FrequencyV1::new(bin.row.frequency(), bin.interval),
            verdict: bin.verdict.map(|verdict| verdict.to_string()),
            // A row of days may hold none of the first estimates, by which verdicts go.
            verdict_why: (bin.verdict.is_none() && bin.row.pairs > 0)
                .then_some("no first estimate lies in this row"),
        }
    }
}

impl From<&Quantities> for QuantitiesV1 {
    fn from(quantities: &Quantities) -> Self {
        let levels = quantities.hits.iter();
        let intervals = levels.clone().filter_map(|one| one.procedure);
        let intervals = intervals.map(|procedure| ("frequency".to_owned(), procedure));
        Self {
            basis: quantities.basis.into(),
            intervals: levels.map(IntervalCoverageV1::from).collect(),
            pit: PitV1 {
                tenths: quantities.places.tenths.clone(),
                figures: (&quantities.places.figures).into(),
            },
            procedures: procedures(intervals.chain(made(&quantities.places.figures))),
        }
    }
}

impl From<&IntervalCoverage> for IntervalCoverageV1 {
    fn from(hits: &IntervalCoverage) -> Self {
        Self {
            level: hits.level,
            n: hits.row.pairs,
            clusters: hits.clusters,
            covered: NumberV1(hits.row.yes),
            frequency: FrequencyV1::new(hits.row.frequency(), hits.interval.ok()),
            verdict: hits.verdict.map(|verdict| verdict.to_string()),
        }
    }
}
