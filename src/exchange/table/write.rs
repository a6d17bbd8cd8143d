//! The forms of a table.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::cell::Cell;
use crate::dataset::Column;

/// The form of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values with a head.
    #[default]
    Csv,
    /// A JSON object on each line, with all columns as keys.
    JsonLines,
}

/// Writes rows in a form.
pub(super) enum RowWriter<W: Write> {
    Csv(Box<csv::Writer<W>>),
    JsonLines(W),
}

impl<W: Write> RowWriter<W> {
    /// Returns what writes rows; the head is written.
    pub(super) fn new(form: TableFormat, out: W) -> io::Result<Self> {
        match form {
            TableFormat::JsonLines => Ok(Self::JsonLines(out)),
            TableFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(Column::written().map(Column::as_str))?;
                Ok(Self::Csv(Box::new(writer)))
            }
        }
    }

    /// Writes a row with a cell for each column that is written.
    pub(super) fn write(&mut self, row: &[Cell]) -> io::Result<()> {
        match self {
            Self::Csv(writer) => Ok(writer.write_record(row.iter().map(Cell::csv))?),
            Self::JsonLines(out) => {
                let names = Column::written().map(|column| column.as_str().to_owned());
                let object: Map<String, Value> = names.zip(row.iter().map(Cell::json)).collect();
                serde_json::to_writer(&mut *out, &object)?;
                out.write_all(b"\n")
            }
        }
    }

    /// Writes out what is held back.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(mut writer) => writer.flush(),
            Self::JsonLines(mut out) => out.flush(),
        }
    }
}
