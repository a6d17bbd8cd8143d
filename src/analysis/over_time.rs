//! Answers over time: what was known by each of some days, or in a window that ends there.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};

use crate::dataset::{Dataset, collect_pairs};
use crate::model::ArgumentError;
use crate::query::{Excluded, ExclusionReason, Request};

/// How far back each day looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeWindow {
    /// To the beginning.
    Cumulative,
    /// So many days, its own among them.
    Days(u64),
    /// So many questions, and what else counts from the first day of them.
    Questions(usize),
}

/// An answer over time.
#[derive(Clone, Debug)]
pub struct OverTime<A> {
    /// How far back each day looks.
    pub window: TimeWindow,
    /// The days, in order; the last is the last on which anything was added.
    pub points: Vec<TimePoint<A>>,
    /// The answer to all at once.
    pub whole: A,
    /// What was left out.
    pub skipped: Excluded,
}

/// An answer as of a day.
#[derive(Clone, Debug)]
pub struct TimePoint<A> {
    /// The first day of the window, where it has one.
    pub since: Option<NaiveDate>,
    /// The day at whose end it is seen.
    pub until: NaiveDate,
    /// The answer.
    pub answer: A,
}

/// The most days that are looked at: a plot shows no more, and each costs a whole answer.
const MOST_DAYS: usize = 24;

/// Returns what is asked as it stood on each of at most two dozen days, between which about as many
/// questions were added. What each day counts was due and known by its end.
///
/// A question that is not known when it was known is left out.
pub fn over_time<'l, A>(
    dataset: &Dataset<'l>,
    request: &Request,
    window: TimeWindow,
    ask: impl Fn(&Dataset<'l>) -> A,
    excluded: impl Fn(&A) -> &Excluded,
) -> OverTime<A> {
    let whole = ask(dataset);
    let mut skipped = excluded(&whole).clone();
    let days = days(dataset, request, &mut skipped);
    let mut untils: Vec<NaiveDate> = days.clone();
    untils.dedup();
    if untils.len() > MOST_DAYS {
        untils = evenly(days.len(), MOST_DAYS)
            .map(|place| days[place])
            .collect();
        untils.dedup();
    }
    // What joined later without an estimate that counts is no question more, and less coverage.
    let joined = dataset
        .questions()
        .iter()
        .filter_map(|one| dataset.counts_from(one, request));
    untils.extend(
        joined
            .max()
            .filter(|last| untils.last().is_some_and(|until| until < last)),
    );
    let point = |until: NaiveDate| {
        let since = window.since(until, &days);
        let after = since.and_then(|since| since.pred_opt());
        let answer = ask(&dataset.counted_between(request, after, until));
        TimePoint {
            since,
            until,
            answer,
        }
    };
    OverTime {
        window,
        points: untils.into_iter().map(point).collect(),
        whole,
        skipped,
    }
}

/// Returns the day from which each question counts on which anything is scored, in order; what has no such
/// day is noted.
fn days(dataset: &Dataset<'_>, request: &Request, skipped: &mut Excluded) -> Vec<NaiveDate> {
    let scored = collect_pairs(dataset, request).scored;
    let mut days = Vec::new();
    for of_question in scored.chunk_by(|a, b| a.question.number == b.question.number) {
        let question = of_question[0].question;
        match dataset.counts_from(question, request) {
            Some(day) => days.push(day),
            None => of_question
                .iter()
                .for_each(|_| question.exclude_one(skipped, ExclusionReason::Undated)),
        }
    }
    days.sort_unstable();
    days
}

/// Returns the places of at most so many of some things in order, evenly; the last is always one.
pub fn evenly(of: usize, most: usize) -> impl Iterator<Item = usize> {
    let taken = most.min(of);
    (1..=taken).map(move |i| (i * of).div_ceil(taken) - 1)
}

impl TimeWindow {
    /// Returns the first day of the window that ends on a day, given the day of each question in
    /// order.
    fn since(self, until: NaiveDate, days: &[NaiveDate]) -> Option<NaiveDate> {
        match self {
            Self::Cumulative => None,
            Self::Days(before) => until.checked_sub_days(Days::new(before.saturating_sub(1))),
            Self::Questions(n) => {
                let seen = days.partition_point(|day| *day <= until);
                days.get(seen.saturating_sub(n)).copied()
            }
        }
    }
}

impl fmt::Display for TimeWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cumulative => f.pad("cumulative"),
            Self::Days(days) => write!(f, "rolling={days}d"),
            Self::Questions(questions) => write!(f, "rolling={questions}"),
        }
    }
}

impl FromStr for TimeWindow {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        if text == "cumulative" {
            return Ok(Self::Cumulative);
        }
        let length = text.strip_prefix("rolling=");
        let window = length.and_then(|length| match length.strip_suffix('d') {
            Some(days) => days.parse().ok().filter(|days| *days > 0).map(Self::Days),
            None => length.parse().ok().filter(|n| *n > 0).map(Self::Questions),
        });
        window.ok_or(ArgumentError::NotOfForm(
            "cumulative, rolling=90d (days) or rolling=50 (questions)",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn places_are_spread_evenly_and_end_at_the_last() {
        assert_eq!(evenly(10, 3).collect::<Vec<_>>(), [3, 6, 9]);
        assert_eq!(evenly(2, 5).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(evenly(0, 5).count(), 0);
    }

    #[test]
    fn a_window_is_of_days_or_of_whole_days_of_questions() {
        let days = ["2026-01-01", "2026-01-05", "2026-01-05", "2026-01-09"].map(day);
        let since = |window: &str, until: &str| {
            let window: TimeWindow = window.parse().unwrap();
            window.since(day(until), &days)
        };
        assert_eq!(since("cumulative", "2026-01-09"), None);
        assert_eq!(since("rolling=1d", "2026-01-09"), Some(day("2026-01-09")));
        assert_eq!(since("rolling=9d", "2026-01-09"), Some(day("2026-01-01")));
        // The second of two on one day brings the first along.
        assert_eq!(since("rolling=2", "2026-01-09"), Some(day("2026-01-05")));
        assert_eq!(since("rolling=2", "2026-01-05"), Some(day("2026-01-05")));
        assert_eq!(since("rolling=9", "2026-01-05"), Some(day("2026-01-01")));
    }

    #[test]
    fn a_window_is_read_as_it_is_written() {
        for text in ["cumulative", "rolling=90d", "rolling=50"] {
            assert_eq!(text.parse::<TimeWindow>().unwrap().to_string(), text);
        }
        for bad in [
            "",
            "rolling",
            "rolling=0",
            "rolling=0d",
            "rolling=-1",
            "90d",
        ] {
            assert!(bad.parse::<TimeWindow>().is_err(), "{bad}");
        }
    }
}
