//! What the rows of one estimate have in common.

use super::cell::Cell;
use crate::dataset::Column;
use crate::model::{Confidence, Estimate, Reading, Value};

/// Returns an estimate's cell of a column; `revision` is its place among those of its forecaster,
/// from 1.
pub(super) fn cell(column: Column, estimate: &Estimate, revision: usize) -> Cell {
    match column {
        Column::Forecaster => Cell::text(Some(&estimate.by)),
        Column::MadeAt => Cell::moment(estimate.date),
        Column::LoggedAt => Cell::moment(estimate.written()),
        Column::Revision => Cell::Whole(revision),
        Column::Word => word(estimate).map_or(Cell::Empty, |(word, _)| Cell::text(Some(word))),
        Column::Yardstick => word(estimate).map_or(Cell::Empty, |(_, of)| Cell::text(Some(of))),
        Column::Coded => Cell::Flag(estimate.coded.is_some()),
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
        Reading::Word {
            word, yardstick, ..
        } => Some((word, yardstick)),
        Reading::Number(_) | Reading::Range(_) | Reading::Declined => None,
    }
}
