//! What was left out, and why.

use crate::analysis::review::Review;
use crate::ledger::Ledger;
use crate::model::ForecastId;
use crate::render::value::count;

use super::document::{Block, DocumentCell, DocumentTable, Section, TextSpan};
use super::spans::{plain, text, to_id};

/// How many forecasts are named for each reason.
const NAMED: usize = 40;

/// Returns the section.
pub(super) fn section(ledger: &Ledger, review: &Review<'_>) -> Section {
    let skipped = &review.skipped;
    let mut blocks = Vec::new();
    if skipped.forecasts.is_empty() && skipped.unreadable == 0 {
        blocks.push(Block::Text(text("Nothing was left out.")));
    }
    if skipped.unreadable > 0 {
        blocks.push(Block::Text(text(format!(
            "{} could not be read; `foretell check` says why.",
            count(skipped.unreadable, "record")
        ))));
    }
    if !skipped.forecasts.is_empty() {
        let mut table = DocumentTable::new(
            "Forecasts, or estimates of them, that are not scored",
            &["reason", "#forecasts", "what to do", "which"],
        );
        for (reason, ids) in &skipped.forecasts {
            table.row(vec![
                reason.what().into(),
                ids.len().into(),
                reason.remedy().unwrap_or_default().into(),
                which(ledger, ids),
            ]);
        }
        blocks.push(Block::Table(table.without_empty_columns()));
    }
    Section {
        id: "left-out",
        title: "Excluded, and why",
        blocks,
    }
}

fn which(ledger: &Ledger, ids: &[ForecastId]) -> DocumentCell {
    let mut spans: Vec<TextSpan> = Vec::new();
    for id in ids.iter().take(NAMED) {
        if !spans.is_empty() {
            spans.push(plain(", "));
        }
        spans.push(to_id(ledger, id));
    }
    if ids.len() > NAMED {
        spans.push(plain(format!(" and {} more", ids.len() - NAMED)));
    }
    spans.into()
}
