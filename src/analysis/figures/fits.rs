//! Figures that are fitted to pairs: slope and intercept, what a forecast means, discrimination.

use crate::metrics::MetricId;
use crate::model::Probability;
use crate::scoring::calibration::{Cox, PenalizedLine, Penalty, Shift, logistic, logit};
use crate::scoring::discrimination::{auc, auc_interval};
use crate::scoring::special::normal_quantile;
use crate::scoring::thresholds::STANDARD_ERROR_ABOVE;
use crate::scoring::{
    Approximation, BinaryOutcome, ConfidenceInterval, InferenceMethod, Interval, LEAST_CLUSTERS,
    PairCounts, Procedure, Statistic, Undefined,
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

    fn figures(&self, pair_counts: &PairCounts) -> [Statistic; 5] {
        let told = |fit: Cox| {
            let told = Probability::new(TOLD).map(|told| fit.recalibrated(told).get());
            told.ok_or(Undefined::Empty)
        };
        [
            self.shift.map(|fit| fit.shift),
            self.cox.map(|fit| fit.intercept),
            self.cox.map(|fit| fit.slope),
            self.cox.and_then(told),
            auc(pair_counts),
        ]
    }

    /// Returns the intervals of intercept and slope by their standard errors, where forecasts are many.
    fn by_standard_error(&self, level: f64) -> [Result<ConfidenceInterval, Undefined>; 3] {
        let z = normal_quantile(f64::midpoint(1.0, level));
        let procedure = Procedure::analytic(InferenceMethod::Normal);
        let procedure = procedure.approximately(Some(Approximation::StandardError));
        let around = |value: f64, error: Statistic| {
            let half = z * error?;
            let (low, high) = (value - half, value + half);
            Ok(ConfidenceInterval::new(Interval { low, high }, procedure))
        };
        [
            self.shift.and_then(|fit| around(fit.shift, fit.error)),
            self.cox
                .and_then(|fit| around(fit.intercept, fit.intercept_error)),
            self.cox.and_then(|fit| around(fit.slope, fit.slope_error)),
        ]
    }
}

/// Returns the intervals of the figures that come of a line in log odds: shift, intercept, slope, and what
/// a forecast means. There is one where yes and no are perfectly told apart too, and so no line.
fn intervals_of_line(
    sample: &Sample,
    fits: &CalibrationFits,
    level: f64,
) -> [Result<ConfidenceInterval, Undefined>; 4] {
    if sample.pairs().is_none() && sample.pair_counts().cells().len() > STANDARD_ERROR_ABOVE {
        let [shift, intercept, slope] = fits.by_standard_error(level);
        return [shift, intercept, slope, Err(Undefined::TooMany)];
    }
    let shift = sample.shift_interval(level);
    let student = Procedure::analytic(InferenceMethod::StudentBothOutcomes);
    let shift = shift.map(|shift| ConfidenceInterval::new(shift, student));
    let procedure = Procedure::analytic(InferenceMethod::PenalizedProfile);
    let made = |interval: Interval| ConfidenceInterval::new(interval, procedure);
    let fit = require_clusters(sample).and_then(|effective| {
        PenalizedLine::fit(sample.pair_counts(), effective, Penalty::Jeffreys)
    });
    let fit = match fit {
        Ok(fit) => fit,
        Err(why) => return [shift, Err(why), Err(why), Err(why)],
    };
    let told = Probability::new(TOLD).ok_or(Undefined::Empty).map(logit);
    let told = told.and_then(|told| fit.interval_at(told, level));
    let told = told.map(|odds| Interval {
        low: logistic(odds.low),
        high: logistic(odds.high),
    });
    [
        shift,
        fit.interval_at(0.0, level).map(made),
        fit.slope_interval(level).map(made),
        told.map(made),
    ]
}

/// Returns how many clusters a sample is worth, or that they are too few.
fn require_clusters(sample: &Sample) -> Statistic {
    let have = sample.clusters();
    if have < LEAST_CLUSTERS {
        let need = LEAST_CLUSTERS;
        return Err(Undefined::TooFew { have, need });
    }
    sample.effective_clusters()
}

/// Returns the interval of the area under the curve, by the effective numbers of yes and of no.
fn interval_of_area(sample: &Sample, level: f64) -> Result<ConfidenceInterval, Undefined> {
    let effective = require_clusters(sample)?;
    let share = sample.pair_counts().base_rate()?;
    let (yes, no) = (share * effective, (1.0 - share) * effective);
    let interval = auc_interval(auc(sample.pair_counts())?, yes, no, level)?;
    let procedure = Procedure::analytic(InferenceMethod::Newcombe);
    Ok(ConfidenceInterval::new(interval, procedure))
}

/// Returns the figures that are fitted, each with its interval, and the test of slope and intercept
/// together.
pub(super) fn fitted(sample: &Sample, doubt: IntervalOptions) -> Vec<Metric> {
    let pair_counts = sample.pair_counts();
    let fits = CalibrationFits::of(pair_counts);
    let [shift, intercept, slope, told] =
        intervals_of_line(&sample.fitted(true), &fits, doubt.level);
    let binary = sample.fitted(false);
    let apart = binary.of_means(MetricId::DiscriminationSlope, by_outcome, apart, doubt);
    let excess = binary.mean(MetricId::Overconfidence, excess, doubt);
    let tested = sample.tested().and_then(|tested| {
        if std::ptr::eq(tested, pair_counts) {
            fits.cox
        } else {
            CalibrationFits::of(tested).cox
        }
    });
    let [shifted, lifted, steep, means, area] = fits.figures(pair_counts);
    vec![
        Metric::with_interval(MetricId::InTheLargeLogit, shifted, shift),
        Metric::with_interval(MetricId::Intercept, lifted, intercept),
        Metric::interval_anyway(MetricId::Slope, steep, slope),
        Metric::with_interval(MetricId::Means80, means, told),
        Metric::with_interval(MetricId::Auc, area, interval_of_area(&binary, doubt.level)),
        apart,
        excess,
    ]
    .into_iter()
    .chain(others(pair_counts, tested))
    .collect()
}

/// What happened and what did not, by what was said of it: the parts of the discrimination slope.
fn by_outcome(p: Probability, y: BinaryOutcome) -> [f64; 3] {
    [p.get() * y.get(), p.get() * (1.0 - y.get()), y.get()]
}

/// Returns the discrimination slope.
fn apart([yes, no, share]: [f64; 3]) -> Statistic {
    // Rounding leaves a hair where all outcomes are the same.
    if share.min(1.0 - share) < 1e-14 {
        return Err(Undefined::OneOutcome);
    }
    Ok(yes / share - no / (1.0 - share))
}

/// Returns how much surer one was than right.
fn excess(p: Probability, y: BinaryOutcome) -> f64 {
    let right = match p.get().total_cmp(&0.5) {
        std::cmp::Ordering::Less => 1.0 - y.get(),
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Greater => y.get(),
    };
    p.get().max(1.0 - p.get()) - right
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
