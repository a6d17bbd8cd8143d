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
        (_, 0 | 1) => "The adjusted score is the one to expect on a question of average difficulty, so that those who took easy questions do not look better.".to_owned(),
        (_, groups) => format!(
            "The adjusted score is the one to expect on a question of average difficulty. The forecasters fall into {groups} groups without a common question; adjusted scores compare only within a group."
        ),
    };
    let caption = format!(
        "{}: {}, 0 is best",
        class::text(&table.class),
        table.measure.title()
    );
    vec![
        Block::Text(text(words)),
        Block::Table(DocumentTable::of(caption, &sheet(table))),
    ]
}
