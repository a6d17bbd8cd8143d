//! Reads the rows of a table: CSV or JSON Lines, told apart by how they begin.

use std::io::Read;

use crate::scoring::PairCountsBuilder;

use super::blocks::Blocks;
use super::layout::{Cells, Layout, Wants};
use super::row::Row;
use super::{Faults, Reading, TableError, csv_rows, json_rows};

/// What becomes of the rows of a table.
pub(super) trait Take {
    /// Takes a row, or says what is wrong with it.
    fn take(&mut self, row: &Row<'_>) -> Result<(), String>;

    /// Returns what counts the pairs, where that is all that becomes of rows that have nothing but
    /// a probability and a yes or a no.
    fn teller(&mut self) -> Option<&mut PairCountsBuilder> {
        None
    }
}

/// Reads a table and hands its rows to what `taker` makes of its layout. Bad rows are passed over
/// and noted.
pub(super) fn read<T: Take>(
    input: impl Read,
    reading: &Reading,
    wants: &Wants,
    taker: impl FnOnce(&Layout) -> Result<T, TableError>,
) -> Result<(T, Faults), TableError> {
    let mut blocks = Blocks::new(input);
    if blocks.next()?.starts_with(b"\xef\xbb\xbf") {
        blocks.skip(3);
    }
    match blocks.last().trim_ascii_start().first() {
        None => Err(TableError::Empty),
        Some(b'{') => {
            let mut heads = json_rows::heads(blocks.last())?;
            let mut layout = Layout::of(&heads, reading, wants)?;
            layout.add_absent(&mut heads, reading, wants);
            let mut rows = Rows::new(taker(&layout)?, &layout);
            json_rows::read(blocks, &heads, &mut rows)?;
            Ok((rows.taker, rows.faults))
        }
        Some(_) => {
            let heads = csv_rows::heads(blocks.last())?;
            let layout = Layout::of(&heads, reading, wants)?;
            let mut rows = Rows::new(taker(&layout)?, &layout);
            csv_rows::read(blocks, &mut rows)?;
            Ok((rows.taker, rows.faults))
        }
    }
}

/// What takes rows, and what was wrong with some.
pub(super) struct Rows<'l, T> {
    taker: T,
    pub(super) layout: &'l Layout,
    faults: Faults,
}

impl<'l, T: Take> Rows<'l, T> {
    fn new(taker: T, layout: &'l Layout) -> Self {
        Self {
            taker,
            layout,
            faults: Faults::default(),
        }
    }

    /// Takes the row on that line.
    pub(super) fn take(&mut self, line: u64, cells: &impl Cells) {
        let taken = Row::of(line, cells, self.layout).and_then(|row| self.taker.take(&row));
        if let Err(why) = taken {
            self.faults.add(line, 1, why);
        }
    }

    /// Returns what counts the pairs, and which cells hold the probability and the outcome, where
    /// that is all there is to a row.
    pub(super) fn teller(&mut self) -> Option<(&mut PairCountsBuilder, [usize; 2])> {
        let places = self.layout.pair_places()?;
        Some((self.taker.teller()?, places))
    }

    /// Passes over the row on that line.
    pub(super) fn refuse(&mut self, line: u64, why: String) {
        self.faults.add(line, 1, why);
    }
}
