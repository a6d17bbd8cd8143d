//! Outturns: each judgement beside what happened.

use std::collections::BTreeMap;

use crate::dataset::ScoredEstimate;
use crate::ledger::{Entry, Ledger, State, View};
use crate::model::{
    Estimate, ForecastId, Moment, Outcome, Probability, Resolution, Stated, Value, day_number,
};
use crate::scoring::{BinaryOutcome, brier};

/// What one forecaster said of one forecast, beside what happened.
#[derive(Clone, Debug)]
pub struct Outturn<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// Its cluster.
    pub cluster: usize,
    /// The forecaster.
    pub by: &'a str,
    /// The first estimate that counts.
    pub first: &'a Estimate,
    /// The last estimate that counts.
    pub last: &'a Estimate,
    /// What happened.
    pub resolution: &'a Resolution,
    /// When that was known.
    pub known: Moment,
    /// The weighted mean of the probabilities of a yes, for a binary question.
    pub said: Option<f64>,
    /// The weighted mean Brier score from 0 to 1, for a binary question or one of options.
    pub score: Option<f64>,
    /// How much it counts: under `days` the share of the scheduled life that was spoken for.
    pub weight: f64,
    /// Whether the outturn is what was said.
    pub side: Option<Side>,
}

/// How an outturn lies to what was said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// What was held more likely came about; a value fell inside the widest interval.
    InLine,
    /// As likely as not was said.
    Even,
    /// It came about, after the deadline.
    Timing,
    /// What was held less likely came about; a value fell outside the widest interval.
    Against,
}

impl Side {
    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InLine => "in line",
            Self::Even => "even",
            Self::Timing => "timing",
            Self::Against => "against",
        }
    }
}

/// Returns the outturns, by forecast and forecaster, from what was said.
pub(super) fn outturns<'a>(
    ledger: &'a Ledger,
    scored: &[ScoredEstimate<'_, 'a>],
    view: &View,
) -> Vec<Outturn<'a>> {
    let seen = Seen {
        ledger,
        view: *view,
        later: later(ledger),
    };
    let same = |a: &ScoredEstimate<'_, '_>, b: &ScoredEstimate<'_, '_>| {
        a.question.number == b.question.number && a.row.forecaster == b.row.forecaster
    };
    scored
        .chunk_by(same)
        .filter_map(|run| seen.outturn(run))
        .collect()
}

/// The ledger as it is seen, with the later twin of each forecast.
struct Seen<'a> {
    ledger: &'a Ledger,
    view: View,
    later: BTreeMap<&'a ForecastId, Vec<&'a Entry>>,
}

/// Returns the forecasts of the same event with a later deadline, by the id of the earlier one.
fn later(ledger: &Ledger) -> BTreeMap<&ForecastId, Vec<&Entry>> {
    let mut later: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for entry in ledger.entries() {
        if let Some(earlier) = &entry.forecast.relations().earlier {
            later.entry(earlier).or_default().push(entry);
        }
    }
    later
}

impl<'a> Seen<'a> {
    fn outturn(&self, run: &[ScoredEstimate<'_, 'a>]) -> Option<Outturn<'a>> {
        let (first, last) = (run.first()?, run.last()?);
        let entry = first.question.record?;
        let (earliest, latest) = (first.row.record()?, last.row.record()?);
        let State::Resolved(resolution) = self.view.state(self.ledger, entry) else {
            return None;
        };
        let weight: f64 = run.iter().map(|one| one.weight.get()).sum();
        let mean = |of: &dyn Fn(&ScoredEstimate<'_, '_>) -> Option<f64>| -> Option<f64> {
            let all = run
                .iter()
                .map(|one| Some(one.weight.get() * of(one)?))
                .sum::<Option<f64>>();
            all.map(|all| all / weight)
        };
        let said = mean(&|one| Some(one.row.probability()?.get()));
        Some(Outturn {
            entry,
            cluster: first.question.cluster,
            by: &earliest.by,
            first: earliest,
            last: latest,
            resolution,
            known: resolution.known_or(entry.forecast.deadline),
            said,
            score: mean(&|one| score(one.row.record()?, &resolution.outcome)),
            weight,
            side: match said {
                Some(said) => self.side(entry, resolution, said),
                None => side_of_value(&latest.value, &resolution.outcome),
            },
        })
    }

    fn side(&self, entry: &Entry, resolution: &Resolution, said: f64) -> Option<Side> {
        let happened = resolution.outcome.share()?.get();
        let even = |share: f64| (share - 0.5).abs() < 1e-9;
        Some(if even(said) || even(happened) {
            Side::Even
        } else if (said > 0.5) == (happened > 0.5) {
            Side::InLine
        } else if said > 0.5 && self.came_later(entry, resolution) {
            Side::Timing
        } else {
            Side::Against
        })
    }

    /// Returns whether what did not come about by the deadline came about after it: by the day in
    /// the resolution, or by forecasts of the same event with later deadlines.
    fn came_later(&self, entry: &Entry, resolution: &Resolution) -> bool {
        if resolution
            .happened
            .is_some_and(|day| entry.forecast.deadline.is_before(day))
        {
            return true;
        }
        let after = |entry: &Entry| self.later.get(&entry.forecast.id).into_iter().flatten();
        let came = |entry: &&Entry| {
            self.view
                .resolution(&entry.forecast)
                .is_some_and(|one| one.outcome == Outcome::Yes)
        };
        // A circle of deadlines is a finding of `check`; here it must only end.
        let mut next: Vec<&Entry> = after(entry).copied().collect();
        for _ in 0..CHAIN {
            if next.is_empty() || next.iter().any(came) {
                break;
            }
            next = next.into_iter().flat_map(after).copied().collect();
        }
        next.iter().any(came)
    }
}

/// How many deadlines of one event are followed.
const CHAIN: usize = 16;

/// Returns the Brier score of an estimate, from 0 to 1.
fn score(estimate: &Estimate, outcome: &Outcome) -> Option<f64> {
    match &estimate.value {
        Value::Probability(stated) => Some(brier(
            stated.point()?,
            BinaryOutcome::new(outcome.share()?.get())?,
        )),
        Value::Options(options) => {
            let part = |(name, stated): &(String, Stated)| {
                Some((stated.point()?.get() - share(outcome, name)?).powi(2) / 2.0)
            };
            options.iter().map(part).sum()
        }
        _ => None,
    }
}

/// Returns how much of an option came about.
fn share(outcome: &Outcome, option: &str) -> Option<f64> {
    match outcome {
        Outcome::Option(name) => Some(if name == option { 1.0 } else { 0.0 }),
        Outcome::Shares(shares) => {
            let found = shares.iter().find(|(name, _)| name == option);
            Some(found.map_or(0.0, |(_, share)| share.get()))
        }
        _ => None,
    }
}

/// Returns how the outturn lies to an estimate of options, a number or a day.
fn side_of_value(value: &Value, outcome: &Outcome) -> Option<Side> {
    let agrees = match (value, outcome) {
        (Value::Options(options), Outcome::Option(name)) => {
            let point = |one: &(String, Stated)| one.1.point().map_or(0.0, Probability::get);
            let top = options.iter().map(point).fold(0.0, f64::max);
            options
                .iter()
                .find(|(option, _)| option == name)
                .map(point)?
                >= top
        }
        (value, outcome) => {
            let (low, high) = widest(value)?;
            (low..=high).contains(&number(outcome)?)
        }
    };
    Some(if agrees { Side::InLine } else { Side::Against })
}

/// Returns an outcome as a number; one beyond the bounds as an infinite one.
fn number(outcome: &Outcome) -> Option<f64> {
    match outcome {
        Outcome::Number(number) => Some(*number),
        Outcome::Date(day) => Some(day_number(*day)),
        Outcome::Below | Outcome::Before => Some(f64::NEG_INFINITY),
        Outcome::Above | Outcome::Never => Some(f64::INFINITY),
        _ => None,
    }
}

/// Returns the ends of the widest interval that an estimate states.
fn widest(value: &Value) -> Option<(f64, f64)> {
    match value {
        Value::Quantiles(quantiles) if quantiles.len() > 1 => {
            Some((quantiles.first()?.1, quantiles.last()?.1))
        }
        Value::Interval { low, high, .. } => Some((*low, *high)),
        _ => None,
    }
}
