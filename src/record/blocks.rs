//! Estimates in blocks: those of one forecaster stand together, the blocks in the order of the names.
//!
//! Two people who each add to a record then write in different places, and git can merge what they
//! wrote. Of two estimates of one forecaster the later in the record still is the later.

use super::{Data, Node};
use crate::model::name_key;

/// Returns the numbers of estimates in the order in which they stand in blocks; where one of them
/// names nobody, in that which they have.
pub(super) fn order(items: &[Node]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    if let Some(names) = names(items) {
        order.sort_by(|&a, &b| names[a].cmp(&names[b]));
    }
    order
}

/// Returns before which estimate one of a forecaster goes: behind the last of the same, or else where
/// the block of the name belongs. Where there are no blocks a new name comes last.
pub(super) fn place(items: &[Node], by: Option<&str>) -> usize {
    let (Some(names), Some(by)) = (names(items), by.map(name_key)) else {
        return items.len();
    };
    if let Some(last) = names.iter().rposition(|name| **name == *by) {
        return last + 1;
    }
    if names.is_sorted() {
        names.partition_point(|name| **name < *by)
    } else {
        names.len()
    }
}

/// Returns whether estimates stand in blocks.
pub(super) fn are_in(items: &[Node]) -> bool {
    names(items).is_some_and(|names| names.is_sorted())
}

/// Returns a record with its estimates in blocks.
pub(super) fn in_blocks(mut tree: Node) -> Node {
    if let Data::Mapping(entries) = &mut tree.data {
        for (key, value) in entries {
            if let ("estimates", Data::Sequence(items)) = (&*key.text, &mut value.data) {
                *items = order(items).into_iter().map(|i| items[i].clone()).collect();
            }
        }
    }
    tree
}

fn names(items: &[Node]) -> Option<Vec<String>> {
    let name = |item: &Node| Some(name_key(item.get("by")?.text()?).into_owned());
    items.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree_of;
    use super::*;

    fn items(names: &[&str]) -> Vec<Node> {
        let lines = names.iter().map(|name| format!("- {{by: {name}}}\n"));
        match tree_of(&lines.collect::<String>()).unwrap().data {
            Data::Sequence(items) => items,
            _ => unreachable!("it is a list"),
        }
    }

    #[test]
    fn an_estimate_goes_behind_the_last_of_its_forecaster_or_where_the_name_belongs() {
        for (names, by, place) in [
            (&["ann", "ann", "cid"][..], "ann", 2),
            (&["ann", "ann", "cid"], "bob", 2),
            (&["bob"], "ann", 0),
            (&["bob"], "cid", 1),
            // No blocks: an old record stays as it is.
            (&["cid", "ann", "cid", "ann"], "cid", 3),
            (&["cid", "ann", "cid"], "bob", 3),
            (&["'ann '", "bob"], "ann", 1),
        ] {
            assert_eq!(
                super::place(&items(names), Some(by)),
                place,
                "{names:?} {by}"
            );
        }
    }

    #[test]
    fn blocks_keep_the_order_of_each_forecaster() {
        assert_eq!(order(&items(&["cid", "ann", "cid", "ann"])), [1, 3, 0, 2]);
    }
}
