//! Scores of binary forecasts, with what only some datasets know: base rates, ranges, what is
//! missing.

use crate::dataset::{Dataset, Portion, ScoredEstimate};
use crate::metrics::MetricId;
use crate::model::{Band, Probability};
use crate::query::Request;
use crate::scoring::{BinaryOutcome, Case, Pair, PairCounts, Statistic, Undefined, brier};

use super::Metric;
use super::figures::{binary_scores, skill_of_both_outcomes};
use super::sampling::{FirstEstimates, pairs, sample};

/// A pair with what the scoreboard needs besides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binary {
    /// What was given and what came about.
    pub(super) pair: Pair,
    /// What the words or the range allow.
    pub(super) band: Band,
    /// How often such things happen, where that is given.
    pub(super) base_rate: Option<Probability>,
}

/// What would count if it had an outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Missing<'s, 'd, 'l> {
    /// Questions of the cohort that are not resolved.
    pub(super) unresolved: &'s [ScoredEstimate<'d, 'l>],
    /// Those whose outcome is ambiguous.
    pub(super) ambiguous: &'s [ScoredEstimate<'d, 'l>],
}

/// Returns the pair of a yes-or-no question with what is known besides.
pub(super) fn binary(scored: &ScoredEstimate<'_, '_>) -> Option<Binary> {
    Some(Binary {
        pair: scored.pair()?,
        band: scored.row.band()?,
        base_rate: scored.question.base_rate(),
    })
}

/// Returns the scores of binary forecasts, beside what the missing ones could change.
pub(super) fn figures(
    dataset: &Dataset<'_>,
    portion: &Portion<'_, '_>,
    missing: Missing<'_, '_, '_>,
    request: &Request,
) -> Vec<Metric> {
    let sample = sample(dataset, portion, &FirstEstimates::default(), request);
    let mut figures = binary_scores(&sample, request.floor, request.doubt());
    if !dataset.is_detailed() {
        return figures;
    }
    let rows: Vec<Binary> = portion.scored.iter().filter_map(binary).collect();
    figures.extend(prior_skill(&rows, request));
    figures.push(Metric::plain(MetricId::BrierBest, reading(&rows, f64::min)));
    figures.push(Metric::plain(
        MetricId::BrierWorst,
        reading(&rows, f64::max),
    ));
    let pairs = pairs(portion);
    let names = [
        (
            missing.unresolved,
            MetricId::BrierIfNo,
            MetricId::BrierIfYes,
        ),
        (
            missing.ambiguous,
            MetricId::BrierIfAmbiguousNo,
            MetricId::BrierIfAmbiguousYes,
        ),
    ];
    for (more, no, yes) in names {
        if more.is_empty() {
            continue;
        }
        for (id, outcome) in [(no, BinaryOutcome::NO), (yes, BinaryOutcome::YES)] {
            figures.push(Metric::plain(id, brier_with(&pairs, more, outcome)));
        }
    }
    figures
}

/// Returns the Brier score if the forecasts without an outcome had that one.
fn brier_with(
    pairs: &[Pair],
    more: &[ScoredEstimate<'_, '_>],
    outcome: BinaryOutcome,
) -> Statistic {
    let more = more.iter().filter_map(|one| one.pair_or(outcome));
    let all: Vec<Pair> = pairs.iter().copied().chain(more).collect();
    PairCounts::of(&all).mean(brier)
}

/// Returns the Brier skill against the records' own base rates, over those that have one.
fn prior_skill(rows: &[Binary], request: &Request) -> [Metric; 2] {
    let beside = |row: &Binary| {
        let base_rate = row.base_rate?;
        let Pair {
            forecast,
            outcome,
            weight,
            cluster,
        } = row.pair;
        Some(Case {
            value: [outcome, outcome.complement()]
                .map(|outcome| [brier(forecast, outcome), brier(base_rate, outcome)]),
            weight,
            cluster,
        })
    };
    let cases: Vec<_> = rows.iter().filter_map(beside).collect();
    [
        skill_of_both_outcomes(MetricId::SkillPrior, &cases, request.doubt()),
        Metric::count(MetricId::PriorPairs, cases.len()),
    ]
}

/// Returns the mean Brier score with each range read at the end that `pick` prefers.
///
/// It is what the words allow, not a confidence interval.
pub(super) fn reading(rows: &[Binary], pick: fn(f64, f64) -> f64) -> Statistic {
    let mut total = 0.0;
    let mut weight = 0.0;
    for row in rows {
        let (low, high) = (row.band.low, row.band.high);
        let ends = pick(brier(low, row.pair.outcome), brier(high, row.pair.outcome));
        // Inside the range lies the best reading of a partial outcome.
        let within =
            Probability::new(row.pair.outcome.get()).is_some_and(|y| low <= y && y <= high);
        let score = if within { pick(ends, 0.0) } else { ends };
        total += row.pair.weight.get() * score;
        weight += row.pair.weight.get();
    }
    if weight > 0.0 {
        Ok(total / weight)
    } else {
        Err(Undefined::Empty)
    }
}
