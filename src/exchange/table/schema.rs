//! What a table is, for programs and for people, out of the list of its columns.

use serde_json::{Map, Value, json};

use crate::dataset::{COLUMNS, Column, ColumnSpec, Holds};

/// Returns the JSON Schema of a row in JSON Lines, as `foretell export table` writes it.
#[must_use]
pub fn schema() -> Value {
    let written = || Column::written().map(Column::spec);
    let property = |spec: &ColumnSpec| (spec.heads[0].to_owned(), cell(spec));
    let properties: Map<String, Value> = written().map(property).collect();
    let required: Vec<_> = written().map(|spec| spec.heads[0]).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A row of the long table of foretell, in JSON Lines",
        "description": "One part of an estimate; an empty cell is null. docs/tables.md says more.",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Returns the schema of a cell.
fn cell(spec: &ColumnSpec) -> Value {
    let text = |pattern: &str| json!({"type": ["string", "null"], "pattern": pattern});
    let mut schema = match spec.holds {
        Holds::Text => json!({"type": ["string", "null"]}),
        Holds::List => json!({"type": ["array", "null"], "items": {"type": "string"}}),
        Holds::OneOf(words) => {
            let words = words.iter().map(|&word| json!(word));
            json!({"enum": words.chain([Value::Null]).collect::<Vec<_>>()})
        }
        Holds::Number => json!({"type": ["number", "null"]}),
        Holds::Whole => json!({"type": ["integer", "null"], "minimum": 1}),
        Holds::Share => json!({"type": ["number", "null"], "minimum": 0, "maximum": 1}),
        Holds::Moment => text(DAY),
        Holds::Day => text(&format!("{DAY}$")),
        Holds::NumberOrDay => json!({"type": ["number", "string", "null"], "pattern": DAY}),
        Holds::Flag => json!({"type": ["boolean", "null"]}),
        Holds::Outcome => json!({
            "type": ["number", "string", "array", "null"],
            "items": {"type": "string"},
        }),
    };
    schema["description"] = json!(spec.doc);
    schema
}

/// How a day is written.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";

/// Returns the data dictionary, as a table in Markdown.
#[must_use]
pub fn dictionary() -> String {
    let row = |spec: &ColumnSpec| {
        let heads = spec.heads.iter().map(|head| format!("`{head}`"));
        let heads = heads.collect::<Vec<_>>().join(", ");
        format!("| {heads} | {} | {} |\n", kind(spec.holds), spec.doc)
    };
    let head = "| column | cells | holds |\n|---|---|---|\n";
    let rows: String = COLUMNS.iter().map(row).collect();
    format!("{head}{rows}")
}

fn kind(holds: Holds) -> String {
    match holds {
        Holds::Text => "text".to_owned(),
        Holds::List => "list".to_owned(),
        Holds::OneOf(words) => {
            let words = words.iter().map(|word| format!("`{word}`"));
            words.collect::<Vec<_>>().join(", ")
        }
        Holds::Number => "number".to_owned(),
        Holds::Whole => "whole number".to_owned(),
        Holds::Share => "0 to 1".to_owned(),
        Holds::Moment => "day or instant".to_owned(),
        Holds::Day => "day".to_owned(),
        Holds::NumberOrDay => "number or day".to_owned(),
        Holds::Flag => "`true`, `false`".to_owned(),
        Holds::Outcome => "by kind".to_owned(),
    }
}
