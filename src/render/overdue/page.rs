//! What is overdue, what is waived, and what comes next.

use crate::ledger::{Entry, Ledger, View};
use crate::model::Person;
use crate::render::records;
use crate::render::value::count;

/// What is overdue, what is waived, and what comes next.
#[derive(Clone, Copy, Debug)]
pub struct OverduePage<'a> {
    /// The ledger that it is in.
    pub ledger: &'a Ledger,
    /// From when it is seen.
    pub view: &'a View,
    /// How soon is soon; none where that was not asked.
    pub within: Option<u32>,
    /// What is overdue, the oldest first.
    pub overdue: &'a [&'a Entry],
    /// What is overdue and waived.
    pub waived: &'a [&'a Entry],
    /// What will be overdue soon.
    pub soon: &'a [&'a Entry],
    /// What is due next: awaiting an outcome, or due soon.
    pub next: &'a [&'a Entry],
}

impl<'a> OverduePage<'a> {
    /// Returns how many are overdue, in a sentence without a full stop.
    pub(super) fn title(&self) -> String {
        match self.overdue.len() {
            0 => "Nothing is overdue".to_owned(),
            1 => "1 forecast is overdue".to_owned(),
            n => format!("{n} forecasts are overdue"),
        }
    }

    /// Returns from when that is seen.
    pub(super) fn basis(&self) -> String {
        let View { as_of, grace, .. } = self.view;
        format!("As of {as_of}, with {grace} days of grace.")
    }

    /// Returns by how long a record is overdue, and to whom it goes for that.
    pub(super) fn late(&self, entry: &Entry) -> String {
        let days = count(self.view.days_overdue(self.ledger, entry), "day");
        match records::escalated(self.ledger, entry, self.view) {
            Some(to) => format!("overdue by {days}, {to}"),
            None => format!("overdue by {days}"),
        }
    }

    /// Returns how somebody is reached.
    pub(super) fn person(&self, name: &str) -> Option<&'a Person> {
        self.ledger.settings().person(name)
    }

    /// Returns the handles of those whom a record is for: who answers for it, and to whom it goes.
    pub(super) fn mentions(&self, entry: &Entry) -> Vec<&'a str> {
        let answering = entry.forecast.answering().into_iter();
        let names = answering.chain(self.view.escalated_to(self.ledger, entry));
        let mut handles = Vec::new();
        for handle in names.filter_map(|name| self.person(name)?.mention.as_deref()) {
            if !handles.contains(&handle) {
                handles.push(handle);
            }
        }
        handles
    }
}
