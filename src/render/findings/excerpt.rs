//! A line of a record with a mark under a part of it.

use unicode_width::UnicodeWidthStr;

use crate::render::escape::{Before, is_hidden};

/// How many columns of a line are shown: what fits a terminal of common width beside the number.
const MAX_COLUMNS: usize = 100;

/// How many columns are shown before the part that is marked.
const LEAD: usize = 30;

/// A line as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line, harmless and cut where it is long.
    pub(super) line: String,
    /// The columns before the mark.
    pub(super) lead: usize,
    /// The columns under which it stands, at least one.
    pub(super) mark: usize,
}

/// Returns a line as it is shown, its characters from `start` to `end` marked.
pub(super) fn excerpt(line: &str, start: usize, end: usize) -> Excerpt {
    let pieces = pieces(line);
    let start = start.min(pieces.len());
    let end = end.clamp(start, pieces.len());
    let (first, last) = window(&pieces, start);
    let cut = |yes: bool| if yes { "…" } else { "" };
    let (before, after) = (cut(first > 0), cut(last < pieces.len()));
    Excerpt {
        line: format!("{before}{}{after}", pieces[first..last].concat()),
        lead: before.width() + width(&pieces[first..start]),
        mark: width(&pieces[start..end.min(last).max(start)]).max(1),
    }
}

/// Returns the characters of a line, each as it is shown.
fn pieces(line: &str) -> Vec<String> {
    let mut before = Before::default();
    let shown = |c| {
        let acts = before.acts(c);
        before.push(c);
        match c {
            '\t' => "    ".to_owned(),
            c if acts || is_hidden(c) => c.escape_unicode().collect(),
            c => c.to_string(),
        }
    };
    line.chars().map(shown).collect()
}

/// Returns the pieces that are shown: all, or those around the one at which the mark begins.
fn window(pieces: &[String], start: usize) -> (usize, usize) {
    if width(pieces) <= MAX_COLUMNS {
        return (0, pieces.len());
    }
    let mut first = start;
    while first > 0 && width(&pieces[first - 1..start]) <= LEAD {
        first -= 1;
    }
    let mut last = start;
    let mut columns = width(&pieces[first..start]);
    while last < pieces.len() && columns < MAX_COLUMNS {
        columns += pieces[last].width();
        last += 1;
    }
    (first, last)
}

fn width(pieces: &[String]) -> usize {
    pieces.iter().map(|piece| piece.width()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(line: &str, start: usize, end: usize) -> String {
        let Excerpt { line, lead, mark } = excerpt(line, start, end);
        format!("{line}\n{}{}", " ".repeat(lead), "^".repeat(mark))
    }

    #[test]
    fn the_mark_stands_under_its_text() {
        assert_eq!(
            drawn("deadline: 2014-5-1", 10, 18),
            "deadline: 2014-5-1\n          ^^^^^^^^"
        );
    }

    #[test]
    fn wide_letters_take_two_columns_and_hidden_ones_are_written_out() {
        assert_eq!(drawn("a: 天气 x", 6, 7), "a: 天气 x\n        ^");
        assert_eq!(drawn("a\u{7}b", 2, 3), "a\\u{7}b\n      ^");
        assert_eq!(drawn("\tb", 1, 2), "    b\n    ^");
    }

    #[test]
    fn an_empty_part_and_one_beyond_the_line_are_marked_all_the_same() {
        assert_eq!(drawn("question:", 9, 9), "question:\n         ^");
        assert_eq!(drawn("", 7, 3), "\n^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let long = format!("{}HERE{}", "a".repeat(500), "b".repeat(500));
        let found = excerpt(&long, 500, 504);
        assert_eq!(
            found.line,
            format!("…{}HERE{}…", "a".repeat(LEAD), "b".repeat(66))
        );
        assert_eq!((found.lead, found.mark), (LEAD + 1, 4));
        let all = excerpt(&long, 0, 1004);
        assert_eq!(all.mark, MAX_COLUMNS);
    }
}
