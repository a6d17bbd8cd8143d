//! Doubt: how the intervals of figures are worked out.

use crate::metrics::MetricId;
use crate::scoring::{
    Bootstrap, Case, MeanScore, Resampling, Statistic, Undefined, both_outcomes_of_means,
    student_of_means,
};

use super::Metric;
use crate::query::{MORE_DRAWS, Request};

/// Up to how many pairs is drawn more often.
const FEW_PAIRS_UP_TO: usize = 1000;

/// How the doubt about a figure is worked out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalOptions {
    /// The level of intervals, as 0.95.
    pub level: f64,
    /// How often to draw where something is drawn, and from which seed: bands, tests of calibration,
    /// adjusted scores. Without resamples there are none of these.
    pub resampling: Resampling,
}

impl IntervalOptions {
    /// Returns the bootstrap of so many pairs, or why there is none.
    pub(in crate::analysis) fn bootstrap(self, pairs: usize) -> Result<Bootstrap, Undefined> {
        if self.resampling.resamples == 0 {
            return Err(Undefined::NotResampled);
        }
        Ok(Bootstrap {
            resampling: self.draws(pairs),
            level: self.level,
        })
    }

    /// Returns how often is drawn from so many pairs: where that is cheap, as often as no seed moves the
    /// second decimal of a share by more than one.
    pub(in crate::analysis) fn draws(self, pairs: usize) -> Resampling {
        let times = if pairs <= FEW_PAIRS_UP_TO {
            MORE_DRAWS
        } else {
            1
        };
        Resampling {
            resamples: self.resampling.resamples * times,
            ..self.resampling
        }
    }

    /// Returns the mean of scores with its interval, by clusters.
    #[must_use]
    pub fn mean(self, id: MetricId, cases: &[Case]) -> Metric {
        let value = MeanScore::of(cases).map(|score| score.mean);
        let alone: Vec<_> = cases.iter().map(as_array).collect();
        let interval = student_of_means(&alone, |[mean]| Ok(mean), self.level);
        Metric::with_interval(id, value, interval)
    }

    /// Returns a figure of several means, such as a skill, with its interval.
    #[must_use]
    pub fn of_means<const N: usize>(
        self,
        id: MetricId,
        cases: &[Case<[f64; N]>],
        figure: impl Fn([f64; N]) -> Statistic,
    ) -> Metric {
        let value = means(cases).and_then(&figure);
        Metric::with_interval(id, value, student_of_means(cases, figure, self.level))
    }

    /// Returns the same of scores of yes or no, each with what it would have been with the other outcome.
    #[must_use]
    pub fn of_both_outcomes<const N: usize>(
        self,
        id: MetricId,
        cases: &[Case<[[f64; N]; 2]>],
        figure: impl Fn([f64; N]) -> Statistic,
    ) -> Metric {
        let seen = cases.iter().map(|case| Case {
            value: case.value[0],
            weight: case.weight,
            cluster: case.cluster,
        });
        let value = means(&seen.collect::<Vec<_>>()).and_then(&figure);
        let interval = both_outcomes_of_means(cases, figure, self.level);
        Metric::with_interval(id, value, interval)
    }
}

fn as_array(case: &Case) -> Case<[f64; 1]> {
    Case {
        value: [case.value],
        weight: case.weight,
        cluster: case.cluster,
    }
}

/// Returns the weighted means of several scores.
fn means<const N: usize>(cases: &[Case<[f64; N]>]) -> Result<[f64; N], Undefined> {
    let mut means = [0.0; N];
    for (i, mean) in means.iter_mut().enumerate() {
        let each = cases.iter().map(|case| Case {
            value: case.value[i],
            weight: case.weight,
            cluster: case.cluster,
        });
        *mean = MeanScore::of(&each.collect::<Vec<_>>())?.mean;
    }
    Ok(means)
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
