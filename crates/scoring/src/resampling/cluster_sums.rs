//! Clusters, which are drawn and flipped as wholes.

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
    let mut cases: Vec<_> = cases.into_iter().collect();
    // By value and weight too, so that the sums do not depend on the order of the cases.
    cases.sort_unstable_by(|a, b| {
        let values = a.value.iter().zip(&b.value).map(|(a, b)| a.total_cmp(b));
        let values = values.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then);
        let cluster = a.cluster.cmp(&b.cluster).then(values);
        cluster.then(a.weight.get().total_cmp(&b.weight.get()))
    });
    let cluster_sum = |cluster: &[Case<[f64; N]>]| {
        let total = |i: usize| {
            let each = cluster.iter().map(|case| case.weight.get() * case.value[i]);
            each.collect::<Sum>().get()
        };
        let weight = cluster.iter().map(|case| case.weight.get());
        ClusterSum {
            weight: weight.collect::<Sum>().get(),
            totals: std::array::from_fn(total),
        }
    };
    cases
        .chunk_by(|a, b| a.cluster == b.cluster)
        .map(cluster_sum)
        .collect()
}
