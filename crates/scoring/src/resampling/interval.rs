//! The ends of an interval, read off resampled figures.

use crate::quantiles::between;
use crate::special::{normal_cdf, normal_quantile};
use crate::{Interval, Sum, Undefined, count};

use super::{InferenceMethod, Procedure};

/// An interval, with how it was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfidenceInterval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How it was made.
    pub procedure: Procedure,
}

impl ConfidenceInterval {
    /// Returns an interval that was made so.
    #[must_use]
    pub fn new(interval: Interval, procedure: Procedure) -> Self {
        Self {
            low: interval.low,
            high: interval.high,
            procedure,
        }
    }

    /// Returns whether a value lies inside, the ends included.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.interval().contains(value)
    }

    /// Returns the interval alone.
    #[must_use]
    pub fn interval(self) -> Interval {
        Interval {
            low: self.low,
            high: self.high,
        }
    }
}

/// How to read an interval off resampled figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BootstrapInterval {
    /// The quantiles as they are.
    Percentile,
    /// Quantiles moved for bias and skewness, known as BC<sub>a</sub>.
    ///
    /// - Efron, B. (1987). Better bootstrap confidence intervals. *Journal of the American
    ///   Statistical Association*, 82(397), 171–185.
    Corrected,
}

impl BootstrapInterval {
    /// Returns the method of an interval that is read so.
    pub(super) fn method(self) -> InferenceMethod {
        match self {
            Self::Percentile => InferenceMethod::PercentileBootstrap,
            Self::Corrected => InferenceMethod::CorrectedBootstrap,
        }
    }

    /// Returns the interval, given the resampled figures, the one observed, and how far each jackknife
    /// figure lies under their mean, with how many clusters are alike.
    pub(super) fn read(
        self,
        figures: Vec<f64>,
        level: f64,
        observed: f64,
        deviations: impl Iterator<Item = (f64, f64)> + Clone,
    ) -> Result<Interval, Undefined> {
        match self {
            Self::Percentile => percentile(figures, level),
            Self::Corrected => corrected(figures, level, observed, acceleration(deviations)),
        }
    }
}

/// Deviations whose cubes, and whose sums of them, neither overflow nor vanish.
const CUBED: std::ops::Range<f64> = 1e-90..1e90;

/// Returns the middle of the figures that holds the given share.
pub(super) fn percentile(mut figures: Vec<f64>, level: f64) -> Result<Interval, Undefined> {
    figures.sort_unstable_by(f64::total_cmp);
    let outside = (1.0 - level) / 2.0;
    read(&figures, outside, 1.0 - outside)
}

/// Returns the same, moved by the bias of the figures and the acceleration of what they estimate.
fn corrected(
    mut figures: Vec<f64>,
    level: f64,
    observed: f64,
    acceleration: f64,
) -> Result<Interval, Undefined> {
    figures.sort_unstable_by(f64::total_cmp);
    let outside = (1.0 - level) / 2.0;
    // Figures that are equal but for rounding count half on each side.
    let tie = 1e-12 * observed.abs().max(1.0);
    let less = figures.partition_point(|&figure| figure < observed - tie);
    let not_more = figures.partition_point(|&figure| figure <= observed + tie);
    let share = count(less + not_more) / count(2 * figures.len());
    if share <= 0.0 || share >= 1.0 {
        return read(&figures, outside, 1.0 - outside);
    }
    let bias = normal_quantile(share);
    let moved = |share: f64| {
        let z = bias + normal_quantile(share);
        normal_cdf(bias + z / (1.0 - acceleration * z))
    };
    read(&figures, moved(outside), moved(1.0 - outside))
}

/// Returns Efron's acceleration from how far each jackknife figure, left out of it one cluster at
/// a time, lies under their mean; given with how many clusters are alike.
fn acceleration(deviations: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let sizes = deviations.clone().map(|(deviation, _)| deviation.abs());
    let greatest = sizes.fold(0.0, f64::max);
    // It has no unit, so that it may be taken of any multiple of deviations whose cubes are no numbers.
    let unit = if greatest == 0.0 || CUBED.contains(&greatest) {
        1.0
    } else {
        greatest
    };
    let (mut squares, mut cubes) = (Sum::default(), Sum::default());
    for (deviation, alike) in deviations {
        let deviation = deviation / unit;
        squares.add(alike * deviation.powi(2));
        cubes.add(alike * deviation.powi(3));
    }
    if squares.get() > 0.0 {
        cubes.get() / squares.get().powf(1.5) / 6.0
    } else {
        0.0
    }
}

fn read(ascending: &[f64], low: f64, high: f64) -> Result<Interval, Undefined> {
    if ascending.is_empty() {
        return Err(Undefined::Empty);
    }
    Ok(Interval {
        low: between(ascending, low),
        high: between(ascending, high),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Vec<f64> {
        (0..=100).rev().map(f64::from).collect()
    }

    #[test]
    fn percentiles_are_the_quantiles() {
        let interval = percentile(figures(), 0.9).unwrap();
        assert!((interval.low - 5.0).abs() < 1e-9 && (interval.high - 95.0).abs() < 1e-9);
        assert_eq!(percentile(Vec::new(), 0.9), Err(Undefined::Empty));
    }

    #[test]
    fn without_bias_and_acceleration_the_correction_is_none() {
        let plain = percentile(figures(), 0.9).unwrap();
        let moved = corrected(figures(), 0.9, 50.0, 0.0).unwrap();
        assert!((plain.low - moved.low).abs() < 1e-6 && (plain.high - moved.high).abs() < 1e-6);
        // Most figures lie under the observed one: the interval moves up.
        assert!(corrected(figures(), 0.9, 60.0, 0.0).unwrap().low > plain.low + 5.0);
        // All do: there is nothing to go by.
        assert_eq!(corrected(figures(), 0.9, 200.0, 0.0), Ok(plain));
    }

    #[test]
    fn acceleration_is_skewness_over_six_root_n() {
        // Deviations −1, −1, 2: Σu³ = 6, Σu² = 6.
        let deviations = [(-1.0, 2.0), (2.0, 1.0)];
        let expected = 6.0 / 6.0_f64.powf(1.5) / 6.0;
        assert!((acceleration(deviations.into_iter()) - expected).abs() < 1e-15);
        // Whatever the unit, though the cubes of 1e154 and of 1e-300 are no numbers.
        for unit in [1e154, 1e-110, 1e-300] {
            let scaled = deviations.map(|(deviation, alike)| (deviation * unit, alike));
            assert!((acceleration(scaled.into_iter()) - expected).abs() < 1e-15);
        }
        assert!(acceleration([(0.0, 3.0)].into_iter()).abs() < 1e-15);
    }
}
