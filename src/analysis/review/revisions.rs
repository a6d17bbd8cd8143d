//! Revisions: how often estimates were changed, and whether that helped.

use std::cmp::Ordering;

use crate::ledger::{Run, runs};
use crate::query::Request;
use crate::scoring::{Case, Interval, Spread, Weight};

use super::Outturn;

/// How often the estimates of resolved binary questions were changed, and whether that helped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revisions {
    /// Runs of estimates of one forecaster on one forecast.
    pub runs: usize,
    /// Runs with more than one number.
    pub revised: usize,
    /// Changes of a number.
    pub changes: usize,
    /// Changes upwards.
    pub up: usize,
    /// Changes towards what happened.
    pub towards: usize,
    /// The mean size of a change.
    pub size: Option<f64>,
    /// Changes that followed a change.
    pub followed: usize,
    /// Of those, changes in the direction of the one before; half of them if none was foreseeable.
    pub same_way: usize,
    /// The mean Brier scores of the first and the last number of the revised runs.
    pub scores: Option<(f64, f64)>,
    /// The mean of first less last: above 0 where changing helped; with its interval.
    pub gain: Option<(f64, Option<Interval>)>,
}

impl Revisions {
    /// Returns the revisions behind outturns.
    pub(super) fn of(outturns: &[Outturn<'_>], request: &Request) -> Self {
        let mut revisions = Self::default();
        let mut sizes = Vec::new();
        let mut scores = Vec::new();
        for one in outturns.iter().filter(|one| one.said.is_some()) {
            let Some(happened) = share(one) else { continue };
            let all = runs(&one.entry.forecast, &request.view);
            let run = all.iter().find(|run| run.by == one.by);
            let numbers = run.map(|run| numbers(run, one)).unwrap_or_default();
            revisions.runs += 1;
            let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else {
                continue;
            };
            if numbers.len() < 2 {
                continue;
            }
            revisions.revised += 1;
            sizes.extend(revisions.count(&numbers, happened));
            let score = |p: f64| (p - happened).powi(2);
            scores.push((score(first), score(last), one.cluster));
        }
        revisions.finish(&sizes, &scores, request)
    }

    /// Counts the changes of a run, and returns their sizes.
    fn count(&mut self, numbers: &[f64], happened: f64) -> Vec<f64> {
        let changes: Vec<(f64, f64)> = numbers
            .windows(2)
            .map(|pair| {
                (
                    pair[1] - pair[0],
                    (pair[0] - happened).abs() - (pair[1] - happened).abs(),
                )
            })
            .filter(|(change, _)| change.abs() > 0.0)
            .collect();
        self.changes += changes.len();
        self.up += changes.iter().filter(|(change, _)| *change > 0.0).count();
        self.towards += changes.iter().filter(|(_, nearer)| *nearer > 0.0).count();
        for pair in changes.windows(2) {
            self.followed += 1;
            let way = |change: f64| change.partial_cmp(&0.0) == Some(Ordering::Greater);
            self.same_way += usize::from(way(pair[0].0) == way(pair[1].0));
        }
        changes
            .into_iter()
            .map(|(change, _)| change.abs())
            .collect()
    }

    fn finish(mut self, sizes: &[f64], scores: &[(f64, f64, usize)], request: &Request) -> Self {
        let mean = |values: &[f64]| {
            let n = crate::scoring::count(values.len());
            (n > 0.0).then(|| values.iter().sum::<f64>() / n)
        };
        self.size = mean(sizes);
        let first: Vec<f64> = scores.iter().map(|one| one.0).collect();
        let last: Vec<f64> = scores.iter().map(|one| one.1).collect();
        self.scores = mean(&first).zip(mean(&last));
        let case = |&(first, last, cluster): &(f64, f64, usize)| Case {
            value: first - last,
            weight: Weight::ONE,
            cluster,
        };
        let cases: Vec<Case> = scores.iter().map(case).collect();
        let spread = Spread::of_cases(&cases);
        let interval = spread
            .and_then(|spread| spread.interval(request.level))
            .ok();
        self.gain = self.scores.map(|(first, last)| (first - last, interval));
        self
    }
}

fn share(one: &Outturn<'_>) -> Option<f64> {
    Some(one.resolution.outcome.share()?.get())
}

/// Returns the numbers that a forecaster gave before the outcome was known.
fn numbers(run: &Run<'_>, one: &Outturn<'_>) -> Vec<f64> {
    let early = run
        .estimates
        .iter()
        .filter(|estimate| estimate.date.is_before(one.known));
    early
        .filter_map(|estimate| Some(estimate.stated()?.point()?.get()))
        .collect()
}
