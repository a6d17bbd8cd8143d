//! A figure of several means, taken for a straight line in them.

use crate::{Statistic, Undefined};

use super::ClusterSum;

/// The line that touches a figure at the means.
pub(crate) struct Line<const N: usize> {
    centre: [f64; N],
    height: f64,
    rises: [f64; N],
}

impl<const N: usize> Line<N> {
    /// Returns the line that touches the figure at these means.
    pub(crate) fn touching(
        figure: &impl Fn([f64; N]) -> Statistic,
        centre: [f64; N],
    ) -> Result<Self, Undefined> {
        // Small enough for a straight line, large enough for ten digits.
        const STEP: f64 = 1e-6;
        let mut rises = [0.0; N];
        for (i, rise) in rises.iter_mut().enumerate() {
            let step = STEP * centre[i].abs().max(STEP);
            let moved = |by: f64| {
                let mut means = centre;
                means[i] += by;
                figure(means)
            };
            *rise = (moved(step)? - moved(-step)?) / (2.0 * step);
        }
        Ok(Self {
            centre,
            height: figure(centre)?,
            rises,
        })
    }

    /// Returns how far a cluster's total lies off what it would be at the centre, along the line.
    pub(crate) fn off(&self, cluster: &ClusterSum<N>) -> f64 {
        let mean = cluster.totals.map(|total| total / cluster.weight);
        cluster.weight * (self.at(mean) - self.height)
    }

    /// Returns the figure where the line touches it.
    pub(crate) fn height(&self) -> f64 {
        self.height
    }

    /// Returns the height of the line.
    pub(crate) fn at(&self, means: [f64; N]) -> f64 {
        let steps = self.rises.iter().zip(means).zip(self.centre);
        self.height
            + steps
                .map(|((rise, mean), centre)| rise * (mean - centre))
                .sum::<f64>()
    }
}
