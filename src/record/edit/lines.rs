//! Lines and columns of a text that is edited.

use std::ops::Range;

use crate::record::{Data, Node};

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

/// Returns how many bytes stand before this one in its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - start(text, at)
}

/// Returns how many blanks begin the line of a byte.
pub(super) fn indent(text: &str, at: usize) -> usize {
    let line = &text[start(text, at)..];
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns the line break that a text uses.
pub(super) fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
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

/// Returns where the comments end that follow a line and stand deeper than a column: they belong
/// to what is above them. Blank lines count where such a comment follows.
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

/// Returns the new text with the inserted lines moved to where a person would look for them:
/// behind the comments that stand deeper than a column, and above the blank lines that end a block.
pub(super) fn settle(old: &str, new: &str, column: usize, above: &Node) -> String {
    let Some((at, lines)) = inserted_lines(old, new) else {
        return new.to_owned();
    };
    let from = if keeps_blanks(above) {
        at
    } else {
        above_blanks(old, at)
    };
    let to = behind_comments(old, from, column);
    let is_whole = old[..to].ends_with('\n');
    let ending = if is_whole { "" } else { line_break(old) };
    [&old[..to], ending, lines, &old[to..]].concat()
}

/// Returns where the blank lines begin that stand above a line.
fn above_blanks(text: &str, at: usize) -> usize {
    let blanks = text[..at].trim_end_matches(['\r', '\n']);
    end(text, blanks.len()).min(at)
}

/// Returns whether a value ends with a block whose blank lines belong to it, `|+`.
fn keeps_blanks(node: &Node) -> bool {
    match &node.data {
        Data::Scalar { text, .. } => text.ends_with("\n\n") || &**text == "\n",
        Data::Sequence(items) => items.last().is_some_and(keeps_blanks),
        Data::Mapping(entries) => entries.last().is_some_and(|(_, value)| keeps_blanks(value)),
        Data::Refused => false,
    }
}

/// Returns the whole lines that were inserted, and where, or `None` where something else was done.
fn inserted_lines<'n>(old: &str, new: &'n str) -> Option<(usize, &'n str)> {
    let (removed, added) = difference(old, new);
    let at = new.as_bytes()[..added.start]
        .iter()
        .rposition(|&byte| byte == b'\n')?
        + 1;
    // What was inserted may begin as what follows it does: `  - date` before `  # a comment`.
    let shared = added.start - at;
    let lines = new.get(at..added.end.checked_sub(shared)?)?;
    let whole = lines.ends_with('\n') && old.get(at..) == new.get(at + lines.len()..);
    (removed.is_empty() && whole).then_some((at, lines))
}
