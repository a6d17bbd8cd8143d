//! What open forecasts are worth, as a sheet and in JSON.

use serde_json::{Map, Value as Json, json};

use super::number::{percent, small};
use super::{EnvelopeV1, ScreenTable};
use crate::analysis::{AnswerValue, coherence::EstimateSource};

/// Returns what each open forecast is worth as a sheet.
#[must_use]
pub fn sheet(all: &[AnswerValue<'_>]) -> ScreenTable {
    let heads = [
        "watch",
        "due",
        "for",
        "as",
        "#Brier gain",
        "#of most",
        "#bits",
    ];
    let mut sheet = ScreenTable::new(&heads);
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

/// Returns the line under the sheet.
#[must_use]
pub fn note() -> &'static str {
    "Brier gain: by how much the answer would on average lower the Brier score (0 to 1); of most: as \
     a part of what knowing the target itself would do.\n"
}

/// Returns what each open forecast is worth in JSON.
#[must_use]
pub fn json(all: &[AnswerValue<'_>], made_with: Map<String, Json>) -> String {
    EnvelopeV1::new("scenarios", made_with, all.iter().map(worth_v1).collect()).text()
}

fn worth_v1(one: &AnswerValue<'_>) -> Map<String, Json> {
    let pairs = [
        ("watch", json!(one.watch.forecast.id.as_str())),
        ("due", json!(one.due.to_string())),
        ("target", json!(one.target.forecast.id.as_str())),
        ("by", json!(one.by.as_ref().map(EstimateSource::to_string))),
        ("brier_gain", json!(one.brier_gain)),
        ("brier_share", json!(one.brier_share)),
        ("bits", json!(one.bits)),
        ("bits_share", json!(one.bits_share)),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
