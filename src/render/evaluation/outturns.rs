//! The outturn table: each judgement beside what happened.

use crate::analysis::review::{Outturn, Review, Side};
use crate::ledger::Ledger;
use crate::render::number::{percent, score};
use crate::render::value;
use crate::scoring::count;

use super::Parts;
use super::document::{Block, DocumentCell, DocumentTable, Section};
use super::spans::{about, plain, text, to};

/// Returns the section.
///
/// In brief it has a row for each forecast; who said what, and the evidence, stand in its dossier.
pub(super) fn section(parts: &Parts<'_>) -> Section {
    let (ledger, review) = (parts.ledger, parts.review);
    let mut blocks = vec![Block::Text(text(summary(review)))];
    if !review.outturns.is_empty() {
        let table = if parts.brief { by_forecast } else { table };
        blocks.push(Block::Table(table(ledger, review)));
    }
    blocks.extend(
        parts
            .series
            .iter()
            .map(|plot| Block::Plot(Box::new(plot.clone()))),
    );
    Section {
        id: "outturns",
        title: "Outturns",
        blocks,
    }
}

fn summary(review: &Review<'_>) -> String {
    let parts: Vec<_> = by_side(&review.outturns)
        .map(|(side, n)| format!("{n} {}", side.as_str()))
        .collect();
    if parts.is_empty() {
        return "No judgement can be set beside an outturn yet.".to_owned();
    }
    format!(
        "Of {}, {}. In line: what was held more likely came about, or the value fell inside the widest interval. Timing: it came about, after the deadline.",
        value::count(review.outturns.len(), "judgement"),
        parts.join(", ")
    )
}

fn table(ledger: &Ledger, review: &Review<'_>) -> DocumentTable {
    let heads = [
        "statement",
        "forecaster",
        "said",
        "deadline",
        "outturn",
        "known",
        "evidence",
        "#Brier",
        "judged",
    ];
    let alone = alone(&review.outturns);
    let caption = match alone {
        Some(name) => format!("Judgements of {name} and their outturns"),
        None => "Judgements and their outturns".to_owned(),
    };
    let mut table = DocumentTable {
        long: true,
        own: &["forecaster", "said", "Brier", "judged"],
        ..DocumentTable::new(caption, &heads)
    };
    for one in &review.outturns {
        let forecast = &one.entry.forecast;
        let evidence = one.resolution.evidence.first().map_or("", |one| &one.text);
        table.row_about(
            about(ledger, one.entry, &review.request.view),
            vec![
                to(one.entry).into(),
                alone.map_or(one.by, |_| "").into(),
                said(one),
                forecast.deadline.day().to_string().into(),
                value::outcome(&one.resolution.outcome).into(),
                one.known.day().to_string().into(),
                short(evidence).into(),
                one.score.map(score).unwrap_or_default().into(),
                one.side.map_or("", Side::as_str).into(),
            ],
        );
    }
    table.without_empty_columns()
}

/// Returns who made all these judgements, where that is one.
fn alone<'a>(all: &[Outturn<'a>]) -> Option<&'a str> {
    let first = all.first()?.by;
    all.iter().all(|one| one.by == first).then_some(first)
}

/// Returns the table of forecasts, with what those who judged one of them said together.
fn by_forecast(ledger: &Ledger, review: &Review<'_>) -> DocumentTable {
    let heads = [
        "statement",
        "said",
        "deadline",
        "outturn",
        "known",
        "#mean Brier",
        "judged",
    ];
    let mut table = DocumentTable {
        long: true,
        ..DocumentTable::new("Forecasts and their outturns", &heads)
    };
    let same = |a: &Outturn<'_>, b: &Outturn<'_>| std::ptr::eq(a.entry, b.entry);
    for all in review.outturns.chunk_by(same) {
        let one = &all[0];
        let forecast = &one.entry.forecast;
        table.row_about(
            about(ledger, one.entry, &review.request.view),
            vec![
                to(one.entry).into(),
                said_by_all(all),
                forecast.deadline.day().to_string().into(),
                value::outcome(&one.resolution.outcome).into(),
                one.known.day().to_string().into(),
                mean_score(all).map(score).unwrap_or_default().into(),
                judged(all).into(),
            ],
        );
    }
    table.without_empty_columns()
}

/// Returns what several said, from the lowest to the highest; of one alone what they said.
fn said_by_all(all: &[Outturn<'_>]) -> DocumentCell {
    let numbers = || all.iter().filter_map(|one| one.said);
    let low = numbers().reduce(f64::min);
    let high = numbers().reduce(f64::max);
    match (low, high, all.len()) {
        (_, _, 1) => said(&all[0]),
        (Some(low), Some(high), n) => format!("{} to {} ({n})", percent(low), percent(high)).into(),
        (_, _, n) => value::count(n, "judgement").into(),
    }
}

fn mean_score(all: &[Outturn<'_>]) -> Option<f64> {
    let scores: Vec<f64> = all.iter().filter_map(|one| one.score).collect();
    (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / count(scores.len()))
}

/// Returns how many were on each side of the outturn, where there are any.
fn by_side(all: &[Outturn<'_>]) -> impl Iterator<Item = (Side, usize)> {
    let n = |side| all.iter().filter(|one| one.side == Some(side)).count();
    [Side::InLine, Side::Even, Side::Timing, Side::Against]
        .map(|side| (side, n(side)))
        .into_iter()
        .filter(|(_, n)| *n > 0)
}

/// Returns on which side of the outturn they were, and how many where they differ.
fn judged(all: &[Outturn<'_>]) -> String {
    let told: Vec<String> = by_side(all)
        .map(|(side, n)| match n {
            n if n == all.len() => side.as_str().to_owned(),
            n => format!("{n} {}", side.as_str()),
        })
        .collect();
    told.join(", ")
}

/// Returns what was said, in the author's words and as a number; of several estimates the first and
/// the last.
pub(super) fn said(one: &Outturn<'_>) -> DocumentCell {
    let kind = &one.entry.forecast.kind;
    let first = value::value(&one.first.value, kind);
    let last = value::value(&one.last.value, kind);
    let words = if std::ptr::eq(one.first, one.last) {
        first
    } else {
        format!("{first} → {last}")
    };
    let cell = DocumentCell::from(vec![plain(words)]);
    match one.said {
        Some(said) => cell.sorted_by(percent(said)),
        None => cell,
    }
}

/// How many characters of a piece of evidence stand in the table; the dossier has all.
const SHORT: usize = 80;

/// Returns the beginning of a text.
pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHORT - 1).collect();
    format!("{}…", start.trim_end())
}
