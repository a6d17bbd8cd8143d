//! Doubt: how the intervals of figures are worked out.

use crate::metrics::MetricId;
use crate::scoring::{
    Bootstrap, BootstrapInterval, Case, MeanScore, Resampling, Statistic, Undefined,
};

use super::Metric;
use crate::query::Request;

/// How the doubt about a figure is worked out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalOptions {
    /// The level of intervals, as 0.95.
    pub level: f64,
    /// How often to resample, and from which seed. Without resamples no figure has an interval that
    /// needs them.
    pub resampling: Resampling,
}

impl IntervalOptions {
    /// Returns the bootstrap, or why there is none.
    pub(in crate::analysis) fn bootstrap(self) -> Result<Bootstrap, Undefined> {
        if self.resampling.resamples == 0 {
            return Err(Undefined::NotResampled);
        }
        Ok(Bootstrap {
            resampling: self.resampling,
            level: self.level,
        })
    }

    /// Returns the mean of scores with its interval, for which whole clusters are drawn.
    #[must_use]
    pub fn mean(self, id: MetricId, cases: &[Case]) -> Metric {
        let value = MeanScore::of(cases).map(|score| score.mean);
        let interval = self
            .bootstrap()
            .and_then(|bootstrap| bootstrap.mean(cases, BootstrapInterval::Percentile));
        Metric::with_interval(id, value, interval)
    }

    /// Returns a figure of several means, such as a skill, with its interval.
    #[must_use]
    pub fn of_means<const N: usize>(
        self,
        id: MetricId,
        cases: &[Case<[f64; N]>],
        figure: impl Fn([f64; N]) -> Statistic + Sync + Send,
    ) -> Metric {
        let mean = |i: usize| {
            let each: Vec<Case> = cases
                .iter()
                .map(|case| Case {
                    value: case.value[i],
                    weight: case.weight,
                    cluster: case.cluster,
                })
                .collect();
            MeanScore::of(&each).map(|score| score.mean)
        };
        let mut means = [0.0; N];
        let value = (0..N).try_for_each(|i| mean(i).map(|mean| means[i] = mean));
        let value = value.and_then(|()| figure(means));
        let interval = self
            .bootstrap()
            .and_then(|bootstrap| bootstrap.of_means(cases, figure));
        Metric::with_interval(id, value, interval)
    }
}

impl Request {
    /// Returns how doubt is worked out.
    #[must_use]
    pub fn doubt(&self) -> IntervalOptions {
        IntervalOptions {
            level: self.level,
            resampling: Resampling {
                seed: self.seed,
                resamples: self.resamples,
            },
        }
    }
}
