//! The weighting: which rows count, and how much.

use std::cmp::Ordering;

use crate::model::{Moment, add_days};
use crate::query::{ExclusionReason, Weighting};
use crate::scoring::Weight;

use super::{EstimateValue, Row, Times};

/// One row that counts, with how much.
#[derive(Clone, Copy, Debug)]
pub struct WeightedEstimate<'d, 'l> {
    /// The row.
    pub row: &'d Row<'l>,
    /// How much it counts: under `days` a share of the scheduled life.
    pub weight: Weight,
}

/// What the rows of one forecaster on one question come to.
#[derive(Clone, Debug, Default)]
pub struct WeightedRun<'d, 'l> {
    /// The rows that count.
    pub counted: Vec<WeightedEstimate<'d, 'l>>,
    /// The shares of the scheduled life for which a number, and for which a refusal stood, where it
    /// is known how long that was.
    pub stood: Option<(f64, f64)>,
    /// Why nothing counts, where nothing does.
    pub nothing: Option<ExclusionReason>,
    /// How many rows were made before the outcome was known.
    pub early: usize,
    /// How many rows came when the outcome was known.
    pub late: usize,
    /// How many rows were written when the outcome was known, and claim an older day.
    pub retrospective: usize,
    /// How many numbers stood for no time, where that matters.
    pub no_time: usize,
}

/// Returns which rows of a run count, and how much.
///
/// Only what was given before the outcome was known counts, where a cut is made at all. The
/// denominator of `days` is the scheduled life, from opening to deadline, whatever the outcome:
/// dividing by the days actually scored would make a calibrated forecaster of "X before D" look
/// underconfident.
#[must_use]
pub fn weigh<'d, 'l>(
    run: &'d [Row<'l>],
    times: &Times,
    weighting: Weighting,
    cuts: bool,
) -> WeightedRun<'d, 'l> {
    let late = |row: &&Row<'_>| cuts && is_late(row, times);
    let mut early: Vec<&Row<'l>> = run.iter().filter(|row| !late(row)).collect();
    let late_rows = run.len() - early.len();
    let retrospective = run.iter().filter(|row| late(row) && row.backdated).count();
    leave_superseded(&mut early);
    let mut weighted = WeightedRun {
        early: early.len(),
        late: late_rows - retrospective,
        retrospective,
        ..WeightedRun::default()
    };
    let spans = shares(&early, times);
    weighted.stood = spans.as_ref().map(|spans| stood(&early, spans));
    if early.is_empty() {
        weighted.nothing = Some(ExclusionReason::Late);
        return weighted;
    }
    if let (Weighting::Days, Some(spans)) = (weighting, &spans) {
        let numbers = early.iter().zip(spans);
        let numbers = numbers.filter(|(row, share)| row.value.is_number() && **share <= 0.0);
        weighted.no_time = numbers.count();
    }
    match pick(&early, spans.as_deref(), times, weighting) {
        Ok(counted) => weighted.counted = counted,
        Err(nothing) => weighted.nothing = Some(nothing),
    }
    weighted
}

/// Leaves out what a later row of the same day, or of the same instant, takes the place of.
fn leave_superseded(early: &mut Vec<&Row<'_>>) {
    early.dedup_by(|later, earlier| {
        let is_one = match (earlier.made, later.made) {
            (Some(made), Some(next)) => made.compare(next) == Ordering::Equal,
            _ => false,
        };
        if is_one {
            *earlier = *later;
        }
        is_one
    });
}

/// Says whether a row was made when the outcome was known.
#[must_use]
pub fn is_late(row: &Row<'_>, times: &Times) -> bool {
    match (row.made, times.known) {
        (Some(made), Some(known)) => !made.is_before(known),
        _ => false,
    }
}

fn stood(early: &[&Row<'_>], spans: &[f64]) -> (f64, f64) {
    let (mut stated, mut declined) = (0.0, 0.0);
    for (row, share) in early.iter().zip(spans) {
        if row.value.is_number() {
            stated += share;
        } else if row.value != EstimateValue::Withdrawn {
            declined += share;
        }
    }
    (stated, declined)
}

/// Returns the share of the scheduled life for which each row stood, where it is known when it was
/// made and when its question was open.
fn shares(early: &[&Row<'_>], times: &Times) -> Option<Vec<f64>> {
    let stood = stood_from_to(early, times)?.into_iter();
    let (opens, closes) = (times.opened?.start(), times.deadline?.end());
    let share = |(from, to): (i64, i64)| ratio((to - from).max(0), closes - opens);
    Some(stood.map(share).collect())
}

/// Returns the seconds from which and to which each row stood, which may be no time at all.
#[must_use]
pub fn stood_from_to(early: &[&Row<'_>], times: &Times) -> Option<Vec<(i64, i64)>> {
    let (opens, closes) = (times.opened?.start(), times.deadline?.end());
    let made = early.iter().map(|row| Some(row.made?.start()));
    let made: Vec<i64> = made.collect::<Option<_>>()?;
    let ends = times.known?.start().min(closes);
    let nexts = made.iter().skip(1).copied().chain([ends]);
    let each = made.iter().zip(nexts);
    Some(
        each.map(|(made, next)| ((*made).max(opens), next.min(ends)))
            .collect(),
    )
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

fn pick<'d, 'l>(
    early: &[&'d Row<'l>],
    spans: Option<&[f64]>,
    times: &Times,
    weighting: Weighting,
) -> Result<Vec<WeightedEstimate<'d, 'l>>, ExclusionReason> {
    let once = |row: &'d Row<'l>| WeightedEstimate {
        row,
        weight: row.weight,
    };
    let mut numbers = early.iter().copied().filter(|row| row.value.is_number());
    let found: Vec<_> = match weighting {
        Weighting::Days => {
            let shares = early.iter().zip(spans.unwrap_or_default());
            let numbers = shares.filter(|(row, _)| row.value.is_number());
            let weighted = |(row, share): (&&'d Row<'l>, &f64)| {
                let weight = Weight::new(row.weight.get() * share)?;
                Some(WeightedEstimate { row, weight })
            };
            numbers.filter_map(weighted).collect()
        }
        Weighting::First => numbers.next().map(once).into_iter().collect(),
        Weighting::Last => numbers.next_back().map(once).into_iter().collect(),
        Weighting::Each => numbers.map(once).collect(),
        Weighting::Horizon(days) => vec![once(at_horizon(early, times, days)?)],
    };
    if found.is_empty() {
        Err(why_no_number(early))
    } else {
        Ok(found)
    }
}

fn at_horizon<'d, 'l>(
    early: &[&'d Row<'l>],
    times: &Times,
    days: u32,
) -> Result<&'d Row<'l>, ExclusionReason> {
    let row = early[standing(early, times, days)?];
    if row.value.is_number() {
        Ok(row)
    } else {
        Err(why_no_number(&[row]))
    }
}

/// Returns which of the rows stood at the end of the horizon's day: the deadline less that many
/// days.
fn standing(early: &[&Row<'_>], times: &Times, days: u32) -> Result<usize, ExclusionReason> {
    let (Some(deadline), Some(known)) = (times.deadline, times.known) else {
        return Err(ExclusionReason::NoneAtHorizon);
    };
    if add_days(known.day(), days) <= deadline.day() {
        return Err(ExclusionReason::KnownBeforeHorizon);
    }
    let by_then = |made: Moment| add_days(made.day(), days) <= deadline.day();
    let made = early.iter().rposition(|row| row.made.is_some_and(by_then));
    made.ok_or(ExclusionReason::NoneAtHorizon)
}

fn why_no_number(early: &[&Row<'_>]) -> ExclusionReason {
    if early.iter().any(|row| row.value == EstimateValue::NoPoint) {
        ExclusionReason::NoPoint
    } else if early.iter().any(|row| row.value.is_number()) {
        // Only under `days`: every number was replaced within its day.
        ExclusionReason::NoneAtHorizon
    } else {
        ExclusionReason::Declined
    }
}
