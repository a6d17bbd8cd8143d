//! Findings as SARIF 2.1.0, the form that code-scanning services take.
//!
//! The types are those of the standard, as far as a finding fills them:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os.html>.

use serde::Serialize;

use super::CheckRun;
use super::fingerprint::fingerprints;
use crate::lint::{LocatedFinding, explain};
use crate::model::{Rule, Severity};
use crate::record::Located;
use crate::render::escape::visible;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [SarifRun; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun {
    tool: Tool,
    automation_details: Automation,
    column_kind: &'static str,
    results: Vec<Result>,
}

#[derive(Serialize)]
struct Automation {
    id: String,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
    properties: Properties,
}

/// What services filter by.
#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 2],
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "foretell/v2")]
    v2: String,
    /// What GitHub goes by.
    #[serde(rename = "primaryLocationLineHash")]
    line: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// Returns the findings as a SARIF log of one run.
#[must_use]
pub fn sarif(findings: &[LocatedFinding], run: &CheckRun<'_>) -> String {
    let mut rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable_by_key(|rule| rule.code);
    rules.dedup();
    let results = findings.iter().zip(fingerprints(findings));
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [SarifRun {
            results: results
                .map(|(one, print)| result(one, print, &rules))
                .collect(),
            tool: Tool {
                driver: Driver {
                    name: "foretell",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules
                        .into_iter()
                        .map(|rule| descriptor(rule, run.command))
                        .collect(),
                },
            },
            // A slash at the end makes it a category, of which each run is one.
            automation_details: Automation {
                id: format!("foretell/{}/", run.command),
            },
            column_kind: "unicodeCodePoints",
        }],
    };
    let text = serde_json::to_string_pretty(&log);
    text.expect("text and numbers can always be written as JSON") + "\n"
}

fn descriptor(rule: &Rule, command: &str) -> Descriptor {
    let manual = explain(rule.code).unwrap_or_default();
    Descriptor {
        id: rule.code,
        short_description: message(rule.summary),
        help: Help {
            text: plain(manual),
            markdown: manual,
        },
        help_uri: help_uri(env!("CARGO_PKG_REPOSITORY"), rule),
        default_configuration: Configuration {
            level: level(rule.severity),
        },
        properties: Properties {
            tags: ["forecasting", about(rule, command)],
        },
    }
}

/// Returns what a rule is about.
fn about(rule: &Rule, command: &str) -> &'static str {
    match command {
        _ if rule.is_fixed => "syntax",
        "audit" => "history",
        "overdue" => "deadline",
        _ => "quality",
    }
}

/// Returns where the manual of this version has the rule; nowhere while the package names no repository, since
/// a link that leads nowhere helps nobody.
fn help_uri(repository: &str, rule: &Rule) -> Option<String> {
    let (version, code) = (env!("CARGO_PKG_VERSION"), rule.code);
    let page = format!("{repository}/blob/v{version}/docs/rules.md#{code}");
    (!repository.is_empty()).then_some(page)
}

fn result(finding: &LocatedFinding, fingerprint: String, rules: &[&Rule]) -> Result {
    let mut said = finding.message.clone();
    if let Some(help) = &finding.help {
        said += &format!("; {help}");
    }
    let mut places = finding.places.iter().enumerate();
    let first = places.next().map(|(_, place)| location(place, None));
    Result {
        rule_id: finding.rule.code,
        rule_index: rules
            .iter()
            .position(|rule| *rule == finding.rule)
            .unwrap_or(0),
        level: level(finding.severity),
        message: message(&said),
        locations: first.into_iter().collect(),
        related_locations: places
            .map(|(id, place)| location(place, Some(id)))
            .collect(),
        partial_fingerprints: Fingerprints {
            line: format!("{fingerprint}:1"),
            v2: fingerprint,
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn location(place: &Located, id: Option<usize>) -> SarifLocation {
    SarifLocation {
        id,
        physical_location: Physical {
            artifact_location: Artifact {
                uri: uri(&place.file),
            },
            region: Region {
                start_line: place.line,
                start_column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
            },
        },
        message: place.label.as_deref().map(message),
    }
}

fn message(said: &str) -> Message {
    Message {
        text: plain(&visible(said)),
    }
}

/// Returns a text in which nothing is a placeholder (§3.11.5) or a link (§3.11.6).
fn plain(said: &str) -> String {
    said.replace('{', "{{")
        .replace('}', "}}")
        .replace("](", "] (")
}

/// Returns the path of a file as a relative reference: what is more than letters, digits and
/// `-._~/` is written as the bytes it has.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::samples::{assert_page, made_with, run, samples};
    use super::*;

    #[test]
    fn a_log_has_its_rules_and_results() {
        let log = sarif(&samples(), &run(&made_with()));
        // The manual and the version have pages of their own.
        let mut log: Value = serde_json::from_str(&log).unwrap();
        let driver = &mut log["runs"][0]["tool"]["driver"];
        driver["version"] = "0.0.0".into();
        driver["semanticVersion"] = "0.0.0".into();
        for rule in driver["rules"].as_array_mut().unwrap() {
            rule["help"] = "…".into();
        }
        assert_page("sarif", &serde_json::to_string_pretty(&log).unwrap());
    }

    #[test]
    fn a_rule_links_to_its_manual_once_there_is_one() {
        let rule = samples().remove(0).rule;
        assert_eq!(help_uri("", rule), None);
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            help_uri("https://example.org/f", rule).unwrap(),
            format!("https://example.org/f/blob/v{version}/docs/rules.md#bad-date")
        );
    }

    #[test]
    fn a_message_has_no_placeholder_and_no_link() {
        let said = message("{0} [a](javascript:b)\n\u{1b}").text;
        assert_eq!(said, "{{0}} [a] (javascript:b)\\u{{a}}\\u{{1b}}");
    }

    #[test]
    fn a_path_is_a_reference_whatever_it_holds() {
        assert_eq!(uri("forecasts/a b#é.yaml"), "forecasts/a%20b%23%C3%A9.yaml");
    }
}
