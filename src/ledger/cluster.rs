//! Clusters: forecasts that share their fate.

use std::collections::BTreeMap;

use super::Entry;
use crate::model::{Forecast, ForecastId, Kind};

/// Returns the cluster of each entry: the position of its first member.
///
/// A relation, a condition, a scenario set or a common `cluster:` joins two forecasts, and so does the
/// same question with the same deadline, entered twice; what is joined to the same forecast is joined together. A set whose likelihoods are an illustration,
/// written when the outcomes were known, joins nothing: it bears on no score.
pub(super) fn clusters(entries: &[Entry], index: &BTreeMap<ForecastId, usize>) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..entries.len()).collect();
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut asked = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        if let Some(name) = &entry.forecast.cluster {
            let first = *named.entry(name).or_insert(i);
            join(&mut parents, first, i);
        }
        let first = *asked.entry(entry.forecast.question_key()).or_insert(i);
        join(&mut parents, first, i);
    }
    join_related(&mut parents, entries, index);
    roots(parents)
}

/// Returns the group of each entry, the position of its first member: what one names of another joins them,
/// and nothing else.
pub(super) fn related(entries: &[Entry], index: &BTreeMap<ForecastId, usize>) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..entries.len()).collect();
    join_related(&mut parents, entries, index);
    roots(parents)
}

fn join_related(parents: &mut [usize], entries: &[Entry], index: &BTreeMap<ForecastId, usize>) {
    for (i, entry) in entries.iter().enumerate() {
        for (_, id) in entry.forecast.references() {
            if illustrates(&entry.forecast, id) {
                continue;
            }
            if let Some(&other) = index.get(id) {
                join(parents, i, other);
            }
        }
    }
}

fn roots(mut parents: Vec<usize>) -> Vec<usize> {
    (0..parents.len()).map(|i| root(&mut parents, i)).collect()
}

/// Returns whether a set names a forecast only to show the method.
fn illustrates(forecast: &Forecast, id: &ForecastId) -> bool {
    let Kind::Scenarios(set) = &forecast.kind else {
        return false;
    };
    let named = set.indicators.iter().find(|one| one.forecast == *id);
    named.is_some_and(|indicator| indicator.illustration)
}

/// Returns the first of those that are joined to this one.
pub(super) fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// Joins two, with all that they are joined to.
pub(super) fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}
