//! Deadline chains: one event, asked for by ever later deadlines.

use std::collections::BTreeMap;

use super::cluster::{join, root};
use super::{Entry, Ledger};

/// Returns the chains among the records at these places, each by deadline: records that `earlier`
/// ties together, directly or through others. A record that is in none is left out.
#[must_use]
pub fn chains<'a>(ledger: &'a Ledger, positions: &[usize]) -> Vec<Vec<&'a Entry>> {
    let own: BTreeMap<usize, usize> = positions.iter().copied().zip(0..).collect();
    let mut parents: Vec<usize> = (0..positions.len()).collect();
    for (i, &position) in positions.iter().enumerate() {
        let earlier = &ledger.entries()[position].forecast.relations().earlier;
        let other = earlier.as_ref().and_then(|id| ledger.position(id));
        if let Some(&other) = other.and_then(|other| own.get(&other)) {
            join(&mut parents, i, other);
        }
    }
    let mut found: BTreeMap<usize, Vec<&Entry>> = BTreeMap::new();
    for (i, &position) in positions.iter().enumerate() {
        let chain = found.entry(root(&mut parents, i)).or_default();
        chain.push(&ledger.entries()[position]);
    }
    let mut chains: Vec<_> = found
        .into_values()
        .filter(|chain| chain.len() > 1)
        .collect();
    for chain in &mut chains {
        chain.sort_by_key(|entry| entry.forecast.deadline.end());
    }
    chains
}

/// Returns the chain that a record is part of, by deadline; empty where it is in none.
#[must_use]
pub fn chain<'a>(ledger: &'a Ledger, entry: &Entry) -> Vec<&'a Entry> {
    let Some(position) = ledger.position(&entry.forecast.id) else {
        return Vec::new();
    };
    let cluster = ledger.cluster(position);
    let tied = (0..ledger.entries().len()).filter(|&other| ledger.cluster(other) == cluster);
    let holds = |chain: &Vec<&Entry>| chain.iter().any(|one| one.forecast.id == entry.forecast.id);
    chains(ledger, &tied.collect::<Vec<_>>())
        .into_iter()
        .find(holds)
        .unwrap_or_default()
}
