//! Readings: estimates that somebody else read out of a text, apart from what their forecasters wrote.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Ledger;
use crate::model::Estimate;

/// The forecasters of whom a ledger has both: estimates of their own, and readings by others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings<'l>(BTreeSet<&'l str>);

impl<'l> Readings<'l> {
    /// Returns those of a ledger.
    #[must_use]
    pub fn of(ledger: &'l Ledger) -> Self {
        let entries = ledger.entries().iter();
        let estimates = entries.flat_map(|entry| &entry.forecast.estimates);
        let names = |reading: bool| -> BTreeSet<&'l str> {
            let these = estimates.clone();
            let these = these.filter(|one| one.is_reading() == reading);
            these.map(|one| &*one.by).collect()
        };
        Self(names(true).intersection(&names(false)).copied().collect())
    }

    /// Returns the name under which an estimate is scored: a reading is never merged into what its
    /// forecaster wrote.
    #[must_use]
    pub fn forecaster<'e>(&self, estimate: &'e Estimate) -> Cow<'e, str> {
        let by = &*estimate.by;
        if estimate.is_reading() && self.0.contains(by) {
            Cow::Owned(format!("{by} (coded)"))
        } else {
            Cow::Borrowed(by)
        }
    }
}
