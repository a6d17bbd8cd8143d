//! Routes walked through the tree of a record.

use crate::model::{Place, Route, Spot, Step};
use crate::record::{Data, Key, Node, Record};

/// Returns the value at the end of a route.
pub(super) fn find<'a>(tree: &'a Node, route: &Route) -> Option<&'a Node> {
    let mut node = tree;
    for step in route.steps() {
        node = enter(node, step)?.1;
    }
    Some(node)
}

/// Returns what one step leads to, and its key where the step is one.
fn enter<'a>(node: &'a Node, step: &Step) -> Option<(Option<&'a Key>, &'a Node)> {
    match (&node.data, step) {
        (Data::Mapping(entries), Step::Key(name)) => entries
            .iter()
            .find(|(key, _)| *key.text == **name)
            .map(|(key, value)| (Some(key), value)),
        (Data::Sequence(items), Step::Item(index)) => items.get(*index).map(|item| (None, item)),
        _ => None,
    }
}

/// Returns the byte of the file at which a place begins; what is not there begins where the
/// nearest that would hold it does.
pub(super) fn begin(place: &Place, record: Option<&Record>) -> usize {
    let (route, ends_at_key) = match &place.spot {
        Spot::File => return 0,
        Spot::Bytes(bytes) => return bytes.start,
        Spot::Key(route) => (route, true),
        Spot::Value(route) => (route, false),
    };
    let Some(tree) = record.and_then(|record| record.tree.as_ref()) else {
        return 0;
    };
    let (mut node, mut start) = (tree, tree.span.start);
    for step in route.steps() {
        let Some((key, value)) = enter(node, step) else {
            return start;
        };
        start = match key {
            Some(key) if ends_at_key => key.span.start,
            _ => value.span.start,
        };
        node = value;
    }
    start
}
