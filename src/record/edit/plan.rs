//! A change ⇒ the text with it in place, still to be checked.

use std::ops::Range;
use std::str::FromStr;

use yaml_edit::{Mapping, YamlFile, YamlNode};

use super::amend::amend;
use super::change::{Change, EditError};
use super::lines;
use super::yaml::{Entries, Yaml, to_yaml};
use crate::record::{Data, Node, keys};

/// A text with a change in place, and the bytes of the old one that it may have removed.
pub(super) struct Plan {
    pub(super) text: String,
    pub(super) room: Range<usize>,
}

/// Brings a change into the text of one document.
pub(super) fn plan(old: &str, tree: &Node, change: &Change) -> Result<Plan, EditError> {
    let Data::Mapping(_) = tree.data else {
        return Err(EditError::Shape("it is no mapping"));
    };
    let present = tree.get(change.key()).filter(|value| !value.is_null());
    match change {
        Change::AppendEstimate(estimate) => append(old, tree, present, estimate),
        Change::SetResolution(_) if present.is_some() => Err(EditError::Resolved),
        Change::SetResolution(entries) => set(old, tree, change.key(), Yaml::Map(entries.clone())),
        Change::AmendResolution { .. } => match present {
            Some(resolution) => amend(old, tree, resolution, &change.entries()),
            None => Err(EditError::Unresolved),
        },
    }
}

/// Adds an estimate behind the others.
fn append(
    old: &str,
    tree: &Node,
    present: Option<&Node>,
    estimate: &Entries,
) -> Result<Plan, EditError> {
    let list = || Yaml::List(vec![Yaml::Map(estimate.clone())]);
    let Some(estimates) = present else {
        return set(old, tree, "estimates", list());
    };
    match &estimates.data {
        Data::Sequence(items) if items.is_empty() => set(old, tree, "estimates", list()),
        Data::Sequence(_) => {
            let file = parse(old)?;
            let sequence = root(&file)?.get_sequence("estimates").ok_or(UNFIT)?;
            sequence.push(root(&parse(&to_yaml(estimate))?)?);
            let column = lines::indent(old, estimates.span.start);
            Ok(Plan {
                text: lines::settle(old, &file.to_string(), column, estimates),
                room: 0..0,
            })
        }
        _ => Err(EditError::Shape("`estimates` is no list")),
    }
}

/// Gives a key a value, where it has none or an empty list.
fn set(old: &str, tree: &Node, key: &'static str, value: Yaml) -> Result<Plan, EditError> {
    let file = parse(old)?;
    let fragment = parse(&to_yaml(&[(key.to_owned(), value)]))?;
    let value = root(&fragment)?.get(key).ok_or(UNFIT)?;
    let Some((name, old_value)) = tree.entry(key) else {
        let above = insert(&root(&file)?, tree, key, value).unwrap_or(tree);
        return Ok(Plan {
            text: lines::settle(old, &file.to_string(), 0, above),
            room: 0..0,
        });
    };
    root(&file)?.set(key, value);
    // A comment behind the old value moves up to the key.
    let end = lines::end(old, old_value.span.end.max(name.span.end));
    Ok(Plan {
        text: file.to_string(),
        room: name.span.end..end,
    })
}

/// Adds a key where `fmt` would put it, before the first that is to follow it, else at the end.
/// Returns the value above it.
fn insert<'t>(root: &Mapping, tree: &'t Node, key: &str, value: YamlNode) -> Option<&'t Node> {
    let order = match tree.get("scenarios") {
        Some(_) => keys::SCENARIO_SET.keys,
        None => keys::FORECAST.keys,
    };
    let follows = |name: &str| {
        let mut after = order.iter().skip_while(|&&one| one != key).skip(1);
        after.any(|&one| one == name)
    };
    let Data::Mapping(entries) = &tree.data else {
        return None;
    };
    let at = entries.iter().position(|(name, _)| follows(&name.text));
    let above = entries[..at.unwrap_or(entries.len())].last();
    match above {
        Some((name, _)) => drop(root.insert_after(&*name.text, key, value)),
        None => root.insert_at_index(0, key, value),
    }
    above.map(|(_, value)| value)
}

/// What is said where the two parsers disagree on what a text is.
pub(super) const UNFIT: EditError = EditError::Guard("it is laid out too unusually");

/// Reads a text for editing.
pub(super) fn parse(text: &str) -> Result<YamlFile, EditError> {
    YamlFile::from_str(text).map_err(|_| UNFIT)
}

/// Returns the record itself.
pub(super) fn root(file: &YamlFile) -> Result<Mapping, EditError> {
    let mut roots = file
        .documents()
        .filter_map(|document| document.as_mapping());
    roots.next().ok_or(UNFIT)
}
