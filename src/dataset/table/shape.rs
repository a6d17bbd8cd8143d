//! What a table is written as: told by how it begins.

use crate::model::decimal;
use crate::query::{Column, TableOptions};

use super::TableError;

/// What may stand between cells, the usual first.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Cells with this between them.
    Separated(u8),
    /// An object on each line.
    JsonLines,
    /// A list of objects.
    JsonArray,
    /// A table of Markdown.
    Markdown,
}

/// How a table begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    pub(super) shape: Shape,
    /// How many bytes stand before the heads: a byte-order mark, blank lines, a line `sep=;`.
    pub(super) skip: usize,
    /// The line of the heads, counted from 1.
    pub(super) line: u64,
}

impl Beginning {
    /// Returns how a table begins, of which this is the first part.
    pub(super) fn of(begin: &[u8], options: &TableOptions) -> Result<Self, TableError> {
        let mark = if begin.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let (mut skip, mut line) = blank(begin, mark, 1);
        let rest = begin[skip..].trim_ascii_start();
        let shape = match rest {
            [] => return Err(TableError::Empty),
            [b'{', ..] => Shape::JsonLines,
            [b'[', rest @ ..] if matches!(rest.trim_ascii_start(), [b'{' | b']', ..]) => {
                Shape::JsonArray
            }
            [b'<', b'!' | b'?' | b'h' | b't', ..] => return Err(TableError::Markup),
            _ => {
                let first = first_line(&begin[skip..]);
                let named = named_separator(first);
                if named.is_some() {
                    (skip, line) = blank(begin, skip + first.len(), line + 1);
                }
                Self::separated(&begin[skip..], options.separator.or(named), options)
            }
        };
        Ok(Self { shape, skip, line })
    }

    fn separated(text: &[u8], separator: Option<u8>, options: &TableOptions) -> Shape {
        match separator {
            Some(separator) => Shape::Separated(separator),
            None if is_markdown(text) => Shape::Markdown,
            None => Shape::Separated(sniffed(text, options)),
        }
    }
}

impl Shape {
    /// Returns what was found out, where it is not what a table usually is.
    pub(super) fn said(self) -> Option<String> {
        match self {
            Self::Separated(b',') | Self::JsonLines => None,
            Self::Separated(b'\t') => Some("the cells are separated by tabs".to_owned()),
            Self::Separated(other) => Some(format!(
                "the cells are separated by `{}`",
                char::from(other)
            )),
            Self::JsonArray => Some("it is a list of objects in JSON".to_owned()),
            Self::Markdown => Some("it is a table of Markdown".to_owned()),
        }
    }
}

/// Returns where the first line that is not blank begins, and which it is.
fn blank(begin: &[u8], mut at: usize, mut line: u64) -> (usize, u64) {
    for text in begin[at..].split_inclusive(|&byte| byte == b'\n') {
        if !text.trim_ascii().is_empty() {
            break;
        }
        at += text.len();
        line += 1;
    }
    (at, line)
}

fn first_line(text: &[u8]) -> &[u8] {
    let mut lines = text.split_inclusive(|&byte| byte == b'\n');
    lines.next().unwrap_or_default()
}

/// Returns what a line such as `sep=;` says, which spreadsheets write and read.
fn named_separator(line: &[u8]) -> Option<u8> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match line.to_ascii_lowercase().trim_ascii_start() {
        [b's', b'e', b'p', b'=', separator] => Some(*separator),
        _ => None,
    }
}

/// Says whether it is a table of Markdown: heads between bars, and below them a line of dashes.
fn is_markdown(text: &[u8]) -> bool {
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let (head, dashes) = (lines.next(), lines.next().unwrap_or_default());
    let is_rule = |&byte: &u8| matches!(byte, b'-' | b'|' | b':' | b' ' | b'\t');
    head.is_some_and(|head| head.contains(&b'|'))
        && dashes.contains(&b'|')
        && dashes.contains(&b'-')
        && dashes.iter().all(is_rule)
}

/// Returns what stands between the heads: of what is usual there, that which gives the most known
/// heads, or else the most heads at all.
fn sniffed(text: &[u8], options: &TableOptions) -> u8 {
    let heads = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(separator)
            .from_reader(text);
        let mut record = csv::StringRecord::new();
        let read = reader.read_record(&mut record);
        let is_known = |head: &&str| {
            let head = head.trim();
            let mut renamed = options.columns.renamed();
            Column::known(head).is_some() || renamed.any(|(_, other)| other == head)
        };
        let known = record.iter().filter(is_known).count();
        if read.is_ok() {
            (known, record.len())
        } else {
            (0, 0)
        }
    };
    let mut best = SEPARATORS[0];
    for separator in SEPARATORS {
        if heads(separator) > heads(best) {
            best = separator;
        }
    }
    best
}

/// What cells say of the sign before decimals.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    points: bool,
    commas: bool,
    /// A comma that cannot be one between thousands.
    certain: bool,
}

/// Says whether numbers have a decimal comma: some cells of these columns have one that can be nothing
/// else, and none has a point.
pub(super) fn has_decimal_comma(text: &[u8], separator: u8, places: &[usize]) -> bool {
    // Between unquoted cells a comma is no part of one.
    if separator == b',' && !text.contains(&b'"') {
        return false;
    }
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(separator)
        .from_reader(text);
    let mut record = csv::ByteRecord::new();
    let mut signs = Signs::default();
    while matches!(reader.read_byte_record(&mut record), Ok(true)) {
        for cell in places.iter().filter_map(|&place| record.get(place)) {
            signs.note(cell.trim_ascii());
        }
    }
    signs.commas && signs.certain && !signs.points
}

impl Signs {
    fn note(&mut self, cell: &[u8]) {
        let cell = cell.strip_suffix(b"%").unwrap_or(cell).trim_ascii();
        let Ok(text) = str::from_utf8(cell) else {
            return;
        };
        if decimal(text).is_some() {
            self.points |= text.contains('.');
        } else if decimal(text.replacen(',', ".", 1)).is_some_and(|_| !text.contains('.')) {
            self.commas = true;
            let (whole, part) = text.split_once(',').unwrap_or_default();
            let whole = whole.trim_start_matches(['-', '+']);
            self.certain |= part.len() != 3 || whole.is_empty() || whole.starts_with('0');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Beginning {
        Beginning::of(text.as_bytes(), &TableOptions::default()).unwrap()
    }

    #[test]
    fn a_table_is_told_by_how_it_begins() {
        let separated = Shape::Separated;
        for (text, shape, skip, line) in [
            ("p,y\n", separated(b','), 0, 1),
            ("probability;outcome\n", separated(b';'), 0, 1),
            ("Probability\toutcome", separated(b'\t'), 0, 1),
            ("probability|outcome\n0.7|1\n", separated(b'|'), 0, 1),
            ("\u{feff}\n \nsep=;\na;b\n", separated(b';'), 12, 4),
            ("SEP=|\r\na;b\n", separated(b'|'), 7, 2),
            ("probability,outcome,a;b;c;d\n", separated(b','), 0, 1),
            ("a,b;c;d\n", separated(b';'), 0, 1),
            ("outcome\n", separated(b','), 0, 1),
            ("\n{\"p\": 1}\n", Shape::JsonLines, 1, 2),
            ("[\n {\"p\": 1}]", Shape::JsonArray, 0, 1),
            ("[a],b\n", separated(b','), 0, 1),
            ("| p | y |\n|---|:-:|\n", Shape::Markdown, 0, 1),
            ("p | y\n--- | ---\n", Shape::Markdown, 0, 1),
        ] {
            assert_eq!(of(text), Beginning { shape, skip, line }, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let error = |text: &str| Beginning::of(text.as_bytes(), &TableOptions::default());
        assert!(matches!(error(" \n\n"), Err(TableError::Empty)));
        assert!(matches!(error("<!DOCTYPE html>"), Err(TableError::Markup)));
    }

    #[test]
    fn a_decimal_comma_must_be_certain() {
        let has = |text: &str, separator| has_decimal_comma(text.as_bytes(), separator, &[0]);
        assert!(has("p;y\n0,7;1\n", b';'));
        assert!(has("p,y\n\"70,5%\",1\n", b','));
        assert!(has("p;y\n-,5;1\n1,000;1\n", b';'));
        assert!(!has("p;y\n1,000;1\n", b';'));
        assert!(!has("p;y\n0,7;1\n0.7;1\n", b';'));
        assert!(!has("p;y\n7;0,5\n", b';'));
        assert!(!has("p,y\n0,7,1\n", b','));
    }
}
