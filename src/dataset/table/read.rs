//! Reads the rows of a table, whatever it is written as.

use std::io::{Cursor, Read};

use crate::query::TableOptions;

use super::blocks::Blocks;
use super::layout::{Cells, Layout, PairPlaces, RequiredColumns};
use super::line_ends::LineEnds;
use super::repeated::Repeated;
use super::row::{BadRow, TableRow};
use super::shape::{Beginning, Shape, has_decimal_comma};
use super::streaming::StreamingSink;
use super::watched::Watched;
use super::{Faults, TableError, csv_rows, json_array, json_rows, markdown_rows};

/// How much of a table is looked at to find out what it is written as.
const BEGINNING: u64 = 1 << 16;

/// What becomes of the rows of a table.
pub(super) trait RowSink {
    /// Takes a row, or says what is wrong with it.
    fn take(&mut self, row: &TableRow<'_>) -> Result<(), BadRow>;

    /// Notes that a row of that question and forecaster was bad: what the others of it say is not
    /// the forecast that was made.
    fn spoil(&mut self, _question: &str, _forecaster: &str) {}

    /// Returns what counts the pairs, where that is all that becomes of rows that have nothing but
    /// a probability and a yes or a no, or how often it was given and came true.
    fn counter(&mut self) -> Option<&mut StreamingSink> {
        None
    }
}

/// What came of reading a table.
pub(super) struct Reading<T> {
    pub(super) sink: T,
    pub(super) faults: Faults,
    /// How many rows there are, and how many of them were only counted.
    pub(super) rows: usize,
    pub(super) counted: usize,
}

/// Reads a table and hands its rows to what `sink` makes of its layout. Bad rows are passed over
/// and noted.
pub(super) fn read<T: RowSink>(
    input: impl Read,
    options: &TableOptions,
    required: &RequiredColumns,
    sink: impl FnOnce(&Layout) -> Result<T, TableError>,
) -> Result<Reading<T>, TableError> {
    let mut input = LineEnds::new(input);
    let mut begin = Vec::new();
    (&mut input).take(BEGINNING).read_to_end(&mut begin)?;
    let Beginning { shape, skip, line } = Beginning::of(&begin, options)?;
    begin.drain(..skip);
    let mut heads = match shape {
        Shape::Separated(separator) => csv_rows::heads(&begin, separator)?,
        Shape::JsonLines => json_rows::heads(&begin)?,
        Shape::JsonArray => json_array::heads(&begin)?,
        Shape::Markdown => markdown_rows::heads(&begin),
    };
    let mut layout = Layout::of(&heads, options, required)?;
    let mut notes: Vec<String> = shape.said().into_iter().collect();
    if let Shape::Separated(separator) = shape
        && options.decimal.is_none()
        && has_decimal_comma(&begin, separator, &layout.number_places())
    {
        layout.numbers.has_comma = true;
        notes.push("decimals have a comma before them".to_owned());
    }
    if matches!(shape, Shape::JsonLines | Shape::JsonArray) {
        layout.add_absent(&mut heads, options, required);
    }
    let whole = Cursor::new(begin).chain(input);
    let mut rows = Rows::new(sink(&layout)?, &layout, &heads);
    rows.has_totals = !matches!(shape, Shape::JsonLines | Shape::JsonArray);
    rows.faults.notes = notes;
    match shape {
        Shape::Separated(separator) => {
            let input = Watched::new(whole, line, Some(separator));
            csv_rows::read(Blocks::new(input), separator, line, &mut rows)?;
        }
        Shape::JsonLines => {
            let input = Watched::new(whole, line, None);
            json_rows::read(Blocks::new(input), line, &mut rows)?;
        }
        Shape::JsonArray => json_array::read(whole, line, &mut rows)?,
        Shape::Markdown => {
            let input = Watched::new(whole, line, None);
            markdown_rows::read(Blocks::new(input), line, &mut rows)?;
        }
    }
    Ok(rows.finish())
}

/// What takes rows, and what was wrong with some.
pub(super) struct Rows<'l, T> {
    sink: T,
    pub(super) layout: &'l Layout,
    pub(super) heads: &'l [String],
    faults: Faults,
    repeated: Repeated,
    /// Whether a row may be one of totals, as below a table on a page.
    has_totals: bool,
    /// How many rows there are so far, and how many of them were only counted.
    all: usize,
    counted: usize,
}

/// The labels of rows that add up the others.
const TOTALS: [&str; 5] = ["total", "totals", "grand total", "subtotal", "sum"];

impl<'l, T: RowSink> Rows<'l, T> {
    fn new(sink: T, layout: &'l Layout, heads: &'l [String]) -> Self {
        Self {
            sink,
            layout,
            heads,
            faults: Faults::default(),
            repeated: Repeated::new(layout),
            has_totals: false,
            all: 0,
            counted: 0,
        }
    }

    /// Takes the row on that line.
    pub(super) fn take(&mut self, line: u64, cells: &impl Cells) {
        if self.has_totals && self.is_total(cells) {
            self.refuse(line, "it is a row of totals".to_owned());
            return;
        }
        if let Some(first) = self.repeated.first(line, cells, self.layout) {
            self.all += 1;
            self.faults.duplicates += 1;
            let why = format!("every cell is as on line {first}, so it is counted once");
            self.faults.add(line, 1, why);
            return;
        }
        let taken = TableRow::of(line, cells, self.layout).and_then(|row| self.sink.take(&row));
        match taken {
            Ok(()) => self.all += 1,
            Err(_) if self.repeats_heads(cells) => {
                self.refuse(line, "it repeats the heads".to_owned());
            }
            Err(bad) => {
                if bad.is_above_one {
                    self.faults.note_above_one(line);
                }
                self.spoil(line, cells, bad.why);
            }
        }
    }

    /// Says whether the row adds up the others.
    fn is_total(&self, cells: &impl Cells) -> bool {
        let Some(label) = cells.all().next().map(<[u8]>::trim_ascii) else {
            return false;
        };
        matches!(label.first(), Some(b't' | b'T' | b's' | b'S' | b'g' | b'G'))
            && self.layout.begins_with_a_label
            && TOTALS
                .iter()
                .any(|total| label.eq_ignore_ascii_case(total.as_bytes()))
    }

    fn repeats_heads(&self, cells: &impl Cells) -> bool {
        let heads = self.heads.iter().map(String::as_bytes);
        cells.count() == self.heads.len()
            && cells
                .all()
                .zip(heads)
                .all(|(cell, head)| cell.trim_ascii() == head)
    }

    /// Returns what counts the pairs, and which cells hold them, where that is all there is to a row.
    pub(super) fn counter(&mut self) -> Option<(&mut StreamingSink, PairPlaces)> {
        let places = self.layout.pair_places()?;
        Some((self.sink.counter()?, places))
    }

    /// Notes rows that were only counted.
    pub(super) fn note_counted(&mut self, rows: usize) {
        self.all += rows;
        self.counted += rows;
    }

    /// Passes over the row on that line, and over the forecast that it is a part of.
    pub(super) fn spoil(&mut self, line: u64, cells: &impl Cells, why: String) {
        if let Some((question, forecaster)) = self.layout.whose(cells) {
            self.sink.spoil(question, forecaster);
        }
        self.refuse(line, why);
    }

    /// Passes over the row on that line.
    pub(super) fn refuse(&mut self, line: u64, why: String) {
        self.all += 1;
        self.faults.add(line, 1, why);
    }

    /// Notes something that somebody should look at.
    pub(super) fn note(&mut self, what: String) {
        self.faults.note(what);
    }

    fn finish(self) -> Reading<T> {
        Reading {
            sink: self.sink,
            faults: self.faults,
            rows: self.all,
            counted: self.counted,
        }
    }
}
