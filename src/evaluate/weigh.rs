//! The weighing: which estimates become pairs, and how much each counts.

use crate::ledger::Run;
use crate::model::{Estimate, Forecast, Moment, Stated, Value, add_days};
use crate::query::Weighting;

/// One estimate that counts, with how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed<'a> {
    /// The estimate.
    pub estimate: &'a Estimate,
    /// How much it counts: above 0; under `days` a share of the scheduled life.
    pub weight: f64,
}

/// What a forecaster's run on a forecast comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally<'a> {
    /// The estimates that count.
    pub counted: Vec<Weighed<'a>>,
    /// The share of the scheduled life for which a number stood.
    pub stated: f64,
    /// The share for which a refusal, or a word without a number, stood.
    pub declined: f64,
    /// Why nothing counts, where nothing does.
    pub nothing: Option<Nothing>,
}

/// Why none of a forecaster's estimates on a forecast counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// The forecaster refused to give a number.
    Declined,
    /// A word has no number.
    NoPoint,
    /// Every estimate came when the outcome was known.
    Late,
    /// None stood at the horizon.
    NotYet,
    /// The outcome was known before the horizon.
    KnownBefore,
}

/// Returns which estimates of a run count, and how much.
///
/// Only what was said before the outcome was `known` counts. The denominator of `days` is the
/// scheduled life, from opening to deadline, whatever the outcome: dividing by the days actually
/// scored would make a calibrated forecaster of "X before D" look underconfident.
#[must_use]
pub fn weigh<'a>(run: &Run<'a>, forecast: &Forecast, known: Moment, weigh: Weighting) -> Tally<'a> {
    let early: Vec<&Estimate> = run
        .estimates
        .iter()
        .copied()
        .filter(|one| one.date.is_before(known))
        .collect();
    if early.is_empty() {
        return Tally {
            nothing: Some(Nothing::Late),
            ..Tally::default()
        };
    }
    let spans = spans(&early, forecast, known);
    let mut tally = Tally::default();
    for (estimate, share) in early.iter().zip(&spans) {
        if has_number(estimate) {
            tally.stated += share;
        } else if !matches!(estimate.value, Value::Withdrawn) {
            tally.declined += share;
        }
    }
    match pick(&early, &spans, forecast, known, weigh) {
        Ok(counted) => tally.counted = counted,
        Err(nothing) => tally.nothing = Some(nothing),
    }
    tally
}

/// Returns the share of the scheduled life for which each estimate stood.
fn spans(early: &[&Estimate], forecast: &Forecast, known: Moment) -> Vec<f64> {
    let made: Vec<Moment> = early.iter().map(|estimate| estimate.date).collect();
    shares(&made, forecast.opening(), forecast.deadline, known)
}

/// Returns the share of a scheduled life for which each of the estimates made then stood.
pub(super) fn shares(
    made: &[Moment],
    opening: Moment,
    deadline: Moment,
    known: Moment,
) -> Vec<f64> {
    let life = (opening.start(), deadline.end());
    let stood = between(made, life, known).into_iter();
    stood
        .map(|(from, to)| ratio((to - from).max(0), life.1 - life.0))
        .collect()
}

/// Returns the seconds at which the scheduled life of a forecast begins and ends.
pub(super) fn life(forecast: &Forecast) -> (i64, i64) {
    (forecast.opening().start(), forecast.deadline.end())
}

/// Returns the seconds from which and to which each estimate stood, which may be no time at all.
pub(super) fn stood(early: &[&Estimate], forecast: &Forecast, known: Moment) -> Vec<(i64, i64)> {
    let made: Vec<Moment> = early.iter().map(|estimate| estimate.date).collect();
    between(&made, life(forecast), known)
}

fn between(made: &[Moment], (opens, closes): (i64, i64), known: Moment) -> Vec<(i64, i64)> {
    let ends = known.start().min(closes);
    let nexts = made.iter().skip(1).map(|next| next.start()).chain([ends]);
    made.iter()
        .zip(nexts)
        .map(|(made, next)| (made.start().max(opens), next.min(ends)))
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a life of 2^53 seconds is 285 million years"
)]
fn ratio(part: i64, whole: i64) -> f64 {
    if whole > 0 {
        part as f64 / whole as f64
    } else {
        0.0
    }
}

fn pick<'a>(
    early: &[&'a Estimate],
    spans: &[f64],
    forecast: &Forecast,
    known: Moment,
    weigh: Weighting,
) -> Result<Vec<Weighed<'a>>, Nothing> {
    let once = |estimate: &&'a Estimate| {
        vec![Weighed {
            estimate,
            weight: 1.0,
        }]
    };
    let mut numbers = early.iter().filter(|estimate| has_number(estimate));
    let found = match weigh {
        Weighting::Days => early
            .iter()
            .zip(spans)
            .filter(|(estimate, share)| has_number(estimate) && **share > 0.0)
            .map(|(estimate, &weight)| Weighed { estimate, weight })
            .collect(),
        Weighting::First => numbers.next().map(once).unwrap_or_default(),
        Weighting::Last => numbers.next_back().map(once).unwrap_or_default(),
        Weighting::Each => numbers.flat_map(once).collect(),
        Weighting::Horizon(days) => {
            return at_horizon(early, forecast, known, days).map(|e| once(&e));
        }
    };
    if found.is_empty() {
        Err(why_no_number(early))
    } else {
        Ok(found)
    }
}

fn at_horizon<'a>(
    early: &[&'a Estimate],
    forecast: &Forecast,
    known: Moment,
    days: u32,
) -> Result<&'a Estimate, Nothing> {
    let made: Vec<Moment> = early.iter().map(|estimate| estimate.date).collect();
    let estimate = early[standing(&made, forecast.deadline, known, days)?];
    if has_number(estimate) {
        Ok(estimate)
    } else {
        Err(why_no_number(&[estimate]))
    }
}

/// Returns which of the estimates made then stood at the end of the horizon's day: the deadline
/// less that many days.
pub(super) fn standing(
    made: &[Moment],
    deadline: Moment,
    known: Moment,
    days: u32,
) -> Result<usize, Nothing> {
    if add_days(known.day(), days) <= deadline.day() {
        return Err(Nothing::KnownBefore);
    }
    let by_then = |made: &Moment| add_days(made.day(), days) <= deadline.day();
    made.iter().rposition(by_then).ok_or(Nothing::NotYet)
}

fn why_no_number(early: &[&Estimate]) -> Nothing {
    let says_words = |estimate: &&Estimate| !estimate.ends_run() && !has_number(estimate);
    if early.iter().any(says_words) {
        Nothing::NoPoint
    } else if early.iter().any(|estimate| has_number(estimate)) {
        // Only under `days`: every number was replaced within its day.
        Nothing::NotYet
    } else {
        Nothing::Declined
    }
}

/// Returns whether the estimate says something that can be scored.
fn has_number(estimate: &Estimate) -> bool {
    match &estimate.value {
        Value::Withdrawn | Value::Declined(_) => false,
        Value::Probability(stated) => stated.point().is_some(),
        Value::Options(options) => options
            .iter()
            .all(|(_, stated)| Stated::point(stated).is_some()),
        _ => true,
    }
}
