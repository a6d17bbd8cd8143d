//! Changing what is written in brackets, `{…}` and `[…]`: there are no lines to work on.

use std::str::FromStr;

use yaml_edit::{Mapping, YamlFile};

use super::change::EditError;
use super::lines;
use super::order;
use super::plan::Plan;
use super::yaml::{Entries, Yaml, flow, to_yaml};
use crate::record::{Key, Node};

/// What is said where the two parsers disagree on what a text is.
const UNFIT: EditError = EditError::Guard("it is laid out too unusually");

/// Adds an item to a list.
pub(super) fn append(text: &str, key: &str, item: &Entries) -> Result<Plan, EditError> {
    let file = parse(text)?;
    let list = root(&file)?.get_sequence(key).ok_or(UNFIT)?;
    let item = if list.is_flow_style() {
        flow(&Yaml::Map(item.clone()))
    } else {
        to_yaml(item)
    };
    list.push(root(&parse(&item)?)?);
    Ok(Plan {
        text: file.to_string(),
        room: 0..0,
    })
}

/// Gives a value to a key that is missing or holds nothing.
pub(super) fn set(text: &str, tree: &Node, key: &str, value: &Yaml) -> Result<Plan, EditError> {
    let file = parse(text)?;
    let record = root(&file)?;
    let value = parse(&format!("{key}: {}", flow(value)))?;
    let value = root(&value)?.get(key).ok_or(UNFIT)?;
    let room = match tree.entry(key) {
        Some((name, old)) => name.span.end..old.span.end.max(name.span.end),
        None => 0..0,
    };
    match (tree.entry(key), order::above(tree, key)) {
        (None, Some((above, _))) => drop(record.insert_after(&*above.text, key, value)),
        _ => record.set(key, value),
    }
    Ok(Plan {
        text: file.to_string(),
        room,
    })
}

/// Replaces a resolution by a new one that keeps it.
pub(super) fn amend(
    text: &str,
    (key, resolution): &(Key, Node),
    new: &Entries,
) -> Result<Plan, EditError> {
    let file = parse(text)?;
    let record = root(&file)?;
    let old = record.get_mapping("resolution").ok_or(UNFIT)?;
    let earlier: Vec<_> = match old.get_sequence("replaces") {
        Some(list) => list.values().collect(),
        None => Vec::new(),
    };
    old.remove("replaces");
    let new = root(&parse(&draft(record.is_flow_style(), new))?)?;
    let replaces = new.get_sequence("replaces").ok_or(UNFIT)?;
    replaces.set(0, &old);
    for one in &earlier {
        replaces.push(one);
    }
    record.set("resolution", &new);
    Ok(Plan {
        text: file.to_string(),
        // A comment behind the old one moves up to the key.
        room: key.span.end..lines::end(text, resolution.span.end),
    })
}

/// Returns a resolution that replaces one, in brackets or in lines, with some words in its place.
fn draft(is_inline: bool, new: &Entries) -> String {
    let old = Yaml::List(vec![Yaml::text("the old one")]);
    let entries: Entries = new
        .iter()
        .cloned()
        .chain([("replaces".to_owned(), old)])
        .collect();
    if is_inline {
        flow(&Yaml::Map(entries))
    } else {
        to_yaml(&entries)
    }
}

/// Reads a text for editing.
pub(super) fn parse(text: &str) -> Result<YamlFile, EditError> {
    YamlFile::from_str(text).map_err(|_| UNFIT)
}

/// Returns the record itself.
fn root(file: &YamlFile) -> Result<Mapping, EditError> {
    let mut roots = file
        .documents()
        .filter_map(|document| document.as_mapping());
    roots.next().ok_or(UNFIT)
}
