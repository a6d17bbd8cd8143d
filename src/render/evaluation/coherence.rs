//! Coherence: whether the estimates in force can all be right, and whether earlier ones could.

use crate::analysis::review::Review;
use crate::render::coherence::{history, sheet};
use crate::render::value::count;

use super::document::{Block, DocumentTable, Section};
use super::spans::text;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let now = &review.coherence;
    let mut blocks = Vec::new();
    blocks.push(Block::Text(text(match (now.clusters, now.clashes.len()) {
        (0, _) => "No relation ties open forecasts together.".to_owned(),
        (clusters, 0) => format!(
            "In {} of open forecasts that relations tie together, the estimates in force can all be right.",
            count(clusters, "cluster")
        ),
        (clusters, found) => format!(
            "In {} of open forecasts that relations tie together, {} in force cannot all be right, or leave room for less than was said.",
            count(clusters, "cluster"), groups(found)
        ),
    })));
    if !now.clashes.is_empty() {
        blocks.push(Block::Table(DocumentTable::of(
            "Estimates in force that do not fit together",
            &sheet(now),
        )));
    }
    let past = &review.contradictions;
    if past.is_empty() {
        blocks.push(Block::Text(text(
            "No estimates ever contradicted each other.",
        )));
    } else {
        blocks.push(Block::Table(DocumentTable::of(
            "When estimates contradicted each other",
            &history(past),
        )));
    }
    Section {
        id: "coherence",
        title: "Coherence",
        blocks,
    }
}

fn groups(n: usize) -> String {
    if n == 1 {
        "a group of estimates".to_owned()
    } else {
        format!("{n} groups of estimates")
    }
}
