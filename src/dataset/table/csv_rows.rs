//! The rows of a table in CSV, with a comma or something else between cells.

use std::io::{self, Cursor, Read};

use crate::model::{Probability, decimal};
use crate::scoring::{BinaryOutcome, Pair, Weight};

use super::TableError;
use super::blocks::Blocks;
use super::layout::{Cells, PairPlaces};
use super::read::{RowSink, Rows};
use super::streaming::StreamingSink;
use super::watched::Watched;

/// Returns the heads of a table: the cells of its first line.
pub(super) fn heads(block: &[u8], separator: u8) -> Result<Vec<String>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .from_reader(block);
    let mut record = csv::ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(refused)? {
        return Err(TableError::Empty);
    }
    let head = |cell: &[u8]| String::from_utf8_lossy(cell.trim_ascii()).into_owned();
    Ok(record.iter().map(head).collect())
}

/// Reads the rows of a table whose heads stand on that line. Blocks without a quotation mark are
/// cut at commas and line ends; from the first that has one, and where something else separates
/// cells, the reader that knows quoting reads on.
pub(super) fn read<R: Read, T: RowSink>(
    mut blocks: Blocks<Watched<R>>,
    separator: u8,
    line: u64,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    let first = blocks.next()?;
    if separator != b',' || first.contains(&b'"') {
        return quoted(blocks.rest(), separator, line, true, rows);
    }
    let begin = first.iter().position(|&byte| byte == b'\n');
    let begin = begin.map_or(first.len(), |end| end + 1);
    let mut line = unquoted(&first[begin..], line + 1, rows);
    loop {
        let block = blocks.next()?;
        if block.is_empty() {
            return Ok(());
        }
        if block.contains(&b'"') {
            return quoted(blocks.rest(), separator, line, false, rows);
        }
        line = unquoted(block, line, rows);
    }
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
            line += lines as u64;
            rows.note_counted(lines);
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

/// Counts the lines that hold nothing but plain numbers, up to the first that holds something else;
/// returns of how many bytes and lines.
fn pairs(
    block: &[u8],
    places: PairPlaces,
    width: usize,
    sink: &mut StreamingSink,
) -> (usize, usize) {
    match places {
        PairPlaces::Outcome(places) => lines(block, places, width, |[said, seen]| {
            pair(said, seen).map(|pair| sink.add_pair(&pair))
        }),
        PairPlaces::Counts(places) => lines(block, places, width, |[said, pairs, events]| {
            let (pairs, events) = (digits(pairs)?, digits(events.trim_ascii_end())?);
            sink.add_pairs(plain(said)?, pairs, events).then_some(())
        }),
    }
}

/// Hands over the cells at these places of each line, up to the first that is refused.
#[inline]
fn lines<const N: usize>(
    block: &[u8],
    places: [usize; N],
    width: usize,
    mut take: impl FnMut([&[u8]; N]) -> Option<()>,
) -> (usize, usize) {
    let (mut counted, mut lines) = (0, 0);
    // A label of totals in a cell that is not looked at makes the row another one.
    let has_label = !places.contains(&0);
    let (mut start, mut cell) = (0, 0);
    let mut found = [(0, 0); N];
    for (at, &byte) in block.iter().enumerate() {
        // Digits, letters and points lie above both ends of a cell.
        if byte > b',' || (byte != b',' && byte != b'\n') {
            continue;
        }
        if let Some(place) = places.iter().position(|place| *place == cell) {
            found[place] = (start, at);
        } else if cell == 0 && has_label && is_label(&block[start..at]) {
            break;
        }
        (start, cell) = (at + 1, cell + 1);
        if byte == b'\n' {
            let cells = found.map(|(start, end)| &block[start..end]);
            if cell != width || take(cells).is_none() {
                break;
            }
            (counted, lines, cell) = (start, lines + 1, 0);
        }
    }
    (counted, lines)
}

/// Says whether a cell may be the label of a row of totals.
fn is_label(cell: &[u8]) -> bool {
    matches!(
        cell.first(),
        Some(b' ' | b't' | b'T' | b's' | b'S' | b'g' | b'G')
    )
}

fn pair(said: &[u8], seen: &[u8]) -> Option<Pair> {
    let outcome = match seen {
        b"1" | b"1\r" => BinaryOutcome::YES,
        b"0" | b"0\r" => BinaryOutcome::NO,
        _ => return None,
    };
    Some(Pair {
        forecast: plain(said)?,
        outcome,
        weight: Weight::ONE,
        cluster: 0,
    })
}

/// Returns a plain probability. A longer decimal may have noise in its last digits.
#[inline]
fn plain(said: &[u8]) -> Option<Probability> {
    let short = Some(said).filter(|said| said.len() <= 16)?;
    Probability::new(decimal(short)?)
}

/// Returns a count of plain digits.
#[inline]
fn digits(cell: &[u8]) -> Option<u64> {
    let is_short = (1..=15).contains(&cell.len());
    let digit = |byte: &u8| byte.is_ascii_digit();
    (is_short && cell.iter().all(digit)).then(|| {
        cell.iter()
            .fold(0, |all, byte| all * 10 + u64::from(byte - b'0'))
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
fn quoted<R: Read, T: RowSink>(
    input: Rest<R>,
    separator: u8,
    line: u64,
    mut head: bool,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(input);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(refused)? {
        // The reader itself tells where the blank lines before a record begin.
        let within = record.as_slice().iter().filter(|byte| **byte == b'\n');
        let within = within.count() as u64;
        let last = reader.position().line() + line - 2;
        let first = last - within;
        let has_text_behind = reader.get_mut().get_mut().1.has_text_behind(last);
        if std::mem::take(&mut head) {
            continue;
        }
        if has_text_behind {
            rows.spoil(first, &record, text_behind(first, last));
            continue;
        }
        if within > 0 {
            note_swallowed(&record, separator, first, last, rows);
        }
        rows.take(first, &record);
    }
    match reader.get_ref().get_ref().1.open() {
        Some(line) => Err(TableError::Unclosed(line)),
        None => Ok(()),
    }
}

/// What is left of a table: the block that was read, and what follows.
type Rest<R> = io::Chain<Cursor<Vec<u8>>, Watched<R>>;

/// Says that text follows the mark that closes a cell.
fn text_behind(first: u64, last: u64) -> String {
    let lines = if first == last {
        String::new()
    } else {
        format!(", in the row that ends on line {last}")
    };
    format!(
        "text follows a quotation mark that closes a cell{lines}; a mark within a cell is written \
         twice"
    )
}

/// Notes a cell over several lines some of which look like rows: its quotation marks may be open where
/// they should not.
fn note_swallowed<T: RowSink>(
    record: &csv::ByteRecord,
    separator: u8,
    first: u64,
    last: u64,
    rows: &mut Rows<'_, T>,
) {
    let width = rows.layout.width;
    let is_row = |line: &[u8]| width > 1 && line.split(|&byte| byte == separator).count() == width;
    // What stands before the first line break and behind the last belongs to the row itself.
    let inner = |cell: &[u8]| {
        let mut lines: Vec<_> = cell
            .split(|&byte| byte == b'\n')
            .skip(1)
            .map(is_row)
            .collect();
        lines.pop();
        lines.into_iter().filter(|is_row| *is_row).count()
    };
    let swallowed: usize = record.iter().map(inner).sum();
    if swallowed > 0 {
        rows.note(format!(
            "one cell goes on from line {first} to line {last}, over {swallowed} lines that look like \
             rows: see to its quotation marks"
        ));
    }
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
