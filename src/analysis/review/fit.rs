//! How well what was said fits what happened: the curve, its band, and the parts of the score.

use std::collections::BTreeSet;

use crate::dataset::ScoredEstimate;
use crate::model::Probability;
use crate::query::Request;
use crate::scoring::calibration::{
    CalibrationInTheLarge, Corp, Cox, Curve, PenalizedLine, Penalty, Tendency, consistency_band,
    effective_clusters, miscalibration_test,
};
use crate::scoring::discrimination::auc;
use crate::scoring::{
    Interval, MonteCarloTest, Pair, PairCounts, Resampling, Statistic, Undefined,
};

/// How well what was said of binary questions fits what happened.
#[derive(Clone, Debug)]
pub struct CalibrationReview {
    /// How many pairs there are.
    pub n: usize,
    /// The distinct forecasts on the calibration curve.
    pub spots: Vec<CurvePoint>,
    /// How many pairs fall into each tenth of the scale, closed on the right.
    pub tenths: [usize; 10],
    /// The mean Brier score and its parts.
    pub corp: Result<Corp, Undefined>,
    /// How many pairs are tested: one for each cluster and forecaster.
    pub tested: usize,
    /// The miscalibration beside what a calibrated forecaster shows.
    pub test: Result<MonteCarloTest, Undefined>,
    /// What happened beside what was said, on the whole.
    pub large: Result<CalibrationInTheLarge, Undefined>,
    /// The slope of recalibration, with its interval.
    pub slope: Result<(f64, Interval), Undefined>,
    /// Whether the forecaster is too sure, not sure enough, or nobody can tell.
    pub tendency: Tendency,
    /// How often a forecast of what happened was higher than one of what did not.
    pub auc: Statistic,
}

/// A distinct forecast on the calibration curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// What was said.
    pub said: Probability,
    /// How many pairs say it.
    pub n: usize,
    /// Their weight.
    pub weight: f64,
    /// How often it happened among them.
    pub seen: f64,
    /// How often it happened, read off the curve.
    pub curve: f64,
    /// Where the curve of a calibrated forecaster stays.
    pub band: Option<Interval>,
}

/// How many distinct forecasts are shown one by one; of more, the ends of the curve's blocks are.
const SPOTS: usize = 120;

impl CalibrationReview {
    /// Returns the fit of the pairs with a yes or a no.
    pub(super) fn of(scored: &[ScoredEstimate<'_, '_>], request: &Request) -> Self {
        let pairs: Vec<Pair> = scored
            .iter()
            .filter_map(ScoredEstimate::pair)
            .filter(|pair| pair.outcome.is_binary())
            .collect();
        let pair_counts = PairCounts::of(&pairs);
        let alone: Vec<Pair> = one_each(scored)
            .filter_map(ScoredEstimate::pair)
            .filter(|pair| pair.outcome.is_binary())
            .collect();
        let tested = PairCounts::of(&alone);
        let resampling = request.doubt().resampling;
        let uncertain = tested.without_certain();
        let interval = effective_clusters(&alone)
            .and_then(|effective| PenalizedLine::fit(&uncertain, effective, Penalty::Jeffreys))
            .and_then(|fit| fit.slope_interval(request.level));
        let slope = Cox::fit(&uncertain).and_then(|fit| Ok((fit.slope, interval?)));
        let yes = tested.events();
        Self {
            n: pairs.len(),
            spots: spots(&pair_counts, &tested, request.level, resampling),
            tenths: tenths(&pairs),
            corp: Corp::brier(&pair_counts),
            tested: alone.len(),
            test: miscalibration_test(&tested, resampling),
            large: CalibrationInTheLarge::of(&pair_counts),
            slope,
            tendency: Tendency::of(clusters(&alone), yes, tested.binary_pairs() - yes, interval),
            auc: auc(&pair_counts),
        }
    }
}

/// Returns the first pair of each cluster and forecaster: tests and bands know no repetition.
fn one_each<'s, 'd, 'l>(
    scored: &'s [ScoredEstimate<'d, 'l>],
) -> impl Iterator<Item = &'s ScoredEstimate<'d, 'l>> {
    let mut seen = BTreeSet::new();
    scored
        .iter()
        .filter(move |one| seen.insert((one.question.cluster, one.row.forecaster)))
}

fn clusters(pairs: &[Pair]) -> usize {
    pairs
        .iter()
        .map(|pair| pair.cluster)
        .collect::<BTreeSet<_>>()
        .len()
}

fn tenths(pairs: &[Pair]) -> [usize; 10] {
    let mut tenths = [0; 10];
    for pair in pairs {
        // The end of tenth i is (i + 1) / 10, so that 0.7 falls into (0.6, 0.7].
        let place = (0..9_u8).find(|i| pair.forecast.get() <= f64::from(i + 1) / 10.0);
        tenths[usize::from(place.unwrap_or(9))] += 1;
    }
    tenths
}

fn spots(
    pair_counts: &PairCounts,
    tested: &PairCounts,
    level: f64,
    resampling: Resampling,
) -> Vec<CurvePoint> {
    let Ok(curve) = Curve::of(pair_counts) else {
        return Vec::new();
    };
    let mut spots: Vec<CurvePoint> = if pair_counts.cells().len() <= SPOTS {
        pair_counts
            .cells()
            .iter()
            .map(|cell| CurvePoint {
                said: cell.forecast,
                n: usize::try_from(cell.pairs).unwrap_or(usize::MAX),
                weight: cell.weight(),
                seen: cell.frequency(),
                curve: curve.at(cell.forecast).unwrap_or_else(|| cell.frequency()),
                band: None,
            })
            .collect()
    } else {
        ends_of_blocks(&curve)
    };
    let at: Vec<Probability> = spots.iter().map(|spot| spot.said).collect();
    if let Ok(band) = consistency_band(tested, &at, level, resampling) {
        for (spot, band) in spots.iter_mut().zip(band.at) {
            spot.band = band;
        }
    }
    spots
}

/// Returns the two ends of each block; the pairs stand with the lower one.
fn ends_of_blocks(curve: &Curve) -> Vec<CurvePoint> {
    let mut spots: Vec<CurvePoint> = Vec::new();
    for block in curve.blocks() {
        let spot = CurvePoint {
            said: block.lowest,
            n: block.pairs,
            weight: block.weight,
            seen: block.frequency(),
            curve: block.frequency(),
            band: None,
        };
        spots.push(spot);
        if block.lowest < block.highest {
            spots.push(CurvePoint {
                said: block.highest,
                n: 0,
                weight: 0.0,
                ..spot
            });
        }
    }
    spots
}
