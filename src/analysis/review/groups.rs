//! Scores by group: by year, by horizon, by tag.

use crate::analysis::binary::{Binary, binary};
use crate::dataset::{Dataset, ScoredEstimate, split};
use crate::query::{Dimension, Request, SampleSize};
use crate::scoring::{Pair, PairCounts, Statistic, brier};

use super::Share;
use super::headline::mean;

/// The mean score of a group of judgements.
#[derive(Clone, Debug)]
pub struct Grouped {
    /// What the group is.
    pub label: String,
    /// What its figures rest on.
    pub basis: SampleSize,
    /// The mean Brier score.
    pub brier: Share,
    /// How often it happened.
    pub happened: Statistic,
    /// What was said on average.
    pub said: Statistic,
}

/// Returns the scores of what was said of binary questions, by group.
#[must_use]
pub fn grouped<'d, 'l>(
    dataset: &'d Dataset<'l>,
    scored: &[ScoredEstimate<'d, 'l>],
    dimension: Dimension,
    request: &Request,
) -> Vec<Grouped> {
    let groups = split(dataset, scored.to_vec(), &[dimension]).into_iter();
    groups
        .filter_map(|portion| {
            let (_, label) = portion.group.into_iter().next()?;
            let rows: Vec<Binary> = portion.scored.iter().filter_map(binary).collect();
            let pairs: Vec<Pair> = rows.iter().map(|row| row.pair).collect();
            let pair_counts = PairCounts::of(&pairs);
            (!rows.is_empty()).then(|| Grouped {
                label,
                basis: SampleSize::of(&portion.scored),
                brier: mean(&rows, request, |row| {
                    brier(row.pair.forecast, row.pair.outcome)
                }),
                happened: pair_counts.base_rate(),
                said: pair_counts.mean_forecast(),
            })
        })
        .collect()
}
