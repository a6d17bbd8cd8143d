//! Scores of binary forecasts, with what only records know: base rates, readings, what is missing.

use crate::model::{Band, Probability};
use crate::scoring::{BinaryOutcome, Case, Pair, PairCounts, Statistic, Undefined, Weight, brier};

use super::figures::{binary_scores, skill_against};
use super::{Named, Request, Said, Sample};

/// A pair with what the scoreboard needs besides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binary {
    /// What was said and what happened.
    pub(super) pair: Pair,
    /// What the words or the range allow.
    pub(super) band: Band,
    /// How often such things happen, where the record says so.
    pub(super) base_rate: Option<Probability>,
}

/// What would count if it had an outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Missing<'a> {
    /// Forecasts of the cohort that are not resolved.
    pub(super) unresolved: &'a [Said<'a>],
    /// Those whose outcome is ambiguous.
    pub(super) ambiguous: &'a [Said<'a>],
}

/// Returns the pair of what was said about a binary question; for one without an outcome, with the
/// outcome that it is given.
pub(super) fn binary(said: &Said<'_>, instead: BinaryOutcome) -> Option<Binary> {
    let stated = said.estimate.stated()?;
    let outcome = match said.outcome {
        Some(outcome) => BinaryOutcome::new(outcome.share()?.get())?,
        None => instead,
    };
    let base = said.entry.forecast.base_rate.as_ref();
    Some(Binary {
        pair: Pair {
            forecast: stated.point()?,
            outcome,
            weight: Weight::new(said.weight)?,
            cluster: said.cluster,
        },
        band: stated.band()?,
        base_rate: base.and_then(|base| base.probability.point()),
    })
}

/// Returns the scores of binary forecasts, beside what the missing ones could change.
pub(super) fn figures(said: &[Said<'_>], missing: Missing<'_>, request: &Request) -> Vec<Named> {
    let rows: Vec<Binary> = said
        .iter()
        .filter_map(|one| binary(one, BinaryOutcome::NO))
        .collect();
    let pairs: Vec<Pair> = rows.iter().map(|row| row.pair).collect();
    let mut figures = binary_scores(&Sample::of(&pairs), request.floor, request.doubt());
    figures.extend(prior_skill(&rows, request));
    figures.push(Named::plain("brier_best", reading(&rows, f64::min)));
    figures.push(Named::plain("brier_worst", reading(&rows, f64::max)));
    let names = [
        (missing.unresolved, "brier_if_no", "brier_if_yes"),
        (
            missing.ambiguous,
            "brier_if_ambiguous_no",
            "brier_if_ambiguous_yes",
        ),
    ];
    for (more, no, yes) in names {
        if !more.is_empty() {
            figures.push(Named::plain(
                no,
                brier_with(&pairs, more, BinaryOutcome::NO),
            ));
            figures.push(Named::plain(
                yes,
                brier_with(&pairs, more, BinaryOutcome::YES),
            ));
        }
    }
    figures
}

/// Returns the Brier score if the forecasts without an outcome had that one.
fn brier_with(pairs: &[Pair], more: &[Said<'_>], outcome: BinaryOutcome) -> Statistic {
    let more = more.iter().filter_map(|one| binary(one, outcome));
    let all: Vec<Pair> = pairs
        .iter()
        .copied()
        .chain(more.map(|row| row.pair))
        .collect();
    PairCounts::of(&all).mean(brier)
}

/// Returns the Brier skill against the records' own base rates, over those that have one.
fn prior_skill(rows: &[Binary], request: &Request) -> [Named; 2] {
    let beside = |row: &Binary| {
        let base_rate = row.base_rate?;
        let Pair {
            forecast,
            outcome,
            weight,
            cluster,
        } = row.pair;
        Some(Case {
            value: [brier(forecast, outcome), brier(base_rate, outcome)],
            weight,
            cluster,
        })
    };
    let cases: Vec<_> = rows.iter().filter_map(beside).collect();
    [
        skill_against("bss_prior", &cases, request.doubt()),
        Named::count("n_prior", cases.len()),
    ]
}

/// Returns the mean Brier score with each range read at the end that `pick` prefers.
///
/// It is what the words allow, not a confidence interval.
fn reading(rows: &[Binary], pick: fn(f64, f64) -> f64) -> Statistic {
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
