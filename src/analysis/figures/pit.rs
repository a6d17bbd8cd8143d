//! How well numbers and days were said: the hits of central intervals, and the places of outcomes.

use crate::metrics::MetricId;
use crate::model::Probability;
use crate::scoring::calibration::{BinStats, Verdict, effective_clusters};
use crate::scoring::pit::{chi_squared, kolmogorov_smirnov, pit_histogram};
use crate::scoring::{
    BinaryOutcome, Case, ConfidenceInterval, InferenceMethod, Interval, Pair, Pit, Procedure,
    Undefined, sum,
};

use super::quantity::levels;
use super::row::{IntervalMethod, verdict};
use super::{Figures, IntervalOptions, Metric};
use crate::dataset::QuantityPair;

/// How often the central intervals of a level held the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalCoverage {
    /// The level.
    pub level: f64,
    /// How many forecasts gave such an interval, and how many of them held the outcome.
    pub row: BinStats,
    /// How many clusters there are.
    pub clusters: usize,
    /// The interval of the share that held it.
    pub interval: Result<Interval, Undefined>,
    /// How that interval was made.
    pub procedure: Option<Procedure>,
    /// What can be said of it: below, where intervals were too narrow.
    pub verdict: Option<Verdict>,
}

/// Where outcomes fell in the forecasts, from 0 at the bottom to 1 at the top.
#[derive(Clone, Debug, PartialEq)]
pub struct PitHistogram {
    /// The weight of the outcomes in each tenth.
    pub tenths: Vec<f64>,
    /// What can be said of them together.
    pub figures: Figures,
}

/// Returns how often the central intervals of each level held the outcome, levels rising.
#[must_use]
pub fn interval_coverage(
    cases: &[Case<QuantityPair>],
    method: IntervalMethod,
    doubt: IntervalOptions,
) -> Vec<IntervalCoverage> {
    let at = |level: f64| {
        let pairs: Vec<Pair> = cases
            .iter()
            .filter_map(|case| {
                Some(Pair {
                    forecast: Probability::new(level)?,
                    outcome: BinaryOutcome::new(case.value.covered(level)?)?,
                    weight: case.weight,
                    cluster: case.cluster,
                })
            })
            .collect();
        of_level(level, &pairs, method, doubt)
    };
    levels(cases).into_iter().map(at).collect()
}

fn of_level(
    level: f64,
    pairs: &[Pair],
    method: IntervalMethod,
    doubt: IntervalOptions,
) -> IntervalCoverage {
    let weight = sum(pairs.iter().map(|pair| pair.weight.get()));
    let yes = pairs
        .iter()
        .map(|pair| pair.weight.get() * pair.outcome.get());
    let row = BinStats {
        low: level,
        high: level,
        pairs: pairs.len(),
        events: pairs
            .iter()
            .filter(|pair| pair.outcome == BinaryOutcome::YES)
            .count(),
        weight,
        yes: sum(yes),
        mean_forecast: Ok(level),
        effective: effective_clusters(pairs),
    };
    let made = method.interval(&row, Some(pairs), doubt);
    let interval = made.map(ConfidenceInterval::interval);
    let band = Interval {
        low: level,
        high: level,
    };
    let mut clusters: Vec<usize> = pairs.iter().map(|pair| pair.cluster).collect();
    clusters.sort_unstable();
    clusters.dedup();
    IntervalCoverage {
        level,
        clusters: clusters.len(),
        verdict: verdict(&row, band, interval),
        interval,
        procedure: made.ok().map(|made| made.procedure),
        row,
    }
}

/// How many parts the places are counted in.
const PARTS: usize = 10;

/// Returns where outcomes fell in the forecasts; the tests are on other places, one of each
/// cluster, or give the reason why nothing is tested.
#[must_use]
pub fn places(cases: &[Case<QuantityPair>], tested: Result<&[Pit], Undefined>) -> PitHistogram {
    let weighted: Vec<(Pit, f64)> = cases
        .iter()
        .map(|case| (case.value.pit(), case.weight.get()))
        .collect();
    let weight = sum(weighted.iter().map(|(_, weight)| *weight));
    let mean = |of: &dyn Fn(Pit) -> f64| {
        let total = sum(weighted.iter().map(|&(pit, weight)| weight * of(pit)));
        if weight > 0.0 {
            Ok(total / weight)
        } else {
            Err(Undefined::Empty)
        }
    };
    let middle = mean(&Pit::mean);
    let spread = middle.and_then(|middle| {
        // A range adds the variance of an even spread over it.
        mean(&|pit| (pit.mean() - middle).powi(2) + (pit.high() - pit.low()).powi(2) / 12.0)
    });
    let even = tested.and_then(|places| match places {
        [] => Err(Undefined::Empty),
        places => chi_squared(&pit_histogram(places, PARTS)),
    });
    let straight = tested.and_then(kolmogorov_smirnov);
    PitHistogram {
        tenths: tenths(&weighted),
        figures: Figures::from(vec![
            Metric::plain(MetricId::PitMean, middle),
            Metric::plain(MetricId::PitVariance, spread),
            Metric::plain(MetricId::PitChiSquared, even.map(|test| test.statistic)),
            Metric::p_value(
                MetricId::PitChiSquaredP,
                even.map(|test| test.p_value),
                Procedure::analytic(InferenceMethod::ChiSquared),
            ),
            Metric::plain(MetricId::PitKolmogorov, straight.map(|test| test.statistic)),
            Metric::p_value(
                MetricId::PitKolmogorovP,
                straight.map(|test| test.p_value),
                Procedure::analytic(InferenceMethod::KolmogorovSmirnov),
            ),
        ]),
    }
}

fn tenths(weighted: &[(Pit, f64)]) -> Vec<f64> {
    let mut tenths = vec![0.0; PARTS];
    for &(pit, weight) in weighted {
        for (tenth, share) in tenths.iter_mut().zip(pit_histogram(&[pit], PARTS)) {
            *tenth += weight * share;
        }
    }
    tenths
}
