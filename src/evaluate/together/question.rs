//! The questions of the cohort that have an outcome, with everybody's estimates.

use crate::evaluate::figures::QuantityPair;
use crate::evaluate::{Reason, Request, Said, Skipped, gather, values};
use crate::ledger::{Entry, Ledger, Run, Selection, State, runs};
use crate::model::{Estimate, KindName, Moment, Outcome};
use crate::scoring::BinaryOutcome;
use crate::scoring::lifetime::{EstimateHistory, Life, Update};
use crate::scoring::multi::ChoicePair;

/// A question of the cohort with its outcome and everybody's estimates of it.
#[derive(Clone, Debug)]
pub(in crate::evaluate) struct Question<'a> {
    /// The record.
    pub(in crate::evaluate) entry: &'a Entry,
    /// Its cluster.
    pub(in crate::evaluate) cluster: usize,
    /// What happened.
    pub(in crate::evaluate) outcome: &'a Outcome,
    /// When that was known.
    pub(in crate::evaluate) known: Moment,
    /// Who said what, by name.
    pub(in crate::evaluate) runs: Vec<Run<'a>>,
}

/// Returns the questions of the cohort that have an outcome, by id, and what was left out.
///
/// Everybody's estimates are there, whatever forecasters the request takes: what others said is
/// part of how one is compared with them.
pub(in crate::evaluate) fn questions<'a>(
    ledger: &'a Ledger,
    request: &Request,
) -> (Vec<Question<'a>>, Skipped) {
    let everybody = Request {
        selection: Selection {
            forecasters: Vec::new(),
            ..request.selection.clone()
        },
        ..request.clone()
    };
    let gathered = gather(ledger, &everybody);
    let mut found: Vec<Question<'a>> = Vec::new();
    for covered in &gathered.covered {
        let id = &covered.entry.forecast.id;
        if found
            .last()
            .is_none_or(|last| last.entry.forecast.id != *id)
        {
            found.extend(question(ledger, &everybody, covered.entry));
        }
    }
    (found, gathered.skipped)
}

fn question<'a>(ledger: &'a Ledger, request: &Request, entry: &'a Entry) -> Option<Question<'a>> {
    let State::Resolved(resolution) = request.view.state(ledger, entry) else {
        return None;
    };
    Some(Question {
        entry,
        cluster: ledger.cluster(ledger.position(&entry.forecast.id)?),
        outcome: &resolution.outcome,
        known: resolution.known_or(entry.forecast.deadline),
        runs: runs(&entry.forecast, &request.view),
    })
}

impl<'a> Question<'a> {
    /// Returns from when to when it was open, in seconds since 1970, UTC; `None` where that is no
    /// time at all.
    pub(in crate::evaluate) fn life(&self) -> Option<Life> {
        let forecast = &self.entry.forecast;
        let open = seconds(forecast.opening().start());
        let known = seconds(self.known.start());
        Life::new(open, seconds(forecast.deadline.end()), known)
    }

    /// Returns what a forecaster said before the outcome was known, in order, as something made of
    /// each estimate; one of which nothing is made ends what stood before it.
    pub(in crate::evaluate) fn updates<T>(
        &self,
        run: &Run<'a>,
        value: impl Fn(&'a Estimate) -> Option<T>,
    ) -> Vec<Update<T>> {
        let early = run
            .estimates
            .iter()
            .filter(|one| one.date.is_before(self.known));
        // A day begins before an instant of it that stands earlier in the record.
        let mut latest = f64::NEG_INFINITY;
        let update = |estimate: &&'a Estimate| {
            latest = seconds(estimate.date.start()).max(latest);
            Update {
                at: latest,
                said: value(estimate),
            }
        };
        early.map(update).collect()
    }
}

impl<'a> Question<'a> {
    /// Returns the kind of question.
    pub(in crate::evaluate) fn kind(&self) -> KindName {
        self.entry.forecast.kind.name()
    }

    /// Returns how much of the event of a yes-or-no question happened.
    pub(in crate::evaluate) fn share(&self) -> Result<BinaryOutcome, Reason> {
        let share = self.outcome.share().ok_or(Reason::OtherKind)?;
        BinaryOutcome::new(share.get()).ok_or(Reason::Unfit)
    }

    /// Returns whether the event of a yes-or-no question happened; not in part.
    pub(in crate::evaluate) fn happened(&self) -> Result<bool, Reason> {
        self.share()?.happened().ok_or(Reason::Fractional)
    }

    /// Checks that one option came about, and not several in part.
    pub(in crate::evaluate) fn one_option(&self) -> Result<(), Reason> {
        match self.outcome {
            Outcome::Option(_) => Ok(()),
            _ => Err(Reason::Fractional),
        }
    }

    /// Returns what an estimate says of the options, beside what happened.
    pub(in crate::evaluate) fn choice(&self, estimate: &'a Estimate) -> Option<ChoicePair> {
        Some(values::choice(&self.said(estimate)).ok()?.value)
    }

    /// Returns what an estimate says of the number or the day, beside what it was.
    pub(in crate::evaluate) fn quantity(&self, estimate: &'a Estimate) -> Option<QuantityPair> {
        Some(values::quantity(&self.said(estimate)).ok()?.value)
    }

    /// Returns an estimate beside what happened.
    pub(in crate::evaluate) fn said(&self, estimate: &'a Estimate) -> Said<'a> {
        Said {
            entry: self.entry,
            cluster: self.cluster,
            estimate,
            weight: 1.0,
            outcome: Some(self.outcome),
            known: self.known,
        }
    }

    /// Returns what each said over time, by run, as something made of each estimate.
    pub(in crate::evaluate) fn histories<T: Copy>(
        &self,
        value: impl Fn(&'a Estimate) -> Option<T>,
    ) -> Vec<EstimateHistory<T>> {
        let runs = self.runs.iter();
        let updates = runs.map(|run| self.updates(run, &value));
        let history = |updates| EstimateHistory::new(updates).expect("a day is a finite number");
        updates.map(history).collect()
    }
}

/// Returns a number of seconds, which are whole up to 285 million years from 1970.
#[expect(
    clippy::cast_precision_loss,
    reason = "2^53 seconds are 285 million years"
)]
pub(in crate::evaluate) fn seconds(of: i64) -> f64 {
    of as f64
}
