//! The rows of a table in CSV.

use std::io::Read;

use super::TableError;
use super::blocks::Blocks;
use super::layout::Cells;
use super::read::{Rows, Take};

/// Returns the heads of a table: the cells of its first line.
pub(super) fn heads(block: &[u8]) -> Result<Vec<String>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(block);
    let mut record = csv::ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(refused)? {
        return Err(TableError::Empty);
    }
    let head = |cell: &[u8]| String::from_utf8_lossy(cell.trim_ascii()).into_owned();
    Ok(record.iter().map(head).collect())
}

/// Reads the rows. Blocks without a quotation mark are cut at commas and line ends; from the first
/// that has one, the reader that knows quoting reads on.
pub(super) fn read<R: Read, T: Take>(
    first: Vec<u8>,
    mut blocks: Blocks<R>,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    let (mut block, mut line, mut head) = (first, 1, true);
    while !block.is_empty() {
        if block.contains(&b'"') {
            return quoted(blocks.rest(block), line, head, rows);
        }
        line = plain(&block, line, &mut head, rows);
        block = blocks.next()?;
    }
    Ok(())
}

/// Reads a block without quotation marks, and returns the number of the line after it.
fn plain<T: Take>(block: &[u8], mut line: u64, head: &mut bool, rows: &mut Rows<'_, T>) -> u64 {
    let mut cells = Cut {
        block,
        ranges: Vec::new(),
    };
    let mut start = 0;
    let mut end_line = |cells: &mut Cut<'_>| {
        if !cells.are_blank() && !std::mem::take(head) {
            rows.take(line, cells);
        }
        cells.ranges.clear();
        line += 1;
    };
    for (at, &byte) in block.iter().enumerate() {
        // Digits, letters and points lie above both ends of a cell.
        if byte > b',' {
            continue;
        }
        if byte == b',' || byte == b'\n' {
            cells.ranges.push((start, at));
            start = at + 1;
            if byte == b'\n' {
                end_line(&mut cells);
            }
        }
    }
    if start < block.len() || !cells.ranges.is_empty() {
        cells.ranges.push((start, block.len()));
        end_line(&mut cells);
    }
    line
}

/// A line cut at its commas.
struct Cut<'b> {
    block: &'b [u8],
    ranges: Vec<(usize, usize)>,
}

impl Cut<'_> {
    /// Says whether the line is empty.
    fn are_blank(&self) -> bool {
        self.ranges.len() == 1 && self.cell(0).trim_ascii().is_empty()
    }
}

impl Cells for Cut<'_> {
    fn count(&self) -> usize {
        self.ranges.len()
    }

    fn cell(&self, place: usize) -> &[u8] {
        let (start, end) = self.ranges[place];
        &self.block[start..end]
    }
}

/// Reads what may have quotation marks, from the beginning of the given line.
fn quoted<T: Take>(
    input: impl Read,
    line: u64,
    mut head: bool,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        // So that the last record has a line end too.
        .from_reader(input.chain(b"\n".as_slice()));
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(refused)? {
        if std::mem::take(&mut head) {
            continue;
        }
        // The reader itself tells where the blank lines before a record begin.
        let within = record.as_slice().iter().filter(|byte| **byte == b'\n');
        let lines = 1 + within.count() as u64;
        rows.take(reader.position().line() - lines + line - 1, &record);
    }
    Ok(())
}

impl Cells for csv::ByteRecord {
    fn count(&self) -> usize {
        self.len()
    }

    fn cell(&self, place: usize) -> &[u8] {
        &self[place]
    }
}

fn refused(error: csv::Error) -> TableError {
    TableError::Io(error.into())
}
