//! A symbolic place ⇒ line and column.

use std::ops::Range;
use std::sync::Arc;

use super::{Data, Node, Record, documents, tree_of};
use crate::model::{Location, LocationTarget, Route, Step};

/// A place with its line and column, for a person or a machine to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file, as a path from the ledger's root with `/` between its parts.
    pub file: Arc<str>,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The column at which it begins, in characters from 1.
    pub column: usize,
    /// The line on which it ends.
    pub end_line: usize,
    /// The column behind its last character.
    pub end_column: usize,
    /// The lines themselves.
    pub snippet: String,
    /// The way to it in the record, `estimates[2].probability`.
    pub route: String,
    /// What stands there, where a finding has several places.
    pub label: Option<String>,
}

/// A text whose line breaks are counted once, however many places are looked up in it.
pub struct Lines<'t> {
    text: &'t str,
    /// The byte of every [`APART`]th line break, from the first on.
    breaks: Vec<usize>,
}

/// How many line breaks lie between two whose place is kept: a file of nothing else would take eight
/// times its length.
const APART: usize = 64;

/// Returns where a place of a record stands in the text of its file; a value that is not there, at
/// the nearest that would hold it.
///
/// Without a record the text is read for itself, as that of the settings is.
#[must_use]
pub fn locate(place: &Location, record: Option<&Record>, text: &str) -> Located {
    Lines::of(text).locate(place, record)
}

impl<'t> Lines<'t> {
    /// Returns the text with its line breaks counted.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let breaks = text.match_indices('\n').step_by(APART);
        let breaks = breaks.map(|(at, _)| at).collect();
        Self { text, breaks }
    }

    /// Returns where a place stands, as [`locate`] does.
    #[must_use]
    pub fn locate(&self, place: &Location, record: Option<&Record>) -> Located {
        let bytes = match &place.spot {
            LocationTarget::File => 0..0,
            LocationTarget::Bytes(bytes) => bytes.clone(),
            LocationTarget::Key(route) | LocationTarget::Value(route) => match record {
                Some(record) => in_record(record, route, is_key(&place.spot)),
                None => in_text(self.text, route, is_key(&place.spot)),
            },
        };
        let bytes = within(self.text, bytes);
        let (line, column) = self.position(bytes.start);
        let (end_line, end_column) = self.position(bytes.end);
        Located {
            file: Arc::clone(&place.file),
            line,
            column,
            end_line,
            end_column,
            snippet: lines(self.text, bytes),
            route: match &place.spot {
                LocationTarget::Key(route) | LocationTarget::Value(route) => route.to_string(),
                LocationTarget::File | LocationTarget::Bytes(_) => String::new(),
            },
            label: place.label.clone(),
        }
    }

    /// Returns the line and the column of a byte. A byte-order mark takes no column.
    fn position(&self, at: usize) -> (usize, usize) {
        let kept = self.breaks.partition_point(|&end| end < at);
        let from = kept.checked_sub(1).map_or(0, |last| self.breaks[last]);
        let between = &self.text[from..at];
        let before = kept.saturating_sub(1) * APART + between.matches('\n').count();
        let start = between.rfind('\n').map_or(0, |last| from + last + 1);
        let column = self.text[start..at].trim_start_matches('\u{feff}');
        (before + 1, column.chars().count() + 1)
    }
}

/// Returns the byte of the file at which a place of a record begins.
#[must_use]
pub fn begin(place: &Location, record: Option<&Record>) -> usize {
    match &place.spot {
        LocationTarget::File => 0,
        LocationTarget::Bytes(bytes) => bytes.start,
        LocationTarget::Key(route) | LocationTarget::Value(route) => record.map_or(0, |record| {
            in_record(record, route, is_key(&place.spot)).start
        }),
    }
}

fn is_key(spot: &LocationTarget) -> bool {
    matches!(spot, LocationTarget::Key(_))
}

fn in_record(record: &Record, route: &Route, is_key: bool) -> Range<usize> {
    match record.tree() {
        Some(tree) => find(tree, route, is_key),
        None => record.bytes.start..record.bytes.start,
    }
}

fn in_text(text: &str, route: &Route, is_key: bool) -> Range<usize> {
    let first = documents(text).swap_remove(0);
    match tree_of(text.get(first).unwrap_or_default()) {
        Ok(tree) => find(&tree, route, is_key),
        Err(_) => 0..0,
    }
}

/// Returns the bytes of the value at the end of a route, or of its key; of the nearest value above
/// it where it is not there.
fn find(tree: &Node, route: &Route, is_key: bool) -> Range<usize> {
    let mut node = tree;
    let mut key: Option<&Range<usize>> = None;
    let mut is_whole = true;
    for step in route.steps() {
        let next = match step {
            Step::Key(name) => node.entry(name).map(|(key, node)| (Some(&key.span), node)),
            Step::Item(_) => node.step(step).map(|node| (None, node)),
        };
        let Some((name, value)) = next else {
            is_whole = false;
            break;
        };
        (key, node) = (name, value);
    }
    match key {
        Some(key) if (is_key && is_whole) || node.span.is_empty() => key.clone(),
        _ => head(node),
    }
}

/// Returns the bytes by which one knows a value: of a mapping or a list, those of its first key or
/// item, since the whole may be a page.
fn head(node: &Node) -> Range<usize> {
    let first = match &node.data {
        Data::Mapping(entries) => entries.first().map(|(key, _)| key.span.clone()),
        Data::Sequence(items) => items.first().map(head),
        Data::Scalar { .. } | Data::Refused => None,
    };
    match first {
        Some(first) => node.span.start..first.end,
        None => node.span.clone(),
    }
}

fn within(text: &str, bytes: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(bytes.start);
    start..text.floor_char_boundary(bytes.end).max(start)
}

/// How many lines of a place are shown.
const MAX_LINES: usize = 4;

/// Returns the lines on which a place stands, the first few where there are many.
fn lines(text: &str, bytes: Range<usize>) -> String {
    let start = text[..bytes.start].rfind('\n').map_or(0, |end| end + 1);
    let breaks = text[start..bytes.end].matches('\n').count();
    let text = text[start..].trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().take((breaks + 1).min(MAX_LINES)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::testing::records;
    use super::*;

    const TEXT: &str = "\u{feff}question: Łódź?\r\ndeadline: 2015-12-31\r\n\
                        lesson: |\r\n  one\r\n  two\r\nowner:\r\n";

    fn at(spot: LocationTarget) -> Located {
        let record = records("forecasts/a.yaml", TEXT).remove(0);
        let file = Arc::from("forecasts/a.yaml");
        let place = Location {
            file,
            document: 0,
            spot,
            label: Some("here".into()),
        };
        locate(&place, Some(&record), TEXT)
    }

    fn span(located: &Located) -> [usize; 4] {
        [
            located.line,
            located.column,
            located.end_line,
            located.end_column,
        ]
    }

    #[test]
    fn keys_and_values_are_located_in_characters() {
        let question = at(LocationTarget::Value(Route::of("question")));
        assert_eq!(span(&question), [1, 11, 1, 16]);
        assert_eq!(question.snippet, "question: Łódź?");
        assert_eq!(question.route, "question");
        assert_eq!(question.label.as_deref(), Some("here"));
        assert_eq!(
            span(&at(LocationTarget::Key(Route::of("deadline")))),
            [2, 1, 2, 9]
        );
        assert_eq!(span(&at(LocationTarget::Bytes(3..11))), [1, 1, 1, 9]);
        assert_eq!(span(&at(LocationTarget::File)), [1, 1, 1, 1]);
    }

    #[test]
    fn a_value_of_several_lines_shows_them() {
        let lesson = at(LocationTarget::Value(Route::of("lesson")));
        assert_eq!(span(&lesson), [4, 3, 5, 6]);
        assert_eq!(lesson.snippet, "  one\n  two");
    }

    #[test]
    fn every_byte_of_a_long_text_has_its_line() {
        let text = "a\n\nb c\r\n".repeat(APART);
        let lines = Lines::of(&text);
        assert_eq!(lines.breaks.len(), 3);
        for at in 0..=text.len() {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let expected = (before.matches('\n').count() + 1, at - start + 1);
            assert_eq!(lines.position(at), expected, "{at}");
        }
    }

    #[test]
    fn what_is_not_there_is_located_at_what_would_hold_it() {
        let missing = Route::of("estimates").item(3).key("by");
        assert_eq!(
            span(&at(LocationTarget::Value(missing.clone()))),
            [1, 1, 1, 9]
        );
        assert_eq!(span(&at(LocationTarget::Key(missing))), [1, 1, 1, 9]);
        let empty = LocationTarget::Value(Route::of("owner"));
        assert_eq!(span(&at(empty)), [6, 1, 6, 6]);
        assert_eq!(span(&at(LocationTarget::Bytes(900..999))), [7, 1, 7, 1]);
    }
}
