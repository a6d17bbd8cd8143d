//! A change ⇒ the text with it in place, still to be checked.

use std::ops::Range;

use super::change::{Change, EditError};
use super::yaml::{Entries, Yaml};
use super::{amend, brackets, insert, remove};
use crate::record::{Data, Node, blocks};

/// A text with a change in place, and the bytes of the old one that it may have removed.
pub(super) struct Plan {
    pub(super) text: String,
    pub(super) room: Range<usize>,
}

/// Brings a change into the text of one document.
pub(super) fn plan(text: &str, tree: &Node, change: &Change) -> Result<Plan, EditError> {
    let Data::Mapping(_) = tree.data else {
        return Err(EditError::Shape("it is no mapping"));
    };
    let present = tree.get(change.key()).filter(|value| !value.is_null());
    match change {
        Change::AppendEstimate(estimate) => append(text, tree, present, estimate),
        Change::SetResolution(_) if present.is_some() => Err(EditError::Resolved),
        Change::SetResolution(entries) => {
            set(text, tree, change.key(), &Yaml::Map(entries.clone()))
        }
        Change::AmendResolution { .. } => match present {
            Some(resolution) => amend::amend(text, tree, resolution, &change.entries()),
            None => Err(EditError::Unresolved),
        },
        Change::RemoveEstimate(number) => remove::estimate(text, tree, *number),
        Change::RemoveResolution => remove::resolution(text, tree),
    }
}

fn append(
    text: &str,
    tree: &Node,
    present: Option<&Node>,
    estimate: &Entries,
) -> Result<Plan, EditError> {
    let items = match present.map(|estimates| &estimates.data) {
        Some(Data::Sequence(items)) => items.as_slice(),
        Some(_) => return Err(EditError::Shape("`estimates` is no list")),
        None => &[],
    };
    let Some(entry) = tree.entry("estimates").filter(|_| !items.is_empty()) else {
        let list = Yaml::List(vec![Yaml::Map(estimate.clone())]);
        return set(text, tree, "estimates", &list);
    };
    let at = place(items, estimate);
    let in_lines = insert::item(text, entry, items, at, estimate);
    Ok(in_lines.unwrap_or_else(|| brackets::item(text, items, at, estimate)))
}

/// Returns before which of its list an estimate goes.
pub(super) fn place(items: &[Node], estimate: &Entries) -> usize {
    let by = estimate.iter().find(|(key, _)| key == "by");
    let by = by.and_then(|(_, by)| match by {
        Yaml::Plain(text) | Yaml::Text(text) => Some(text.as_str()),
        Yaml::List(_) | Yaml::Map(_) => None,
    });
    blocks::place(items, by)
}

/// Gives a value to a key that is missing or holds nothing.
fn set(text: &str, tree: &Node, key: &str, value: &Yaml) -> Result<Plan, EditError> {
    if text[tree.span.start..].starts_with('{') {
        return Ok(brackets::set(text, tree, key, value));
    }
    match tree.entry(key) {
        Some(entry) => Ok(insert::value(text, entry, value)),
        None => insert::key(text, tree, key, value),
    }
}
