//! The lines of a document, and which of them stand free.

use super::super::{Data, Key, Node};
use super::Lines;

/// The lines of a document.
pub(in crate::record) struct Page<'t> {
    pub(in crate::record) text: &'t str,
    /// Where each begins.
    starts: Vec<usize>,
    /// Whether each is a part of a value of several lines, in which a `#` is no comment.
    inside: Vec<bool>,
}

/// What stands between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::record) enum Free {
    Blank,
    /// A comment, and the column at which it begins.
    Comment(usize),
}

impl<'t> Page<'t> {
    /// Returns the lines of a document, or `None` where it breaks them in two ways.
    pub(in crate::record) fn new(text: &'t str, tree: &Node) -> Option<Self> {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut starts: Vec<usize> = std::iter::once(0).chain(breaks).collect();
        if starts.last() == Some(&text.len()) && starts.len() > 1 {
            starts.pop();
        }
        let windows = text.matches("\r\n").count();
        if windows > 0 && windows != text.matches('\n').count() {
            return None;
        }
        let inside = vec![false; starts.len()];
        let mut page = Self {
            text,
            starts,
            inside,
        };
        page.enclose(tree);
        Some(page)
    }

    /// Returns the line break.
    pub(in crate::record) fn ending(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// Returns all lines.
    pub(in crate::record) fn all(&self) -> Lines {
        0..self.starts.len()
    }

    /// Returns a line without its break.
    pub(in crate::record) fn line(&self, number: usize) -> &'t str {
        let end = self
            .starts
            .get(number + 1)
            .copied()
            .unwrap_or(self.text.len());
        self.text[self.starts[number]..end].trim_end_matches(['\n', '\r'])
    }

    /// Returns the line on which a byte stands.
    pub(in crate::record) fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// Returns the column of a byte.
    pub(in crate::record) fn column_of(&self, at: usize) -> usize {
        at - self.starts[self.line_of(at)]
    }

    /// Returns what stands on its line before a byte.
    pub(in crate::record) fn before(&self, at: usize) -> &'t str {
        &self.text[self.starts[self.line_of(at)]..at]
    }

    /// Returns what stands on its line from a byte on.
    pub(in crate::record) fn from(&self, at: usize) -> &'t str {
        &self.line(self.line_of(at))[self.column_of(at)..]
    }

    /// Returns the line behind the last of a value, the blank lines that it keeps included.
    pub(in crate::record) fn end_of(&self, value: &Node) -> usize {
        let mut end = self.line_of(value.span.end.max(1) - 1) + 1;
        if keeps_blanks(value) {
            while end < self.starts.len() && self.line(end).trim().is_empty() {
                end += 1;
            }
        }
        end
    }

    /// Returns the lines of a key and its value.
    pub(in crate::record) fn lines_of(&self, (key, value): &(Key, Node)) -> Lines {
        let first = self.line_of(key.span.start);
        let end = if value.span.end > key.span.end {
            self.end_of(value)
        } else {
            first + 1
        };
        first..end.max(first + 1)
    }

    /// Returns what a line is that belongs to no value; `None` where it does.
    pub(in crate::record) fn free(&self, number: usize) -> Option<Free> {
        let line = self.line(number);
        let bare = line.trim_start_matches(' ');
        match () {
            () if self.inside[number] => None,
            () if bare.trim().is_empty() => Some(Free::Blank),
            () if bare.starts_with('#') => Some(Free::Comment(line.len() - bare.len())),
            () => None,
        }
    }

    /// Returns whether a value is written in brackets.
    pub(in crate::record) fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.start..].starts_with(['{', '['])
    }

    /// Marks the lines inside values of several lines.
    fn enclose(&mut self, node: &Node) {
        match &node.data {
            Data::Sequence(items) if !self.is_flow(node) => {
                for item in items {
                    self.enclose(item);
                }
            }
            Data::Mapping(entries) if !self.is_flow(node) => {
                for (_, value) in entries {
                    self.enclose(value);
                }
            }
            _ if node.span.is_empty() => {}
            Data::Scalar { .. } | Data::Sequence(_) | Data::Mapping(_) | Data::Refused => {
                let (first, end) = (self.line_of(node.span.start), self.end_of(node));
                // A block begins with its first line of text, whatever that looks like.
                let is_block = self.before(node.span.start).trim().is_empty();
                let from = if is_block { first } else { first + 1 };
                self.inside[from.min(end)..end].fill(true);
            }
        }
    }
}

/// Returns whether a value ends with a block to which the blank lines below it belong, `|+`.
fn keeps_blanks(value: &Node) -> bool {
    match &value.data {
        Data::Scalar { text, plain } => !plain && text.ends_with("\n\n"),
        Data::Sequence(items) => items.last().is_some_and(keeps_blanks),
        Data::Mapping(entries) => entries.last().is_some_and(|(_, value)| keeps_blanks(value)),
        Data::Refused => false,
    }
}
