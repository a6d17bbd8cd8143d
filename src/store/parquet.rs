//! Tables in Parquet, read row by row as JSON Lines.

use std::io::{self, Read};

use bytes::Bytes;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

use super::foreign::Damaged;

/// Opens what is wholly in memory, as what was unpacked or came on standard input.
pub(super) fn of_bytes(bytes: Vec<u8>) -> Result<Box<dyn Read>, Damaged> {
    of(Bytes::from(bytes))
}

/// Opens a file, of which only what is asked for is read.
pub(super) fn of(file: impl ChunkReader + 'static) -> Result<Box<dyn Read>, Damaged> {
    let reader = SerializedFileReader::new(file).map_err(|_| Damaged)?;
    let reader: Box<dyn FileReader> = Box::new(reader);
    Ok(Box::new(Rows {
        rows: RowIter::from_file_into(reader),
        line: io::Cursor::default(),
    }))
}

/// The rows of a file, each an object on a line of its own.
struct Rows {
    rows: RowIter<'static>,
    /// What is left of the line.
    line: io::Cursor<Vec<u8>>,
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.line.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(row) = self.rows.next() else {
                return Ok(0);
            };
            let row = row.map_err(|error| {
                let why = format!("its columns cannot be unpacked: {error}");
                io::Error::new(io::ErrorKind::InvalidData, why)
            })?;
            let mut line = serde_json::to_vec(&object(&row))?;
            line.push(b'\n');
            self.line = io::Cursor::new(line);
        }
    }
}

fn object(row: &Row) -> Value {
    let cells = row.get_column_iter();
    let cells = cells.map(|(name, field)| (name.clone(), value(field)));
    Value::Object(cells.collect::<Map<_, _>>())
}

/// Returns a cell as JSON has it: what JSON has no form for as text, a day as a day.
fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(flag) => (*flag).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        // The decimal that single precision stands for, and not the double nearest to it.
        Field::Float(number) => decimal(&number.to_string()),
        Field::Double(number) => decimal(&number.to_string()),
        Field::Str(text) => text.clone().into(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into(),
        Field::Date(_) => Value::String(field.to_string()),
        Field::TimestampMillis(millis) => instant(millis.checked_mul(1000)),
        Field::TimestampMicros(micros) => instant(Some(*micros)),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        // Decimals, times of the day, maps and groups: as they are printed.
        other => Value::String(other.to_string()),
    }
}

/// Returns a number in its digits; one that is none, such as `NaN`, as text.
fn decimal(digits: &str) -> Value {
    let number = serde_json::from_str(digits);
    number.map_or_else(|_| digits.into(), Value::Number)
}

/// Returns an instant, which Parquet counts in UTC; midnight alone is a day, as data frames have it.
fn instant(micros: Option<i64>) -> Value {
    let instant = micros.and_then(chrono::DateTime::from_timestamp_micros);
    let text = instant.map(|instant| {
        if instant.time() == chrono::NaiveTime::MIN {
            instant.date_naive().to_string()
        } else {
            instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
        }
    });
    text.map_or(Value::Null, Value::String)
}
