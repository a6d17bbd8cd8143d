//! What the rows of one estimate have in common.

use super::cell::Cell;
use crate::dataset::Column;
use crate::ledger::Readings;
use crate::model::{Confidence, Estimate, Provenance, Reading, Testimony, Value};

/// An estimate as the table has it.
pub(super) struct EstimateRow<'a> {
    pub(super) estimate: &'a Estimate,
    /// Its place among those of its forecaster, from 1.
    pub(super) revision: usize,
    pub(super) readings: &'a Readings<'a>,
    pub(super) testimony: Testimony,
    pub(super) provenance: Provenance,
}

/// Returns an estimate's cell of a column.
pub(super) fn cell(column: Column, row: &EstimateRow<'_>) -> Cell {
    let estimate = row.estimate;
    match column {
        Column::Forecaster => Cell::text(Some(&row.readings.forecaster(estimate))),
        Column::MadeAt => Cell::moment(estimate.date),
        Column::LoggedAt => row.testimony.written.map_or(Cell::Empty, Cell::moment),
        Column::Revision => Cell::Whole(row.revision),
        Column::Provenance => Cell::word(row.provenance.as_str()),
        Column::Word => word(estimate).map_or(Cell::Empty, |(word, _)| Cell::text(Some(word))),
        Column::Yardstick => word(estimate).map_or(Cell::Empty, |(_, of)| Cell::text(Some(of))),
        Column::Coded => Cell::Flag(estimate.coded().is_some()),
        Column::Confidence => {
            let confidence = estimate.confidence.map(Confidence::as_str);
            confidence.map_or(Cell::Empty, Cell::word)
        }
        Column::Withdrawn => Cell::Flag(matches!(estimate.value, Value::Withdrawn)),
        Column::Weight => Cell::Whole(1),
        _ => Cell::Empty,
    }
}

/// Returns the word of an estimate of a yes-or-no question, and its yardstick.
fn word(estimate: &Estimate) -> Option<(&str, &str)> {
    match &estimate.stated()?.reading {
        Reading::Word(reading) => Some((&reading.word, &reading.yardstick)),
        Reading::Number(_) | Reading::Range(_) | Reading::Declined => None,
    }
}
