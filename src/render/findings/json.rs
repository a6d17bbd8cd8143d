//! Findings as JSON, version 1.

use serde::Serialize;
use serde_json::{Map, Value};

use super::CheckRun;
use crate::lint::LocatedFinding;
use crate::record::Located;
use crate::render::escape::visible_json;

/// The version of the format: it changes when a reader of the old one would go wrong.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Page<'a> {
    version: u32,
    command: &'a str,
    made_with: &'a Map<String, Value>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    places: Vec<JsonLocation<'a>>,
}

#[derive(Serialize)]
struct JsonLocation<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    route: &'a str,
    label: Option<&'a str>,
}

impl<'a> From<&'a LocatedFinding> for Finding<'a> {
    fn from(finding: &'a LocatedFinding) -> Self {
        Self {
            code: finding.rule.code,
            severity: finding.severity.as_str(),
            message: &finding.message,
            help: finding.help.as_deref(),
            places: finding.places.iter().map(JsonLocation::from).collect(),
        }
    }
}

impl<'a> From<&'a Located> for JsonLocation<'a> {
    fn from(place: &'a Located) -> Self {
        Self {
            file: &place.file,
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            route: &place.route,
            label: place.label.as_deref(),
        }
    }
}

/// Returns the findings of a command as JSON, with all that made them.
///
/// Lines and columns count from 1, columns in characters; `end_column` is the one behind the last.
#[must_use]
pub fn json(findings: &[LocatedFinding], run: &CheckRun<'_>) -> String {
    let page = Page {
        version: VERSION,
        command: run.command,
        made_with: run.made_with,
        findings: findings.iter().map(Finding::from).collect(),
    };
    let text = serde_json::to_string_pretty(&page);
    let text = text.expect("text and numbers can always be written as JSON");
    visible_json(&text).into_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::samples::{assert_page, run, samples};
    use super::*;

    #[test]
    fn every_field_is_there_under_its_name() {
        let mut made_with = Map::new();
        made_with.insert("as_of".to_owned(), "2025-06-01".into());
        assert_page("json_v1", &json(&samples()[..2], &run(&made_with)));
    }

    #[test]
    fn hostile_text_comes_out_as_the_same_value() {
        let all = samples();
        let text = json(&all, &run(&Map::new()));
        assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']));
        let page: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(page["findings"][2]["message"], all[2].message);
    }

    #[test]
    fn no_findings_are_an_empty_list() {
        let page: Value = serde_json::from_str(&json(&[], &run(&Map::new()))).unwrap();
        assert_eq!(page["version"], 1);
        assert_eq!(page["findings"], Value::Array(Vec::new()));
    }
}
