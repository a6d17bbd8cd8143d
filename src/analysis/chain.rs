//! Deadline chains: the hazards that estimates imply, and estimates that time has overtaken.

use chrono::NaiveDate;

use super::coherence::EstimateSource;
use super::in_force::{InForce, belief, in_force, mean};
use crate::ledger::{Entry, Ledger, State, View, runs};
use crate::model::{Moment, Outcome, Probability, Stated};
use crate::scoring::bayes::Belief;
use crate::scoring::coherence::ProbabilityRange;
use crate::scoring::hazards::{self, Deadline, HazardSpan, hazard, lowered, spans};

/// What one source of estimates says of a chain's open deadlines.
#[derive(Clone, Debug)]
pub struct Hazards<'a> {
    /// Whose numbers.
    pub voice: EstimateSource<'a>,
    /// The day from which time is counted: that of the latest of the estimates.
    pub from: NaiveDate,
    /// The deadlines with a number, the first first.
    pub links: Vec<Link<'a>>,
}

/// One deadline of a chain.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// What is said of the event's coming by then.
    pub by: Belief,
    /// The time since the deadline before.
    pub span: HazardSpan,
}

/// An estimate that has not been lowered while time passed and nothing happened.
#[derive(Clone, Copy, Debug)]
pub struct Stale<'a> {
    /// Which of the record's estimates it is: the one in force.
    pub estimate: usize,
    /// Who made it.
    pub by: &'a str,
    /// What it says.
    pub says: Probability,
    /// Since when the forecaster has said so.
    pub since: Moment,
    /// What a constant hazard leaves of it.
    pub steady: Probability,
    /// What the forecaster's own number for an earlier deadline leaves of it, where that has
    /// passed.
    pub chain: Option<ProbabilityRange>,
}

/// How much a constant hazard must take off an estimate before it counts as stale: the width of
/// the narrowest bands of the usual yardsticks.
const LEAST: f64 = 0.05;

/// Seconds in a day of UTC.
const DAY: f64 = 86_400.0;

/// Returns the hazards that each forecaster's numbers for the open deadlines of a chain imply, and
/// where there are several forecasters those of their mean.
#[must_use]
pub fn hazards<'a>(ledger: &'a Ledger, chain: &[&'a Entry], view: &View) -> Vec<Hazards<'a>> {
    let open = chain
        .iter()
        .filter(|entry| !view.state(ledger, entry).is_over());
    let spoken: Vec<(&Entry, Vec<InForce<'a>>)> =
        open.map(|&entry| (entry, in_force(entry, view))).collect();
    let mut names: Vec<&str> = spoken
        .iter()
        .flat_map(|(_, said)| said)
        .map(|(_, one)| &*one.by)
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut voices: Vec<EstimateSource<'a>> =
        names.iter().map(|&by| EstimateSource::One(by)).collect();
    if names.len() > 1 {
        voices.push(EstimateSource::Pool(names));
    }
    voices
        .into_iter()
        .filter_map(|voice| of_voice(voice, &spoken))
        .collect()
}

fn of_voice<'a>(
    voice: EstimateSource<'a>,
    spoken: &[(&'a Entry, Vec<InForce<'a>>)],
) -> Option<Hazards<'a>> {
    let mut from: Option<Moment> = None;
    let mut said: Vec<(&Entry, Belief)> = Vec::new();
    for (entry, estimates) in spoken {
        let meant = estimates.iter().filter(|(_, one)| voice.takes(one));
        let numbers = meant.filter_map(|(_, one)| Some((one.date, belief(one.stated()?)?)));
        let (dates, beliefs): (Vec<Moment>, Vec<Belief>) = numbers.unzip();
        if let Some(by) = mean(&beliefs) {
            said.push((entry, by));
            from = dates.into_iter().chain(from).max_by(|a, b| a.compare(*b));
        }
    }
    let from = from?;
    said.retain(|(entry, _)| after(entry, from) > 0.0);
    let deadlines: Vec<Deadline> = said
        .iter()
        .map(|(entry, by)| Deadline {
            after: after(entry, from),
            by: by.range(),
        })
        .collect();
    let links = said.into_iter().zip(spans(&deadlines));
    let links: Vec<Link<'a>> = links
        .map(|((entry, by), span)| Link { entry, by, span })
        .collect();
    (!links.is_empty()).then_some(Hazards {
        voice,
        from: from.day(),
        links,
    })
}

/// Returns the days from a moment to the end of a deadline.
fn after(entry: &Entry, from: Moment) -> f64 {
    days(from.start(), entry.forecast.deadline.end())
}

fn days(from: i64, to: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds of some centuries are exact"
    )]
    let seconds = (to - from) as f64;
    seconds / DAY
}

/// Returns the estimates in force on an open forecast of a chain that have not been lowered while
/// time passed, where a constant hazard would take more than five points off.
///
/// What was read out of a text is left out, since nobody is expected to renew it.
#[must_use]
pub fn stale<'a>(
    ledger: &'a Ledger,
    chain: &[&'a Entry],
    entry: &'a Entry,
    view: &View,
) -> Vec<Stale<'a>> {
    let forecast = &entry.forecast;
    if view.state(ledger, entry) != State::Open {
        return Vec::new();
    }
    let mut found = Vec::new();
    for run in runs(forecast, view) {
        let Some(last) = run.estimates.last().filter(|last| last.coded().is_none()) else {
            continue;
        };
        let Some(says) = last.stated().and_then(Stated::point) else {
            continue;
        };
        let same = run.estimates.iter().rev();
        let same = same.take_while(|one| one.stated().and_then(Stated::point) == Some(says));
        let since = same.last().map_or(last.date, |first| first.date);
        let whole = days(since.start(), forecast.deadline.end());
        let passed = days(since.start(), Moment::Day(view.as_of).end());
        let steady = lowered(says, whole, passed);
        if hazards::stale(says, says, whole, passed).is_some() && says.get() - steady.get() > LEAST
        {
            let estimate = forecast
                .estimates
                .iter()
                .position(|one| std::ptr::eq(one, *last));
            found.push(Stale {
                estimate: estimate.unwrap_or_default(),
                by: run.by,
                says,
                since,
                steady,
                chain: from_chain(ledger, chain, entry, run.by, says, view),
            });
        }
    }
    found
}

/// Returns what the forecaster's own number for the last earlier deadline that passed leaves of
/// what they say.
fn from_chain(
    ledger: &Ledger,
    chain: &[&Entry],
    entry: &Entry,
    by: &str,
    says: Probability,
    view: &View,
) -> Option<ProbabilityRange> {
    let before = chain.iter().rev().find(|one| {
        one.forecast.deadline.is_before(entry.forecast.deadline)
            && matches!(view.state(ledger, one), State::Resolved(r) if r.outcome == Outcome::No)
    });
    let passed = before?;
    let run = runs(&passed.forecast, view)
        .into_iter()
        .find(|run| run.by == by)?;
    let said = run
        .estimates
        .iter()
        .rev()
        .find_map(|one| belief(one.stated()?))?;
    hazard(said.range(), says.into())
}
