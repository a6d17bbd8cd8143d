//! Figures that are fitted to pairs: slope and intercept, what a forecast means, discrimination.

use std::sync::LazyLock;

use crate::metrics::MetricId;
use crate::model::Probability;
use crate::scoring::calibration::{Cox, Overconfidence, RecalibrationLine, Refit, Refits, Shift};
use crate::scoring::discrimination::{Auc, auc, discrimination_slope};
use crate::scoring::special::normal_quantile;
use crate::scoring::{
    Approximation, ConfidenceInterval, InferenceMethod, Interval, PairCounts, Procedure, Statistic,
    Undefined,
};

use super::calibration::not_asked;
use super::{IntervalOptions, Metric, Sample};

/// The forecast whose meaning is told: "your 80 % means 71 %".
pub const TOLD: f64 = 0.8;

/// What is fitted, in this order.
const FITTED: [MetricId; 7] = [
    MetricId::InTheLargeLogit,
    MetricId::Intercept,
    MetricId::Slope,
    MetricId::Means80,
    MetricId::Auc,
    MetricId::DiscriminationSlope,
    MetricId::Overconfidence,
];

/// The fits to the pairs with a yes or a no.
struct CalibrationFits {
    shift: Result<Shift, Undefined>,
    cox: Result<Cox, Undefined>,
}

impl CalibrationFits {
    /// Returns the fits; forecasts of 0 and 1, which have no log odds, are left out of them.
    fn of(pair_counts: &PairCounts) -> Self {
        if pair_counts.certain_pairs() == 0 {
            return Self {
                shift: Shift::fit(pair_counts),
                cox: Cox::fit(pair_counts),
            };
        }
        let uncertain = pair_counts.without_certain();
        Self {
            shift: Shift::fit(&uncertain),
            cox: Cox::fit(&uncertain),
        }
    }

    fn figures(&self, pair_counts: &PairCounts) -> [Statistic; FITTED.len()] {
        let line = |fit: Cox| RecalibrationLine {
            intercept: fit.intercept,
            slope: fit.slope,
        };
        let fit = Refit {
            shift: self.shift.map(|fit| fit.shift),
            line: self.cox.map(line),
        };
        figures(fit, pair_counts)
    }

    /// Returns the intervals that go without resampling.
    fn intervals(
        &self,
        pair_counts: &PairCounts,
        level: f64,
    ) -> [Result<ConfidenceInterval, Undefined>; FITTED.len()] {
        let around = |value: f64, error: Statistic| around(value, error, level);
        let procedure = Procedure::analytic(InferenceMethod::Normal);
        let procedure = procedure.approximately(Some(Approximation::StandardError));
        [
            self.shift.and_then(|fit| around(fit.shift, fit.error)),
            self.cox
                .and_then(|fit| around(fit.intercept, fit.intercept_error)),
            self.cox.and_then(|fit| fit.slope_interval(level)),
            Err(Undefined::TooMany),
            Auc::of(pair_counts).and_then(|auc| auc.interval(level)),
            Err(Undefined::TooMany),
            Err(Undefined::TooMany),
        ]
        .map(|interval| Ok(ConfidenceInterval::new(interval?, procedure)))
    }
}

/// Returns the figures of pairs and what is fitted to them.
fn figures(fit: Refit, pair_counts: &PairCounts) -> [Statistic; FITTED.len()] {
    let told = |line: RecalibrationLine| {
        let told = Probability::new(TOLD).map(|told| line.recalibrated(told).get());
        told.ok_or(Undefined::Empty)
    };
    [
        fit.shift,
        fit.line.map(|line| line.intercept),
        fit.line.map(|line| line.slope),
        fit.line.and_then(told),
        auc(pair_counts),
        discrimination_slope(pair_counts),
        Overconfidence::of(pair_counts).map(Overconfidence::excess),
    ]
}

/// Returns the figures that are fitted, each with its interval, and the test of slope and intercept
/// together.
pub(super) fn fitted(sample: &Sample, doubt: IntervalOptions) -> Vec<Metric> {
    let pair_counts = sample.pair_counts();
    let fits = CalibrationFits::of(pair_counts);
    // Where nothing is drawn, nothing is fitted again.
    let refits = LazyLock::new(|| Refits::of(pair_counts));
    let intervals = sample.fits(
        |drawn| figures(refits.fit(drawn), drawn),
        || fits.intervals(pair_counts, doubt.level),
        doubt,
    );
    let tested = sample.tested().and_then(|tested| {
        if std::ptr::eq(tested, pair_counts) {
            fits.cox
        } else {
            CalibrationFits::of(tested).cox
        }
    });
    let values = fits.figures(pair_counts).into_iter().zip(intervals);
    let fitted = FITTED.into_iter().zip(values);
    fitted
        .map(|(id, (value, interval))| Metric::with_interval(id, value, interval))
        .chain(others(pair_counts, tested))
        .collect()
}

/// Returns the same names without their figures, which were not asked for.
pub(super) fn unfitted(pair_counts: &PairCounts) -> Vec<Metric> {
    FITTED
        .into_iter()
        .map(not_asked)
        .chain(others(pair_counts, Err(Undefined::NotAsked)))
        .collect()
}

fn others(pair_counts: &PairCounts, tested: Result<Cox, Undefined>) -> [Metric; 2] {
    [
        Metric::p_value(
            MetricId::CoxP,
            tested.and_then(|fit| fit.p_value()),
            Procedure::analytic(InferenceMethod::LikelihoodRatio),
        ),
        Metric::count(MetricId::Certain, pair_counts.certain_pairs()),
    ]
}

/// Returns the interval that a standard error gives.
fn around(value: f64, error: Statistic, level: f64) -> Result<Interval, Undefined> {
    let half = normal_quantile(f64::midpoint(1.0, level)) * error?;
    Ok(Interval {
        low: value - half,
        high: value + half,
    })
}
