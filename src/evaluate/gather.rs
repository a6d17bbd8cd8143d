//! From records to what was said and what happened.

use crate::ledger::{Entry, Ledger, Run, State, VoidReason, runs};
use crate::model::{Estimate, Forecast, Moment, Outcome, add_days};

use super::skipped::{Reason, Skipped};
use super::weigh::{Nothing, Tally, weigh};
use super::{Request, Weigh};

/// What was said, beside what happened.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// Its cluster.
    pub cluster: usize,
    /// What was said, by whom and when.
    pub estimate: &'a Estimate,
    /// How much it counts.
    pub weight: f64,
    /// What happened; nothing yet for a forecast of the cohort that is not resolved, or whose
    /// outcome is ambiguous.
    pub outcome: Option<&'a Outcome>,
    /// When that was known.
    pub known: Moment,
}

/// How much of a forecast's scheduled life a forecaster spoke for.
#[derive(Clone, Copy, Debug)]
pub struct Covered<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// The forecaster.
    pub by: &'a str,
    /// The share of the life for which a number stood.
    pub stated: f64,
    /// The share for which a refusal stood.
    pub declined: f64,
}

/// Everything that an evaluation works on.
#[derive(Clone, Debug, Default)]
pub struct Gathered<'a> {
    /// What counts.
    pub said: Vec<Said<'a>>,
    /// What would count if the forecasts of the cohort that are not resolved had an outcome.
    pub pending: Vec<Said<'a>>,
    /// What would count if the ambiguous forecasts of the cohort had one.
    pub ambiguous: Vec<Said<'a>>,
    /// How much each forecaster spoke for each forecast of the cohort that has an outcome.
    pub covered: Vec<Covered<'a>>,
    /// What was left out, and why.
    pub skipped: Skipped,
}

/// How a forecast of the cohort ended.
#[derive(Clone, Copy)]
enum End<'a> {
    Known(&'a Outcome),
    Unresolved,
    Ambiguous,
}

/// Gathers what was said and what happened, over the cohort of the request.
///
/// The cohort is the forecasts whose lookup day and grace have passed: those resolved early wait
/// for it, since an early yes is logged and an early no is not there to log.
#[must_use]
pub fn gather<'a>(ledger: &'a Ledger, request: &Request) -> Gathered<'a> {
    let mut gathered = Gathered::default();
    gathered.skipped.unreadable = ledger.unreadable();
    for (position, entry) in ledger.entries().iter().enumerate() {
        if request.selection.takes(ledger, entry, &request.view) {
            gathered.take(ledger, request, position);
        }
    }
    gathered
}

impl<'a> Gathered<'a> {
    fn take(&mut self, ledger: &'a Ledger, request: &Request, position: usize) {
        let entry = &ledger.entries()[position];
        let forecast = &entry.forecast;
        let id = &forecast.id;
        let due = add_days(forecast.lookup().day(), request.view.grace) < request.view.as_of;
        let (end, known) = match request.view.state(ledger, entry) {
            State::Waiting => return self.skipped.add(Reason::Waiting, id),
            State::Void(VoidReason::ConditionNotMet) => {
                return self.skipped.add(Reason::ConditionNotMet, id);
            }
            State::Void(VoidReason::Annulled) => return self.skipped.add(Reason::Annulled, id),
            State::Void(VoidReason::Ambiguous) => {
                self.skipped.add(Reason::Ambiguous, id);
                (End::Ambiguous, forecast.deadline.plus_days(1))
            }
            State::Open => return self.skipped.add(Reason::NotDue, id),
            State::Overdue { .. } => {
                self.skipped.add(Reason::Unresolved, id);
                (End::Unresolved, forecast.deadline.plus_days(1))
            }
            State::Resolved(_) if !due && !request.include_early => {
                return self.skipped.add(Reason::Early, id);
            }
            State::Resolved(resolution) => (
                End::Known(&resolution.outcome),
                resolution.known_or(forecast.deadline),
            ),
        };
        let cluster = ledger.cluster(position);
        for run in runs(forecast, &request.view) {
            if request.selection.takes_forecaster(run.by) {
                self.take_run(&run, entry, cluster, end, known, request.weigh);
            }
        }
        self.note_derived(forecast);
    }

    fn take_run(
        &mut self,
        run: &Run<'a>,
        entry: &'a Entry,
        cluster: usize,
        end: End<'a>,
        known: Moment,
        weighing: Weigh,
    ) {
        let outcome = match end {
            End::Known(outcome) => Some(outcome),
            End::Unresolved | End::Ambiguous => None,
        };
        let tally = weigh(run, &entry.forecast, known, weighing);
        if outcome.is_some() {
            let Tally {
                stated, declined, ..
            } = tally;
            self.covered.push(Covered {
                entry,
                by: run.by,
                stated,
                declined,
            });
            self.note_nothing(&tally, entry);
            self.note_late(run, &entry.forecast, known);
        }
        let said = tally.counted.iter().map(|weighed| Said {
            entry,
            cluster,
            estimate: weighed.estimate,
            weight: weighed.weight,
            outcome,
            known,
        });
        match end {
            End::Known(_) => self.said.extend(said),
            End::Unresolved => self.pending.extend(said),
            End::Ambiguous => self.ambiguous.extend(said),
        }
    }

    fn note_nothing(&mut self, tally: &Tally<'_>, entry: &Entry) {
        let reason = match tally.nothing {
            None => return,
            Some(Nothing::Declined) => Reason::Declined,
            Some(Nothing::NoPoint) => Reason::NoPoint,
            Some(Nothing::Late) => Reason::Late,
            Some(Nothing::NotYet) => Reason::NoneAtHorizon,
            Some(Nothing::KnownBefore) => Reason::KnownBeforeHorizon,
        };
        self.skipped.add(reason, &entry.forecast.id);
    }

    /// Notes single late estimates beside others that count.
    fn note_late(&mut self, run: &Run<'a>, forecast: &Forecast, known: Moment) {
        let late = run
            .estimates
            .iter()
            .filter(|one| !one.date.is_before(known))
            .count();
        if late > 0 && late < run.estimates.len() {
            self.skipped.add(Reason::Late, &forecast.id);
        }
    }

    fn note_derived(&mut self, forecast: &Forecast) {
        if forecast.estimates.iter().any(|estimate| estimate.derived) {
            self.skipped.add(Reason::Derived, &forecast.id);
        }
    }
}
