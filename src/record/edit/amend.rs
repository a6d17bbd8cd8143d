//! Amending a resolution: the old one moves, whole, into `replaces` of the new one.
//!
//! The old one's comments stand between its keys, above them and behind them, and all of them are
//! to move along. So this is done on lines: each is indented further, and the first key gets a
//! dash. What is written between brackets has no lines to move; there the values are moved.

use std::ops::Range;

use super::change::EditError;
use super::lines;
use super::plan::{Plan, UNFIT, parse, root};
use super::yaml::{Entries, to_yaml};
use crate::record::{Data, Key, Node};

/// Replaces a resolution by a new one that keeps it.
pub(super) fn amend(
    old: &str,
    tree: &Node,
    resolution: &Node,
    new: &Entries,
) -> Result<Plan, EditError> {
    let Data::Mapping(entries) = &resolution.data else {
        return Err(EditError::Shape("`resolution` is no mapping"));
    };
    let replaces = resolution.get("replaces").filter(|list| !list.is_null());
    if replaces.is_some_and(|list| !matches!(list.data, Data::Sequence(_))) {
        return Err(EditError::Shape("`replaces` is no list"));
    }
    let key = &tree.entry("resolution").ok_or(UNFIT)?.0;
    match Block::find(old, key, entries) {
        Some(block) => Ok(block.amended(new)),
        None => amend_inline(old, key, resolution, new),
    }
}

/// A resolution that is written in lines.
struct Block<'a> {
    text: &'a str,
    /// Its lines, with the comments that belong to it.
    body: Range<usize>,
    /// The column of its keys.
    column: usize,
    /// Where its first key stands, `replaces` aside.
    first: usize,
    /// The lines of its `replaces`.
    replaces: Option<Replaces>,
}

/// What a resolution replaced before.
struct Replaces {
    /// The line of the key.
    header: Range<usize>,
    /// The lines of the list.
    items: Range<usize>,
    /// The column of its dashes.
    column: usize,
}

impl<'a> Block<'a> {
    /// Returns the lines of a resolution, or `None` where it, or what it replaces, is not written
    /// in lines of its own.
    fn find(text: &'a str, key: &Key, entries: &[(Key, Node)]) -> Option<Self> {
        let first = entries.first()?.0.span.start;
        let column = lines::column(text, first);
        let body = lines::end(text, key.span.end);
        let is_block = first >= body && is_blank(text, lines::start(text, first)..first);
        if !is_block {
            return None;
        }
        let end = content_end(text, entries.last()?);
        let end = lines::behind_comments(text, end, lines::column(text, key.span.start));
        let replaces = match entries.iter().find(|(key, _)| *key.text == *"replaces") {
            None => None,
            Some(entry) => Some(Replaces::find(text, entry)?),
        };
        let mut own = entries.iter().filter(|(key, _)| *key.text != *"replaces");
        Some(Self {
            text,
            body: body..end,
            column,
            first: own.next()?.0.span.start,
            replaces,
        })
    }

    /// Returns the text with the new resolution in its place.
    fn amended(&self, new: &Entries) -> Plan {
        let ending = lines::line_break(self.text);
        let margin = " ".repeat(self.column);
        let mut body = String::new();
        for line in to_yaml(new).lines() {
            push_line(
                &mut body,
                if line.is_empty() { "" } else { &margin },
                line,
                ending,
            );
        }
        match &self.replaces {
            Some(replaces) => body.push_str(&self.text[replaces.header.clone()]),
            None => push_line(&mut body, &margin, "replaces:", ending),
        }
        self.push_old(&mut body, ending);
        if let Some(replaces) = &self.replaces {
            body.push_str(&self.text[replaces.items.clone()]);
        }
        let old = &self.text[self.body.clone()];
        if !old.ends_with('\n') {
            body.truncate(body.trim_end_matches(['\r', '\n']).len());
        }
        let (before, after) = (&self.text[..self.body.start], &self.text[self.body.end..]);
        Plan {
            text: [before, &body, after].concat(),
            room: self.body.clone(),
        }
    }

    /// Adds the old resolution as the first item of `replaces`.
    fn push_old(&self, body: &mut String, ending: &str) {
        let dash = self
            .replaces
            .as_ref()
            .map_or(self.column + 2, |list| list.column);
        let shift = " ".repeat(dash + 2 - self.column);
        let mut at = self.body.start;
        for line in self.text[self.body.clone()].split_inclusive('\n') {
            let bytes = at..at + line.len();
            at = bytes.end;
            let bare = line.trim_end_matches(['\r', '\n']);
            if self
                .replaces
                .as_ref()
                .is_some_and(|list| list.contains(bytes.start))
            {
                continue;
            }
            let (margin, bare) = match bare {
                "" => (String::new(), bare),
                _ if bytes.contains(&self.first) => {
                    (format!("{}- ", " ".repeat(dash)), &bare[self.column..])
                }
                _ => (shift.clone(), bare),
            };
            push_line(body, &margin, bare, ending);
        }
    }
}

impl Replaces {
    fn find(text: &str, entry: &(Key, Node)) -> Option<Self> {
        let (key, list) = entry;
        let header = lines::start(text, key.span.start)..lines::end(text, key.span.end);
        // The list of a key in the same column begins, for the reader, behind its first dash.
        let column = lines::indent(text, list.span.start);
        let dash = lines::start(text, list.span.start) + column;
        let is_block = list.span.start >= header.end && text[dash..].starts_with('-');
        let end = content_end(text, entry);
        let end = lines::behind_comments(text, end, lines::column(text, key.span.start));
        is_block.then_some(Self {
            items: header.end..end,
            header,
            column,
        })
    }

    fn contains(&self, at: usize) -> bool {
        self.header.contains(&at) || self.items.contains(&at)
    }
}

/// Does the same to a resolution in brackets.
fn amend_inline(old: &str, key: &Key, resolution: &Node, new: &Entries) -> Result<Plan, EditError> {
    let file = parse(old)?;
    let root_mapping = root(&file)?;
    let moved = root_mapping.get_mapping("resolution").ok_or(UNFIT)?;
    let earlier: Vec<_> = match moved.get_sequence("replaces") {
        Some(list) => list.values().collect(),
        None => Vec::new(),
    };
    moved.remove("replaces");
    let fragment = parse(&format!("{}replaces:\n  - old\n", to_yaml(new)))?;
    let fragment = root(&fragment)?;
    let replaces = fragment.get_sequence("replaces").ok_or(UNFIT)?;
    replaces.set(0, &moved);
    for one in &earlier {
        replaces.push(one);
    }
    root_mapping.set("resolution", &fragment);
    Ok(Plan {
        text: file.to_string(),
        room: key.span.end..lines::end(old, resolution.span.end),
    })
}

/// Returns where the last line of an entry ends.
fn content_end(text: &str, (key, value): &(Key, Node)) -> usize {
    let end = value.span.end.max(key.span.end);
    let content = text[..end].trim_end().len();
    lines::end(text, content.max(key.span.end))
}

fn is_blank(text: &str, bytes: Range<usize>) -> bool {
    text[bytes].chars().all(|c| c == ' ')
}

fn push_line(out: &mut String, margin: &str, line: &str, ending: &str) {
    out.extend([margin, line, ending]);
}
