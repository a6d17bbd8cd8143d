//! Taking back what was written last: an estimate, or the resolution.

use super::change::EditError;
use super::lines;
use super::plan::Plan;
use crate::record::{Data, Key, Node};

/// Removes the estimate of this number; the key goes with the only one.
pub(super) fn estimate(text: &str, tree: &Node, number: usize) -> Result<Plan, EditError> {
    let entry = tree.entry("estimates");
    let items = entry.and_then(|(_, list)| match &list.data {
        Data::Sequence(items) => Some(items.as_slice()),
        _ => None,
    });
    let (Some(entry), Some(items)) = (entry, items) else {
        return Err(EditError::Shape("it has no estimate"));
    };
    let one = items
        .get(number)
        .ok_or(EditError::Shape("it has no such estimate"))?;
    if items.len() == 1 {
        return key(text, tree, entry);
    }
    if let Some(column) = lines::dash(text, one.span.start) {
        let start = lines::start(text, text[..one.span.start].rfind('-').unwrap_or(0));
        return Ok(without(text, start, lines::below(text, one, column)));
    }
    Ok(match number.checked_sub(1) {
        Some(before) => without(text, items[before].span.end, one.span.end),
        None => without(text, one.span.start, items[1].span.start),
    })
}

/// Removes the resolution.
pub(super) fn resolution(text: &str, tree: &Node) -> Result<Plan, EditError> {
    let entry = tree.entry("resolution").ok_or(EditError::Unresolved)?;
    key(text, tree, entry)
}

/// Removes the lines of a key of the record.
fn key(text: &str, tree: &Node, entry: &(Key, Node)) -> Result<Plan, EditError> {
    if text[tree.span.start..].starts_with('{') {
        return Err(EditError::Shape("it is written in brackets"));
    }
    let column = lines::indent(text, entry.0.span.start);
    let start = lines::start(text, entry.0.span.start);
    let end = lines::below_entry(text, entry, column);
    // Where an empty line stands before it, the empty lines behind it go: a text that keeps its last
    // line ends would take them for its own.
    let is_after_empty = ["\n\n", "\n\r\n"]
        .iter()
        .any(|ends| text[..start].ends_with(ends));
    let behind = &text[end..];
    let empty = behind.len() - behind.trim_start_matches(['\r', '\n']).len();
    Ok(without(
        text,
        start,
        if is_after_empty { end + empty } else { end },
    ))
}

fn without(text: &str, start: usize, end: usize) -> Plan {
    Plan {
        text: [&text[..start], &text[end..]].concat(),
        room: start..end,
    }
}
