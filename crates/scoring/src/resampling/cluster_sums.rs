//! Clusters, which are drawn and flipped as wholes.

use std::cmp::Ordering;

use crate::{Sum, Weight};

/// A value with the weight and the cluster of the case it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case<T = f64> {
    /// The value: a score, the difference of two, or what is to be scored.
    pub value: T,
    /// How much it counts.
    pub weight: Weight,
    /// The cluster, which is drawn as a whole.
    pub cluster: usize,
}

impl ClusterSum {
    /// Returns the sum of the only value.
    pub(crate) fn total(&self) -> f64 {
        self.totals[0]
    }
}

impl Case {
    /// Returns the same case with its value as the only one of a list.
    pub(crate) fn alone(&self) -> Case<[f64; 1]> {
        Case {
            value: [self.value],
            weight: self.weight,
            cluster: self.cluster,
        }
    }
}

/// A cluster: the weight of its cases, and the weighted sum of each of their values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClusterSum<const N: usize = 1> {
    pub(crate) weight: f64,
    pub(crate) totals: [f64; N],
}

/// Returns the cases as clusters; the sums do not depend on the order of the cases.
pub(crate) fn cluster_sums<const N: usize>(
    cases: impl IntoIterator<Item = Case<[f64; N]>>,
) -> Vec<ClusterSum<N>> {
    let beside_none = |case: Case<[f64; N]>| Case {
        value: [case.value],
        weight: case.weight,
        cluster: case.cluster,
    };
    let sums = cluster_sums_beside(cases.into_iter().map(beside_none));
    sums.into_iter().map(|[sum]| sum).collect()
}

/// Returns the same of cases with several lists of values beside each other.
pub(crate) fn cluster_sums_beside<const N: usize, const M: usize>(
    cases: impl IntoIterator<Item = Case<[[f64; N]; M]>>,
) -> Vec<[ClusterSum<N>; M]> {
    let mut cases: Vec<_> = cases.into_iter().collect();
    // By value and weight too, so that the sums do not depend on the order of the cases.
    cases.sort_unstable_by(|a, b| {
        let values = a.value.iter().flatten().zip(b.value.iter().flatten());
        let values = values.map(|(a, b)| a.total_cmp(b));
        let values = values.fold(Ordering::Equal, Ordering::then);
        let cluster = a.cluster.cmp(&b.cluster).then(values);
        cluster.then(a.weight.get().total_cmp(&b.weight.get()))
    });
    sums_in_order(cases)
}

/// Returns the same of cases that come in an order that does not depend on that in which they were given,
/// those of a cluster one after another: they are summed as they come, and there may be millions.
pub(crate) fn sums_in_order<const N: usize, const M: usize>(
    cases: impl IntoIterator<Item = Case<[[f64; N]; M]>>,
) -> Vec<[ClusterSum<N>; M]> {
    let mut sums = Vec::new();
    let mut cases = cases.into_iter();
    let Some(first) = cases.next() else {
        return sums;
    };
    let mut running = RunningCluster::of(&first);
    for case in cases {
        if case.cluster == running.cluster {
            running.add(&case);
        } else {
            sums.push(running.sums());
            running = RunningCluster::of(&case);
        }
    }
    sums.push(running.sums());
    sums
}

/// A cluster of which not all cases are in yet.
struct RunningCluster<const N: usize, const M: usize> {
    cluster: usize,
    weight: Sum,
    totals: [[Sum; N]; M],
}

impl<const N: usize, const M: usize> RunningCluster<N, M> {
    fn of(case: &Case<[[f64; N]; M]>) -> Self {
        let mut running = Self {
            cluster: case.cluster,
            weight: Sum::default(),
            totals: [[Sum::default(); N]; M],
        };
        running.add(case);
        running
    }

    fn add(&mut self, case: &Case<[[f64; N]; M]>) {
        let weight = case.weight.get();
        self.weight.add(weight);
        let totals = self.totals.iter_mut().flatten();
        for (total, value) in totals.zip(case.value.iter().flatten()) {
            total.add(weight * value);
        }
    }

    fn sums(&self) -> [ClusterSum<N>; M] {
        self.totals.map(|totals| ClusterSum {
            weight: self.weight.get(),
            totals: totals.map(Sum::get),
        })
    }
}
