//! Rows of a table, none of which is longer than a record may be.

use std::io::{self, Read};

use crate::record::MAX_RECORD_BYTES;

/// Hands on what it reads, until a row is too long: a table may have any number of rows, but one that
/// never ends would have to be held whole.
pub(super) struct Bounded<R> {
    input: R,
    /// The line on which the row begins, counted from 1, and how much of it was read.
    line: u64,
    length: usize,
    /// How many lines of it were read, in a cell with quotation marks.
    within: u64,
    at: At,
    is_json: Option<bool>,
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
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            line: 1,
            length: 0,
            within: 0,
            at: At::Begin,
            is_json: None,
        }
    }

    fn look(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.is_json.is_none() {
            let first = bytes.trim_ascii_start().strip_prefix(b"\xef\xbb\xbf");
            let first = first.unwrap_or(bytes).trim_ascii_start().first();
            self.is_json = first.map(|&byte| byte == b'{');
        }
        // In JSON Lines a line break ends a row wherever it stands.
        let has_quotes = self.is_json != Some(true)
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
            Some(b'\n' | b',') => At::Begin,
            _ => At::Bare,
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
            (At::Begin | At::Mark, b'"') | (At::Quoted, _) => At::Quoted,
            (_, b'\n') => {
                self.end();
                At::Begin
            }
            (_, b',') => At::Begin,
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
        if self.length <= MAX_RECORD_BYTES {
            return Ok(());
        }
        let message = format!(
            "the row on line {} is longer than {MAX_RECORD_BYTES} bytes",
            self.line
        );
        Err(io::Error::new(io::ErrorKind::InvalidData, message))
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.look(&buffer[..read])?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<usize, String> {
        let mut out = Vec::new();
        let read = Bounded::new(text.as_bytes()).read_to_end(&mut out);
        assert!(read.is_err() || out == text.as_bytes());
        read.map_err(|error| error.to_string())
    }

    #[test]
    fn rows_may_be_many_but_none_too_long() {
        let row = "x".repeat(MAX_RECORD_BYTES - 1);
        assert!(read(&format!("{row}\n{row}\n{row}")).is_ok());
        assert!(read(&"a,b\n".repeat(MAX_RECORD_BYTES)).is_ok());
        assert_eq!(
            read(&format!("a,b\n1,2\n{row}xx\n")).unwrap_err(),
            "the row on line 3 is longer than 262144 bytes"
        );
    }

    #[test]
    fn a_cell_with_line_breaks_is_a_part_of_its_row() {
        let lines = "x\n".repeat(MAX_RECORD_BYTES);
        let rows = "\"a \"\"b\n\"\"\",1\r\n".repeat(MAX_RECORD_BYTES / 8);
        assert!(read(&rows).is_ok());
        assert_eq!(
            read(&format!("a,b\n\"\n\",2\n1,\"{lines}\"\n")).unwrap_err(),
            "the row on line 4 is longer than 262144 bytes"
        );
        // A mark inside a cell opens nothing, nor does one of JSON Lines.
        assert!(read(&format!("5\" pipe\n{lines}")).is_ok());
        let json = "{\"a\":\"x,\"}\n".repeat(MAX_RECORD_BYTES / 4);
        assert!(read(&format!("\u{feff}\n{json}")).is_ok());
    }
}
