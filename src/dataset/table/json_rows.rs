//! The rows of a table in JSON Lines: an object on each line.

use std::io::Read;

use serde_json::{Map, Value};

use crate::dataset::join_list;

use super::TableError;
use super::blocks::Blocks;
use super::layout::Cells;
use super::read::{RowSink, Rows};

/// Returns the heads of a table: the keys of its first object.
pub(super) fn heads(block: &[u8]) -> Result<Vec<String>, TableError> {
    let mut lines = block.split(|&byte| byte == b'\n');
    let first = lines.find(|line| !line.trim_ascii().is_empty());
    let object: Map<String, Value> = serde_json::from_slice(first.unwrap_or_default())
        .map_err(|error| TableError::NotAnObject(error.to_string()))?;
    Ok(object.into_iter().map(|(key, _)| key).collect())
}

/// Reads the rows; a key that an object lacks is an empty cell.
pub(super) fn read<R: Read, T: RowSink>(
    mut blocks: Blocks<R>,
    mut line: u64,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    let mut cells = Texts::default();
    loop {
        let block = blocks.next()?;
        if block.is_empty() {
            return Ok(());
        }
        let whole = block.strip_suffix(b"\n").unwrap_or(block);
        for text in whole.split(|&byte| byte == b'\n') {
            if !text.trim_ascii().is_empty() {
                let object = serde_json::from_slice(text)
                    .map_err(|error| format!("it is no JSON object: {error}"));
                match object.and_then(|object| cells.fill(&object, rows.heads)) {
                    Ok(()) => rows.take(line, &cells),
                    Err(why) => rows.refuse(line, why),
                }
            }
            line += 1;
        }
    }
}

/// The cells of an object, as text.
#[derive(Default)]
pub(super) struct Texts(Vec<String>);

impl Texts {
    /// Takes the values of an object; a key that it lacks is an empty cell.
    pub(super) fn fill(
        &mut self,
        object: &Map<String, Value>,
        heads: &[String],
    ) -> Result<(), String> {
        let cell = |head: &String| {
            object
                .get(head)
                .map_or_else(|| Ok(String::new()), |value| cell(head, value))
        };
        self.0 = heads.iter().map(cell).collect::<Result<_, _>>()?;
        Ok(())
    }
}

/// Returns a value as the text that a cell would have: a list as its parts with semicolons.
fn cell(head: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(yes) => Ok(yes.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) => Ok(text.clone()),
        Value::Array(parts) => {
            let parts: Result<Vec<_>, _> = parts.iter().map(|part| cell(head, part)).collect();
            parts.map(|parts| join_list(parts.iter().map(String::as_str)))
        }
        Value::Object(_) => Err(format!("`{head}` is an object")),
    }
}

impl Cells for Texts {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn cell(&self, place: usize) -> &[u8] {
        self.0[place].as_bytes()
    }
}
