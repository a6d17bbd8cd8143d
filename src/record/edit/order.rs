//! Where a key belongs in a record.

use crate::record::{Data, Key, Node, forecast};

/// Returns the entry below which a new key goes: the one above the first that is to follow it in
/// the order in which `fmt` writes them, else the last one.
pub(super) fn above<'t>(tree: &'t Node, key: &str) -> Option<&'t (Key, Node)> {
    let Data::Mapping(entries) = &tree.data else {
        return None;
    };
    let order = forecast::keys(tree);
    let own = order.position(key);
    let follows = |name: &str| own.is_some() && order.position(name) > own;
    let at = entries.iter().position(|(name, _)| follows(&name.text));
    entries[..at.unwrap_or(entries.len())]
        .last()
        .or(entries.last())
}
