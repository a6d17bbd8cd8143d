//! Scores over time, by horizon and by other groups.

use crate::evaluate::review::Review;
use crate::evaluate::{Dimension, Scores};
use crate::model::KindName;
use crate::report::number::{percent, score};

use super::document::{Block, Section, Table};
use super::plots::scores_by;
use super::spans::text;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let mut blocks = Vec::new();
    if is_grouped(&review.years) {
        blocks.push(Block::Plot(Box::new(scores_by(
            &review.years,
            Dimension::Year,
        ))));
        blocks.push(Block::Plot(Box::new(scores_by(
            &review.horizons,
            Dimension::Horizon,
        ))));
        if says_confidence(&review.confidence) {
            let caption = "By stated confidence: higher confidence should mean a lower score";
            blocks.push(Block::Table(groups(
                &review.confidence,
                "confidence",
                caption,
            )));
        }
        blocks.push(Block::Disclosed(groups(
            &review.tags,
            "tag",
            "By tag; a forecast with several counts in each",
        )));
    } else {
        blocks.push(Block::Text(text("There is nothing to score yet.")));
    }
    Section {
        id: "over-time",
        title: "Score over time and by horizon",
        blocks,
    }
}

fn is_grouped(scores: &Scores) -> bool {
    scores
        .rows
        .iter()
        .any(|row| row.kind == KindName::Binary && !row.group.is_empty())
}

/// Returns whether anybody stated a confidence.
fn says_confidence(scores: &Scores) -> bool {
    let stated = |text: &str| text != "none";
    scores
        .rows
        .iter()
        .any(|row| row.group.iter().any(|(_, text)| stated(text)))
}

fn groups(scores: &Scores, head: &'static str, caption: &str) -> Table {
    let heads = [
        head,
        "#forecasts",
        "#clusters",
        "#Brier",
        "interval",
        "#came about",
        "#said",
    ];
    let mut table = Table::new(caption, &heads);
    let rows = scores
        .rows
        .iter()
        .filter(|row| row.kind == KindName::Binary && !row.group.is_empty());
    for row in rows {
        let brier = row.figure("brier");
        let share = |name: &str| {
            row.figure(name)
                .and_then(|named| named.value.ok())
                .map(percent)
                .unwrap_or_default()
        };
        table.row(vec![
            row.group
                .iter()
                .map(|(_, text)| text.as_str())
                .collect::<Vec<_>>()
                .join(", ")
                .into(),
            row.basis.questions.into(),
            row.basis.clusters.into(),
            brier
                .and_then(|named| named.value.ok())
                .map(score)
                .unwrap_or_default()
                .into(),
            brier
                .and_then(|named| named.interval)
                .map(|(low, high)| format!("{}–{}", score(low), score(high)))
                .unwrap_or_default()
                .into(),
            share("base_rate").into(),
            share("mean_forecast").into(),
        ]);
    }
    table
}
