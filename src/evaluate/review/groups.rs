//! Scores by group: by year, by horizon, by tag.

use crate::evaluate::binary::{Binary, binary};
use crate::evaluate::{Basis, Dimension, Request, Said, split};
use crate::scoring::{BinaryOutcome, Pair, PairCounts, Statistic, brier};

use super::Share;
use super::headline::mean;

/// The mean score of a group of judgements.
#[derive(Clone, Debug)]
pub struct Grouped {
    /// What the group is.
    pub label: String,
    /// What its figures rest on.
    pub basis: Basis,
    /// The mean Brier score.
    pub brier: Share,
    /// How often it happened.
    pub happened: Statistic,
    /// What was said on average.
    pub said: Statistic,
}

/// Returns the scores of what was said of binary questions, by group.
#[must_use]
pub fn grouped(said: &[Said<'_>], dimension: Dimension, request: &Request) -> Vec<Grouped> {
    let groups = split(said, &[dimension]).into_iter();
    groups
        .filter_map(|(group, said)| {
            let (_, label) = group.into_iter().next()?;
            let rows: Vec<Binary> = said
                .iter()
                .filter_map(|one| binary(one, BinaryOutcome::NO))
                .collect();
            let pairs: Vec<Pair> = rows.iter().map(|row| row.pair).collect();
            let tally = PairCounts::of(&pairs);
            (!rows.is_empty()).then(|| Grouped {
                label,
                basis: Basis::of(&said),
                brier: mean(&rows, request, |row| {
                    brier(row.pair.forecast, row.pair.outcome)
                }),
                happened: tally.base_rate(),
                said: tally.mean_forecast(),
            })
        })
        .collect()
}
