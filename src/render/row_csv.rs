//! Rows as CSV: the same names and digits as in JSON, one value in a cell.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::dataset::{guarded, join_list};
use crate::model::written;

use super::escape::one_line;
use super::schema;

/// Returns rows as CSV, with the keys of their type as the head, and nothing that a spreadsheet would
/// take for a formula. A key that only some rows have, as figures are, stands where it does in its row;
/// a key inside another has the names of both; what holds objects in a list is in JSON only.
///
/// # Panics
///
/// Never: our types have only text for keys, and a vector takes every write.
#[must_use]
pub fn row_csv<R: Serialize + JsonSchema>(rows: &[R]) -> String {
    let mut columns: Vec<Column> = schema::properties::<R>().iter().map(Column::new).collect();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let row = serde_json::to_value(row).expect("our types have only text for keys");
        let mut cells = BTreeMap::new();
        let mut place = columns.len();
        // From the last key on: a new one stands before the one that follows it in its row.
        for (key, value) in row.as_object().into_iter().flatten().rev() {
            match columns.iter().position(|column| column.key == *key) {
                Some(known) => place = known,
                None => columns.insert(place, Column::new((key, &Value::Null))),
            }
            flat(key.clone(), value, &mut |name, value| {
                columns[place].add(&name);
                cells.insert(name, cell(value));
            });
        }
        lines.push(cells);
    }
    let names: Vec<&String> = columns.iter().flat_map(Column::names).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |line: Vec<&str>| {
        writer
            .write_record(line)
            .expect("a vector takes every write");
    };
    write(names.iter().map(|name| name.as_str()).collect());
    for cells in &lines {
        let line = names.iter().map(|name| cells.get(*name));
        write(line.map(|cell| cell.map_or("", String::as_str)).collect());
    }
    let bytes = writer.into_inner().expect("a vector takes every write");
    String::from_utf8(bytes).expect("every cell is text")
}

/// A key of rows, with the names of what it holds.
struct Column {
    key: String,
    names: Vec<String>,
    is_in_json_only: bool,
}

impl Column {
    /// Returns the column of a key with its schema.
    fn new((key, schema): (&String, &Value)) -> Self {
        let items = &schema["items"];
        Self {
            key: key.clone(),
            names: Vec::new(),
            is_in_json_only: items["$ref"].is_string() || items["type"] == "object",
        }
    }

    fn add(&mut self, name: &str) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    /// Returns the heads that it has: its key where nothing is known to be inside.
    fn names(&self) -> &[String] {
        match &self.names[..] {
            _ if self.is_in_json_only => &[],
            [] => std::slice::from_ref(&self.key),
            names => names,
        }
    }
}

/// Hands over what stands under a key, by name.
fn flat(name: String, value: &Value, put: &mut impl FnMut(String, &Value)) {
    match value {
        Value::Null => {}
        Value::Object(inner) => {
            for (key, value) in inner {
                flat(format!("{name}_{key}"), value, put);
            }
        }
        value => put(name, value),
    }
}

/// Returns the text of a cell; a list has semicolons between its items, as in `export table`.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text == "-inf" => text.clone(),
        Value::String(text) => guarded(&one_line(text)).into_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(cell).collect();
            join_list(items.iter().map(String::as_str))
        }
        Value::Number(number) if number.is_f64() => {
            number.as_f64().map_or_else(String::new, written)
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, JsonSchema)]
    struct Row {
        id: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        level: Option<f64>,
        tags: Vec<&'static str>,
    }

    #[test]
    fn the_keys_are_the_head_and_no_digit_is_lost() {
        let rows = [
            Row {
                id: "=1+1",
                level: Some(1.0 / 3.0),
                tags: vec!["a;b", "c"],
            },
            Row {
                id: "a\u{1b}b\nc",
                level: None,
                tags: Vec::new(),
            },
        ];
        let csv = row_csv(&rows);
        assert_eq!(
            csv,
            "id,level,tags\n'=1+1,0.3333333333333333,\"\"\"a;b\"\";c\"\na\\u{1b}b c,,\n"
        );
        assert_eq!(row_csv::<Row>(&[]), "id,level,tags\n");
    }

    #[derive(Serialize, JsonSchema)]
    struct Part {
        group: BTreeMap<&'static str, &'static str>,
        apart: Vec<BTreeMap<&'static str, f64>>,
        #[serde(flatten)]
        figures: BTreeMap<&'static str, f64>,
        n: usize,
    }

    #[test]
    fn keys_of_rows_stand_where_they_do_in_json_and_lists_of_objects_nowhere() {
        let part = |tag, figure: (&'static str, f64)| Part {
            group: BTreeMap::from([("tag", tag)]),
            apart: vec![BTreeMap::from([("n", 1.0)])],
            figures: BTreeMap::from([figure]),
            n: 1,
        };
        assert_eq!(
            row_csv(&[part("a", ("brier", 0.25)), part("b", ("log", -0.5))]),
            "group_tag,brier,log,n\na,0.25,,1\nb,,-0.5,1\n"
        );
    }
}
