//! Taking back what was written last: the last estimate, or the resolution.

use super::change::EditError;
use super::lines;
use super::plan::Plan;
use crate::record::{Data, Key, Node};

/// Removes the last estimate; the key goes with the only one.
pub(super) fn estimate(text: &str, tree: &Node) -> Result<Plan, EditError> {
    let entry = tree.entry("estimates");
    let items = entry.and_then(|(_, list)| match &list.data {
        Data::Sequence(items) => Some(items.as_slice()),
        _ => None,
    });
    match (entry, items) {
        (Some(entry), Some([_])) => key(text, tree, entry),
        (_, Some([.., before, last])) => Ok(match lines::dash(text, last.span.start) {
            Some(column) => {
                let start = lines::start(text, text[..last.span.start].rfind('-').unwrap_or(0));
                without(text, start, lines::below(text, last, column))
            }
            None => without(text, before.span.end, last.span.end),
        }),
        _ => Err(EditError::Shape("it has no estimate")),
    }
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
