//! Pairs: what was said and what happened, with a weight and a cluster.

use std::cmp::Ordering;

use crate::Probability;

/// What happened: 1 for yes, 0 for no, or a share in between for a partial resolution.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct BinaryOutcome(f64);

impl BinaryOutcome {
    /// It did not happen.
    pub const NO: Self = Self(0.0);
    /// It happened.
    pub const YES: Self = Self(1.0);

    /// Returns the outcome with the given value from 0 to 1, or `None` if there is none.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value + 0.0))
    }

    /// Returns the value, from 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// Returns the outcome that it was not: yes for no, 0.7 for 0.3.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }

    /// Returns yes or no, or `None` for a partial resolution.
    #[must_use]
    pub fn happened(self) -> Option<bool> {
        if self == Self::YES {
            Some(true)
        } else if self == Self::NO {
            Some(false)
        } else {
            None
        }
    }

    /// Says whether the outcome is yes or no and nothing in between.
    #[must_use]
    pub fn is_binary(self) -> bool {
        self.happened().is_some()
    }
}

impl From<bool> for BinaryOutcome {
    fn from(happened: bool) -> Self {
        if happened { Self::YES } else { Self::NO }
    }
}

/// How much a pair counts: a positive, finite number.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Weight(f64);

impl Weight {
    /// The weight of a pair that counts once.
    pub const ONE: Self = Self(1.0);

    /// Returns the weight with the given value, or `None` unless it is positive and finite.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (value > 0.0 && value.is_finite()).then_some(Self(value))
    }

    /// Returns the value, above 0.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// What was said and what happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// What was said.
    pub forecast: Probability,
    /// What happened.
    pub outcome: BinaryOutcome,
    /// How much the pair counts.
    pub weight: Weight,
    /// The cluster: pairs of one cluster share their fate, so doubt is counted by clusters.
    pub cluster: usize,
}

impl Pair {
    /// Returns pairs that count once and stand alone, each in a cluster of its own.
    pub fn alone(
        said_and_seen: impl IntoIterator<Item = (Probability, BinaryOutcome)>,
    ) -> impl Iterator<Item = Self> {
        said_and_seen
            .into_iter()
            .enumerate()
            .map(|(cluster, (forecast, outcome))| Self {
                forecast,
                outcome,
                weight: Weight::ONE,
                cluster,
            })
    }
}

impl Pair {
    /// Compares two pairs by cluster, and within one by all that they hold: in this order sums over clusters
    /// take pairs, whatever the order in which they came.
    #[must_use]
    pub fn by_cluster(&self, other: &Self) -> Ordering {
        let numbers = |pair: &Self| [pair.forecast.get(), pair.outcome.get(), pair.weight.get()];
        let numbers = numbers(self).into_iter().zip(numbers(other));
        let numbers = numbers.map(|(a, b)| a.total_cmp(&b));
        let cluster = self.cluster.cmp(&other.cluster);
        numbers.fold(cluster, Ordering::then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_from_zero_to_one_are_outcomes() {
        for good in [0.0, -0.0, 0.25, 1.0] {
            assert!(BinaryOutcome::new(good).is_some(), "{good}");
        }
        for bad in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert!(BinaryOutcome::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_partial_resolution_is_neither_yes_nor_no() {
        assert_eq!(BinaryOutcome::new(0.5).unwrap().happened(), None);
        assert_eq!(BinaryOutcome::new(1.0), Some(BinaryOutcome::YES));
        assert_eq!(BinaryOutcome::from(false).happened(), Some(false));
        assert!(BinaryOutcome::NO.is_binary());
    }

    #[test]
    fn only_positive_finite_numbers_are_weights() {
        for good in [1e-300, 1.0, 1e300] {
            assert!(Weight::new(good).is_some(), "{good}");
        }
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Weight::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn pairs_that_stand_alone_have_a_cluster_each() {
        let half = Probability::HALF;
        let pairs: Vec<_> =
            Pair::alone([(half, BinaryOutcome::YES), (half, BinaryOutcome::NO)]).collect();
        assert_eq!(pairs[0].cluster, 0);
        assert_eq!(pairs[1].cluster, 1);
        assert_eq!(pairs[1].weight, Weight::ONE);
    }
}
