//! Lines and columns of a text that is edited.

use std::ops::Range;

use crate::record::{Data, Key, Node};

/// Returns where the line of a byte begins.
pub(super) fn start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Returns where the line of a byte ends, behind its line break.
pub(super) fn end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1)
}

/// Returns how many blanks begin the line of a byte.
pub(super) fn indent(text: &str, at: usize) -> usize {
    let line = &text[start(text, at)..];
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns the column of the dash of an item that begins at a byte, where the dash begins a line.
pub(super) fn dash(text: &str, item: usize) -> Option<usize> {
    let dash = text[..item].trim_end().strip_suffix('-')?.len();
    let column = indent(text, dash);
    (start(text, dash) + column == dash).then_some(column)
}

/// Adds a line that begins in a column.
pub(super) fn push(out: &mut String, column: usize, line: &str, ending: &str) {
    if !line.is_empty() {
        out.push_str(&" ".repeat(column));
    }
    out.extend([line, ending]);
}

/// Returns the line break that a text uses.
pub(super) fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns where the lines of an entry end, with the comments below it that stand deeper than a
/// column: they are about it.
pub(super) fn below_entry(text: &str, (key, value): &(Key, Node), column: usize) -> usize {
    if value.span.end > key.span.end {
        below(text, value, column)
    } else {
        behind_comments(text, end(text, key.span.end), column)
    }
}

/// Returns where the lines of a value end, with the comments below it that stand deeper than a
/// column.
pub(super) fn below(text: &str, value: &Node, column: usize) -> usize {
    let last = end(text, value.span.end);
    let last = if keeps_blanks(value) {
        behind_blanks(text, last)
    } else {
        last
    };
    behind_comments(text, last, column)
}

/// Returns where the blank lines end that begin at a byte.
pub(super) fn behind_blanks(text: &str, at: usize) -> usize {
    let lines = text[at..].split_inclusive('\n');
    let blank = lines.take_while(|line| line.trim_ascii().is_empty());
    at + blank.map(str::len).sum::<usize>()
}

/// Returns whether a value ends with a block to which the blank lines below it belong, as to `|+`.
pub(super) fn keeps_blanks(value: &Node) -> bool {
    match &value.data {
        Data::Scalar { text, .. } => {
            let said = text.trim_ascii_end();
            let breaks = text[said.len()..].split_inclusive('\n').count();
            breaks > usize::from(!said.is_empty())
        }
        Data::Sequence(items) => items.last().is_some_and(keeps_blanks),
        Data::Mapping(entries) => entries.last().is_some_and(|(_, value)| keeps_blanks(value)),
        Data::Refused => false,
    }
}

/// Returns where the comments end that follow a line and stand deeper than a column, with the
/// blank lines above them.
pub(super) fn behind_comments(text: &str, from: usize, column: usize) -> usize {
    let (mut at, mut behind) = (from, from);
    for line in text[from..].split_inclusive('\n') {
        at += line.len();
        let bare = line.trim_start_matches(' ');
        if bare.starts_with('#') && line.len() - bare.len() > column {
            behind = at;
        } else if !bare.trim().is_empty() {
            break;
        }
    }
    behind
}

/// Returns the bytes of the old text that are gone from the new one, and the bytes of the new one
/// that stand in their place.
pub(super) fn difference(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let pairs = old.bytes().zip(new.bytes());
    let before = pairs.take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - before;
    let pairs = old.bytes().rev().zip(new.bytes().rev());
    let after = pairs.take(rest).take_while(|(a, b)| a == b).count();
    (before..old.len() - after, before..new.len() - after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_the_smallest_range() {
        assert_eq!(difference("ab", "ab"), (2..2, 2..2));
        assert_eq!(difference("abc", "abxc"), (2..2, 2..3));
        assert_eq!(difference("aa", "aaa"), (2..2, 2..3));
        assert_eq!(difference("a~c", "axyc"), (1..2, 1..3));
        assert_eq!(difference("", "a"), (0..0, 0..1));
    }

    #[test]
    fn comments_deeper_than_a_column_belong_to_what_is_above() {
        let text = "a: b\n  # c\n\n  # d\n\n# e\nf: g\n";
        let behind = |column| &text[..behind_comments(text, 5, column)];
        assert_eq!(behind(0), "a: b\n  # c\n\n  # d\n");
        assert_eq!(behind(2), "a: b\n");
    }
}
