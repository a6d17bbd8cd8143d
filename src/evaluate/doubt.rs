//! Doubt: the intervals of mean scores.

use crate::model::Probability;
use crate::scoring::{Bootstrap, Case, Ends, Outcome, Pair, Resampling, Tally};

use super::Request;
use super::row::Named;

/// Returns the mean of a score with its interval, for which whole clusters are resampled.
pub(super) fn mean(
    name: &'static str,
    pairs: &[Pair],
    score: fn(Probability, Outcome) -> f64,
    request: &Request,
) -> Named {
    let cases: Vec<Case> = pairs
        .iter()
        .map(|pair| Case {
            value: score(pair.forecast, pair.outcome),
            weight: pair.weight,
            cluster: pair.cluster,
        })
        .collect();
    let resampling = Resampling {
        seed: request.seed,
        resamples: request.resamples,
    };
    let bootstrap = Bootstrap {
        resampling,
        level: request.level,
    };
    let interval = bootstrap.mean(&cases, Ends::Percentile).ok();
    Named {
        name,
        value: Tally::of(pairs).mean(score),
        interval: interval.map(|interval| (interval.low, interval.high)),
    }
}
