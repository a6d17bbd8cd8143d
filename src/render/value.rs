//! How an estimate, an outcome and a day are worded in tables.

use std::iter;

use crate::model::BaseRate;
use crate::model::{
    Band, EvidenceItem, Kind, Outcome, Parametric, Probability, Reading, Reliability, Simple,
    Stated, Value, number_day, written,
};

use super::number::{decimals, percent};
use crate::scoring::bayes::Belief;
use crate::scoring::coherence::ProbabilityRange;

/// Returns an estimate in a few words: `70%`, `likely (68%)`, `9 to 14 at 80%`.
#[must_use]
pub fn value(value: &Value, kind: &Kind) -> String {
    let quantity = |number: f64| quantity(number, kind);
    match value {
        Value::Withdrawn => "withdrawn".to_owned(),
        Value::Declined(text) => text.to_string(),
        Value::Probability(one) => stated(one),
        Value::Options(options) => join(
            options
                .iter()
                .map(|(name, one)| format!("{name} {}", stated(one))),
        ),
        Value::Quantiles(quantiles) => join(
            quantiles
                .iter()
                .map(|(level, number)| format!("{} {}", percent(level.get()), quantity(*number))),
        ),
        Value::Interval { low, high, level } => {
            format!(
                "{} to {} at {}",
                quantity(*low),
                quantity(*high),
                percent(level.get())
            )
        }
        Value::Distribution(Parametric::Simple(said)) => simple(said),
        Value::Distribution(Parametric::Mixture(said)) => {
            let parts = said.parts().iter();
            let parts =
                parts.map(|(weight, part)| format!("{} {}", percent(*weight), simple(part)));
            parts.collect::<Vec<_>>().join("; ")
        }
        Value::Samples(samples) => format!("{} samples", samples.len()),
        Value::HappensBy(days) => join(
            days.iter()
                .map(|(day, chance)| format!("by {day} {}", percent(chance.get()))),
        ),
    }
}

/// Returns a distribution of a family: `normal, mean 11, sd 2`.
fn simple(said: &Simple) -> String {
    let each = said.parameters();
    let each = each.map(|(name, number)| format!("{name} {}", decimals(number, 4)));
    join(iter::once(said.family().name().to_owned()).chain(each))
}

/// Returns a piece of evidence in a line: `24 aircraft https://… (retrieved 2026-11-29): “…”`.
#[must_use]
pub fn evidence(one: &EvidenceItem) -> String {
    let copy = one.archive.as_ref().map(|copy| format!("copy at {copy}"));
    let retrieved = one.retrieved.map(|day| format!("retrieved {day}"));
    let rests = one.reliability.filter(|on| *on != Reliability::Source);
    let rests = rests.map(|on| format!("from {}", on.as_str()));
    let details = join([copy, retrieved, rests].into_iter().flatten());
    let mut line = one.text.trim().to_owned();
    if let Some(url) = &one.url {
        line += &format!(" {url}");
    }
    if !details.is_empty() {
        line += &format!(" ({details})");
    }
    if let Some(quote) = &one.quote {
        line += &format!(": “{}”", quote.trim());
    }
    line.trim().to_owned()
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// Returns a stated probability as its author wrote it, with the number that stands for it where
/// the text does not show it.
#[must_use]
pub fn stated(stated: &Stated) -> String {
    match (&stated.reading, stated.point()) {
        (Reading::Number(value), _) => percent(value.get()),
        (Reading::Range(band), _) => band_text(*band),
        (Reading::Word(reading), Some(point)) => {
            format!("{} ({})", reading.word, percent(point.get()))
        }
        (Reading::Word(reading), None) => format!("{} ({})", reading.word, band_text(reading.band)),
        (Reading::Declined, _) => stated.text.to_string(),
    }
}

/// Returns a range, `55–80%`.
#[must_use]
pub fn band_text(band: Band) -> String {
    let bare = |value: Probability| percent(value.get()).trim_end_matches('%').to_owned();
    format!("{}–{}%", bare(band.low), bare(band.high))
}

/// Returns a belief: its number, with its range where it has one: `70%`, `68% (55–80%)`.
#[must_use]
pub fn belief(belief: Belief) -> String {
    let range = belief.range();
    let point = percent(belief.point());
    if range.is_point() {
        point
    } else {
        format!("{point} ({})", interval(range))
    }
}

/// Returns a range, `55–80%`, or the number that it is.
#[must_use]
pub fn interval(range: ProbabilityRange) -> String {
    if range.is_point() {
        return percent(range.low());
    }
    let bare = |value: f64| percent(value).trim_end_matches('%').to_owned();
    format!("{}–{}%", bare(range.low()), bare(range.high()))
}

/// Returns a number of a question of that kind: a day where it asks for one.
#[must_use]
pub fn quantity(number: f64, kind: &Kind) -> String {
    match kind {
        Kind::Date { .. } => {
            number_day(number).map_or_else(|| written(number), |day| day.to_string())
        }
        _ => written(number),
    }
}

/// Returns an outcome in a few words.
#[must_use]
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Fraction(share) => percent(share.get()),
        Outcome::Shares(shares) => join(
            shares
                .iter()
                .map(|(name, share)| format!("{name} {}", percent(share.get()))),
        ),
        other => other.to_string(),
    }
}

/// Returns a count with its noun: `1 forecast`, `3 forecasts`.
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    match n {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

/// Returns a base rate with its reason, and who wrote it when; of one written by somebody who knew the
/// outcome it says so.
#[must_use]
pub fn base_rate(base: &BaseRate) -> String {
    let because = base.because.as_deref();
    let because = because.map(|why| format!(", {why}")).unwrap_or_default();
    let by = base.by.as_deref().map(|by| format!(" by {by}"));
    let date = base.date.map(|date| format!(" on {date}"));
    let written = match (by, date) {
        (None, None) => String::new(),
        (by, date) => {
            let knew = if base.blind == Some(false) {
                ", knowing the outcome"
            } else {
                ""
            };
            let (by, date) = (by.unwrap_or_default(), date.unwrap_or_default());
            format!(" (written{by}{date}{knew})")
        }
    };
    format!("{}{because}{written}", stated(&base.probability))
}
