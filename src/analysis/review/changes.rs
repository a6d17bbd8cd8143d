//! What changed since a day.

use chrono::NaiveDate;

use crate::ledger::{Entry, Ledger, State, View, standing};
use crate::model::Estimate;

use super::{Period, Review, review};
use crate::query::Request;

/// What changed since a day.
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    /// The review of that day.
    pub then: Box<Review<'a>>,
    /// The day.
    pub since: NaiveDate,
    /// Forecasts that were opened since.
    pub opened: Vec<&'a Entry>,
    /// Forecasts that were resolved since, with an outcome or without.
    pub resolved: Vec<&'a Entry>,
    /// Forecasts that became overdue since.
    pub overdue: Vec<&'a Entry>,
    /// Estimates that were changed since, of forecasts that are still open.
    pub moved: Vec<EstimateChange<'a>>,
}

/// A changed estimate.
#[derive(Clone, Copy, Debug)]
pub struct EstimateChange<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// What stood then; nothing where the forecaster had said nothing.
    pub then: Option<&'a Estimate>,
    /// What stands now.
    pub now: &'a Estimate,
}

/// Returns what changed since the end of that day.
#[must_use]
pub fn changes<'a>(
    ledger: &'a Ledger,
    request: &Request,
    period: Period,
    since: NaiveDate,
) -> Changes<'a> {
    let before = View {
        as_of: since,
        ..request.view
    };
    let then = review(
        ledger,
        &Request {
            view: before,
            ..request.clone()
        },
        period,
    );
    let mut changes = Changes {
        then: Box::new(then),
        since,
        opened: Vec::new(),
        resolved: Vec::new(),
        overdue: Vec::new(),
        moved: Vec::new(),
    };
    for entry in request.selection.of(ledger, &request.view) {
        changes.note(ledger, entry, &before, &request.view);
    }
    changes
}

impl<'a> Changes<'a> {
    fn note(&mut self, ledger: &'a Ledger, entry: &'a Entry, before: &View, now: &View) {
        let opening = entry.forecast.opening().day();
        if opening > self.since && opening <= now.as_of {
            self.opened.push(entry);
        }
        let (old, new) = (before.state(ledger, entry), now.state(ledger, entry));
        if new.is_over() {
            if !old.is_over() {
                self.resolved.push(entry);
            }
            return;
        }
        let is_overdue = |state: &State<'_>| matches!(state, State::Overdue { .. });
        if is_overdue(&new) && !is_overdue(&old) {
            self.overdue.push(entry);
        }
        let stood = standing(&entry.forecast, before);
        for estimate in standing(&entry.forecast, now) {
            let then = stood.iter().copied().find(|one| one.by == estimate.by);
            if then.is_none_or(|then| !std::ptr::eq(then, estimate)) {
                self.moved.push(EstimateChange {
                    entry,
                    then,
                    now: estimate,
                });
            }
        }
    }
}
