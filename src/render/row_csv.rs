//! Rows as CSV: the same names and digits as in JSON, one value in a cell.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::dataset::{guarded, join_list};
use crate::model::written;

use super::escape::one_line;
use super::schema;

/// Returns rows as CSV, with the keys of their type as the head, and nothing that a spreadsheet would
/// take for a formula.
///
/// # Panics
///
/// Never: our types have only text for keys, and a vector takes every write.
#[must_use]
pub fn row_csv<R: Serialize + JsonSchema>(rows: &[R]) -> String {
    let head = schema::keys::<R>();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(&head)
        .expect("a vector takes every write");
    for row in rows {
        let row = serde_json::to_value(row).expect("our types have only text for keys");
        writer
            .write_record(head.iter().map(|key| cell(&row[key.as_str()])))
            .expect("a vector takes every write");
    }
    let bytes = writer.into_inner().expect("a vector takes every write");
    String::from_utf8(bytes).expect("every cell is text")
}

/// Returns the text of a cell; a list has semicolons between its items, as in `export table`.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
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
}
