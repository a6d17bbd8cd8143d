//! Pairs as figures need them: by value, by cluster, and one of each cluster for tests.

use crate::dataset::distinct;
use crate::metrics::MetricId;
use crate::model::Probability;
use crate::scoring::calibration::{effective_clusters, shift_interval};
use crate::scoring::{
    BinaryOutcome, Interval, Pair, PairCounts, ScoredPairs, Statistic, Undefined, Weight, count,
};

use super::{IntervalOptions, Metric};

/// Pairs of what was said and what happened, as figures need them.
#[derive(Clone, Debug)]
pub struct Sample {
    pair_counts: PairCounts,
    /// The pairs, where they share clusters or carry weights.
    pairs: Option<Vec<Pair>>,
    tested: Result<Tested, Undefined>,
}

/// The pairs on which tests and bands rest: one of each cluster, each of weight 1.
#[derive(Clone, Debug)]
struct Tested {
    /// None where they are all pairs.
    pair_counts: Option<PairCounts>,
    /// In the order in which they were resolved, where it is known.
    in_order: Option<Vec<Pair>>,
}

impl Sample {
    /// Returns the sample of these pairs, which should be in the order in which they were resolved.
    ///
    /// Where pairs share a cluster or carry weights, nothing is tested: see [`Sample::tested_on`].
    #[must_use]
    pub fn of(mut pairs: Vec<Pair>) -> Self {
        let pair_counts = PairCounts::of(&pairs);
        let tested = Tested::of(&pairs);
        let pairs = (!is_alone(&pairs)).then(|| {
            pairs.sort_unstable_by(Pair::by_cluster);
            pairs
        });
        Self {
            pair_counts,
            pairs,
            tested,
        }
    }

    /// Returns the sample of pairs of weight 1 that stand alone and whose order is not known, in
    /// memory that grows with the distinct values only.
    #[must_use]
    pub fn alone(pair_counts: PairCounts) -> Self {
        let tested = if pair_counts.is_weighted() {
            Err(Undefined::Weighted)
        } else {
            Ok(Tested {
                pair_counts: None,
                in_order: None,
            })
        };
        Self {
            pair_counts,
            pairs: None,
            tested,
        }
    }

    /// Returns the same with tests and bands on other pairs: one of each cluster, in the order in
    /// which they were resolved; or with the reason why nothing is tested.
    #[must_use]
    pub fn tested_on(self, pairs: Result<Vec<Pair>, Undefined>) -> Self {
        Self {
            tested: pairs.and_then(|pairs| Tested::of(&pairs)),
            ..self
        }
    }

    /// Returns the pairs, counted by value.
    #[must_use]
    pub fn pair_counts(&self) -> &PairCounts {
        &self.pair_counts
    }

    /// Returns the pairs, counted by value, and gives up the rest.
    #[must_use]
    pub fn into_pair_counts(self) -> PairCounts {
        self.pair_counts
    }

    /// Returns the pairs one by one, where they share clusters or carry weights.
    #[must_use]
    pub fn pairs(&self) -> Option<&[Pair]> {
        self.pairs.as_deref()
    }

    /// Returns the pairs on which tests and bands rest.
    ///
    /// # Errors
    ///
    /// Why nothing is tested.
    pub fn tested(&self) -> Result<&PairCounts, Undefined> {
        match &self.tested {
            Ok(tested) => Ok(tested.pair_counts.as_ref().unwrap_or(&self.pair_counts)),
            Err(why) => Err(*why),
        }
    }

    /// Returns the same pairs in the order in which they were resolved.
    ///
    /// # Errors
    ///
    /// Why nothing is tested, or [`Undefined::Unordered`].
    pub fn tested_in_order(&self) -> Result<&[Pair], Undefined> {
        match &self.tested {
            Ok(tested) => tested.in_order.as_deref().ok_or(Undefined::Unordered),
            Err(why) => Err(*why),
        }
    }

    /// Returns how many clusters there are with a yes or a no.
    #[must_use]
    pub fn clusters(&self) -> usize {
        self.pairs.as_ref().map_or_else(
            || self.pair_counts.binary_pairs(),
            |pairs| {
                let binary = pairs.iter().filter(|pair| pair.outcome.is_binary());
                distinct(binary.map(|pair| pair.cluster))
            },
        )
    }

    /// Returns in how many clusters something happened, and in how many it did not.
    #[must_use]
    pub fn clusters_of_each(&self) -> (usize, usize) {
        let Some(pairs) = &self.pairs else {
            let yes = self.pair_counts.events();
            return (yes, self.pair_counts.binary_pairs() - yes);
        };
        let of = |outcome: BinaryOutcome| {
            let these = pairs.iter().filter(move |pair| pair.outcome == outcome);
            distinct(these.map(|pair| pair.cluster))
        };
        (of(BinaryOutcome::YES), of(BinaryOutcome::NO))
    }

    /// Returns what the intervals of scores rest on.
    fn evidence(&self) -> ScoredPairs<'_> {
        match &self.pairs {
            None => ScoredPairs::Alone(&self.pair_counts),
            Some(pairs) => ScoredPairs::Clustered(pairs),
        }
    }

    /// Returns the mean of a score over all pairs with its interval, by clusters.
    #[must_use]
    pub fn mean(
        &self,
        id: MetricId,
        score: impl Fn(Probability, BinaryOutcome) -> f64 + Sync,
        doubt: IntervalOptions,
    ) -> Metric {
        let value = self.pair_counts.mean(&score);
        Metric::with_interval(id, value, self.evidence().mean(score, doubt.level))
    }

    /// Returns a figure of several mean scores, such as a skill, with its interval.
    #[must_use]
    pub fn of_means<const N: usize>(
        &self,
        id: MetricId,
        scores: impl Fn(Probability, BinaryOutcome) -> [f64; N] + Sync,
        figure: impl Fn([f64; N]) -> Statistic,
        doubt: IntervalOptions,
    ) -> Metric {
        let value = self.pair_counts.means(&scores).and_then(&figure);
        let interval = self.evidence().of_means(scores, figure, doubt.level);
        Metric::with_interval(id, value, interval)
    }

    /// Returns the pairs with a yes or a no that can be fitted, those that are certain left out where asked.
    pub(super) fn fitted(&self, without_certain: bool) -> Self {
        let (partial, certain) = (
            self.pair_counts.partial_pairs() > 0,
            without_certain && self.pair_counts.certain_pairs() > 0,
        );
        if !partial && !certain {
            return self.clone();
        }
        let is_taken = |pair: &&Pair| {
            let is_certain = [Probability::ZERO, Probability::ONE].contains(&pair.forecast);
            pair.outcome.is_binary() && !(certain && is_certain)
        };
        let pairs = self.pairs.as_ref();
        let mut pair_counts = self.pair_counts.without_partial();
        if certain {
            pair_counts = pair_counts.without_certain();
        }
        Self {
            pair_counts,
            pairs: pairs.map(|pairs| pairs.iter().filter(is_taken).copied().collect()),
            tested: Err(Undefined::NotAsked),
        }
    }

    /// Returns how many clusters the pairs are worth.
    pub(super) fn effective_clusters(&self) -> Statistic {
        match &self.pairs {
            None => Ok(count(self.pair_counts.pairs())),
            Some(pairs) => effective_clusters(pairs),
        }
    }

    /// Returns the interval of the shift in log odds.
    pub(super) fn shift_interval(&self, level: f64) -> Result<Interval, Undefined> {
        shift_interval(self.evidence(), level)
    }
}

impl Tested {
    fn of(pairs: &[Pair]) -> Result<Self, Undefined> {
        let binary = pairs.iter().filter(|pair| pair.outcome.is_binary());
        // Those of one cluster mostly stand beside each other, and are seen without a list.
        let beside = |two: &[Pair]| {
            let [a, b] = two else { return false };
            a.cluster == b.cluster && a.outcome.is_binary() && b.outcome.is_binary()
        };
        if pairs.windows(2).any(beside) {
            return Err(Undefined::Repeated);
        }
        let binary: Vec<Pair> = binary.copied().collect();
        Ok(Self {
            pair_counts: Some(PairCounts::for_tests(&binary)?),
            in_order: Some(binary),
        })
    }
}

/// Says whether each pair has a cluster of its own and weight 1.
pub(super) fn is_alone(pairs: &[Pair]) -> bool {
    let equal = pairs.iter().all(|pair| pair.weight == Weight::ONE);
    equal && distinct(pairs.iter().map(|pair| pair.cluster)) == pairs.len()
}
