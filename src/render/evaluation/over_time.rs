//! Scores over time, by horizon and by other groups.

use crate::analysis::review::{Grouped, Review};
use crate::query::Dimension;
use crate::render::number::{percent, score};

use super::document::{Block, DocumentTable, Section};
use super::plots::scores_by;
use super::spans::text;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let mut blocks = Vec::new();
    if review.years.is_empty() {
        blocks.push(Block::Text(text("There is nothing to score yet.")));
    } else {
        blocks.push(Block::Plot(Box::new(scores_by(
            &review.years,
            Dimension::Year,
        ))));
        blocks.push(Block::Plot(Box::new(scores_by(
            &review.horizons,
            Dimension::Horizon,
        ))));
        if !review.confidence.is_empty() {
            let caption = "By stated confidence: higher confidence should mean a lower score";
            blocks.push(Block::Table(table(
                &review.confidence,
                "confidence",
                caption,
            )));
        }
        blocks.push(Block::Disclosed(table(
            &review.tags,
            "tag",
            "By tag; a forecast with several counts in each",
        )));
    }
    Section {
        id: "over-time",
        title: "Score over time and by horizon",
        blocks,
    }
}

fn table(groups: &[Grouped], head: &'static str, caption: &str) -> DocumentTable {
    let heads = [
        head,
        "#forecasts",
        "#clusters",
        "#Brier",
        "interval",
        "#came about",
        "#said",
    ];
    let mut table = DocumentTable::new(caption, &heads);
    for group in groups {
        let interval = group.brier.interval;
        let interval = interval.map(|one| format!("{}–{}", score(one.low), score(one.high)));
        table.row(vec![
            group.label.as_str().into(),
            group.basis.questions.into(),
            group.basis.clusters.into(),
            group.brier.value.map(score).unwrap_or_default().into(),
            interval.unwrap_or_default().into(),
            group.happened.map(percent).unwrap_or_default().into(),
            group.said.map(percent).unwrap_or_default().into(),
        ]);
    }
    table
}
