//! Forecasters beside each other.

use crate::evaluate::review::{Forecasters, Review};
use crate::report::number::score;

use super::document::{Block, Section, Table};
use super::spans::text;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let forecasters = &review.forecasters;
    let mut blocks = vec![Block::Text(text(words(forecasters)))];
    if !forecasters.rows.is_empty() {
        blocks.push(Block::Table(table(forecasters)));
    }
    Section {
        id: "forecasters",
        title: "Forecasters compared",
        blocks,
    }
}

fn words(forecasters: &Forecasters) -> String {
    match (forecasters.rows.len(), forecasters.groups) {
        (0, _) => "Nobody’s estimates can be scored yet.".to_owned(),
        (1, _) => "There is one forecaster, and nobody to compare with.".to_owned(),
        (_, 0 | 1) => "The adjusted score is the one to expect on a question of average difficulty, so that those who took easy questions do not look better.".to_owned(),
        (_, groups) => format!(
            "The adjusted score is the one to expect on a question of average difficulty. The forecasters fall into {groups} groups without a common question; adjusted scores compare only within a group."
        ),
    }
}

fn table(forecasters: &Forecasters) -> Table {
    let heads = [
        "forecaster",
        "#forecasts",
        "#shared with others",
        "#Brier",
        "#adjusted",
        "#group",
    ];
    let mut table = Table::new("Mean Brier scores, 0 is best", &heads);
    let several = forecasters.rows.len() > 1;
    for row in &forecasters.rows {
        let adjusted = row.adjusted.filter(|_| several).map(score);
        let group = row
            .group
            .filter(|_| forecasters.groups > 1)
            .map(|group| (group + 1).to_string());
        table.row(vec![
            row.by.as_str().into(),
            row.questions.into(),
            row.shared.into(),
            score(row.score).into(),
            adjusted.unwrap_or_default().into(),
            group.unwrap_or_default().into(),
        ]);
    }
    table.without_empty_columns()
}
