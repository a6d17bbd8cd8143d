//! Many estimates or outcomes at once, out of a CSV file: all are written, or none.

use std::collections::BTreeMap;
use std::path::Path;

use foretell::model::nearest;
use foretell::store;

use crate::error::Error;
use crate::ui::Ui;

/// A row: its line, and what stands under each head.
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    cells: BTreeMap<&'static str, String>,
}

impl Row {
    /// Returns what stands under a head, where that is anything.
    pub fn get(&self, head: &str) -> Option<&str> {
        self.cells.get(head).map(String::as_str)
    }

    /// Returns what must stand under a head.
    pub fn needed(&self, head: &str) -> Result<&str, Error> {
        self.get(head)
            .ok_or_else(|| Error::usage(format!("`{head}` is empty")))
    }

    /// Returns what stands under a head, read.
    pub fn read<T, E: std::fmt::Display>(
        &self,
        head: &str,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Error> {
        let Some(text) = self.get(head) else {
            return Ok(None);
        };
        let value = read(text);
        value
            .map(Some)
            .map_err(|why| Error::usage(format!("`{text}` under `{head}`: {why}")))
    }
}

/// Reads the rows of a file, `-` for standard input. The first heads must be there, the others may be.
pub fn read(path: &Path, heads: &[&'static str], needed: usize) -> Result<Vec<Row>, Error> {
    let name = path.to_string_lossy();
    let refused = |why: csv::Error| Error::usage(format!("could not read `{name}`: {why}"));
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(store::open_table(path)?);
    let columns = columns(reader.headers().map_err(refused)?, heads)
        .and_then(|columns| check_needed(&columns, &heads[..needed]).map(|()| columns))
        .map_err(|why| {
            let all = heads.join(", ");
            Error::usage(format!("`{name}`: {why}")).hint(format!("the heads are {all}"))
        })?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(refused)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = columns.iter().zip(&record);
        let cells: BTreeMap<_, _> = cells
            .filter(|(_, text)| !text.is_empty())
            .map(|(head, text)| (*head, text.to_owned()))
            .collect();
        if !cells.is_empty() {
            rows.push(Row { line, cells });
        }
    }
    if rows.is_empty() {
        return Err(Error::usage(format!(
            "`{name}` has no rows under its heads"
        )));
    }
    Ok(rows)
}

/// Returns the head of each column.
fn columns(found: &csv::StringRecord, heads: &[&'static str]) -> Result<Vec<&'static str>, String> {
    let column = |typed: &str| {
        let small = typed.trim_start_matches('\u{feff}').to_lowercase();
        let known = heads.iter().find(|head| **head == small).copied();
        known.ok_or_else(|| match nearest(&small, heads.iter().copied()) {
            Some(near) => format!("there is no column `{typed}`; did you mean `{near}`?"),
            None => format!("there is no column `{typed}`"),
        })
    };
    found.iter().map(column).collect()
}

fn check_needed(columns: &[&str], needed: &[&str]) -> Result<(), String> {
    let absent = needed.iter().find(|head| !columns.contains(head));
    absent.map_or(Ok(()), |head| {
        Err(format!("the column `{head}` is missing"))
    })
}

/// Takes something out of every row, or says of each row that cannot be taken what is wrong with it, by its
/// line, and returns the error that keeps all of them from being written.
pub fn every<T>(
    path: &Path,
    rows: &[Row],
    ui: &mut Ui,
    mut make: impl FnMut(&Row) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let name = path.to_string_lossy();
    let mut taken = Vec::new();
    let mut bad = 0;
    for row in rows {
        match make(row) {
            Ok(one) => taken.push(one),
            Err(why) => {
                bad += 1;
                let hint = why.to_do().map(|hint| format!("; {hint}"));
                ui.warn(&format!(
                    "{name}:{}: {why}{}",
                    row.line,
                    hint.unwrap_or_default()
                ));
            }
        }
    }
    if bad == 0 {
        return Ok(taken);
    }
    let all = rows.len();
    Err(Error::usage(format!(
        "nothing is written: {bad} of {all} rows cannot be taken"
    ))
    .hint("correct them, and run the command again"))
}
