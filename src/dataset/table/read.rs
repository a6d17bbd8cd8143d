//! Reads the rows of a table: CSV or JSON Lines, told apart by how they begin.

use std::io::Read;

use crate::scoring::PairCountsBuilder;

use super::blocks::Blocks;
use super::layout::{Cells, Layout, RequiredColumns};
use super::row::TableRow;
use super::{Faults, TableError, csv_rows, json_rows};
use crate::query::TableOptions;

/// What becomes of the rows of a table.
pub(super) trait RowSink {
    /// Takes a row, or says what is wrong with it.
    fn take(&mut self, row: &TableRow<'_>) -> Result<(), String>;

    /// Returns what counts the pairs, where that is all that becomes of rows that have nothing but
    /// a probability and a yes or a no.
    fn counter(&mut self) -> Option<&mut PairCountsBuilder> {
        None
    }
}

/// Reads a table and hands its rows to what `sink` makes of its layout. Bad rows are passed over
/// and noted.
pub(super) fn read<T: RowSink>(
    input: impl Read,
    options: &TableOptions,
    required: &RequiredColumns,
    sink: impl FnOnce(&Layout) -> Result<T, TableError>,
) -> Result<(T, Faults), TableError> {
    let mut blocks = Blocks::new(input);
    if blocks.next()?.starts_with(b"\xef\xbb\xbf") {
        blocks.skip(3);
    }
    match blocks.last().trim_ascii_start().first() {
        None => Err(TableError::Empty),
        Some(b'{') => {
            let mut heads = json_rows::heads(blocks.last())?;
            let mut layout = Layout::of(&heads, options, required)?;
            layout.add_absent(&mut heads, options, required);
            let mut rows = Rows::new(sink(&layout)?, &layout);
            json_rows::read(blocks, &heads, &mut rows)?;
            Ok((rows.sink, rows.faults))
        }
        Some(_) => {
            let heads = csv_rows::heads(blocks.last())?;
            let layout = Layout::of(&heads, options, required)?;
            let mut rows = Rows::new(sink(&layout)?, &layout);
            csv_rows::read(blocks, &mut rows)?;
            Ok((rows.sink, rows.faults))
        }
    }
}

/// What takes rows, and what was wrong with some.
pub(super) struct Rows<'l, T> {
    sink: T,
    pub(super) layout: &'l Layout,
    faults: Faults,
}

impl<'l, T: RowSink> Rows<'l, T> {
    fn new(sink: T, layout: &'l Layout) -> Self {
        Self {
            sink,
            layout,
            faults: Faults::default(),
        }
    }

    /// Takes the row on that line.
    pub(super) fn take(&mut self, line: u64, cells: &impl Cells) {
        let taken = TableRow::of(line, cells, self.layout).and_then(|row| self.sink.take(&row));
        if let Err(why) = taken {
            self.faults.add(line, 1, why);
        }
    }

    /// Returns what counts the pairs, and which cells hold the probability and the outcome, where
    /// that is all there is to a row.
    pub(super) fn counter(&mut self) -> Option<(&mut PairCountsBuilder, [usize; 2])> {
        let places = self.layout.pair_places()?;
        Some((self.sink.counter()?, places))
    }

    /// Passes over the row on that line.
    pub(super) fn refuse(&mut self, line: u64, why: String) {
        self.faults.add(line, 1, why);
    }
}
