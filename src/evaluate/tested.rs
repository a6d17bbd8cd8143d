//! What tests and bands rest on: one estimate of each cluster, chosen without a look at the outcome.

use std::collections::BTreeSet;

use crate::scoring::Undefined;

use super::Said;
use crate::query::Weighting;

/// Returns why nothing is tested under a weighing, where nothing is.
///
/// Repeated estimates of one question are not independent; and which estimate is the last depends
/// on the outcome, so that even a calibrated forecaster would fail.
pub(super) fn tested(weigh: Weighting) -> Result<(), Undefined> {
    match weigh {
        Weighting::First | Weighting::Horizon(_) => Ok(()),
        Weighting::Days | Weighting::Each => Err(Undefined::Repeated),
        Weighting::Last => Err(Undefined::LastOnly),
    }
}

/// Returns the first estimate of each cluster, in the order in which the outcomes became known.
pub(super) fn one_of_each_cluster<'a>(said: &[Said<'a>]) -> Vec<Said<'a>> {
    let mut sorted = said.to_vec();
    sorted.sort_by_key(|one| {
        let estimate = one.estimate;
        let id = &one.entry.forecast.id;
        (estimate.date.start(), estimate.by.as_str(), id)
    });
    let mut seen = BTreeSet::new();
    sorted.retain(|one| seen.insert(one.cluster));
    sorted.sort_by_key(|one| (one.known.start(), &one.entry.forecast.id));
    sorted
}
