//! The weighing of a table's estimates: which count, and how much.

use crate::evaluate::weigh::{Nothing, shares, standing};
use crate::model::{Moment, add_days};
use crate::query::{Excluded, ExclusionReason, Request, Weighting};
use crate::scoring::Weight;

use super::estimate::Estimate;

/// What counts of a table.
#[derive(Clone, Debug)]
pub(super) struct Weighed<S> {
    /// The estimates that count, with how much: under `days` their share of the scheduled life.
    pub(super) counted: Vec<Estimate<S>>,
    /// The first estimate of each run, by its place among those that count, with the share of the
    /// scheduled life for which a number stood; only under `days`.
    pub(super) covered: Vec<(usize, f64)>,
    /// How many estimates do not count, by reason.
    pub(super) skipped: Excluded,
}

/// Returns what counts of the estimates.
///
/// Under `each` everything does. Otherwise only what was said before the outcome was known, of
/// questions whose deadline has passed: a question that is resolved early waits for its deadline.
pub(super) fn weigh<S>(mut estimates: Vec<Estimate<S>>, request: &Request) -> Weighed<S> {
    let mut weighed = Weighed {
        counted: Vec::new(),
        covered: Vec::new(),
        skipped: Excluded::default(),
    };
    if request.weigh == Weighting::Each {
        weighed.counted = estimates;
        return weighed;
    }
    // Stable, so that of two estimates of one day the later row is the later estimate.
    estimates.sort_by_key(|one| {
        let made = one.times.made_at.map(Moment::start);
        (one.ties.question, one.forecaster, made)
    });
    let due = |deadline: Moment| add_days(deadline.day(), request.view.grace) < request.view.as_of;
    let waits = |one: &Estimate<S>| {
        !request.include_early && one.times.deadline.is_some_and(|deadline| !due(deadline))
    };
    let late = |one: &Estimate<S>| match (one.times.made_at, one.times.known()) {
        (Some(made), Some(known)) => !made.is_before(known),
        _ => false,
    };
    let mut rest = Vec::new();
    for one in estimates {
        if waits(&one) {
            weighed.skipped.add_rows(ExclusionReason::Early, 1);
        } else if late(&one) {
            weighed.skipped.add_rows(ExclusionReason::Late, 1);
        } else {
            rest.push(one);
        }
    }
    let mut rest = rest.into_iter().peekable();
    while let Some(first) = rest.next() {
        let same = (first.ties.question, first.forecaster);
        let mut run = vec![first];
        while let Some(next) = rest.next_if(|one| (one.ties.question, one.forecaster) == same) {
            run.push(next);
        }
        weighed.take(run, request.weigh);
    }
    weighed
}

impl<S> Weighed<S> {
    /// Takes what counts of the estimates of one forecaster on one question, in their order.
    fn take(&mut self, mut run: Vec<Estimate<S>>, weigh: Weighting) {
        match weigh {
            Weighting::Each => self.counted.extend(run),
            Weighting::First => self.counted.extend(run.into_iter().next()),
            Weighting::Last => self.counted.extend(run.pop()),
            Weighting::Days => self.take_days(run),
            Weighting::Horizon(days) => self.take_horizon(run, days),
        }
    }

    fn take_days(&mut self, run: Vec<Estimate<S>>) {
        let times = run[0].times;
        let (Some(opened), Some(deadline), Some(known)) =
            (times.opened, times.deadline, times.known())
        else {
            return;
        };
        let shares = shares(&made(&run), opened, deadline, known);
        let place = self.counted.len();
        for (estimate, &share) in run.into_iter().zip(&shares) {
            match Weight::new(estimate.weight.get() * share) {
                Some(weight) => self.counted.push(Estimate { weight, ..estimate }),
                None => self.skipped.add_rows(ExclusionReason::StoodNoTime, 1),
            }
        }
        if self.counted.len() > place {
            self.covered.push((place, shares.iter().sum()));
        }
    }

    fn take_horizon(&mut self, mut run: Vec<Estimate<S>>, days: u32) {
        let times = run[0].times;
        let (Some(deadline), Some(known)) = (times.deadline, times.known()) else {
            return;
        };
        match standing(&made(&run), deadline, known, days) {
            Ok(place) => self.counted.push(run.swap_remove(place)),
            Err(Nothing::KnownBefore) => {
                self.skipped
                    .add_rows(ExclusionReason::KnownBeforeHorizon, run.len());
            }
            Err(_) => self
                .skipped
                .add_rows(ExclusionReason::NoneAtHorizon, run.len()),
        }
    }
}

fn made<S>(run: &[Estimate<S>]) -> Vec<Moment> {
    run.iter().filter_map(|one| one.times.made_at).collect()
}
