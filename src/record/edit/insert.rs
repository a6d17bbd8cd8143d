//! Inserting lines into a record that is written in lines.
//!
//! The place is found in the lines, not in the tree: right below a value stand the comments about it.

use super::change::EditError;
use super::lines;
use super::order;
use super::plan::Plan;
use super::yaml::{Entries, Yaml, in_lines, to_yaml};
use crate::record::{Key, Node};

/// Adds an item to a list as that of this number, or returns `None` where that list is in brackets.
pub(super) fn item(
    text: &str,
    entry: &(Key, Node),
    items: &[Node],
    number: usize,
    item: &Entries,
) -> Option<Plan> {
    let column = lines::dash(text, items.first()?.span.start)?;
    let above = number.checked_sub(1).and_then(|above| items.get(above));
    let at = match above {
        Some(above) => lines::below(text, above, column),
        // A comment that stands deeper would become a part of a block in what is new.
        None => lines::behind_comments(text, lines::end(text, entry.0.span.end), column),
    };
    let yaml = to_yaml(item);
    let dashed = yaml.lines().enumerate().map(|(i, line)| match line {
        "" => String::new(),
        _ if i == 0 => format!("- {line}"),
        _ => format!("  {line}"),
    });
    Some(Plan {
        text: inserted(text, at, column, dashed),
        room: at..at,
    })
}

/// Adds a key below the one that it follows in the order of the manual, or at the end.
pub(super) fn key(text: &str, tree: &Node, key: &str, value: &Yaml) -> Result<Plan, EditError> {
    let above = order::above(tree, key).ok_or(EditError::Shape("it is empty"))?;
    let column = lines::indent(text, above.0.span.start);
    let at = lines::below_entry(text, above, column);
    let yaml = in_lines(key, value);
    Ok(Plan {
        text: inserted(text, at, column, yaml.lines()),
        room: at..at,
    })
}

/// Gives a value to a key that holds nothing, or an empty list.
pub(super) fn value(text: &str, entry: &(Key, Node), value: &Yaml) -> Plan {
    let (key, old) = entry;
    let column = lines::indent(text, key.span.start);
    let at = lines::below_entry(text, entry, column);
    let yaml = in_lines(&key.text, value);
    let mut out = inserted(text, at, column, yaml.lines().skip(1));
    let colon = text[key.span.end..].find(':').map_or(0, |at| at + 1);
    let start = key.span.end + colon;
    out.replace_range(start..old.span.end.max(start), "");
    Plan {
        text: out,
        room: start..at,
    }
}

/// Returns the text with whole lines in it that begin in a column and end as the text's own do.
fn inserted<L: AsRef<str>>(
    text: &str,
    at: usize,
    column: usize,
    lines: impl Iterator<Item = L>,
) -> String {
    let ending = lines::line_break(text);
    let (before, after) = text.split_at(at);
    let mut out = String::from(before);
    if !before.ends_with('\n') {
        out.push_str(ending);
    }
    for line in lines {
        lines::push(&mut out, column, line.as_ref(), ending);
    }
    out.push_str(after);
    out
}
