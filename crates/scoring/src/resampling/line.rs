//! A figure of several means, taken for a straight line in them.

use crate::{Statistic, Undefined};

/// The line that touches a figure at the means.
pub(super) struct Line<const N: usize> {
    centre: [f64; N],
    height: f64,
    rises: [f64; N],
}

impl<const N: usize> Line<N> {
    /// Returns the line that touches the figure at these means.
    pub(super) fn touching(
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

    /// Returns the height of the line.
    pub(super) fn at(&self, means: [f64; N]) -> f64 {
        let steps = self.rises.iter().zip(means).zip(self.centre);
        self.height
            + steps
                .map(|((rise, mean), centre)| rise * (mean - centre))
                .sum::<f64>()
    }
}
