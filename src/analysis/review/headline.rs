//! The headline: six figures, each with its doubt.

use crate::analysis::binary::{Binary, binary};
use crate::dataset::ScoredEstimate;
use crate::model::Probability;
use crate::query::{Request, SampleSize};
use crate::scoring::calibration::BinStats;
use crate::scoring::{
    BinaryOutcome, Case, ConfidenceInterval, Interval, Pair, PairCounts, Statistic, Undefined,
    Weight, both_outcomes_of_means, brier, count, skill,
};

use super::{CalibrationReview, Outturn, Side};

/// The figures that stand first, over the binary questions.
#[derive(Clone, Debug)]
pub struct Headline {
    /// What they rest on.
    pub basis: SampleSize,
    /// The mean Brier score, with its interval.
    pub brier: Share,
    /// How much better that is than the base rates.
    pub gain: Gain,
    /// On how many the more probable side came about.
    pub right: usize,
    /// Of how many: those not called even.
    pub sided: usize,
    /// The interval of that share.
    pub right_interval: Option<Interval>,
    /// The mean of outturn less forecast: above 0 where too little was said.
    pub bias: Share,
}

/// A mean with its interval.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// The mean.
    pub value: Statistic,
    /// Its interval, where there is one.
    pub interval: Option<Interval>,
}

/// How much better the forecasts were than base rates.
#[derive(Clone, Copy, Debug)]
pub struct Gain {
    /// Whether the base rates are the records' own; else they are the sample's.
    pub own: bool,
    /// Over how many pairs.
    pub n: usize,
    /// The mean Brier score of the base rates.
    pub reference: Statistic,
    /// The mean of the base rates' score less the forecasts'.
    pub mean: Share,
    /// The share of the base rates' score that the forecasts save.
    pub skill: Statistic,
}

impl Headline {
    /// Returns the headline over what was said of binary questions.
    pub(super) fn of(
        scored: &[ScoredEstimate<'_, '_>],
        outturns: &[Outturn<'_>],
        request: &Request,
    ) -> Self {
        let rows: Vec<Binary> = scored.iter().filter_map(binary).collect();
        let sided: Vec<_> = outturns
            .iter()
            .filter(|one| one.said.is_some() && one.side.is_some_and(|side| side != Side::Even))
            .collect();
        let right = |one: &Outturn<'_>| one.side == Some(Side::InLine);
        let pair = |one: &&Outturn<'_>| {
            Some(Pair {
                forecast: Probability::new(one.said?)?,
                outcome: BinaryOutcome::from(right(one)),
                weight: Weight::ONE,
                cluster: one.cluster,
            })
        };
        let pairs: Vec<Pair> = sided.iter().filter_map(pair).collect();
        Self {
            basis: SampleSize::of(scored),
            brier: mean(&rows, request, |row| {
                brier(row.pair.forecast, row.pair.outcome)
            }),
            gain: gain(&rows, request),
            right: sided.iter().filter(|one| right(one)).count(),
            sided: sided.len(),
            right_interval: BinStats::of((0.0, 1.0), &pairs)
                .interval(request.level)
                .ok(),
            bias: mean(&rows, request, |row| {
                row.pair.outcome.get() - row.pair.forecast.get()
            }),
        }
    }
}

/// Returns a mean over pairs, with its interval by clusters.
pub(super) fn mean(rows: &[Binary], request: &Request, of: impl Fn(&Binary) -> f64) -> Share {
    let otherwise = |row: &Binary| Binary {
        pair: Pair {
            outcome: row.pair.outcome.complement(),
            ..row.pair
        },
        ..*row
    };
    let case = |row: &Binary| Case {
        value: [[of(row)], [of(&otherwise(row))]],
        weight: row.pair.weight,
        cluster: row.pair.cluster,
    };
    let cases: Vec<_> = rows.iter().map(case).collect();
    let interval = both_outcomes_of_means(&cases, |[mean]| Ok(mean), request.level);
    Share {
        value: bare_mean(rows, of),
        interval: interval.ok().map(ConfidenceInterval::interval),
    }
}

/// Returns a mean over pairs.
fn bare_mean(rows: &[Binary], of: impl Fn(&Binary) -> f64) -> Statistic {
    let weight: f64 = rows.iter().map(|row| row.pair.weight.get()).sum();
    let total: f64 = rows.iter().map(|row| row.pair.weight.get() * of(row)).sum();
    if rows.is_empty() {
        Err(Undefined::Empty)
    } else {
        Ok(total / weight)
    }
}

/// How many of the pairs need a base rate of their own for it to be the yardstick.
const OWN: f64 = 0.5;

fn gain(rows: &[Binary], request: &Request) -> Gain {
    let with_own: Vec<Binary> = rows
        .iter()
        .filter(|row| row.base_rate.is_some())
        .copied()
        .collect();
    let own = count(with_own.len()) >= OWN * count(rows.len());
    let rows = if own { with_own } else { rows.to_vec() };
    let pairs: Vec<Pair> = rows.iter().map(|row| row.pair).collect();
    let sample = PairCounts::of(&pairs)
        .base_rate()
        .ok()
        .and_then(Probability::new);
    let rate = |row: &Binary| {
        let rate = if own { row.base_rate } else { sample };
        rate.unwrap_or(row.pair.forecast)
    };
    let reference = bare_mean(&rows, |row| brier(rate(row), row.pair.outcome));
    let scored = bare_mean(&rows, |row| brier(row.pair.forecast, row.pair.outcome));
    Gain {
        own,
        n: rows.len(),
        reference,
        mean: mean(&rows, request, |row| {
            brier(rate(row), row.pair.outcome) - brier(row.pair.forecast, row.pair.outcome)
        }),
        skill: scored.and_then(|score| skill(score, reference?)),
    }
}

impl CalibrationReview {
    /// Returns whether the pairs are too few to say how well they fit.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.tested < THIN
    }
}

/// Under how many independent pairs nothing is said of calibration: as the verdicts of rows.
const THIN: usize = 10;
