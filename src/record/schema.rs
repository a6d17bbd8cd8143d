//! The JSON Schema of a record, for editors and other checkers.
//!
//! It tells the shape: keys, types, forms of days and ids. What depends on other values (dates in
//! order, probabilities that sum to 1, references) only `check` knows.

use serde_json::{Map, Value, json};

use super::census::CENSUS;
use super::coded::CODED;
use super::distribution::PART;
use super::estimate::{self, ESTIMATE};
use super::evidence::EVIDENCE;
use super::forecast::{FORECAST, SCENARIO_SET};
use super::kind;
use super::kind::OPTION;
use super::mapping::{FieldSpec, Keys, Shape};
use super::relations::THRESHOLD;
use super::resolution::RESOLUTION;
use super::settings::SETTINGS;
use crate::model::{Family, KindName};

/// The version of JSON Schema that every editor knows.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Returns the JSON Schema of a record: a forecast or a scenario set.
#[must_use]
pub fn schema() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "foretell record",
        "description": "One forecast, or one scenario set, as a YAML document",
        "if": {"type": "object", "required": ["scenarios"]},
        "then": {"$ref": "#/definitions/scenario_set"},
        "else": {"$ref": "#/definitions/forecast"},
        "definitions": definitions(),
    })
}

/// Returns the JSON Schema of a census, a file of `sources/`.
#[must_use]
pub fn census_schema() -> Value {
    let mut schema = mapping(&CENSUS);
    schema["$schema"] = DRAFT.into();
    schema["title"] = "foretell census".into();
    schema["description"] = "Every sentence of a document that bears on the future".into();
    schema["definitions"] = defined_as(&["text", "name", "id", "ids"]);
    schema
}

/// Returns the JSON Schema of the settings, `foretell.yaml`.
#[must_use]
pub fn settings_schema() -> Value {
    let mut schema = mapping(&SETTINGS);
    schema["$schema"] = DRAFT.into();
    schema["title"] = "foretell settings".into();
    schema["description"] = "The settings of a ledger, foretell.yaml".into();
    schema["definitions"] = defined_as(&["text", "name"]);
    schema
}

/// Returns these definitions.
fn defined_as(names: &[&str]) -> Value {
    let all = definitions();
    let each = names
        .iter()
        .map(|&name| (name.to_owned(), all[name].clone()));
    each.collect::<Map<_, _>>().into()
}

fn definitions() -> Value {
    json!({
        "forecast": forecast(),
        "scenario_set": mapping(&SCENARIO_SET),
        "estimate": estimate(),
        "threshold": threshold(),
        "coding": mapping(&CODED),
        "resolution": mapping(&RESOLUTION),
        "evidence": mapping(&EVIDENCE),
        "part": part(),
        "option": mapping(&OPTION),
        "text": {"type": ["string", "number", "boolean"]},
        "name": {"anyOf": [{"type": "string", "pattern": "\\S"}, {"type": ["number", "boolean"]}]},
        "texts": {"type": "array", "items": {"$ref": "#/definitions/text"}},
        "id": {"anyOf": [
            {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
            {"type": "integer", "minimum": 0},
        ]},
        "ids": {"type": "array", "items": {"$ref": "#/definitions/id"}},
        "moment": {
            "type": "string",
            "pattern": format!("^{DAY}([Tt ]{TIME}{ZONE})?$"),
        },
        "flag": {"enum": [
            true, false, "yes", "Yes", "YES", "no", "No", "NO",
        ]},
        "number": {"anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": "^[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?$"},
        ]},
        "quantity": {"anyOf": [{"$ref": "#/definitions/number"}, {"$ref": "#/definitions/moment"}]},
        "probability": {"anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            // YAML 1.1 reads 7:3 as 423.
            {"type": "string", "minLength": 1, "not": {"pattern": "^[0-9.]+:[0-9.]+$"}},
        ]},
        "probabilities": {
            "type": "object",
            "additionalProperties": {"$ref": "#/definitions/probability"},
        },
        "outcome": {"anyOf": [
            {"type": ["string", "number", "boolean"]},
            {"$ref": "#/definitions/probabilities"},
        ]},
    })
}

const DAY: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const TIME: &str = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?";
const ZONE: &str = " ?([Zz]|UTC|GMT|[-+][0-9]{2}(:?[0-9]{2})?)";

/// Returns the schema of a mapping: each key with its shape, and keys of one's own.
pub(super) fn mapping(keys: &dyn Keys) -> Value {
    let described = |spec: &FieldSpec| (spec.key.to_owned(), described(spec));
    let properties: Map<String, Value> = keys.specs().map(described).collect();
    let mut mapping = json!({
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "additionalProperties": false,
    });
    let required = keys.specs().filter(|spec| spec.is_required);
    let required: Vec<&str> = required.map(|spec| spec.key).collect();
    if !required.is_empty() {
        mapping["required"] = json!(required);
    }
    mapping
}

fn described(spec: &FieldSpec) -> Value {
    let mut shape = of(spec.shape);
    let Some(said) = spec.says else {
        return shape;
    };
    // Beside a reference draft 7 sees nothing else.
    if shape.get("$ref").is_some() {
        shape = json!({"allOf": [shape]});
    }
    shape["description"] = said.into();
    shape
}

fn of(shape: Shape) -> Value {
    match shape {
        Shape::Of(definition) => reference(definition),
        Shape::Mapping(keys) => defined(keys),
        Shape::Mappings(keys) => list_of(&defined(keys)),
        Shape::OneOrMappings(keys) => {
            json!({"anyOf": [defined(keys), list_of(&defined(keys))]})
        }
        Shape::TextsOrMappings(keys) => {
            list_of(&json!({"anyOf": [reference("text"), defined(keys)]}))
        }
        Shape::MappingOrRefusal(keys) => or_refusal(&defined(keys)),
        Shape::Schema(schema) => schema(),
    }
}

fn defined(keys: &dyn Keys) -> Value {
    match keys.definition() {
        Some(definition) => reference(definition),
        None => mapping(keys),
    }
}

pub(super) fn reference(definition: &str) -> Value {
    json!({"$ref": format!("#/definitions/{definition}")})
}

pub(super) fn list_of(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

pub(super) fn one_of<const N: usize>(words: [&str; N]) -> Value {
    json!({"enum": words.to_vec()})
}

/// Returns the schema of a value, or of a refusal to give it.
pub(super) fn or_refusal(value: &Value) -> Value {
    json!({"anyOf": [value, {"type": "string"}]})
}

/// Returns the schema of a forecast, with the keys and the estimates that each kind takes.
fn forecast() -> Value {
    let mut forecast = mapping(&FORECAST);
    let kinds = kind::NAMES.iter().map(|&name| {
        let given =
            json!({"required": ["kind"], "properties": {"kind": {"enum": [name.as_str()]}}});
        let is_meant = match name {
            KindName::Binary => json!({"anyOf": [{"not": {"required": ["kind"]}}, given]}),
            _ => given,
        };
        json!({"if": is_meant, "then": of_kind(name)})
    });
    forecast["allOf"] = kinds.collect();
    forecast
}

fn of_kind(kind: KindName) -> Value {
    let own = kind::OWN.iter().filter(|(_, kinds)| !kinds.contains(&kind));
    let mut properties = none_of(own.map(|(key, _)| *key));
    // A refusal is a probability whatever the kind.
    let taken = |form: &&str| *form == "probability" || estimate::forms_of(kind).contains(form);
    let others = estimate::forms().filter(|form| !taken(form));
    properties["estimates"] = list_of(&json!({"properties": none_of(others)}));
    let mut own = json!({"properties": properties});
    if matches!(kind, KindName::Choice | KindName::Ordered) {
        own["required"] = json!(["options"]);
    }
    own
}

fn none_of<'k>(keys: impl Iterator<Item = &'k str>) -> Value {
    keys.map(|key| (key.to_owned(), json!(false)))
        .collect::<Map<_, _>>()
        .into()
}

fn estimate() -> Value {
    let mut estimate = mapping(&ESTIMATE);
    let one = estimate::forms().chain(["withdrawn"]);
    estimate["anyOf"] = one.map(|form| json!({"required": [form]})).collect();
    estimate
}

fn part() -> Value {
    let mut part = mapping(&PART);
    let one = Family::ALL.map(|family| json!({"required": [family.name()]}));
    part["oneOf"] = one.to_vec().into();
    part
}

fn threshold() -> Value {
    let mut threshold = mapping(&THRESHOLD);
    threshold["oneOf"] = json!([{"required": ["above"]}, {"required": ["below"]}]);
    threshold
}

#[cfg(test)]
mod tests {
    use super::super::census::ENTRY;
    use super::*;

    #[test]
    fn every_reference_leads_to_a_definition() {
        let schema = schema();
        let text = schema.to_string();
        let mut count = 0;
        for rest in text.split("#/definitions/").skip(1) {
            let name = rest.split('"').next().unwrap();
            assert!(schema["definitions"][name].is_object(), "{name}");
            count += 1;
        }
        assert!(count > 50, "{count}");
    }

    /// Returns the keys in the first column of the table of keys that follows a heading.
    fn manual(heading: &str) -> Vec<&'static str> {
        let text = include_str!("../../docs/records.md");
        let (_, section) = text.split_once(&format!("\n{heading}\n")).unwrap();
        let (_, table) = section.split_once("| key | says |\n|---|---|\n").unwrap();
        let rows = table.lines().take_while(|line| line.starts_with('|'));
        let cells = rows.filter_map(|row| row.split('|').nth(1));
        let keys = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
        keys.filter(|key| !key.starts_with("x-"))
            .filter_map(|key| key.split(':').next())
            .collect()
    }

    #[test]
    fn the_manual_has_every_key_in_the_order_in_which_they_are_written() {
        let all = |keys: &dyn Keys| -> Vec<&str> { keys.specs().map(|spec| spec.key).collect() };
        assert_eq!(manual("## A forecast"), all(&FORECAST));
        assert_eq!(manual("### Estimates"), all(&ESTIMATE));
        assert_eq!(manual("### Readings of a text"), all(&CODED));
        assert_eq!(manual("### Resolutions"), all(&RESOLUTION));
        assert_eq!(manual("### Evidence"), all(&EVIDENCE));
        assert_eq!(manual("### Options"), all(&OPTION));
        assert_eq!(manual("## Settings"), all(&SETTINGS));
        assert_eq!(manual("## A census"), all(&CENSUS));
        assert_eq!(manual("### Its sentences"), all(&ENTRY));
        let mut own = all(&SCENARIO_SET);
        own.retain(|key| FORECAST.position(key).is_none());
        assert_eq!(manual("## A scenario set"), own);
    }
}
