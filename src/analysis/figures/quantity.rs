//! The scores of forecasts of a number or a day.

use crate::dataset::QuantityPair;
use crate::metrics::MetricId;
use crate::scoring::quantile::Wis;
use crate::scoring::{Case, MeanScore, Statistic, Undefined};

use super::{IntervalOptions, Metric};

/// How near levels must be to count as the same.
const TOLERANCE: f64 = 1e-9;

/// Returns the scores of forecasts of numbers in one unit, or of days, by name.
///
/// Not every form of forecast has every score: each mean is over those that have it, and
/// `n_<name>` says over how many. The score of an outcome that lies nowhere in the forecast's
/// density is infinite, and counted apart.
#[must_use]
pub fn quantity_scores(cases: &[Case<QuantityPair>], doubt: IntervalOptions) -> Vec<Metric> {
    let part = |part: fn(Wis) -> f64| move |pair: &QuantityPair| pair.wis().map(part);
    let mut figures = Vec::new();
    let mut add = |id, counted, score: &dyn Fn(&QuantityPair) -> Statistic| {
        figures.extend(mean(id, counted, cases, score, doubt));
    };
    add(
        MetricId::Crps,
        Some(MetricId::CrpsPairs),
        &QuantityPair::crps,
    );
    add(MetricId::Wis, Some(MetricId::WisPairs), &part(Wis::total));
    add(MetricId::Dispersion, None, &part(|wis| wis.dispersion));
    add(
        MetricId::Overprediction,
        None,
        &part(|wis| wis.overprediction),
    );
    add(
        MetricId::Underprediction,
        None,
        &part(|wis| wis.underprediction),
    );
    add(
        MetricId::Pinball,
        Some(MetricId::PinballPairs),
        &QuantityPair::pinball,
    );
    add(MetricId::Bias, None, &QuantityPair::bias);
    add(
        MetricId::MedianError,
        None,
        &QuantityPair::distance_from_median,
    );
    add(
        MetricId::LogScore,
        Some(MetricId::LogScorePairs),
        &QuantityPair::log_score,
    );
    figures.push(infinite_logs(cases));
    figures.extend(coverages(cases));
    figures
}

fn mean(
    id: MetricId,
    counted: Option<MetricId>,
    cases: &[Case<QuantityPair>],
    score: &dyn Fn(&QuantityPair) -> Statistic,
    doubt: IntervalOptions,
) -> Vec<Metric> {
    let mut why = Undefined::Empty;
    let mut scored = Vec::new();
    for case in cases {
        match score(&case.value) {
            Ok(value) => scored.push(Case {
                value,
                weight: case.weight,
                cluster: case.cluster,
            }),
            Err(reason) => why = reason,
        }
    }
    let figure = if scored.is_empty() {
        Metric::plain(id, Err(why))
    } else {
        doubt.mean(id, &scored)
    };
    let count = counted.map(|counted| Metric::count(counted, scored.len()));
    [figure].into_iter().chain(count).collect()
}

fn infinite_logs(cases: &[Case<QuantityPair>]) -> Metric {
    let infinite = |case: &&Case<QuantityPair>| {
        let score = case.value.log_score();
        score.is_ok_and(f64::is_infinite)
    };
    Metric::count(
        MetricId::InfiniteLogs,
        cases.iter().filter(infinite).count(),
    )
}

/// Returns for each level the share of central intervals that held the outcome.
fn coverages(cases: &[Case<QuantityPair>]) -> Vec<Metric> {
    let share = |level: f64| {
        let covered = cases.iter().filter_map(|case| {
            Some(Case {
                value: case.value.covered(level)?,
                weight: case.weight,
                cluster: case.cluster,
            })
        });
        let value = MeanScore::of(&covered.collect::<Vec<_>>()).map(|score| score.mean);
        Metric {
            level: Some(level),
            ..Metric::plain(MetricId::IntervalCoverage, value)
        }
    };
    levels(cases).into_iter().map(share).collect()
}

/// Returns the levels of the central intervals that any forecast gives, rising.
pub(super) fn levels(cases: &[Case<QuantityPair>]) -> Vec<f64> {
    // As one would have written it: 0.95 − 0.05 leaves dust.
    let rounded = |level: f64| (level * 1e9).round() / 1e9;
    let each = cases.iter().flat_map(|case| case.value.levels());
    let mut levels: Vec<f64> = each.map(rounded).collect();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup_by(|a, b| (*a - *b).abs() < TOLERANCE);
    levels
}
