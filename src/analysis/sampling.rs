//! From the rows of a group to the sample that figures are made of.

use crate::dataset::{Dataset, Portion, ScoredEstimate, collect_pairs, split, tested};
use crate::model::Probability;
use crate::query::{Request, SampleSize, Weighting};
use crate::scoring::{BinaryOutcome, Pair, PairCounts, Undefined, Weight};

use super::Sample;

/// Returns the size of a group.
pub(super) fn size(portion: &Portion<'_, '_>) -> SampleSize {
    let counted = SampleSize::alone(portion.counted.pairs());
    SampleSize::of(&portion.scored).plus(counted)
}

/// Returns the pairs of a group one by one, those that were only counted last.
pub(super) fn pairs(portion: &Portion<'_, '_>) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(portion.scored.len());
    pairs.extend(portion.scored.iter().filter_map(ScoredEstimate::pair));
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

/// The first estimates by group: on these tests and verdicts rest where what counts is weighed by
/// days, since repeated estimates of one question are not independent.
#[derive(Clone, Debug, Default)]
pub(super) struct FirstEstimates<'d, 'l>(Option<Vec<Portion<'d, 'l>>>);

impl<'d, 'l> FirstEstimates<'d, 'l> {
    /// Returns those of a dataset that are wanted; none where what counts is not weighed by days.
    pub(super) fn of(
        dataset: &'d Dataset<'l>,
        request: &Request,
        is_wanted: impl Fn(&ScoredEstimate<'d, 'l>) -> bool,
    ) -> Self {
        let portions = (request.weigh == Weighting::Days).then(|| {
            let first = Request {
                weigh: Weighting::First,
                ..request.clone()
            };
            let mut scored = collect_pairs(dataset, &first).scored;
            scored.retain(is_wanted);
            split(dataset, scored, &request.group_by)
        });
        Self(portions)
    }

    /// Returns those of a group, in place of what counts there.
    pub(super) fn in_place_of<'s>(
        &'s self,
        portion: &'s Portion<'d, 'l>,
    ) -> &'s [ScoredEstimate<'d, 'l>] {
        let Some(portions) = &self.0 else {
            return &portion.scored;
        };
        let found = portions.iter().find(|first| first.group == portion.group);
        found.map_or(&[], |first| &first.scored)
    }

    /// Returns those of a group, where they are not what counts.
    pub(super) fn beside<'s>(
        &'s self,
        portion: &'s Portion<'d, 'l>,
    ) -> Option<&'s [ScoredEstimate<'d, 'l>]> {
        self.0.as_ref().map(|_| self.in_place_of(portion))
    }

    /// Returns those on which tests rest, or why there are none: see [`tested`].
    pub(super) fn tested(
        &self,
        dataset: &Dataset<'_>,
        portion: &Portion<'d, 'l>,
        request: &Request,
    ) -> Result<Vec<ScoredEstimate<'d, 'l>>, Undefined> {
        let weigh = if self.0.is_some() {
            Weighting::First
        } else {
            request.weigh
        };
        tested(dataset, self.in_place_of(portion), weigh)
    }
}

/// Returns the sample of the yes-or-no questions of a group.
pub(super) fn sample<'d, 'l>(
    dataset: &Dataset<'_>,
    portion: &Portion<'d, 'l>,
    first: &FirstEstimates<'d, 'l>,
    request: &Request,
) -> Sample {
    let scored = &portion.scored;
    if scored.is_empty() {
        return Sample::alone(portion.counted.clone());
    }
    let sample = Sample::of(pairs(portion));
    // Where nobody looked at the days, pairs that stand alone have an order only by their resolutions.
    let in_order =
        portion.counted.pairs() == 0 && scored.iter().all(|one| one.question.times.known.is_some());
    if !dataset.cuts() && sample.pairs().is_none() && !in_order {
        return Sample::alone(sample.into_pair_counts());
    }
    let tested = first.tested(dataset, portion, request).map(|tested| {
        let tested = tested.iter().filter_map(ScoredEstimate::pair);
        tested.chain(one_by_one(&portion.counted)).collect()
    });
    sample.tested_on(tested)
}
