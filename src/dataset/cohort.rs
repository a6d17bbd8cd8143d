//! The cohort: which questions are due, and how they came out.

use crate::ledger::{Entry, Ledger, State, VoidReason};
use crate::model::{Moment, Outcome, add_days};
use crate::query::{ExclusionReason, Request};

/// How a forecast of the cohort came out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate<'l> {
    /// It has this outcome.
    Known(&'l Outcome),
    /// It is overdue.
    Unresolved,
    /// Its outcome is unclear.
    Ambiguous,
}

/// Says whether the day on which an answer can be looked up has passed, with the days of grace.
pub(super) fn is_due(lookup: Moment, request: &Request) -> bool {
    add_days(lookup.day(), request.view.grace) < request.view.as_of
}

/// Says whether something resolved waits for that day.
pub(super) fn waits(lookup: Moment, request: &Request) -> bool {
    !request.include_early && !is_due(lookup, request)
}

/// Returns when an outcome was known: as logged, else the day after the deadline.
pub(super) fn known(logged: Option<Moment>, deadline: Option<Moment>) -> Option<Moment> {
    logged.or_else(|| deadline.map(|deadline| deadline.plus_days(1)))
}

/// Returns how a forecast of the cohort came out, and from when on that was known; or why it is not
/// in the cohort.
pub(crate) fn fate<'l>(
    ledger: &'l Ledger,
    request: &Request,
    entry: &'l Entry,
) -> Result<(Fate<'l>, Moment), ExclusionReason> {
    let forecast = &entry.forecast;
    let after = forecast.deadline.plus_days(1);
    match request.view.state(ledger, entry) {
        State::Open | State::Awaiting { .. } => Err(ExclusionReason::NotDue),
        State::Waiting => Err(ExclusionReason::Waiting),
        State::Void(VoidReason::ConditionNotMet) => Err(ExclusionReason::ConditionNotMet),
        State::Void(VoidReason::Annulled) => Err(ExclusionReason::Annulled),
        State::Void(VoidReason::Ambiguous) => Ok((Fate::Ambiguous, after)),
        State::Overdue { .. } => Ok((Fate::Unresolved, after)),
        State::Resolved(_) if waits(forecast.lookup(), request) => Err(ExclusionReason::Early),
        State::Resolved(resolution) => {
            let known = resolution.known_or(forecast.deadline);
            Ok((Fate::Known(&resolution.outcome), known))
        }
    }
}
