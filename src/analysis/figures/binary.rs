//! The scores of binary forecasts.

use crate::metrics::MetricId;
use crate::model::Probability;
use crate::scoring::calibration::Corp;
use crate::scoring::discrimination::auc;
use crate::scoring::{
    BinaryOutcome, Case, Contingency, MeanLogScore, Statistic, Undefined, brier, log_score,
    log_score_with_floor, skill, spherical,
};

use super::parts::{PARTS, parts};
use super::{IntervalOptions, Metric, Sample};

/// Returns the scores of binary forecasts by name.
///
/// A partial resolution enters the Brier and the log score and the skills; the spherical score, the
/// decomposition and the area under the curve know only yes and no.
#[must_use]
pub fn binary_scores(
    sample: &Sample,
    floor: Option<Probability>,
    doubt: IntervalOptions,
) -> Vec<Metric> {
    let pair_counts = sample.pair_counts();
    let half = sample.mean(MetricId::Brier, brier, doubt);
    let log = MeanLogScore::of(pair_counts);
    let corp = Corp::brier(pair_counts);
    let mut figures = vec![
        half.clone(),
        twice(&half),
        sample.mean(MetricId::LogLoss, floored(floor), doubt),
        Metric::plain(MetricId::LogLossFinite, log.and_then(|log| log.finite)),
        Metric::count(MetricId::InfiniteLogs, log.map_or(0, |log| log.infinite)),
        mean_spherical(sample, doubt),
        sample.of_means(
            MetricId::SkillSample,
            with_outcome,
            against_base_rate,
            doubt,
        ),
        skill_against_half(&half),
        Metric::plain(MetricId::MeanForecast, pair_counts.mean_forecast()),
        Metric::plain(MetricId::BaseRate, pair_counts.base_rate()),
    ];
    figures.extend(parts(corp, PARTS));
    figures.push(Metric::plain(MetricId::Auc, auc(pair_counts)));
    figures.extend(
        Contingency::of(pair_counts)
            .map(warnings)
            .unwrap_or_default(),
    );
    figures
}

/// Returns the scores of forecasts that are all 0 or 1.
fn warnings(counts: Contingency) -> Vec<Metric> {
    vec![
        Metric::plain(MetricId::ProportionCorrect, counts.proportion_correct()),
        Metric::plain(MetricId::ThreatScore, counts.threat_score()),
        Metric::plain(MetricId::Peirce, counts.peirce()),
        Metric::plain(MetricId::FalseAlarmRatio, counts.false_alarm_ratio()),
    ]
}

/// Returns the log score; with a floor, of forecasts that are kept away from 0 and 1.
pub(super) fn floored(floor: Option<Probability>) -> impl Fn(Probability, BinaryOutcome) -> f64 {
    move |forecast, outcome| match floor {
        Some(floor) => log_score_with_floor(forecast, outcome, floor),
        None => log_score(forecast, outcome),
    }
}

/// Returns the full Brier score, which is twice the half one.
pub(super) fn twice(half: &Metric) -> Metric {
    Metric {
        id: MetricId::BrierFull,
        value: half.value.map(|value| 2.0 * value),
        interval: half.interval.map(|(low, high)| (2.0 * low, 2.0 * high)),
        ..half.clone()
    }
}

/// Returns the skill against a coin.
fn skill_against_half(half: &Metric) -> Metric {
    const COIN: f64 = 0.25;
    let against = |score: f64| 1.0 - score / COIN;
    Metric {
        id: MetricId::SkillHalf,
        value: half.value.and_then(|value| skill(value, COIN)),
        // The better the score, the worse the loss: the ends change places.
        interval: half
            .interval
            .map(|(low, high)| (against(high), against(low))),
        ..half.clone()
    }
}

fn mean_spherical(sample: &Sample, doubt: IntervalOptions) -> Metric {
    let value = sample.pair_counts().mean_of_binary(spherical);
    let score = |p: Probability, y: BinaryOutcome| spherical(p, y == BinaryOutcome::YES);
    let mean = sample.mean(MetricId::Spherical, score, doubt);
    if sample.pair_counts().partial_pairs() > 0 {
        return Metric::with_interval(MetricId::Spherical, value, Err(Undefined::Partial));
    }
    Metric { value, ..mean }
}

/// The Brier score, the outcome, and its square, which differs from it for partial resolutions.
fn with_outcome(forecast: Probability, outcome: BinaryOutcome) -> [f64; 3] {
    let y = outcome.get();
    [brier(forecast, outcome), y, y * y]
}

/// Returns the skill against the sample's own base rate, whose score is the outcomes' variance.
fn against_base_rate([score, seen, squared]: [f64; 3]) -> Statistic {
    let reference = squared - seen * seen;
    // Rounding leaves a hair where all outcomes are the same.
    if reference > 1e-14 {
        skill(score, reference)
    } else {
        Err(Undefined::OneOutcome)
    }
}

/// Returns the skill of scores against those of a reference on the same questions.
#[must_use]
pub fn skill_against(id: MetricId, scores: &[Case<[f64; 2]>], doubt: IntervalOptions) -> Metric {
    doubt.of_means(id, scores, |[own, reference]| skill(own, reference))
}

/// Returns the same of scores of yes or no, each beside what it would have been with the other outcome.
#[must_use]
pub fn skill_of_both_outcomes(
    id: MetricId,
    scores: &[Case<[[f64; 2]; 2]>],
    doubt: IntervalOptions,
) -> Metric {
    doubt.of_both_outcomes(id, scores, |[own, reference]| skill(own, reference))
}
