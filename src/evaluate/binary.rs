//! Scores of binary forecasts.

use crate::model::{Band, Probability};
use crate::scoring::{
    Figure, MeanLogScore, Outcome, Pair, Tally, Undefined, Weight, brier, brier_full, brier_skill,
    skill,
};

use super::row::Named;
use super::{Request, Said, doubt};

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

/// Returns the pair of what was said about a binary question; for one without an outcome, with the
/// outcome that it is given.
pub(super) fn binary(said: &Said<'_>, instead: Outcome) -> Option<Binary> {
    let stated = said.estimate.stated()?;
    let outcome = match said.outcome {
        Some(outcome) => Outcome::new(outcome.share()?.get())?,
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

/// Returns the scores of binary forecasts; `pending` are those of the cohort without an outcome.
pub(super) fn figures(said: &[Said<'_>], pending: &[Said<'_>], request: &Request) -> Vec<Named> {
    let rows: Vec<Binary> = said
        .iter()
        .filter_map(|one| binary(one, Outcome::NO))
        .collect();
    let pairs: Vec<Pair> = rows.iter().map(|row| row.pair).collect();
    let tally = Tally::of(&pairs);
    let log = MeanLogScore::of(&tally);
    let plain = Named::plain;
    let mut figures = vec![
        doubt::mean("brier", &pairs, brier, request),
        doubt::mean("brier_full", &pairs, brier_full, request),
        plain("log_loss", log.map(|log| log.mean)),
        plain("log_loss_finite", log.and_then(|log| log.finite)),
        #[expect(clippy::cast_precision_loss, reason = "a count of pairs in memory")]
        plain("n_infinite_log", log.map(|log| log.infinite as f64)),
        plain("bss_sample", brier_skill(&tally)),
        plain("bss_prior", prior_skill(&rows)),
        plain(
            "bss_half",
            tally.mean(brier).and_then(|score| skill(score, 0.25)),
        ),
        plain("mean_forecast", tally.mean_forecast()),
        plain("base_rate", tally.base_rate()),
        plain("brier_best", reading(&rows, f64::min)),
        plain("brier_worst", reading(&rows, f64::max)),
    ];
    if !pending.is_empty() {
        let with = |instead: Outcome| {
            let more = pending.iter().filter_map(|one| binary(one, instead));
            let all: Vec<Pair> = pairs
                .iter()
                .copied()
                .chain(more.map(|row| row.pair))
                .collect();
            Tally::of(&all).mean(brier)
        };
        figures.push(plain("brier_if_no", with(Outcome::NO)));
        figures.push(plain("brier_if_yes", with(Outcome::YES)));
    }
    figures
}

/// Returns the Brier skill against the records' own base rates, over those that have one.
fn prior_skill(rows: &[Binary]) -> Figure {
    let with_prior: Vec<_> = rows
        .iter()
        .filter(|row| row.base_rate.is_some())
        .copied()
        .collect();
    let against = |row: &Binary| Pair {
        forecast: row.base_rate.unwrap_or(row.pair.forecast),
        ..row.pair
    };
    let said: Vec<Pair> = with_prior.iter().map(|row| row.pair).collect();
    let prior: Vec<Pair> = with_prior.iter().map(against).collect();
    skill(
        Tally::of(&said).mean(brier)?,
        Tally::of(&prior).mean(brier)?,
    )
}

/// Returns the mean Brier score with each range read at the end that `pick` prefers.
///
/// It is what the words allow, not a confidence interval.
fn reading(rows: &[Binary], pick: fn(f64, f64) -> f64) -> Figure {
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
