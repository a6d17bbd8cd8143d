//! The rows of a table in CSV.

use std::io::Read;

use crate::model::{Probability, decimal};
use crate::scoring::{BinaryOutcome, Pair, PairCountsBuilder, Weight};

use super::TableError;
use super::blocks::Blocks;
use super::layout::Cells;
use super::read::{RowSink, Rows};

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
pub(super) fn read<R: Read, T: RowSink>(
    mut blocks: Blocks<R>,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    if blocks.last().contains(&b'"') {
        return quoted(blocks.rest(), 1, true, rows);
    }
    let (begin, mut line) = after_head(blocks.last());
    line = unquoted(&blocks.last()[begin..], line, rows);
    loop {
        let block = blocks.next()?;
        if block.is_empty() {
            return Ok(());
        }
        if block.contains(&b'"') {
            return quoted(blocks.rest(), line, false, rows);
        }
        line = unquoted(block, line, rows);
    }
}

/// Returns where the rows begin, and on which line: after the first line that is not blank.
fn after_head(block: &[u8]) -> (usize, u64) {
    let (mut begin, mut line) = (0, 1);
    for text in block.split_inclusive(|&byte| byte == b'\n') {
        begin += text.len();
        line += 1;
        if !text.trim_ascii().is_empty() {
            break;
        }
    }
    (begin, line)
}

/// Reads a block without quotation marks, and returns the number of the line after it.
fn unquoted<T: RowSink>(block: &[u8], mut line: u64, rows: &mut Rows<'_, T>) -> u64 {
    let mut cells = Cut {
        block,
        ranges: Vec::new(),
    };
    let mut at = 0;
    while at < block.len() {
        let width = rows.layout.width;
        if let Some((counter, places)) = rows.counter() {
            let (bytes, lines) = pairs(&block[at..], places, width, counter);
            at += bytes;
            line += lines;
        }
        if at < block.len() {
            at = cells.cut(at);
            if !cells.are_blank() {
                rows.take(line, &cells);
            }
            line += 1;
        }
    }
    line
}

/// Counts the lines that hold a plain probability and a plain yes or no, up to the first that does
/// not; returns of how many bytes and lines.
fn pairs(
    block: &[u8],
    places: [usize; 2],
    width: usize,
    sink: &mut PairCountsBuilder,
) -> (usize, u64) {
    let (mut counted, mut lines) = (0, 0);
    let (mut start, mut cell) = (0, 0);
    let (mut said, mut seen) = (0..0, 0..0);
    for (at, &byte) in block.iter().enumerate() {
        // Digits, letters and points lie above both ends of a cell.
        if byte > b',' || (byte != b',' && byte != b'\n') {
            continue;
        }
        if cell == places[0] {
            said = start..at;
        } else if cell == places[1] {
            seen = start..at;
        }
        (start, cell) = (at + 1, cell + 1);
        if byte == b'\n' {
            let pair = pair(&block[said.clone()], &block[seen.clone()]);
            match pair.filter(|_| cell == width) {
                Some(pair) => sink.add(&pair),
                None => break,
            }
            (counted, lines, cell) = (start, lines + 1, 0);
        }
    }
    (counted, lines)
}

fn pair(said: &[u8], seen: &[u8]) -> Option<Pair> {
    let outcome = match seen {
        b"1" | b"1\r" => BinaryOutcome::YES,
        b"0" | b"0\r" => BinaryOutcome::NO,
        _ => return None,
    };
    Some(Pair {
        forecast: Probability::new(decimal(said)?)?,
        outcome,
        weight: Weight::ONE,
        cluster: 0,
    })
}

/// A line cut at its commas.
struct Cut<'b> {
    block: &'b [u8],
    ranges: Vec<(usize, usize)>,
}

impl Cut<'_> {
    /// Cuts the line that begins there, and returns where the next one does.
    fn cut(&mut self, begin: usize) -> usize {
        self.ranges.clear();
        let mut start = begin;
        for (at, &byte) in self.block.iter().enumerate().skip(begin) {
            if byte > b',' || (byte != b',' && byte != b'\n') {
                continue;
            }
            self.ranges.push((start, at));
            start = at + 1;
            if byte == b'\n' {
                return start;
            }
        }
        self.ranges.push((start, self.block.len()));
        self.block.len()
    }

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
fn quoted<T: RowSink>(
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
