//! From the rows of a group to the sample that figures are made of.

use crate::dataset::{Dataset, Portion, ScoredEstimate, tested};
use crate::model::Probability;
use crate::query::{Request, SampleSize};
use crate::scoring::{BinaryOutcome, Pair, PairCounts, Weight};

use super::Sample;

/// Returns the size of a group.
pub(super) fn size(portion: &Portion<'_, '_>) -> SampleSize {
    let counted = SampleSize::alone(portion.counted.pairs());
    SampleSize::of(&portion.scored).plus(counted)
}

/// Returns the pairs of a group one by one, those that were only counted last.
pub(super) fn pairs(portion: &Portion<'_, '_>) -> Vec<Pair> {
    let pairs = portion.scored.iter().filter_map(ScoredEstimate::pair);
    let mut pairs: Vec<Pair> = pairs.collect();
    pairs.extend(one_by_one(&portion.counted));
    pairs
}

/// Returns pairs that were counted one by one, each a cluster by itself.
pub(super) fn one_by_one(counted: &PairCounts) -> impl Iterator<Item = Pair> + '_ {
    let entries = counted.counts();
    let each =
        entries.flat_map(|(forecast, outcome, pairs)| (0..pairs).map(move |_| (forecast, outcome)));
    let alone = |(number, (forecast, outcome)): (usize, (Probability, BinaryOutcome))| Pair {
        forecast,
        outcome,
        weight: Weight::ONE,
        // From the top, where no named cluster comes.
        cluster: usize::MAX - number,
    };
    each.enumerate().map(alone)
}

/// Returns the sample of the yes-or-no questions of a group.
pub(super) fn sample(
    dataset: &Dataset<'_>,
    portion: &Portion<'_, '_>,
    request: &Request,
) -> Sample {
    let scored = &portion.scored;
    if scored.is_empty() {
        return Sample::alone(portion.counted.clone());
    }
    let pairs = pairs(portion);
    let sample = Sample::of(&pairs);
    // Where nobody looked at the days, pairs that stand alone have no order.
    if !dataset.cuts() && sample.pairs().is_none() {
        return Sample::alone(PairCounts::of(&pairs));
    }
    let tested = tested(dataset, scored, request.weigh).map(|tested| {
        let tested = tested.iter().filter_map(ScoredEstimate::pair);
        tested.chain(one_by_one(&portion.counted)).collect()
    });
    sample.tested_on(tested)
}
