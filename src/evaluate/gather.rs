//! From records to what was said and what happened.

use crate::ledger::{Entry, Ledger, Run, State, VoidReason, runs};
use crate::model::{Estimate, Forecast, Moment, Outcome, add_days};

use super::weigh::{Nothing, Tally, weigh};
use crate::query::{Excluded, ExclusionReason};
use crate::query::{Request, Weighting};

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
    pub skipped: Excluded,
}

/// How a forecast of the cohort ended.
#[derive(Clone, Copy)]
pub(super) enum End<'a> {
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

/// Returns how a forecast of the cohort ended, and from when on that was known; or why it is not in
/// the cohort.
pub(super) fn ending<'a>(
    ledger: &'a Ledger,
    request: &Request,
    entry: &'a Entry,
) -> Result<(End<'a>, Moment), ExclusionReason> {
    let forecast = &entry.forecast;
    let due = add_days(forecast.lookup().day(), request.view.grace) < request.view.as_of;
    let after = forecast.deadline.plus_days(1);
    match request.view.state(ledger, entry) {
        State::Open => Err(ExclusionReason::NotDue),
        State::Waiting => Err(ExclusionReason::Waiting),
        State::Void(VoidReason::ConditionNotMet) => Err(ExclusionReason::ConditionNotMet),
        State::Void(VoidReason::Annulled) => Err(ExclusionReason::Annulled),
        State::Void(VoidReason::Ambiguous) => Ok((End::Ambiguous, after)),
        State::Overdue { .. } => Ok((End::Unresolved, after)),
        State::Resolved(_) if !due && !request.include_early => Err(ExclusionReason::Early),
        State::Resolved(resolution) => {
            let known = resolution.known_or(forecast.deadline);
            Ok((End::Known(&resolution.outcome), known))
        }
    }
}

impl<'a> Gathered<'a> {
    fn take(&mut self, ledger: &'a Ledger, request: &Request, position: usize) {
        let entry = &ledger.entries()[position];
        let forecast = &entry.forecast;
        let (end, known) = match ending(ledger, request, entry) {
            Ok(ending) => ending,
            Err(reason) => return self.skipped.add(reason, &forecast.id),
        };
        match end {
            End::Known(_) => {}
            End::Unresolved => self.skipped.add(ExclusionReason::Unresolved, &forecast.id),
            End::Ambiguous => self.skipped.add(ExclusionReason::Ambiguous, &forecast.id),
        }
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
        weighing: Weighting,
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
            Some(Nothing::Declined) => ExclusionReason::Declined,
            Some(Nothing::NoPoint) => ExclusionReason::NoPoint,
            Some(Nothing::Late) => ExclusionReason::Late,
            Some(Nothing::NotYet) => ExclusionReason::NoneAtHorizon,
            Some(Nothing::KnownBefore) => ExclusionReason::KnownBeforeHorizon,
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
            self.skipped.add(ExclusionReason::Late, &forecast.id);
        }
    }

    fn note_derived(&mut self, forecast: &Forecast) {
        if forecast.estimates.iter().any(|estimate| estimate.derived) {
            self.skipped.add(ExclusionReason::Derived, &forecast.id);
        }
    }
}
