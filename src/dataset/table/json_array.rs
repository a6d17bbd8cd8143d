//! The rows of a table in JSON: a list of objects.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::TableError;
use super::json_rows::Texts;
use super::read::{RowSink, Rows};
use super::watched::MAX_ROW_BYTES;

/// Returns the heads of a table: the keys of its first object.
pub(super) fn heads(begin: &[u8]) -> Result<Vec<String>, TableError> {
    let inner = begin.trim_ascii_start().strip_prefix(b"[").unwrap_or(begin);
    if inner.trim_ascii_start().starts_with(b"]") {
        return Err(TableError::Empty);
    }
    let mut values = serde_json::Deserializer::from_slice(inner).into_iter::<Map<String, Value>>();
    match values.next() {
        Some(Ok(object)) => Ok(object.into_iter().map(|(key, _)| key).collect()),
        Some(Err(error)) => Err(TableError::NotAnObject(error.to_string())),
        None => Err(TableError::Empty),
    }
}

/// Reads the rows of a list that begins on that line, each as it comes; the line of a row is that on
/// which its object ends.
pub(super) fn read<T: RowSink>(
    input: impl Read,
    line: u64,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    let at = Rc::new(Place {
        line: Cell::new(line),
        length: Cell::new(0),
    });
    let input = Placed {
        input: BufReader::new(input),
        at: Rc::clone(&at),
    };
    let mut reader = serde_json::Deserializer::from_reader(input);
    let list = List {
        rows,
        at,
        cells: Texts::default(),
    };
    let read = reader.deserialize_seq(list).and_then(|()| reader.end());
    read.map_err(|error| match error.io_error_kind() {
        Some(kind) => TableError::Io(io::Error::new(kind, error)),
        None => TableError::BrokenList(error.to_string()),
    })
}

/// How far a list was read.
struct Place {
    line: Cell<u64>,
    /// How much of the row was read.
    length: Cell<usize>,
}

/// Notes how far it was read, and reads no row that is too long.
struct Placed<R> {
    input: R,
    at: Rc<Place>,
}

impl<R: Read> Read for Placed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let ends = buffer[..read].split(|&byte| byte == b'\n').count() - 1;
        let (line, length) = (&self.at.line, &self.at.length);
        line.set(line.get() + ends as u64);
        length.set(length.get() + read);
        if length.get() <= MAX_ROW_BYTES {
            return Ok(read);
        }
        let why = format!(
            "the object that ends behind line {} is longer than {MAX_ROW_BYTES} bytes",
            line.get()
        );
        Err(io::Error::new(io::ErrorKind::InvalidData, why))
    }
}

/// Takes the objects of a list.
struct List<'s, 'l, T> {
    rows: &'s mut Rows<'l, T>,
    at: Rc<Place>,
    cells: Texts,
}

impl<'de, T: RowSink> Visitor<'de> for List<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Value>()? {
            let line = self.at.line.get();
            self.at.length.set(0);
            let Value::Object(object) = value else {
                self.rows.refuse(line, "it is no JSON object".to_owned());
                continue;
            };
            match self.cells.fill(&object, self.rows.heads) {
                Ok(()) => self.rows.take(line, &self.cells),
                Err(why) => self.rows.refuse(line, why),
            }
        }
        Ok(())
    }
}
