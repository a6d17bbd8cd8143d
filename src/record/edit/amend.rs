//! Amending a resolution: the old one moves, whole, into `replaces` of the new one.
//!
//! The old one's comments stand between its keys, above them and below them, and all of them are
//! to move along. So this is done on lines: each is indented further, and the first key gets a dash.

use std::ops::Range;

use super::change::EditError;
use super::plan::Plan;
use super::yaml::{Entries, to_yaml};
use super::{brackets, lines};
use crate::record::{Data, Key, Node};

pub(super) const REPLACES: &str = "replaces";

/// Replaces a resolution by a new one that keeps it.
pub(super) fn amend(
    text: &str,
    tree: &Node,
    resolution: &Node,
    new: &Entries,
) -> Result<Plan, EditError> {
    let Data::Mapping(keys) = &resolution.data else {
        return Err(EditError::Shape("`resolution` is no mapping"));
    };
    let replaces = resolution.get(REPLACES).filter(|list| !list.is_null());
    if replaces.is_some_and(|list| !matches!(list.data, Data::Sequence(_))) {
        return Err(EditError::Shape("`replaces` is no list"));
    }
    let entry = tree.entry("resolution").ok_or(EditError::Unresolved)?;
    match Block::find(text, entry, keys) {
        Some(block) => Ok(block.amended(new)),
        None => Ok(brackets::amend(text, tree, entry, new)),
    }
}

/// A resolution that is written in lines.
struct Block<'a> {
    text: &'a str,
    /// Its lines, with the comments about it.
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
    /// The line of the key, with the comments about it.
    header: Range<usize>,
    /// The lines of the list, with the blank lines below it.
    items: Range<usize>,
    /// The column of its dashes.
    column: usize,
    /// Whether it ends with a block to which the blank lines below it belong.
    keeps_blanks: bool,
    /// The items of a list in brackets, which goes on in lines.
    in_brackets: Option<Vec<Range<usize>>>,
}

impl<'a> Block<'a> {
    /// Returns the lines of a resolution, or `None` where it is in brackets.
    fn find(text: &'a str, entry: &(Key, Node), keys: &[(Key, Node)]) -> Option<Self> {
        let first = keys.first()?.0.span.start;
        let column = lines::indent(text, first);
        let start = lines::end(text, entry.0.span.end);
        let is_inline = text[entry.1.span.start..].starts_with('{');
        let is_block = !is_inline && first >= start && lines::start(text, first) + column == first;
        let (replaces, own): (Vec<_>, Vec<_>) =
            keys.iter().partition(|(key, _)| *key.text == *REPLACES);
        let replaces = match replaces.first() {
            Some(entry) => Some(Replaces::find(text, entry, column)?),
            None => None,
        };
        let end = lines::below_entry(text, entry, lines::indent(text, entry.0.span.start));
        let end = match &replaces {
            // Its blank lines would go to the last of those that it replaced before.
            Some(list) if list.keeps_blanks => lines::behind_blanks(text, end),
            _ => end,
        };
        Some(Self {
            text,
            body: start..end,
            column,
            first: own.first()?.0.span.start,
            replaces,
        })
        .filter(|_| is_block)
    }

    /// Returns the text with the new resolution in its place.
    fn amended(&self, new: &Entries) -> Plan {
        let ending = lines::line_break(self.text);
        let mut out = String::from(&self.text[..self.body.start]);
        for line in to_yaml(new).lines() {
            lines::push(&mut out, self.column, line, ending);
        }
        match &self.replaces {
            Some(replaces) if replaces.in_brackets.is_none() => {
                out.push_str(&self.text[replaces.header.clone()]);
            }
            _ => lines::push(&mut out, self.column, "replaces:", ending),
        }
        self.push_old(&mut out, ending);
        if let Some(replaces) = &self.replaces {
            let end = replaces.items.end.min(self.body.end);
            out.push_str(&self.text[replaces.items.start..end]);
            for item in replaces.in_brackets.iter().flatten() {
                let item = &self.text[item.clone()];
                brackets::push_item(&mut out, replaces.column, item, ending);
            }
        }
        out.push_str(&self.text[self.body.end..]);
        Plan {
            text: out,
            room: self.body.clone(),
        }
    }

    /// Adds the old resolution, without what it replaces, as the first item.
    fn push_old(&self, out: &mut String, ending: &str) {
        let replaces = self.replaces.as_ref();
        let dash = replaces.map_or(self.column + 2, |list| list.column);
        let mut at = self.body.start;
        for line in self.text[self.body.clone()].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end_matches(['\r', '\n']);
            if replaces.is_some_and(|list| list.header.start <= start && start < list.items.end) {
                continue;
            }
            if (start..at).contains(&self.first) {
                let first = format!("- {}", &line[self.column..]);
                lines::push(out, dash, &first, ending);
            } else {
                lines::push(out, dash + 2 - self.column, line, ending);
            }
        }
    }
}

impl Replaces {
    /// Returns the lines of what the resolution with keys in that column replaces, or `None` where
    /// the list does not begin below its key.
    fn find(text: &str, entry: &(Key, Node), column: usize) -> Option<Self> {
        let (key, list) = entry;
        let items = match &list.data {
            Data::Sequence(items) => items.as_slice(),
            _ => &[],
        };
        let dash = items
            .first()
            .and_then(|first| lines::dash(text, first.span.start));
        let Some(dash) = dash else {
            let end = lines::end(text, list.span.end.max(key.span.end));
            let header = lines::start(text, key.span.start)..end;
            return Some(Self {
                items: header.end..header.end,
                header,
                column: column + 2,
                keeps_blanks: false,
                in_brackets: Some(items.iter().map(|item| item.span.clone()).collect()),
            });
        };
        let (line, below) = (
            lines::start(text, key.span.start),
            lines::end(text, key.span.end),
        );
        let above = lines::behind_comments(text, below, dash);
        let header = line..lines::behind_blanks(text, above);
        let end = lines::below_entry(text, entry, column);
        let items = header.end..lines::behind_blanks(text, end);
        (list.span.start >= header.end).then_some(Self {
            header,
            items,
            column: dash,
            keeps_blanks: lines::keeps_blanks(list),
            in_brackets: None,
        })
    }
}
