//! The outturn table: each judgement beside what happened.

use crate::evaluate::review::{Outturn, Review, Side};
use crate::ledger::Ledger;
use crate::report::number::{percent, score};
use crate::report::value;

use super::document::{Block, Cell, Section, Table};
use super::spans::{about, plain, text, to};

/// Returns the section.
pub(super) fn section(ledger: &Ledger, review: &Review<'_>) -> Section {
    let mut blocks = vec![Block::Text(text(summary(review)))];
    if !review.outturns.is_empty() {
        blocks.push(Block::Table(table(ledger, review)));
    }
    Section {
        id: "outturns",
        title: "Outturns",
        blocks,
    }
}

fn summary(review: &Review<'_>) -> String {
    let n = |side: Side| {
        review
            .outturns
            .iter()
            .filter(|one| one.side == Some(side))
            .count()
    };
    let parts = [Side::InLine, Side::Even, Side::Timing, Side::Against];
    let parts = parts.into_iter().filter(|side| n(*side) > 0);
    let parts: Vec<_> = parts
        .map(|side| format!("{} {}", n(side), side.as_str()))
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

fn table(ledger: &Ledger, review: &Review<'_>) -> Table {
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
    let mut table = Table {
        long: true,
        ..Table::new("Judgements and their outturns", &heads)
    };
    for one in &review.outturns {
        let forecast = &one.entry.forecast;
        let evidence = one.resolution.evidence.first().map_or("", String::as_str);
        table.row_about(
            about(ledger, one.entry, &review.request.view),
            vec![
                to(one.entry).into(),
                one.by.into(),
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

/// Returns what was said, in the author's words and as a number; of several estimates the first and
/// the last.
pub(super) fn said(one: &Outturn<'_>) -> Cell {
    let kind = &one.entry.forecast.kind;
    let first = value::value(&one.first.value, kind);
    let last = value::value(&one.last.value, kind);
    let words = if std::ptr::eq(one.first, one.last) {
        first
    } else {
        format!("{first} → {last}")
    };
    let cell = Cell::from(vec![plain(words)]);
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
