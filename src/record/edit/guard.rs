//! The guard: an edit that is not exactly the one meant is refused.
//!
//! Two readers that share no code read the result. `serde_yaml` needs time that grows with the
//! square of the nesting, so it only sees what our own reader has accepted.

use std::ops::Range;

use serde::Deserialize;
use serde_yaml::{Mapping, Value};

use super::change::{Change, EditError};
use super::lines;
use super::plan::{self, Plan};
use super::scalar::{self, Context};
use super::yaml::{Entries, Yaml, key_value};
use crate::record::comments::comments;
use crate::record::{Data, Node, documents, tree_of};

/// Returns the bytes of the new text that were added, or why the edit is refused. The plan was made
/// for the old text as it is, or with its last line ended.
pub(super) fn guard(
    old: &str,
    ended: &str,
    change: &Change,
    plan: &Plan,
) -> Result<Range<usize>, EditError> {
    let refuse = |what| Err(EditError::Guard(what));
    let new = plan.text.as_str();
    let (before, after) = (&ended[..plan.room.start], &ended[plan.room.end..]);
    let is_kept = new.starts_with(before) && new.ends_with(after);
    if !is_kept || new.len() < before.len() + after.len() {
        return refuse("it would change more of the text than it must");
    }
    if lines::line_break(old) == "\r\n" && bare_breaks(new) > bare_breaks(old) {
        return refuse("it would mix line ends");
    }
    if documents(new).len() != 1 {
        return refuse("it would split the record in two");
    }
    if !keeps_comments(old, new) {
        return refuse("a comment would be lost");
    }
    if !says(change, [old, new], first_reading, text_of) {
        return refuse("it would not read back as what was meant");
    }
    if !says(change, [old, new], second_reading, typed) {
        return refuse("another reader would not read it back as what was meant");
    }
    let (_, added) = lines::difference(old, new);
    Ok(new.floor_char_boundary(added.start)..new.ceil_char_boundary(added.end))
}

fn bare_breaks(text: &str) -> usize {
    text.matches('\n').count() - text.matches("\r\n").count()
}

fn keeps_comments(old: &str, new: &str) -> bool {
    let old = comments(old);
    old.is_some() && old == comments(new)
}

/// Returns whether a reader makes of the new text what it makes of the old one, with the change.
fn says(
    change: &Change,
    [old, new]: [&str; 2],
    reading: fn(&str) -> Option<Value>,
    as_seen: Seen,
) -> bool {
    let at = place(old, change);
    let new = reading(new);
    new.is_some() && new == reading(old).and_then(|old| meant(old, change, at, as_seen))
}

/// Returns what our own reader makes of a text.
fn first_reading(text: &str) -> Option<Value> {
    value_of(&tree_of(text).ok()?)
}

/// Returns the values of our own tree, every scalar as its text, or `None` where a key is there
/// twice.
fn value_of(node: &Node) -> Option<Value> {
    match &node.data {
        Data::Scalar { text, .. } => Some(Value::String(text.to_string())),
        Data::Sequence(items) => items.iter().map(value_of).collect(),
        Data::Mapping(entries) => {
            let mut mapping = Mapping::new();
            for (key, value) in entries {
                let key = Value::String(key.text.to_string());
                if mapping.insert(key, value_of(value)?).is_some() {
                    return None;
                }
            }
            Some(Value::Mapping(mapping))
        }
        Data::Refused => None,
    }
}

/// Returns what the other reader makes of the one document of a text.
fn second_reading(text: &str) -> Option<Value> {
    // It takes a byte-order mark for indentation.
    let text = text.trim_start_matches('\u{feff}');
    let documents = serde_yaml::Deserializer::from_str(text);
    let values: Result<Vec<Value>, _> = documents.map(Value::deserialize).collect();
    // What is empty between two markers is no document for us.
    let mut values = values.ok()?.into_iter().filter(|value| !value.is_null());
    values.next().filter(|_| values.next().is_none())
}

/// How a reader is to see a scalar that was written.
type Seen = fn(&Yaml) -> Option<Value>;

/// Returns every scalar as its text, as our own reader does.
fn text_of(scalar: &Yaml) -> Option<Value> {
    match scalar {
        Yaml::Plain(text) | Yaml::Text(text) => Some(Value::String(text.clone())),
        Yaml::List(_) | Yaml::Map(_) => None,
    }
}

/// Returns a text as a text, and what is plain with the type that it has for the other reader.
fn typed(scalar: &Yaml) -> Option<Value> {
    match scalar {
        Yaml::Text(text) => Some(Value::String(text.clone())),
        Yaml::Plain(text) => serde_yaml::from_str(&scalar::plain(text, Context::Block)).ok(),
        Yaml::List(_) | Yaml::Map(_) => None,
    }
}

/// Returns a written value as a reader is to see it.
fn seen(value: &Yaml, as_seen: Seen) -> Option<Value> {
    match value {
        Yaml::Plain(_) | Yaml::Text(_) => as_seen(value),
        Yaml::List(items) => items.iter().map(|item| seen(item, as_seen)).collect(),
        Yaml::Map(entries) => seen_entries(entries, as_seen).map(Value::Mapping),
    }
}

fn seen_entries(entries: &Entries, as_seen: Seen) -> Option<Mapping> {
    let pair =
        |(key, value): &(String, Yaml)| Some((as_seen(&key_value(key))?, seen(value, as_seen)?));
    entries.iter().map(pair).collect()
}

/// Returns the number in the list of the estimate that a change adds.
fn place(old: &str, change: &Change) -> usize {
    let items = tree_of(old).ok().and_then(|tree| {
        let list = tree.get(change.key())?;
        match &list.data {
            Data::Sequence(items) => Some(plan::place(items, &change.entries())),
            _ => None,
        }
    });
    items.unwrap_or(0)
}

/// Returns the values of a record with a change made to them, an estimate as that of this number.
fn meant(record: Value, change: &Change, at: usize, as_seen: Seen) -> Option<Value> {
    let Value::Mapping(mut record) = record else {
        return None;
    };
    let key = change.key();
    let old = record.remove(key);
    let mut new = seen_entries(&change.entries(), as_seen)?;
    let value = match change {
        Change::AppendEstimate(_) => {
            let mut estimates = list(old)?;
            estimates.insert(at.min(estimates.len()), Value::Mapping(new));
            Value::Sequence(estimates)
        }
        Change::RemoveEstimate(number) => {
            let mut estimates = list(old)?;
            if *number >= estimates.len() {
                return None;
            }
            estimates.remove(*number);
            if estimates.is_empty() {
                return Some(Value::Mapping(record));
            }
            Value::Sequence(estimates)
        }
        Change::RemoveResolution => return Some(Value::Mapping(record)),
        Change::SetResolution(_) => Value::Mapping(new),
        Change::AmendResolution { .. } => {
            let Some(Value::Mapping(mut old)) = old else {
                return None;
            };
            let earlier = list(old.remove("replaces"))?;
            let replaces = [Value::Mapping(old)].into_iter().chain(earlier).collect();
            new.insert("replaces".into(), Value::Sequence(replaces));
            Value::Mapping(new)
        }
    };
    record.insert(key.into(), value);
    Some(Value::Mapping(record))
}

/// Returns the items of a list, which may be absent; the plan has seen to it that a scalar here
/// is a null.
fn list(value: Option<Value>) -> Option<Vec<Value>> {
    match value {
        Some(Value::Sequence(items)) => Some(items),
        Some(Value::Mapping(_) | Value::Tagged(_)) => None,
        _ => Some(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "question: a\r\nresolution: # b\r\nlesson: |\r\n  c\r\n";
    const KEY: &str = "resolution: # b\r\n";

    /// Judges a text as the result of setting the outcome `yes` and the forecaster `12`.
    fn judged(new: &str) -> Result<Range<usize>, EditError> {
        let outcome = ("outcome".to_owned(), Yaml::plain("yes"));
        let by = ("by".to_owned(), Yaml::text("12"));
        let start = OLD.find(KEY).unwrap();
        let plan = Plan {
            text: new.to_owned(),
            room: start..start + KEY.len(),
        };
        guard(OLD, OLD, &Change::SetResolution(vec![outcome, by]), &plan)
    }

    #[track_caller]
    fn refused(resolution: &str, why: &'static str) {
        let new = OLD.replace(KEY, resolution);
        assert_eq!(judged(&new), Err(EditError::Guard(why)));
    }

    #[test]
    fn the_edit_that_was_meant_passes() {
        let added = "  outcome: yes\r\n  by: \"12\"\r\n";
        let new = OLD.replace(KEY, &format!("{KEY}{added}"));
        assert_eq!(&new[judged(&new).unwrap()], added);
    }

    #[test]
    fn an_edit_that_says_something_else_is_refused() {
        let why = "it would not read back as what was meant";
        refused("resolution: {outcome: yes} # b\r\n", why);
        refused("resolution: {outcome: yes, by: \"13\"} # b\r\n", why);
        refused("resolution: {outcome: yes, by: [\"12\"]} # b\r\n", why);
        refused("resolution: {outcome: yes, by: \"12\", x: y} # b\r\n", why);
        let why = "another reader would not read it back as what was meant";
        refused("resolution: {outcome: yes, by: 12} # b\r\n", why);
    }

    #[test]
    fn an_edit_that_changes_anything_else_is_refused() {
        let new = OLD.replace(KEY, "resolution: {outcome: yes, by: \"12\"} # b\r\n");
        assert!(judged(&new).is_ok());
        for (old, changed) in [("question: a", "question:  b"), ("  c", "   d")] {
            let new = new.replace(old, changed);
            let why = "it would change more of the text than it must";
            assert_eq!(judged(&new), Err(EditError::Guard(why)));
        }
        refused(
            "resolution: # b\r\n  outcome: yes\n  by: \"12\"\r\n",
            "it would mix line ends",
        );
        refused(
            "resolution: {outcome: yes, by: \"12\"}\r\n",
            "a comment would be lost",
        );
        refused(
            "resolution: # b\r\n  outcome: yes\r\n  by: \"12\"\r\n---\r\n",
            "it would split the record in two",
        );
    }
}
