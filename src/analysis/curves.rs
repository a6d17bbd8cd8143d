//! What curves of each forecaster are drawn from.

use crate::dataset::{Dataset, Portion, ScoredEstimate, collect_pairs, split};
use crate::query::{Dimension, Request};
use crate::scoring::{Pair, PairCounts};

use super::calibration::is_yes_or_no;

/// The estimates of a forecaster on questions that came out as yes or no, counted.
#[derive(Clone, Debug)]
pub struct CountedEstimates {
    /// Who; `all` of everybody.
    pub name: String,
    /// What was said, and what happened.
    pub pair_counts: PairCounts,
}

/// As many forecasters as have curves of their own: a plot tells no more apart.
const MOST: usize = 5;

/// Returns the estimates of everybody, and where they are several and not too many those of each forecaster.
#[must_use]
pub fn counted_estimates(dataset: &Dataset<'_>, request: &Request) -> Vec<CountedEstimates> {
    let mut scored = collect_pairs(dataset, request).scored;
    scored.retain(is_yes_or_no);
    let counted = |portion: Portion<'_, '_>| {
        let pairs = portion.scored.iter().filter_map(ScoredEstimate::pair);
        let name = portion.group.first().map(|(_, name)| name.clone());
        CountedEstimates {
            name: name.unwrap_or_else(|| "all".to_owned()),
            pair_counts: PairCounts::of(&pairs.collect::<Vec<Pair>>()),
        }
    };
    let portions = split(dataset, scored, &[Dimension::Forecaster]);
    let mut all: Vec<CountedEstimates> = portions.into_iter().map(counted).collect();
    // The total comes last, and is drawn first.
    let Some(total) = all.pop() else {
        return Vec::new();
    };
    if !(2..=MOST).contains(&all.len()) {
        all.clear();
    }
    all.insert(0, total);
    all.retain(|one| one.pair_counts.pairs() > 0);
    all
}
