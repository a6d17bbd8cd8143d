//! How many forecasts there are, and how they stand.

use std::collections::BTreeMap;

use crate::ledger::{Entry, Ledger, State, View, VoidReason};
use crate::model::Value;

/// How many forecasts there are, and how they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// All of them.
    pub forecasts: usize,
    /// Not resolved, and their deadline has not passed.
    pub open: usize,
    /// They depend on a forecast that is not resolved.
    pub waiting: usize,
    /// Their deadline has passed, and their outcome is not overdue yet.
    pub awaiting: usize,
    /// Not resolved, though the days of grace have passed.
    pub overdue: usize,
    /// Resolved with an outcome.
    pub resolved: usize,
    /// Resolved without one, by reason.
    pub void: BTreeMap<VoidReason, usize>,
    /// With no estimate that gives a number.
    pub without_number: usize,
}

impl Counts {
    /// Returns the counts of these records.
    pub(super) fn of(ledger: &Ledger, entries: &[&Entry], view: &View) -> Self {
        let mut counts = Self {
            forecasts: entries.len(),
            ..Self::default()
        };
        for entry in entries {
            match view.state(ledger, entry) {
                State::Open => counts.open += 1,
                State::Waiting => counts.waiting += 1,
                State::Awaiting { .. } => counts.awaiting += 1,
                State::Overdue { .. } => counts.overdue += 1,
                State::Resolved(_) => counts.resolved += 1,
                State::Void(reason) => *counts.void.entry(reason).or_default() += 1,
            }
            let says = |value: &Value| !matches!(value, Value::Declined(_) | Value::Withdrawn);
            if !view
                .estimates(&entry.forecast)
                .any(|estimate| says(&estimate.value))
            {
                counts.without_number += 1;
            }
        }
        counts
    }

    /// Returns how many are void, for whatever reason.
    #[must_use]
    pub fn all_void(&self) -> usize {
        self.void.values().sum()
    }
}
