//! A platform's numbers, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{Platform, PlatformCurve, PlatformCurveBin, PlatformScore, PlatformScoreRow};
use crate::metrics::MetricId;
use crate::query::{Group, Request};
use crate::render::column;

use super::number::{self, decimals, percent, whole_percent};
use super::procedure_v1::{made, procedures};
use super::run_info::{left_out, nothing, seen};
use super::{
    Answer, Answered, EnvelopeV1, FiguresV1, GroupV1, Page, ProcedureV1, SampleSizeV1,
    ScoringInfoV1, Screen, ScreenColumn, ScreenTable, row_csv, value,
};

/// The figures of a platform's table.
fn columns(platform: Platform) -> &'static [MetricId] {
    use MetricId::{
        Absolute, Accuracy, Baseline, Brier, BrierAdjusted, BrierFull, BrierIndex, BrierSkill,
        Days, Median, Peer, PeerGlobal, Relative, Responses, SpotBaseline, SpotPeer,
    };
    match platform {
        Platform::Metaculus => &[Baseline, Peer, SpotBaseline, SpotPeer, PeerGlobal],
        Platform::Gjo => &[Days, BrierFull, Median, Accuracy],
        Platform::Fatebook => &[Absolute, Relative],
        Platform::PredictionBook => &[Responses, Brier, BrierAdjusted],
        Platform::ForecastBench => &[Brier, BrierAdjusted, BrierIndex, Peer, BrierSkill],
    }
}

/// Returns a platform's numbers as a sheet, the total last.
fn sheet(liked: &PlatformScore, request: &Request) -> ScreenTable {
    let columns = columns(liked.platform);
    let names = request
        .group_by
        .iter()
        .map(|one| column::text(one.as_str()));
    let mut heads: Vec<ScreenColumn> = names.collect();
    heads.extend(["questions", "clusters", "coverage"].map(column::figure));
    heads.extend(columns.iter().map(|id| column::figure(id.info().label)));
    let mut sheet = ScreenTable::new(heads);
    for row in &liked.rows {
        let mut cells = group(row, request);
        cells.extend([row.basis.questions, row.basis.clusters].map(|n| n.to_string()));
        cells.push(cell(row, MetricId::Coverage));
        cells.extend(columns.iter().map(|id| cell(row, *id)));
        sheet.row(cells);
    }
    sheet
}

fn group(row: &PlatformScoreRow, request: &Request) -> Vec<String> {
    if !row.group.is_empty() {
        return row.group.iter().map(|(_, text)| text.clone()).collect();
    }
    let mut cells = vec![String::new(); request.group_by.len()];
    if let Some(first) = cells.first_mut() {
        "all".clone_into(first);
    }
    cells
}

fn cell(row: &PlatformScoreRow, id: MetricId) -> String {
    let value = row.figures.get(id).map(|figure| figure.value);
    value.map_or_else(String::new, |value| {
        let text = |value| number::figure(value, id.info().format);
        value.map_or_else(|_| "n/a".to_owned(), text)
    })
}

/// Returns the lines under the numbers: by which rule of which platform, and what was left out.
fn notes(liked: &PlatformScore, request: &Request) -> String {
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

/// A platform's numbers for a group, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlatformScoreRowV1 {
    /// What it is about.
    group: GroupV1,
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// The platform's own numbers.
    #[serde(flatten)]
    figures: FiguresV1,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
}

/// What made a platform's numbers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlatformInfoV1 {
    #[serde(flatten)]
    scoring: ScoringInfoV1,
    /// The platform.
    #[schemars(extend("enum" = Platform::ALL.map(Platform::as_str)))]
    like: &'static str,
    /// Its rule.
    rule: Option<&'static str>,
}

impl PlatformInfoV1 {
    fn new(request: &Request, platform: Platform, rule: Option<&'static str>) -> Self {
        let like = platform.as_str();
        let mut scoring = ScoringInfoV1::from(request);
        // The platform weighs by its own rule.
        like.clone_into(&mut scoring.weigh);
        Self {
            scoring,
            like,
            rule,
        }
    }
}

impl From<&PlatformScoreRow> for PlatformScoreRowV1 {
    fn from(row: &PlatformScoreRow) -> Self {
        Self {
            group: (&row.group).into(),
            basis: row.basis.into(),
            figures: (&row.figures).into(),
            procedures: procedures(made(&row.figures)),
        }
    }
}

impl Answer for Answered<'_, PlatformScore> {
    type Row = PlatformScoreRowV1;
    type RunInfo = PlatformInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        if !self.answer.rows.is_empty() {
            page.table(sheet(&self.answer, self.request));
        }
        page.notes(notes(&self.answer, self.request));
        page
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        &row.procedures
    }

    fn json(&self) -> EnvelopeV1<PlatformScoreRowV1, PlatformInfoV1> {
        let platform = self.answer.platform;
        let made_with = PlatformInfoV1::new(self.request, platform, Some(platform.rule()));
        let rows = self.answer.rows.iter().map(PlatformScoreRowV1::from);
        EnvelopeV1::new("score", made_with, rows.collect()).skipping(&self.answer.skipped)
    }
}

/// Returns a platform's calibration table as a sheet.
fn curve_sheet(curve: &PlatformCurve) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("estimate"),
        column::figure("n"),
        column::figure("observed"),
        column::whole("expected"),
    ]);
    for bin in &curve.bins {
        let expected = bin.band.map(|(low, high)| {
            let [low, high] = [low, high].map(whole_percent);
            format!("{low}–{high}%")
        });
        sheet.row(vec![
            ends(bin),
            bin.n.to_string(),
            bin.frequency.map(percent).unwrap_or_default(),
            expected.unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns the ends of a bin, `[4.2, 8.3)%`.
fn ends(bin: &PlatformCurveBin) -> String {
    let bare = |end: f64| decimals(end * 100.0, 1);
    let close = if bin.high < 1.0 { ')' } else { ']' };
    if bin.low >= 1.0 {
        return "100%".to_owned();
    }
    format!("[{}, {}{close}%", bare(bin.low), bare(bin.high))
}

/// Returns the lines under a platform's calibration table.
fn curve_notes(curve: &PlatformCurve, request: &Request) -> String {
    let n: usize = curve.bins.iter().map(|bin| bin.n).sum();
    if n == 0 {
        return nothing(request, &curve.skipped);
    }
    format!(
        "By the rule of {}.\n{} on {}; times in UTC, cut where the outcome was known; {}\n{}",
        curve.platform.curve_rule().unwrap_or_default(),
        value::count(n, "forecast"),
        value::count(curve.questions, "question"),
        seen(request),
        left_out(&curve.skipped)
    )
}

/// A platform's calibration table in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlatformCurveV1 {
    /// Everything.
    group: GroupV1,
    /// Forecasts.
    n: usize,
    /// Questions.
    questions: usize,
    /// The platform's own bins.
    bins: Vec<PlatformBinV1>,
}

/// A bin of a platform's calibration table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct PlatformBinV1 {
    /// Its lower end.
    low: f64,
    /// Its upper end.
    high: f64,
    /// Forecasts.
    n: usize,
    /// The share of them that happened.
    frequency: Option<f64>,
    /// The lower end of what the platform expects.
    expected_low: Option<f64>,
    /// The upper end of it.
    expected_high: Option<f64>,
}

impl From<&PlatformCurveBin> for PlatformBinV1 {
    fn from(bin: &PlatformCurveBin) -> Self {
        let (expected_low, expected_high) = bin.band.unzip();
        Self {
            low: bin.low,
            high: bin.high,
            n: bin.n,
            frequency: bin.frequency.ok(),
            expected_low,
            expected_high,
        }
    }
}

impl Answer for Answered<'_, PlatformCurve> {
    type Row = PlatformCurveV1;
    type RunInfo = PlatformInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        if self.answer.questions > 0 {
            page.table(curve_sheet(&self.answer));
        }
        page.notes(curve_notes(&self.answer, self.request));
        page
    }

    fn json(&self) -> EnvelopeV1<PlatformCurveV1, PlatformInfoV1> {
        let curve = &self.answer;
        let rule = curve.platform.curve_rule();
        let made_with = PlatformInfoV1::new(self.request, curve.platform, rule);
        let row = PlatformCurveV1 {
            group: (&Group::new()).into(),
            n: curve.bins.iter().map(|bin| bin.n).sum(),
            questions: curve.questions,
            bins: curve.bins.iter().map(PlatformBinV1::from).collect(),
        };
        EnvelopeV1::new("calibration", made_with, vec![row]).skipping(&curve.skipped)
    }

    fn csv(&self) -> String {
        let bins = self.answer.bins.iter().map(PlatformBinV1::from);
        row_csv(&bins.collect::<Vec<_>>())
    }
}
