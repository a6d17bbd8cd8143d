//! Forecasters beside each other, with the difficulty of what they answered taken out.

use crate::analysis::AdjustedTable;
use crate::analysis::review::Review;
use crate::render::adjust::sheet;
use crate::render::class;

use super::document::{Block, DocumentTable, Section};
use super::spans::text;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let tables = &review.adjustment.tables;
    let mut blocks: Vec<Block> = tables.iter().flat_map(blocks).collect();
    if blocks.is_empty() {
        blocks.push(Block::Text(text("Nobody’s estimates can be scored yet.")));
    }
    Section {
        id: "forecasters",
        title: "Forecasters compared",
        blocks,
    }
}

fn blocks(table: &AdjustedTable) -> Vec<Block> {
    let groups = table.groups().len();
    let words = match (table.rows.len(), groups) {
        (0, _) => return Vec::new(),
        (1, _) => "One forecaster alone: there is nobody to compare.".to_owned(),
        (_, 0 | 1) => "The like-for-like score is the difference to a forecaster on average on the same questions, so that those who took easy questions do not look better. It is drawn to 0 where little is known, and none under five shared questions; below 0 is better.".to_owned(),
        (_, groups) => format!(
            "The like-for-like score is the difference to a forecaster on average on the same questions; below 0 is better. The forecasters fall into {groups} groups without a common question; it compares only within a group."
        ),
    };
    let caption = format!(
        "{}: {}, 0 is best",
        class::text(&table.class),
        table.measure.title()
    );
    vec![
        Block::Text(text(words)),
        Block::Table(DocumentTable::of(caption, &sheet(table, None))),
    ]
}
