//! What became of every row of a table.

use std::collections::BTreeMap;

use crate::query::ExclusionReason;

/// What became of every row of a table: `all` is what was read, what was excluded and what was not
/// asked for, together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// How many rows the table has.
    pub all: usize,
    /// How many of them were read, and are a part of a forecast.
    pub read: usize,
    /// How many a filter passed over.
    pub filtered: usize,
    /// How many were excluded for each reason.
    pub excluded: BTreeMap<ExclusionReason, usize>,
}

impl RowCounts {
    /// Notes rows that were excluded.
    pub(super) fn exclude(&mut self, reason: ExclusionReason, rows: usize) {
        if rows > 0 {
            *self.excluded.entry(reason).or_default() += rows;
        }
    }

    /// Returns how many rows were excluded.
    #[must_use]
    pub fn excluded(&self) -> usize {
        self.excluded.values().sum()
    }
}
