//! What open forecasts are worth, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::number::{percent, small};
use super::scenarios::ScenariosInfoV1;
use super::{Answer, Answered, DayV1, EnvelopeV1, Page, Screen, ScreenTable};
use crate::analysis::scenarios::SetRequest;
use crate::analysis::{AnswerValue, coherence::EstimateSource};
use crate::render::column;

/// Returns what each open forecast is worth as a sheet.
fn sheet(all: &[AnswerValue<'_>]) -> ScreenTable {
    let heads = [
        column::text("watch"),
        column::whole("due"),
        column::text("for"),
        column::text("as").rank(2),
        column::figure("Brier gain"),
        column::figure("of most").rank(1),
        column::figure("bits").rank(1),
    ];
    let mut sheet = ScreenTable::new(heads);
    for one in all {
        sheet.row(vec![
            one.watch.forecast.id.to_string(),
            one.due.to_string(),
            one.target.forecast.id.to_string(),
            one.by
                .as_ref()
                .map(EstimateSource::to_string)
                .unwrap_or_default(),
            small(one.brier_gain),
            one.brier_share.map(percent).unwrap_or_default(),
            small(one.bits),
        ]);
    }
    sheet.without_empty_columns()
}

/// The line under the sheet.
const NOTE: &str = "Brier gain: by how much the answer would on average lower the Brier score (0 to 1); of \
                    most: as a part of what knowing the target itself would do.\n";

/// What an open forecast is worth, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AnswerValueV1 {
    /// The open forecast.
    watch: String,
    /// When it is due.
    due: DayV1,
    /// What it would move.
    target: String,
    /// Whose numbers.
    by: Option<String>,
    /// By how much the answer would lower the Brier score on average.
    brier_gain: f64,
    /// The same as a share of what knowing the target itself would do.
    brier_share: Option<f64>,
    /// How far the answer would tell on average.
    bits: f64,
    /// The same as a share.
    bits_share: Option<f64>,
}

impl From<&AnswerValue<'_>> for AnswerValueV1 {
    fn from(one: &AnswerValue<'_>) -> Self {
        Self {
            watch: one.watch.forecast.id.to_string(),
            due: DayV1::new(one.due),
            target: one.target.forecast.id.to_string(),
            by: one.by.as_ref().map(EstimateSource::to_string),
            brier_gain: one.brier_gain,
            brier_share: one.brier_share,
            bits: one.bits,
            bits_share: one.bits_share,
        }
    }
}

impl Answer for Answered<'_, Vec<AnswerValue<'_>>, SetRequest> {
    type Row = AnswerValueV1;
    type RunInfo = ScenariosInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        if self.answer.is_empty() {
            page.screen_line("No open forecast is an indicator, or the condition of another.");
        } else {
            page.table(sheet(&self.answer));
            page.notes(NOTE);
        }
        page
    }

    fn json(&self) -> EnvelopeV1<AnswerValueV1, ScenariosInfoV1> {
        let rows = self.answer.iter().map(AnswerValueV1::from).collect();
        EnvelopeV1::new("scenarios", self.request.into(), rows)
    }
}
