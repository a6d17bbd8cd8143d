//! When estimates contradicted each other, and until when.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::compare::{CoherenceFindings, cluster, groups};
use super::incoherence::{Incoherence, Tied};
use super::statements::EstimateSource;
use crate::ledger::{Ledger, Selection, View};
use crate::scoring::coherence::ViolationSeverity;

/// A time in which estimates contradicted each other.
#[derive(Clone, Debug)]
pub struct Span<'a> {
    /// The first day.
    pub from: NaiveDate,
    /// The day on which it was over: by another estimate, or since one of the outcomes was known.
    /// None while it lasts.
    pub until: Option<NaiveDate>,
    /// The contradiction at its largest.
    pub clash: Incoherence<'a>,
}

/// Returns every time in which estimates contradicted each other up to the view's day, by its
/// first day: what was contradictory once can no longer be repaired, and is no finding.
#[must_use]
pub fn history<'a>(ledger: &'a Ledger, selection: &Selection, view: &View) -> Vec<Span<'a>> {
    let mut spans: Vec<Span<'a>> = Vec::new();
    for positions in groups(ledger, selection, view) {
        let mut running: Vec<Span<'a>> = Vec::new();
        for day in days(ledger, &positions, view) {
            let then = View {
                as_of: day,
                ..*view
            };
            let mut found = CoherenceFindings::default();
            cluster(ledger, &positions, selection, &then, &mut found);
            let mut clashes = found.clashes;
            clashes.retain(|clash| clash.severity == ViolationSeverity::Hard);
            spans.extend(end(&mut running, &clashes, day));
            for clash in clashes {
                go_on(&mut running, clash, day);
            }
        }
        spans.extend(running);
    }
    spans.sort_by_key(|span| span.from);
    spans
}

/// Returns the days on which anything of a cluster may have changed.
fn days(ledger: &Ledger, positions: &[usize], view: &View) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    for &position in positions {
        let forecast = &ledger.entries()[position].forecast;
        for estimate in &forecast.estimates {
            let made = if view.booked {
                estimate.written()
            } else {
                estimate.date
            };
            days.insert(made.day());
        }
        if let Some(resolution) = &forecast.resolution {
            let known = if view.booked {
                resolution.written(forecast.deadline)
            } else {
                resolution.known_or(forecast.deadline)
            };
            days.insert(known.day());
        }
    }
    days.retain(|day| *day <= view.as_of);
    days
}

/// Takes out of the running contradictions those that are over.
fn end<'a>(running: &mut Vec<Span<'a>>, now: &[Incoherence<'a>], day: NaiveDate) -> Vec<Span<'a>> {
    let lasts = |span: &Span<'a>| now.iter().any(|clash| key(clash) == key(&span.clash));
    let (last, over): (Vec<_>, Vec<_>) = running.drain(..).partition(lasts);
    *running = last;
    over.into_iter()
        .map(|span| Span {
            until: Some(day),
            ..span
        })
        .collect()
}

/// Goes on with a contradiction, or begins it.
fn go_on<'a>(running: &mut Vec<Span<'a>>, clash: Incoherence<'a>, day: NaiveDate) {
    match running
        .iter_mut()
        .find(|span| key(&span.clash) == key(&clash))
    {
        Some(span) if clash.size > span.clash.size => span.clash = clash,
        Some(_) => {}
        None => running.push(Span {
            from: day,
            until: None,
            clash,
        }),
    }
}

/// Who, the records and keys that tie, and the forecasts of the numbers.
type Key<'a> = (Option<&'a str>, Vec<(&'a str, &'static str)>, Vec<&'a str>);

/// Returns what makes two contradictions the same one: who, by which records, between which numbers.
fn key<'a>(clash: &Incoherence<'a>) -> Key<'a> {
    let by = match &clash.voice {
        EstimateSource::One(by) => Some(*by),
        EstimateSource::Pool(_) => None,
    };
    let ties = match &clash.tied {
        Tied::One(tie) => std::slice::from_ref(tie),
        Tied::Together(ties) | Tied::NoOutcome(ties) => &ties[..],
    };
    let ties = ties
        .iter()
        .map(|tie| (tie.entry.forecast.id.as_str(), tie.key));
    let numbers = clash
        .numbers
        .iter()
        .map(|one| one.term.entry.forecast.id.as_str());
    (by, ties.collect(), numbers.collect())
}
