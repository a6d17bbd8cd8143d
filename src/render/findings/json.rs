//! Findings as JSON, version 1.

use schemars::JsonSchema;
use serde::Serialize;

use super::{CheckInfoV1, CheckRun};
use crate::lint::LocatedFinding;
use crate::model::Severity;
use crate::record::Located;
use crate::render::escape::visible_json;

/// The version of the format: it changes when a reader of the old one would go wrong.
const VERSION: u32 = 1;

/// What a command found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingsV1<'a> {
    /// The version of this form.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The command.
    command: &'a str,
    /// All that made the findings: enough to make them again.
    made_with: &'a CheckInfoV1,
    /// The findings, in the order of the files.
    findings: Vec<FindingV1<'a>>,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
struct FindingV1<'a> {
    /// The rule, which `foretell explain` explains.
    #[schemars(regex(pattern = "^[a-z0-9-]+$"))]
    code: &'a str,
    /// How grave it is.
    #[schemars(extend("enum" = Severity::ALL.map(Severity::as_str)))]
    severity: &'a str,
    /// What is wrong.
    message: &'a str,
    /// What to write instead.
    help: Option<&'a str>,
    /// Where, the main place first.
    places: Vec<PlaceV1<'a>>,
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize, JsonSchema)]
struct PlaceV1<'a> {
    /// The file.
    file: &'a str,
    /// The line of its beginning.
    #[schemars(range(min = 1))]
    line: usize,
    /// The column of its beginning.
    #[schemars(range(min = 1))]
    column: usize,
    /// The line of its end.
    #[schemars(range(min = 1))]
    end_line: usize,
    /// The column behind its last character.
    #[schemars(range(min = 1))]
    end_column: usize,
    /// The way to it through the record's keys.
    route: &'a str,
    /// What stands there, where there are several places.
    label: Option<&'a str>,
}

impl<'a> From<&'a LocatedFinding> for FindingV1<'a> {
    fn from(finding: &'a LocatedFinding) -> Self {
        Self {
            code: finding.rule.code,
            severity: finding.severity.as_str(),
            message: &finding.message,
            help: finding.help.as_deref(),
            places: finding.places.iter().map(PlaceV1::from).collect(),
        }
    }
}

impl<'a> From<&'a Located> for PlaceV1<'a> {
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
    let page = FindingsV1 {
        version: VERSION,
        command: run.command,
        made_with: run.made_with,
        findings: findings.iter().map(FindingV1::from).collect(),
    };
    let text = serde_json::to_string_pretty(&page);
    let text = text.expect("text and numbers can always be written as JSON");
    visible_json(&text).into_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::samples::{assert_page, made_with, run, samples};
    use super::*;

    #[test]
    fn every_field_is_there_under_its_name() {
        assert_page("json_v1", &json(&samples()[..2], &run(&made_with())));
    }

    #[test]
    fn hostile_text_comes_out_as_the_same_value() {
        let all = samples();
        let text = json(&all, &run(&made_with()));
        assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']));
        let page: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(page["findings"][2]["message"], all[2].message);
    }

    #[test]
    fn no_findings_are_an_empty_list() {
        let page: Value = serde_json::from_str(&json(&[], &run(&made_with()))).unwrap();
        assert_eq!(page["version"], 1);
        assert_eq!(page["findings"], Value::Array(Vec::new()));
    }
}
