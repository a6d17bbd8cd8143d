//! Tables in workbooks, whose one sheet is read as CSV.

use std::io::{self, Cursor, Read};

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};

use super::foreign::Damaged;

/// What a workbook has.
pub(super) enum Sheets {
    /// One sheet with cells.
    One(Box<dyn Read>),
    /// Several, of which nobody said which.
    Several,
}

/// Reads the one sheet of a workbook that has cells.
pub(super) fn of_bytes(bytes: Vec<u8>) -> Result<Sheets, Damaged> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| Damaged)?;
    let mut found = None;
    for name in workbook.sheet_names() {
        let sheet = workbook.worksheet_range(&name).map_err(|_| Damaged)?;
        if sheet.is_empty() {
            continue;
        }
        if found.replace(sheet).is_some() {
            return Ok(Sheets::Several);
        }
    }
    let text = csv(&found.unwrap_or_default()).map_err(|_| Damaged)?;
    Ok(Sheets::One(Box::new(Cursor::new(text))))
}

/// Returns the cells as CSV; rows without any are left out.
fn csv(sheet: &Range<Data>) -> io::Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in sheet.rows() {
        if row.iter().any(|cell| *cell != Data::Empty) {
            out.write_record(row.iter().map(text))?;
        }
    }
    out.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// Returns a cell as a table has it: a day as a day, whatever its format shows.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                date
            } else {
                format!("{date}T{hour:02}:{minute:02}:{second:02}")
            }
        }
        Data::Bool(flag) => flag.to_string(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
