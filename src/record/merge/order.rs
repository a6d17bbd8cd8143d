//! Where an item that one side added stands among those of the other.

use super::super::Node;
use super::super::blocks;
use crate::model::{Moment, name_key};

/// Returns before which of these estimates another goes: behind those of its forecaster that are no
/// younger, or else where its block belongs; without blocks by day, then by name.
pub(super) fn estimate(items: &[&Node], new: &Node) -> usize {
    let own = name(new);
    let is_own = |item: &&&Node| name(item) == own;
    let is_before = |item: &Node| day(new).is_none_or(|day| self::day(item) <= Some(day));
    if let Some(first) = items.iter().position(|item| is_own(&item)) {
        let last = items
            .iter()
            .rposition(|item| is_own(&item) && is_before(item));
        return last.map_or(first, |last| last + 1);
    }
    let all: Vec<Node> = items.iter().map(|item| (*item).clone()).collect();
    if blocks::are_in(&all) {
        return blocks::place(&all, own.as_deref());
    }
    let is_above = |item: &&Node| (day(item), name(item)) <= (day(new), own.clone());
    items.iter().rposition(is_above).map_or(0, |last| last + 1)
}

fn name(item: &Node) -> Option<String> {
    let by = item.get("by")?.text()?;
    Some(name_key(by).into_owned())
}

fn day(item: &Node) -> Option<i64> {
    let date = item.get("date")?.text()?;
    Moment::parse(date).ok().map(Moment::start)
}
