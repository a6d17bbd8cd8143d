//! What changed since an earlier day.

use crate::analysis::review::{Changes, Review};
use crate::ledger::Entry;
use crate::render::number::score;
use crate::render::value::{self, count};

use super::document::{Block, DocumentTable, Section, TextSpan};
use super::spans::{plain, text, to};

/// How many forecasts are named in a list.
const NAMED: usize = 40;

/// Returns the section.
pub(super) fn section(review: &Review<'_>, changes: &Changes<'_>) -> Section {
    let lists = [
        ("Opened", &changes.opened),
        ("Resolved, with an outcome or without", &changes.resolved),
        ("Became overdue", &changes.overdue),
    ];
    let mut blocks = vec![Block::Text(text(compared(review, changes)))];
    blocks.push(Block::List(
        lists
            .iter()
            .map(|(what, entries)| named(what, entries))
            .collect(),
    ));
    if !changes.moved.is_empty() {
        blocks.push(Block::Table(moved(changes)));
    }
    Section {
        id: "changes",
        title: "What changed",
        blocks,
    }
}

fn compared(review: &Review<'_>, changes: &Changes<'_>) -> String {
    let brier = |review: &Review<'_>| {
        review
            .headline
            .brier
            .value
            .map_or_else(|_| "none".to_owned(), score)
    };
    let scored = |review: &Review<'_>| review.headline.basis.questions;
    format!(
        "Since {}: {} can be scored, {} then; the mean Brier score is {}, {} then.",
        changes.since,
        count(scored(review), "forecast"),
        scored(&changes.then),
        brier(review),
        brier(&changes.then)
    )
}

fn named(what: &str, entries: &[&Entry]) -> Vec<TextSpan> {
    let mut spans = vec![TextSpan::Strong(format!("{what}: {}", entries.len()))];
    for (i, entry) in entries.iter().take(NAMED).enumerate() {
        spans.push(plain(if i == 0 { ". " } else { ", " }));
        spans.push(to(entry));
    }
    if entries.len() > NAMED {
        spans.push(plain(format!(" and {} more", entries.len() - NAMED)));
    }
    spans
}

fn moved(changes: &Changes<'_>) -> DocumentTable {
    let mut table = DocumentTable {
        long: true,
        ..DocumentTable::new(
            "Changed estimates of open forecasts",
            &["forecast", "forecaster", "then", "now", "on", "because"],
        )
    };
    for change in &changes.moved {
        let kind = &change.entry.forecast.kind;
        table.row(vec![
            to(change.entry).into(),
            (&*change.now.by).into(),
            change
                .then
                .map_or_else(
                    || "nothing".to_owned(),
                    |then| value::value(&then.value, kind),
                )
                .into(),
            value::value(&change.now.value, kind).into(),
            change.now.date.day().to_string().into(),
            change.now.because.as_deref().unwrap_or_default().into(),
        ]);
    }
    table.without_empty_columns()
}
