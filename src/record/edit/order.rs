//! Where a key belongs in a record.

use crate::record::{Data, Key, Node, keys};

/// Returns the entry below which a new key goes: the one above the first that is to follow it in
/// the order in which `fmt` writes them, else the last one.
pub(super) fn above<'t>(tree: &'t Node, key: &str) -> Option<&'t (Key, Node)> {
    let Data::Mapping(entries) = &tree.data else {
        return None;
    };
    let order = match tree.get("scenarios") {
        Some(_) => keys::SCENARIO_SET.keys,
        None => keys::FORECAST.keys,
    };
    let follows = |name: &str| {
        let mut followers = order.iter().skip_while(|&&one| one != key).skip(1);
        followers.any(|&one| one == name)
    };
    let at = entries.iter().position(|(name, _)| follows(&name.text));
    entries[..at.unwrap_or(entries.len())]
        .last()
        .or(entries.last())
}
