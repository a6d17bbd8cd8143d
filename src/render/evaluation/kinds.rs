//! Scores of the kinds that are not a yes or a no.

use crate::analysis::review::Review;
use crate::render::score::{caption, classes, sheet};

use super::document::{Block, DocumentTable, Section};

/// Returns the section; nothing where no other kind has a score.
pub(super) fn section(review: &Review<'_>) -> Option<Section> {
    let classes = classes(&review.kinds);
    let table = |rows: &[crate::analysis::ScoreRow]| {
        let name = rows.first().map(caption).unwrap_or_default();
        Block::Table(DocumentTable::of(name, &sheet(rows, &review.kinds_request)))
    };
    let blocks: Vec<Block> = classes.into_iter().map(table).collect();
    (!blocks.is_empty()).then_some(Section {
        id: "kinds",
        title: "Choices, numbers and days",
        blocks,
    })
}
