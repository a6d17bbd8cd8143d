//! `foretell.yaml` ⇒ the settings of a ledger.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::estimate::unknown_yardstick;
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{FLAG, Mapping, NAME, Shape, TEXT, key};
use super::path::Path;
use super::people::{self, ESCALATION, PERSON};
use super::read::tree;
use super::rules;
use super::schema::{self, list_of};
use super::{SourceFile, documents, value, yardstick};
use crate::model::{Finding, ForecastId, Level, LocationTarget, Settings, Weighting, Yardstick};

/// The settings of a ledger.
pub(super) static SETTINGS: Mapping<()> = Mapping {
    what: "the settings",
    definition: None,
    fields: &[&[
        key("yardstick", TEXT, |()| None),
        key(
            "yardsticks",
            Shape::Schema(|| each(&json!({"type": "object"}))),
            |()| None,
        ),
        key("grace", Shape::Schema(days_schema), |()| None),
        key("forecaster", NAME, |()| None),
        key("blind_first", FLAG, |()| None),
        key("weigh", TEXT, |()| None),
        key(
            "imported",
            Shape::Schema(|| each(&json!({"$ref": "#/definitions/text"}))),
            |()| None,
        ),
        key(
            "imports",
            // A commit of digits alone is a number where nobody quotes it.
            Shape::Schema(|| list_of(&json!({"type": ["string", "integer"]}))),
            |()| None,
        ),
        key(
            "rules",
            // YAML 1.1 reads a bare `off` as false.
            Shape::Schema(|| each(&json!({"enum": ["off", "warn", "error", false]}))),
            |()| None,
        ),
        key(
            "people",
            Shape::Schema(|| each(&json!({"anyOf": [schema::mapping(&PERSON), {"type": "null"}]}))),
            |()| None,
        ),
        key("escalate", Shape::Mapping(&ESCALATION), |()| None),
    ]],
};

/// Returns the schema of a mapping of names, each with such a value.
fn each(value: &Json) -> Json {
    json!({"type": "object", "additionalProperties": value})
}

/// Returns the schema of a number of days.
pub(super) fn days_schema() -> Json {
    json!({"type": "integer", "minimum": 0, "maximum": MOST_DAYS})
}

/// Reads the settings of a ledger; what is faulty keeps its default.
#[must_use]
pub fn read_settings(source: &SourceFile) -> (Settings, Vec<Finding>) {
    let mut faults = Faults::new(&source.path, 0);
    let mut settings = Settings::default();
    match &source.content {
        Ok(text) => read(text, &mut settings, &mut faults),
        Err(fault) => faults.push(fault.finding(), LocationTarget::File),
    }
    (settings, faults.finish())
}

fn read(text: &str, settings: &mut Settings, faults: &mut Faults<'_>) {
    let documents = documents(text);
    if let Some(second) = documents.get(1) {
        let found =
            rules::YAML_SYNTAX.finding("the settings are one document, and here is a second");
        faults.push(
            found.help("remove the `---`"),
            LocationTarget::Bytes(second.start..second.start + 3),
        );
    }
    let first = documents[0].clone();
    // A file of comments says that every setting keeps its default.
    if is_blank(&text[first.clone()]) {
        return;
    }
    let Some(node) = tree(&text[first.clone()], first.start, faults) else {
        return;
    };
    let at = At {
        node: &node,
        path: Path::Root,
    };
    let Some(fields) = Fields::open(at, &SETTINGS, faults) else {
        return;
    };
    if let Some(at) = fields.get("yardsticks") {
        settings.yardsticks = yardsticks(at, faults);
    }
    if let Some(id) = fields.optional("yardstick", faults, |at, faults| {
        known_yardstick(at, settings, faults)
    }) {
        settings.yardstick = id;
    }
    if let Some(days) = fields.optional("grace", faults, days) {
        settings.grace = days;
    }
    settings.forecaster = fields.optional("forecaster", faults, value::name);
    let blind = fields.optional("blind_first", faults, value::boolean);
    settings.blind_first = blind.unwrap_or(false);
    if let Some(rule) = fields.optional("weigh", faults, weighting) {
        settings.weigh = rule;
    }
    if let Some(at) = fields.get("imported") {
        settings.imported = imported(at, faults);
    }
    settings.imports = fields.list("imports", faults, commit);
    if let Some(at) = fields.get("rules") {
        settings.rules = rules(at, faults);
    }
    if let Some(at) = fields.get("people") {
        settings.people = people::people(at, faults);
    }
    settings.escalate = fields.optional("escalate", faults, |at, faults| {
        people::escalation(at, &settings.people, faults)
    });
}

fn is_blank(text: &str) -> bool {
    let blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    text.trim_start_matches('\u{feff}').lines().all(blank)
}

fn known_yardstick(at: At<'_>, settings: &Settings, faults: &mut Faults<'_>) -> Option<String> {
    let id = value::text(at, faults)?;
    if settings.find_yardstick(&id).is_none() {
        faults.at(&at.path, unknown_yardstick(&id, settings));
        return None;
    }
    Some(id)
}

/// A hundred years: nobody waits longer.
const MOST_DAYS: u32 = 36_525;

/// Reads a number of days.
pub(super) fn days(at: At<'_>, faults: &mut Faults<'_>) -> Option<u32> {
    let text = value::scalar(at, "a number of days", faults)?;
    let days = text.parse().ok().filter(|days| *days <= MOST_DAYS);
    if days.is_none() {
        let message = format!("`{text}` is no number of days from 0 to {MOST_DAYS}");
        let found = rules::BAD_NUMBER.finding(message);
        faults.at(&at.path, found.help("write a whole number: `14`"));
    }
    days
}

/// Reads which estimates count, and how much.
fn weighting(at: At<'_>, faults: &mut Faults<'_>) -> Option<Weighting> {
    let text = value::scalar(at, "a rule of weighing", faults)?;
    let rule = text.parse().ok();
    if rule.is_none() {
        let found = rules::BAD_CHOICE.finding(format!("`{text}` is no rule of weighing"));
        faults.at(
            &at.path,
            found.help("write one of days, first, last, each or horizon=30d"),
        );
    }
    rule
}

/// Reads the forecasters whose estimates were brought from elsewhere, each with its source.
fn imported(at: At<'_>, faults: &mut Faults<'_>) -> BTreeMap<String, String> {
    let entries = at.mapping(faults).unwrap_or_default();
    let mut imported = BTreeMap::new();
    for (key, node) in entries {
        let path = Path::Key(&at.path, &key.text);
        if let Some(source) = value::text(At { node, path }, faults) {
            imported.insert(key.text.to_string(), source);
        }
    }
    imported
}

/// Reads the id of a commit, or as much of its beginning as git shows.
fn commit(at: At<'_>, faults: &mut Faults<'_>) -> Option<String> {
    const SHORTEST: usize = 7;
    let text = value::text(at, faults)?;
    if text.len() >= SHORTEST && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(text.to_ascii_lowercase());
    }
    let found = rules::BAD_ID.finding(format!("`{text}` is no id of a commit"));
    faults.at(
        &at.path,
        found.help("write it as `git log` shows it, seven digits or more"),
    );
    None
}

/// Reads the ledger's own yardsticks; each may extend one that stands above it.
fn yardsticks(at: At<'_>, faults: &mut Faults<'_>) -> BTreeMap<String, Yardstick> {
    let mut known = Settings::default();
    for (key, node) in at.mapping(faults).unwrap_or_default() {
        let path = Path::Key(&at.path, &key.text);
        if let Err(why) = ForecastId::parse(&key.text) {
            let found = rules::BAD_ID.finding(format!("`{}` is no id: {why}", key.text));
            faults.push(found, path.key());
        }
        if let Some(own) = yardstick::read(&key.text, At { node, path }, &known, faults) {
            known.yardsticks.insert(own.id.clone(), own);
        }
    }
    known.yardsticks
}

const LEVELS: [Level; 3] = [Level::Off, Level::Warn, Level::Error];

fn level(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

fn rules(at: At<'_>, faults: &mut Faults<'_>) -> BTreeMap<String, Level> {
    let entries = at.mapping(faults).unwrap_or_default();
    let mut rules = BTreeMap::new();
    for (key, node) in entries {
        let path = Path::Key(&at.path, &key.text);
        if let Some(level) = value::choice(&LEVELS, level)(At { node, path }, faults) {
            rules.insert(key.text.to_string(), level);
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::super::locate;
    use super::*;

    fn found(text: &str) -> (Settings, Vec<String>) {
        let source = SourceFile::of_bytes("foretell.yaml", text.as_bytes());
        let (settings, findings) = read_settings(&source);
        let lines = findings.iter().map(|finding| {
            let place = locate(&finding.places[0], None, text);
            format!("{}:{} {}", place.line, place.column, finding.rule.code)
        });
        (settings, lines.collect())
    }

    #[test]
    fn settings_are_read_and_the_rest_keeps_its_default() {
        let (settings, found) = found(
            "grace: 30\nforecaster: desk\nblind_first: true\nimports: [1A2B3C4, \"1234567\"]\n\
             weigh: horizon=30d\nimported: {tournament: its export of May 2026}\nrules: {stale: warn, x: off}\n",
        );
        assert_eq!(settings.imports, ["1a2b3c4", "1234567"]);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(settings.grace, 30);
        assert_eq!(settings.forecaster.as_deref(), Some("desk"));
        assert!(settings.blind_first);
        assert_eq!(settings.rules["x"], Level::Off);
        assert_eq!(settings.weigh, Weighting::Horizon(30));
        assert_eq!(settings.imported["tournament"], "its export of May 2026");
        assert_eq!(settings.yardstick, "icd-203");
        for empty in ["", "# nothing yet\n"] {
            assert_eq!(self::found(empty), (Settings::default(), vec![]));
        }
    }

    #[test]
    fn faults_are_found_where_they_stand_and_keep_the_default() {
        let (settings, found) = found(
            "gracce: 3\ngrace: -1\nyardstick: phia\nrules: {stale: loud}\nweigh: often\n\
             yardsticks:\n  Own: {extends: kent}\n  \
             own: {words: {likely: {range: 50-60%, point: 70%}, even: {point: 50%}}}\n",
        );
        assert_eq!(
            found,
            [
                "1:1 unknown-key",
                "7:3 bad-id",
                "7:18 unknown-yardstick",
                "8:48 bad-probability",
                "8:60 missing-key",
                "3:12 unknown-yardstick",
                "2:8 bad-number",
                "5:8 bad-choice",
                "4:16 bad-choice",
            ]
        );
        assert_eq!(settings.grace, 14);
        assert_eq!(settings.yardstick, "icd-203");
    }

    #[test]
    fn the_default_yardstick_may_be_ones_own() {
        let (settings, found) = found(
            "yardstick: own\nyardsticks:\n  base: {words: {likely: {range: 60-80%}}}\n  \
             own: {extends: base, title: Ours, not_estimative: [perhaps]}\n",
        );
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(settings.default_yardstick().title, "Ours");
        assert_eq!(settings.default_yardstick().terms.len(), 1);
    }

    #[test]
    fn settings_are_one_readable_document() {
        assert_eq!(found("grace: 3\n---\ngrace: 4\n").1, ["2:1 yaml-syntax"]);
        assert_eq!(found("grace: [\n").1, ["1:8 yaml-syntax"]);
        assert_eq!(found("- a\n").1, ["1:1 wrong-type"]);
    }
}
