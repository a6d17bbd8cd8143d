//! Bands: how far the calibration curve may stray by chance.

use rayon::prelude::*;

use crate::Probability;
use crate::quantiles::nearest_place;
use crate::resampling::{CountsResampler, NullModel};
use crate::thresholds::POOLED_FOR_SUMS;
use crate::{InferenceMethod, Interval, PairCounts, Procedure, Resampling, Undefined};

use super::pav::{Pool, line, take_in};

/// Returns the band around the diagonal in which the calibration curve of a perfectly calibrated
/// forecaster stays at each of the forecasts, each with probability `level`.
///
/// # Method
///
/// Forecasts are drawn with replacement from those made, and each comes true with its own
/// probability; the curve is fitted again, and at each forecast the middle `level` of its heights
/// is the band. Where no drawn curve reaches, there is no band. It holds at each forecast by
/// itself, not everywhere at once.
///
/// # References
///
/// - Bröcker, J. and Smith, L. A. (2007). Increasing the reliability of reliability diagrams.
///   *Weather and Forecasting*, 22(3), 651–661.
/// - Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021). Stable reliability diagrams for
///   probabilistic classifiers. *PNAS*, 118(8), e2016191118.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::consistency_band;
/// use foretell_scoring::{BinaryOutcome, Pair, Resampling, PairCounts};
///
/// let pairs: Vec<_> = Pair::alone([(Probability::HALF, BinaryOutcome::YES); 20]).collect();
/// let resampling = Resampling { seed: 1, resamples: 1000 };
/// let band = consistency_band(&PairCounts::of(&pairs), &[Probability::HALF], 0.9, resampling).unwrap();
/// let interval = band.at[0].unwrap();
/// assert!(interval.contains(0.5) && !interval.contains(1.0));
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] without pairs, [`Undefined::Weighted`] with weights.
pub fn consistency_band(
    pair_counts: &PairCounts,
    at: &[Probability],
    level: f64,
    resampling: Resampling,
) -> Result<CurveBand, Undefined> {
    band(
        pair_counts,
        NullModel::ForecastsAndOutcomes,
        at,
        level,
        resampling,
    )
}

/// Returns the band around the calibration curve at each of the forecasts: where the curve could
/// have been with other pairs of the same kind.
///
/// # Method
///
/// As [`consistency_band`], with pairs of forecast and outcome drawn with replacement.
///
/// # Errors
///
/// [`Undefined::Empty`] without pairs, [`Undefined::Weighted`] with weights.
pub fn confidence_band(
    pair_counts: &PairCounts,
    at: &[Probability],
    level: f64,
    resampling: Resampling,
) -> Result<CurveBand, Undefined> {
    band(pair_counts, NullModel::Pairs, at, level, resampling)
}

/// A band of a calibration curve, with how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveBand {
    /// The interval at each of the forecasts, where a drawn curve reaches it.
    pub at: Vec<Option<Interval>>,
    /// How it was made.
    pub procedure: Procedure,
}

/// A step of a resampled curve: level from `low` to `high`.
struct Step {
    low: f64,
    high: f64,
    frequency: f64,
}

/// How many forecasts are looked at together: few enough for their heights to stay in the cache.
const TOGETHER: usize = 64;

fn band(
    pair_counts: &PairCounts,
    null_model: NullModel,
    at: &[Probability],
    level: f64,
    resampling: Resampling,
) -> Result<CurveBand, Undefined> {
    let resampler = CountsResampler::pooled_to(POOLED_FOR_SUMS, pair_counts, null_model)?;
    let curves = curves(&resampler, resampling);
    let mut places: Vec<usize> = (0..at.len()).collect();
    places.sort_unstable_by(|&a, &b| at[a].get().total_cmp(&at[b].get()));
    let intervals: Vec<_> = places
        .par_chunks(TOGETHER)
        .flat_map_iter(|together| {
            let forecasts: Vec<_> = together.iter().map(|&place| at[place].get()).collect();
            let heights = heights(&curves, &forecasts);
            heights.into_iter().map(|heights| middle(heights, level))
        })
        .collect();
    let mut band = vec![None; at.len()];
    for (&place, interval) in places.iter().zip(intervals) {
        band[place] = interval;
    }
    // Drawn as pairs are, it is a bootstrap; else what a calibrated forecaster shows.
    let method = match null_model {
        NullModel::Pairs => InferenceMethod::PercentileBootstrap,
        _ => InferenceMethod::MonteCarlo,
    };
    Ok(CurveBand {
        at: band,
        procedure: resampler.procedure(method, resampling),
    })
}

/// Returns the curve of each resample.
fn curves(resampler: &CountsResampler, resampling: Resampling) -> Vec<Vec<Step>> {
    let take = |pools: &mut Vec<Pool>, place: usize, counts: [u32; 2]| {
        let [no, yes] = counts.map(f64::from);
        take_in(pools, place, (yes, no + yes), 0.0);
    };
    let step = |pool: &Pool| Step {
        low: resampler.forecasts[pool.first],
        high: resampler.forecasts[pool.last],
        frequency: pool.yes / pool.weight,
    };
    let steps = |pools: &Vec<Pool>| pools.iter().map(step).collect();
    resampler.run(resampling, Vec::new, take, steps)
}

/// Returns for each of the ascending forecasts the heights of the curves that reach it.
fn heights(curves: &[Vec<Step>], forecasts: &[f64]) -> Vec<Vec<f64>> {
    let mut heights = vec![Vec::with_capacity(curves.len()); forecasts.len()];
    for curve in curves {
        let mut next = curve.partition_point(|step| step.high < forecasts[0]);
        for (&forecast, heights) in forecasts.iter().zip(&mut heights) {
            while curve.get(next).is_some_and(|step| step.high < forecast) {
                next += 1;
            }
            let Some(right) = curve.get(next) else { break };
            if right.low <= forecast {
                heights.push(right.frequency);
            } else if let Some(left) = next.checked_sub(1).map(|place| &curve[place]) {
                let (from, to) = ((left.high, left.frequency), (right.low, right.frequency));
                heights.push(line(from, to, forecast));
            }
        }
    }
    heights
}

/// Returns the middle of the heights that holds the given share of them.
fn middle(mut heights: Vec<f64>, level: f64) -> Option<Interval> {
    let n = heights.len();
    if n == 0 {
        return None;
    }
    let outside = (1.0 - level) / 2.0;
    let (low, high) = (nearest_place(n, outside), nearest_place(n, 1.0 - outside));
    let (below, &mut high_value, _) = heights.select_nth_unstable_by(high, f64::total_cmp);
    let low_value = if low < high {
        *below.select_nth_unstable_by(low, f64::total_cmp).1
    } else {
        high_value
    };
    Some(Interval {
        low: low_value,
        high: high_value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::p;
    use crate::{BinaryOutcome, Pair};

    const RESAMPLING: Resampling = Resampling {
        seed: 11,
        resamples: 500,
    };

    fn pair_counts(n: u32) -> PairCounts {
        let said = (0..n).map(|i| {
            let forecast = f64::from(i % 10) / 10.0 + 0.05;
            (p(forecast), BinaryOutcome::from(i % 7 < 3))
        });
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    #[test]
    fn a_band_does_not_depend_on_the_order_of_the_forecasts() {
        let pair_counts = pair_counts(60);
        let at = [p(0.75), p(0.05), p(0.42)];
        let band = consistency_band(&pair_counts, &at, 0.9, RESAMPLING).unwrap();
        for (&at, interval) in at.iter().zip(&band.at) {
            let alone = consistency_band(&pair_counts, &[at], 0.9, RESAMPLING).unwrap();
            assert_eq!(alone.at[0], *interval);
            assert!(interval.unwrap().contains(at.get()));
        }
    }

    #[test]
    fn more_pairs_make_a_narrower_band() {
        let width = |n| {
            let band = confidence_band(&pair_counts(n), &[p(0.45)], 0.9, RESAMPLING).unwrap();
            let interval = band.at[0].unwrap();
            interval.high - interval.low
        };
        assert!(width(2000) < width(50) / 2.0);
    }

    #[test]
    fn outside_the_forecasts_there_is_no_band() {
        let band = consistency_band(&pair_counts(30), &[p(0.99)], 0.9, RESAMPLING).unwrap();
        assert_eq!(band.at, [None]);
    }

    #[test]
    fn a_certain_forecaster_has_a_band_without_width() {
        let pairs: Vec<_> = Pair::alone([(Probability::ONE, BinaryOutcome::YES); 5]).collect();
        let pair_counts = PairCounts::of(&pairs);
        let band = consistency_band(&pair_counts, &[Probability::ONE], 0.9, RESAMPLING).unwrap();
        let exact = Interval {
            low: 1.0,
            high: 1.0,
        };
        assert_eq!(band.at, [Some(exact)]);
    }

    #[test]
    fn the_middle_of_ten_leaves_one_out_at_each_end() {
        let heights = (1..=10).rev().map(f64::from).collect();
        let interval = middle(heights, 0.8).unwrap();
        assert_eq!((interval.low, interval.high), (1.0, 9.0));
    }
}
