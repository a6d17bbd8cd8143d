//! What comes due, what is overdue, and what nobody has looked at for long.

use crate::ledger::{Entry, Ledger, State, View};
use crate::model::add_days;

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Agenda<'a> {
    /// Overdue, the longest first.
    pub overdue: Vec<&'a Entry>,
    /// Their deadline has passed, and their outcome is not overdue yet, the next first.
    pub awaiting: Vec<&'a Entry>,
    /// To be looked up within [`SOON`] days, the next first.
    pub soon: Vec<&'a Entry>,
    /// Open and due later, the next first.
    pub later: Vec<&'a Entry>,
}

/// Days within which what is due comes soon: a quarter, since the report is made that often.
pub const SOON: u32 = 92;

impl<'a> Agenda<'a> {
    /// Returns the agenda of these records.
    pub(super) fn of(ledger: &Ledger, entries: &[&'a Entry], view: &View) -> Self {
        let mut agenda = Self {
            overdue: Vec::new(),
            awaiting: Vec::new(),
            soon: Vec::new(),
            later: Vec::new(),
        };
        for &entry in entries {
            match view.state(ledger, entry) {
                State::Overdue { .. } => agenda.overdue.push(entry),
                State::Awaiting { .. } => agenda.awaiting.push(entry),
                State::Open | State::Waiting => {
                    let soon = entry.forecast.lookup().day() <= add_days(view.as_of, SOON);
                    if soon {
                        &mut agenda.soon
                    } else {
                        &mut agenda.later
                    }
                    .push(entry);
                }
                State::Resolved(_) | State::Void(_) => {}
            }
        }
        let Self {
            overdue,
            awaiting,
            soon,
            later,
        } = &mut agenda;
        for list in [overdue, awaiting, soon, later] {
            list.sort_by_key(|entry| entry.forecast.lookup().day());
        }
        agenda
    }
}
