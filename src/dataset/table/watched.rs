//! Rows none of which is too long, and what is wrong with their quotation marks.

use std::collections::VecDeque;
use std::io::{self, Read};

/// The most that a row may have: as much as a record.
pub const MAX_ROW_BYTES: usize = 256 << 10;

/// Hands on what it reads, until a row is too long: a table may have any number of rows, but one that
/// never ends would have to be held whole. A reader of CSV forgives what is wrong with quotation
/// marks, and this one notes it.
pub(super) struct Watched<R> {
    input: R,
    /// What separates cells; none in a table whose rows end where their lines do.
    separator: Option<u8>,
    /// The line on which the row begins, counted from 1, and how much of it was read.
    line: u64,
    length: usize,
    /// How many lines of it were read, in a cell with quotation marks.
    within: u64,
    /// The line of the mark that opened the last cell with such.
    opened: u64,
    at: At,
    /// The lines on which text follows a mark that closes a cell.
    behind: VecDeque<u64>,
}

/// Where in a row the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Where a cell begins, and a quotation mark opens it.
    Begin,
    /// In a cell without quotation marks, or behind its last one.
    Bare,
    /// Between quotation marks, where a line break is a part of the cell.
    Quoted,
    /// Behind a quotation mark between such: the last, or one of two that stand for one.
    Mark,
    /// In the blanks behind the last one.
    Behind,
}

impl<R: Read> Watched<R> {
    /// Watches what begins on that line.
    pub(super) fn new(input: R, line: u64, separator: Option<u8>) -> Self {
        Self {
            input,
            separator,
            line,
            length: 0,
            within: 0,
            opened: 0,
            at: At::Begin,
            behind: VecDeque::new(),
        }
    }

    /// Returns the line of the quotation mark that is still open.
    pub(super) fn open(&self) -> Option<u64> {
        (self.at == At::Quoted).then_some(self.opened)
    }

    /// Returns, once, whether text follows a mark that closes a cell on that line or before it.
    pub(super) fn has_text_behind(&mut self, line: u64) -> bool {
        let mut has = false;
        while self.behind.front().is_some_and(|&other| other <= line) {
            self.behind.pop_front();
            has = true;
        }
        has
    }

    fn look(&mut self, bytes: &[u8]) -> io::Result<()> {
        let has_quotes = self.separator.is_some()
            && (matches!(self.at, At::Quoted | At::Mark) || bytes.contains(&b'"'));
        if has_quotes {
            return bytes.iter().try_for_each(|&byte| self.step(byte));
        }
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.grow(piece.len())?;
            if piece.ends_with(b"\n") {
                self.end();
            }
        }
        self.at = match bytes.last() {
            Some(&last) if last == b'\n' || Some(last) == self.separator => At::Begin,
            Some(_) => At::Bare,
            None => self.at,
        };
        Ok(())
    }

    fn step(&mut self, byte: u8) -> io::Result<()> {
        self.grow(1)?;
        self.at = match (self.at, byte) {
            (At::Quoted, b'"') => At::Mark,
            (At::Quoted, b'\n') => {
                self.within += 1;
                At::Quoted
            }
            (At::Begin, b'"') => {
                self.opened = self.line + self.within;
                At::Quoted
            }
            (At::Mark, b'"') | (At::Quoted, _) => At::Quoted,
            (_, b'\n') => {
                self.end();
                At::Begin
            }
            (_, byte) if Some(byte) == self.separator => At::Begin,
            (At::Mark | At::Behind, b' ' | b'\t' | b'\r') => At::Behind,
            (At::Mark | At::Behind, _) => {
                self.behind.push_back(self.line + self.within);
                At::Bare
            }
            _ => At::Bare,
        };
        Ok(())
    }

    fn end(&mut self) {
        self.line += 1 + self.within;
        (self.length, self.within) = (0, 0);
    }

    fn grow(&mut self, bytes: usize) -> io::Result<()> {
        self.length += bytes;
        if self.length <= MAX_ROW_BYTES {
            return Ok(());
        }
        let message = match self.open() {
            Some(line) => format!(
                "the quote that opens at line {line} is never closed, or its row is longer than \
                 {MAX_ROW_BYTES} bytes"
            ),
            None => format!(
                "the row on line {} is longer than {MAX_ROW_BYTES} bytes",
                self.line
            ),
        };
        Err(io::Error::new(io::ErrorKind::InvalidData, message))
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.look(&buffer[..read])?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Watches CSV, or JSON Lines where it begins so.
    fn of(text: &str) -> Watched<&[u8]> {
        let separator = (!text.starts_with('{')).then_some(b',');
        Watched::new(text.as_bytes(), 1, separator)
    }

    fn read(text: &str) -> Result<usize, String> {
        let mut out = Vec::new();
        let read = of(text).read_to_end(&mut out);
        assert!(read.is_err() || out == text.as_bytes());
        read.map_err(|error| error.to_string())
    }

    #[test]
    fn rows_may_be_many_but_none_too_long() {
        let row = "x".repeat(MAX_ROW_BYTES - 1);
        assert!(read(&format!("{row}\n{row}\n{row}")).is_ok());
        assert!(read(&"a,b\n".repeat(MAX_ROW_BYTES)).is_ok());
        assert_eq!(
            read(&format!("a,b\n1,2\n{row}xx\n")).unwrap_err(),
            "the row on line 3 is longer than 262144 bytes"
        );
    }

    #[test]
    fn a_cell_with_line_breaks_is_a_part_of_its_row() {
        let lines = "x\n".repeat(MAX_ROW_BYTES);
        let rows = "\"a \"\"b\n\"\"\",1\r\n".repeat(MAX_ROW_BYTES / 8);
        assert!(read(&rows).is_ok());
        assert_eq!(
            read(&format!("a,b\n\"\n\",2\n1,\"{lines}\"\n")).unwrap_err(),
            "the quote that opens at line 4 is never closed, or its row is longer than 262144 bytes"
        );
        // A mark inside a cell opens nothing, nor does one of JSON Lines.
        assert!(read(&format!("5\" pipe\n{lines}")).is_ok());
        let json = "{\"a\":\"x,\"}\n".repeat(MAX_ROW_BYTES / 4);
        assert!(read(&json).is_ok());
    }

    #[test]
    fn a_mark_that_is_never_closed_and_text_behind_one_are_noted() {
        let ends = |text: &str| {
            let mut watched = of(text);
            io::copy(&mut watched, &mut io::sink()).unwrap();
            (watched.open(), watched.has_text_behind(u64::MAX))
        };
        assert_eq!(ends("a,b\n\"1\n2\",\"3\n"), (Some(3), false));
        assert_eq!(ends("a,b\n\"1\"x,2\n"), (None, true));
        for fine in ["a,\"b\"\r\n", "\"a\" ,b\n", "\"a\"\"\",b", "5\" pipe,x\n"] {
            assert_eq!(ends(fine), (None, false), "{fine}");
        }
        let mut two = of("a\n\"1\"x\n2\n\"3\"x\n");
        io::copy(&mut two, &mut io::sink()).unwrap();
        assert_eq!(
            [2, 3, 4, 4].map(|line| two.has_text_behind(line)),
            [true, false, true, false]
        );
        assert!(
            read(&format!("a,b\n1,\"{}", "x\n".repeat(MAX_ROW_BYTES)))
                .unwrap_err()
                .starts_with("the quote that opens at line 2 is never closed")
        );
    }
}
