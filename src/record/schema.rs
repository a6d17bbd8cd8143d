//! The JSON Schema of a record, for editors and other checkers.
//!
//! It tells the shape: keys, types, forms of days and ids. What depends on other values (dates in
//! order, probabilities that sum to 1, references) only `check` knows.

use serde_json::{Map, Value, json};

use super::keys::{self, Keys};

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

fn definitions() -> Value {
    json!({
        "forecast": forecast(),
        "scenario_set": mapping(&keys::SCENARIO_SET, record_key, &["scenarios", "deadline"]),
        "estimate": estimate(),
        "resolution": mapping(&keys::RESOLUTION, resolution_key, &["outcome"]),
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
const ZONE: &str = "([Zz]|[-+][0-9]{2}:[0-9]{2})";

/// Returns the schema of a mapping: each key with its shape, and keys of one's own.
fn mapping(keys: &Keys, shape: fn(&str) -> Value, required: &[&str]) -> Value {
    let properties: Map<String, Value> = keys
        .keys
        .iter()
        .map(|&key| (key.to_owned(), described(key, shape(key))))
        .collect();
    let mut mapping = json!({
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "additionalProperties": false,
    });
    if !required.is_empty() {
        mapping["required"] = json!(required);
    }
    mapping
}

fn described(key: &str, mut shape: Value) -> Value {
    let Some(said) = description(key) else {
        return shape;
    };
    // Beside a reference draft 7 sees nothing else.
    if shape.get("$ref").is_some() {
        shape = json!({"allOf": [shape]});
    }
    shape["description"] = said.into();
    shape
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

fn list_of(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

/// Returns the shape of a key of a forecast or a scenario set.
fn record_key(key: &str) -> Value {
    match key {
        "question" => reference("name"),
        "id" | "earlier" | "complement" => reference("id"),
        "kind" => json!({"enum": ["binary", "choice", "ordered", "number", "date"]}),
        "options" => json!({
            "type": "array", "minItems": 2, "uniqueItems": true, "items": reference("name"),
        }),
        "bounds" => json!({
            "type": "array", "minItems": 2, "maxItems": 2, "items": reference("quantity"),
        }),
        "vintage" => json!({"enum": ["first", "revised"]}),
        "tags" => reference("texts"),
        "opened" | "deadline" | "known_by" => reference("moment"),
        "deadline_basis" => json!({"enum": ["text", "protocol", "coder"]}),
        "given" => mapping(&keys::GIVEN, given_key, &["forecast", "outcome"]),
        "implies" | "excludes" | "all_of" | "any_of" => reference("ids"),
        "threshold" => threshold(),
        "sources" => mapping(&keys::SOURCES, |_| reference("text"), &[]),
        "source" => mapping(&keys::SOURCE, source_key, &[]),
        "base_rate" => mapping(&keys::BASE_RATE, said_key, &["probability"]),
        "estimates" => list_of(&reference("estimate")),
        "resolution" => reference("resolution"),
        "waive" => list_of(&mapping(&keys::WAIVER, waiver_key, &["rule"])),
        "scenarios" => list_of(&mapping(&keys::SCENARIO, scenario_key, &["id"])),
        "exhaustive" => reference("flag"),
        "indicators" => list_of(&mapping(
            &keys::INDICATOR,
            indicator_key,
            &["forecast", "likelihood"],
        )),
        "together" => list_of(&reference("ids")),
        // Nobody reads it yet.
        "influences" => json!({}),
        _ => reference("text"),
    }
}

fn forecast() -> Value {
    let mut forecast = mapping(&keys::FORECAST, record_key, &["question", "deadline"]);
    let kind =
        |kinds: &[&str]| json!({"required": ["kind"], "properties": {"kind": {"enum": kinds}}});
    let none_of = |keys: &[&str]| {
        let keys: Map<String, Value> = keys
            .iter()
            .map(|&key| (key.to_owned(), json!(false)))
            .collect();
        json!(keys)
    };
    let takes = |forms: &[&str]| {
        let others: Vec<&str> = FORMS
            .into_iter()
            .filter(|form| !forms.contains(form))
            .collect();
        list_of(&json!({"properties": none_of(&others)}))
    };
    let with = |takes: Value, absent: &[&str]| {
        let mut properties = none_of(absent);
        properties["estimates"] = takes;
        json!({"properties": properties})
    };
    let mut options = with(
        takes(&["probabilities", "probability"]),
        &["unit", "bounds", "vintage"],
    );
    options["required"] = json!(["options"]);
    let number = [
        "probability",
        "quantiles",
        "interval",
        "normal",
        "lognormal",
        "samples",
    ];
    let date = ["probability", "quantiles", "interval", "happens_by"];
    forecast["allOf"] = json!([
        {
            "if": {"anyOf": [{"not": {"required": ["kind"]}}, kind(&["binary"])]},
            "then": with(takes(&["probability"]), &["options", "unit", "bounds", "vintage"]),
        },
        {"if": kind(&["choice", "ordered"]), "then": options},
        {"if": kind(&["number"]), "then": with(takes(&number), &["options"])},
        {"if": kind(&["date"]), "then": with(takes(&date), &["options", "unit", "vintage"])},
    ]);
    forecast
}

/// The keys one of which says what is estimated.
const FORMS: [&str; 8] = [
    "probability",
    "probabilities",
    "quantiles",
    "interval",
    "normal",
    "lognormal",
    "samples",
    "happens_by",
];

fn estimate() -> Value {
    let mut estimate = mapping(&keys::ESTIMATE, estimate_key, &["date", "by"]);
    let one = FORMS
        .iter()
        .chain(&["withdrawn"])
        .map(|form| json!({"required": [form]}));
    estimate["anyOf"] = one.collect();
    estimate
}

fn estimate_key(key: &str) -> Value {
    match key {
        "date" | "logged" => reference("moment"),
        "by" => reference("name"),
        "probability" => reference("probability"),
        // A refusal stands for all options: `probabilities: no estimate`.
        "probabilities" => json!({"anyOf": [reference("probabilities"), {"type": "string"}]}),
        "quantiles" => json!({"anyOf": [
            {"type": "object", "additionalProperties": reference("quantity")},
            {"type": "string"},
        ]}),
        "interval" => json!({"anyOf": [
            mapping(&keys::INTERVAL, interval_key, keys::INTERVAL.keys),
            {"type": "string"},
        ]}),
        "normal" => mapping(&keys::NORMAL, |_| reference("number"), keys::NORMAL.keys),
        "lognormal" => mapping(
            &keys::LOGNORMAL,
            |_| reference("number"),
            keys::LOGNORMAL.keys,
        ),
        "samples" => json!({"type": "array", "minItems": 1, "items": reference("number")}),
        "happens_by" => json!({"anyOf": [
            {"type": "object", "additionalProperties": reference("probability")},
            {"type": "string"},
        ]}),
        "withdrawn" | "derived" => reference("flag"),
        "confidence" => json!({"enum": ["low", "moderate", "high"]}),
        "coded" => mapping(&keys::CODED, coded_key, &["by"]),
        _ => reference("text"),
    }
}

fn interval_key(key: &str) -> Value {
    match key {
        "level" => reference("probability"),
        _ => reference("quantity"),
    }
}

fn coded_key(key: &str) -> Value {
    match key {
        "date" => reference("moment"),
        "blind" => reference("flag"),
        _ => reference("name"),
    }
}

fn resolution_key(key: &str) -> Value {
    match key {
        "outcome" => reference("outcome"),
        "happened" | "known" | "logged" => reference("moment"),
        "evidence" => reference("texts"),
        "replaces" => list_of(&reference("resolution")),
        _ => reference("text"),
    }
}

fn given_key(key: &str) -> Value {
    match key {
        "forecast" | "of" => reference("id"),
        _ => reference("outcome"),
    }
}

fn threshold() -> Value {
    let mut threshold = mapping(&keys::THRESHOLD, threshold_key, &["of"]);
    threshold["oneOf"] = json!([{"required": ["above"]}, {"required": ["below"]}]);
    threshold
}

fn threshold_key(key: &str) -> Value {
    match key {
        "of" => reference("id"),
        _ => reference("number"),
    }
}

fn source_key(key: &str) -> Value {
    match key {
        "published" => json!({"anyOf": [
            {"type": "integer"},
            {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}.*)?)?$"},
        ]}),
        _ => reference("text"),
    }
}

fn said_key(key: &str) -> Value {
    match key {
        "probability" => reference("probability"),
        _ => reference("text"),
    }
}

fn waiver_key(key: &str) -> Value {
    match key {
        "until" => reference("moment"),
        _ => reference("text"),
    }
}

fn scenario_key(key: &str) -> Value {
    match key {
        "id" => reference("id"),
        _ => reference("text"),
    }
}

fn indicator_key(key: &str) -> Value {
    match key {
        "forecast" => reference("id"),
        "likelihood" => reference("probabilities"),
        "illustration" => reference("flag"),
        _ => reference("text"),
    }
}

/// Returns what an editor shows for a key.
fn description(key: &str) -> Option<&'static str> {
    Some(match key {
        "question" => "What is asked, with its dates in full",
        "id" => "The name of the file without `.yaml`; needed only where a file holds several",
        "kind" => "What the answer is; binary where absent",
        "options" => "The possible answers: they exclude each other, and one comes about",
        "bounds" => "The lowest and the highest answer that the question allows",
        "criteria" => "What will decide it, so plain that a stranger would decide as you would",
        "opened" => "From when the question is open",
        "deadline" => "The last day on which the event counts, UTC unless a zone is given",
        "known_by" => "When the answer can be looked up; the deadline where absent",
        "owner" => "Who must resolve it",
        "cluster" => "A name that forecasts share which share their fate",
        "given" => "The outcome of another forecast on which this one hangs",
        "sources" => "Where the answer will be found",
        "source" => "The text that the forecast was read out of",
        "base_rate" => "How often such things happen, and how one knows",
        "estimates" => "What was estimated, when and by whom; one is never changed, only followed",
        "date" => "When the estimate was made",
        "coded" => "Who read the estimate out of a text and entered it, later",
        "logged" => "When it was written down",
        "probability" => {
            "`70%`, `0.7`, `7/10`, `7 to 3`, `55-75%`, a word of the yardstick, or `no estimate`"
        }
        "resolution" => "What happened, when that was known and written down, and what shows it",
        "outcome" => "`yes`, `no`, an option, a number, a day, `annulled` or `ambiguous`",
        "happened" => "The day of the event",
        "known" => "The day on which the outcome was known: scoring stops here",
        "replaces" => "The resolutions that this one corrects, newest first",
        "waive" => "Findings that are kept quiet until a day, each with its reason",
        "lesson" => "What a hit or a miss taught",
        "scenarios" => "The accounts of how things may go; they exclude each other",
        "indicators" => "Forecasts whose outcomes speak for or against the scenarios",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn every_key_of_a_record_has_its_place() {
        let schema = schema();
        for (name, keys) in [
            ("forecast", &keys::FORECAST),
            ("scenario_set", &keys::SCENARIO_SET),
        ] {
            let properties = schema["definitions"][name]["properties"]
                .as_object()
                .unwrap();
            assert!(properties.keys().eq(keys.keys), "{name}");
        }
    }
}
