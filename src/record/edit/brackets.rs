//! Changing what is written in brackets, `{…}` and `[…]`: there are no lines to work on, so what is
//! new goes between the bytes of what is there.

use super::order;
use super::plan::Plan;
use super::yaml::{Entries, Yaml, flow, to_yaml};
use super::{amend::REPLACES, lines};
use crate::record::{Data, Key, Node};

/// Adds an item to a list as that of this number.
pub(super) fn item(text: &str, items: &[Node], number: usize, item: &Entries) -> Plan {
    let item = flow(&Yaml::Map(item.clone()));
    let above = number.checked_sub(1).and_then(|above| items.get(above));
    let (at, new) = match (above, items.first()) {
        (Some(above), _) => (above.span.end, format!(", {item}")),
        (None, Some(first)) => (first.span.start, format!("{item}, ")),
        (None, None) => (text.len(), item),
    };
    Plan {
        text: spliced(text, at, &new, at),
        room: at..at,
    }
}

/// Gives a value to a key that is missing or holds nothing.
pub(super) fn set(text: &str, tree: &Node, key: &str, value: &Yaml) -> Plan {
    let value = flow(value);
    if let Some(entry) = tree.entry(key) {
        let (start, end) = (colon(text, entry), end(text, entry));
        return Plan {
            text: spliced(text, start, &format!(" {value}"), end),
            room: entry.0.span.end..end,
        };
    }
    let (at, new) = match order::above(tree, key) {
        Some(above) => (end(text, above), format!(", {key}: {value}")),
        None => (tree.span.start + 1, format!("{key}: {value}")),
    };
    Plan {
        text: spliced(text, at, &new, at),
        room: at..at,
    }
}

/// Replaces a resolution by a new one that keeps it: in brackets where the record is, else in lines.
pub(super) fn amend(text: &str, tree: &Node, entry: &(Key, Node), new: &Entries) -> Plan {
    let (key, old) = entry;
    let mut kept = vec![without(text, old, REPLACES)];
    if let Some(Data::Sequence(items)) = old.get(REPLACES).map(|list| &list.data) {
        kept.extend(items.iter().map(|item| text[item.span.clone()].to_owned()));
    }
    let colon = colon(text, entry);
    let line_end = lines::end(text, old.span.end);
    let text = if text[tree.span.start..].starts_with('{') {
        let new = flow(&Yaml::Map(new.clone()));
        let new = new.trim_end_matches('}');
        let new = format!(" {new}, {REPLACES}: [{}]}}", kept.join(", "));
        spliced(text, colon, &new, old.span.end)
    } else {
        let (column, ending) = (
            lines::indent(text, key.span.start) + 2,
            lines::line_break(text),
        );
        // A comment behind the old one moves up to the key.
        let comment = text[old.span.end..line_end].trim();
        let gap = if comment.is_empty() { "" } else { " " };
        let mut out = [gap, comment, ending].concat();
        for line in to_yaml(new).lines() {
            lines::push(&mut out, column, line, ending);
        }
        lines::push(&mut out, column, &format!("{REPLACES}:"), ending);
        for one in &kept {
            push_item(&mut out, column + 2, one, ending);
        }
        spliced(text, colon, &out, line_end)
    };
    Plan {
        text,
        room: key.span.end..line_end,
    }
}

/// Adds an item in brackets to a list in lines.
pub(super) fn push_item(out: &mut String, column: usize, item: &str, ending: &str) {
    for (i, line) in item.lines().enumerate() {
        let sign = if i == 0 { "- " } else { "  " };
        lines::push(
            out,
            column,
            &format!("{sign}{}", line.trim_ascii_start()),
            ending,
        );
    }
}

/// Returns the text of a mapping without one of its keys.
fn without(text: &str, mapping: &Node, key: &str) -> String {
    let Data::Mapping(entries) = &mapping.data else {
        return text[mapping.span.clone()].to_owned();
    };
    let cut = entries.iter().position(|(name, _)| &*name.text == key);
    let cut = cut.map(|i| match (i.checked_sub(1), entries.get(i + 1)) {
        (Some(before), _) => end(text, &entries[before])..end(text, &entries[i]),
        (None, Some((next, _))) => entries[i].0.span.start..next.span.start,
        (None, None) => entries[i].0.span.start..end(text, &entries[i]),
    });
    let cut = cut.unwrap_or(mapping.span.end..mapping.span.end);
    [
        &text[mapping.span.start..cut.start],
        &text[cut.end..mapping.span.end],
    ]
    .concat()
}

/// Returns where an entry ends. Where it has no value, the blank behind its colon belongs to it:
/// other readers take `a:,` for a name.
fn end(text: &str, entry: &(Key, Node)) -> usize {
    let colon = colon(text, entry);
    if entry.1.span.end > colon {
        return entry.1.span.end;
    }
    colon + usize::from(text[colon..].starts_with(' '))
}

/// Returns where the colon of a key ends, or the key where it has none.
fn colon(text: &str, (key, _): &(Key, Node)) -> usize {
    let rest = &text[key.span.end..];
    let behind = rest.trim_start();
    match behind.strip_prefix(':') {
        Some(_) => key.span.end + rest.len() - behind.len() + 1,
        None => key.span.end,
    }
}

/// Returns a text with something new between two places.
fn spliced(text: &str, start: usize, new: &str, end: usize) -> String {
    [&text[..start], new, &text[end..]].concat()
}
