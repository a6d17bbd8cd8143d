//! Each rule over its fixtures: what is bad gives exactly its findings, what is good gives none.

use std::fs;
use std::path::{Path, PathBuf};

use foretell::lint::{
    CHECKS, LedgerView, LocatedFinding, RULES, Report, SETTINGS_FILE, check_only, command_rules,
    locate_all,
};
use foretell::model::{Rule, Settings, parse_day};
use foretell::record::{FileFault, Record, SourceFile, read_all, read_censuses, read_settings};
use foretell::render::Style;
use foretell::render::findings::{CheckedCounts, text};

/// The day on which the fixtures are judged.
const AS_OF: &str = "2025-06-01";

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A small ledger, read and checked by one rule.
struct Checked {
    records: Vec<Record>,
    sources: Vec<SourceFile>,
    report: Report,
}

/// The rules that `check` runs.
fn rules() -> impl Iterator<Item = &'static Rule> {
    let all = RULES.iter().copied();
    all.filter(|rule| !command_rules::RULES.contains(rule))
}

fn checked(rule: &Rule, side: &str) -> Checked {
    let sources = sources(rule.code, side);
    let is_settings = |source: &&SourceFile| &*source.path == SETTINGS_FILE;
    let (settings, read) = sources
        .iter()
        .find(is_settings)
        .map_or_else(|| (Settings::default(), Vec::new()), read_settings);
    let files = sources
        .iter()
        .filter(|source| !is_settings(source))
        .cloned();
    let (beside, files): (Vec<_>, Vec<_>) =
        files.partition(|source| source.path.starts_with("sources/"));
    let records = read_all(&files, &settings);
    let censuses = read_censuses(&beside);
    let whole = LedgerView::new(&records, &settings, parse_day(AS_OF).unwrap());
    let whole = whole.with_censuses(&censuses);
    let report = check_only(&whole, &read, rule.code);
    Checked {
        records,
        sources,
        report,
    }
}

impl Checked {
    fn located(&self) -> Vec<LocatedFinding> {
        locate_all(&self.report.findings, &self.records, &self.sources)
    }

    fn text(&self) -> String {
        let tally = CheckedCounts {
            records: self.records.len(),
            waived: self.report.waived,
        };
        text(&self.located(), tally, Style::Plain)
    }

    fn read_codes(&self) -> Vec<&'static str> {
        let findings = self.records.iter().flat_map(|record| &record.findings);
        findings.map(|finding| finding.rule.code).collect()
    }
}

fn sources(code: &str, side: &str) -> Vec<SourceFile> {
    if let Some(source) = built(code, side) {
        return vec![source];
    }
    let root = Path::new(ROOT)
        .join("tests/data/rule")
        .join(code)
        .join(side);
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    let source = |path: &PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        SourceFile::of_text(name, &fs::read_to_string(path).unwrap())
    };
    found.iter().map(source).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// A record that is as good as any.
const PLAIN: &str = "question: Will it rain in Tampere before 2016?\ndeadline: 2015-12-31\n";

/// Returns the fixtures that a repository cannot hold well.
fn built(code: &str, side: &str) -> Option<SourceFile> {
    let path = "forecasts/x.yaml";
    let bad = match code {
        "file-too-large" => {
            let long = format!("{PLAIN}criteria: {}\n", "rain ".repeat(60_000));
            SourceFile::of_bytes(path, long.as_bytes())
        }
        // The apostrophe of Windows-1252.
        "not-utf8" => SourceFile::of_bytes(path, b"question: Will Kyiv\x92s agreement lapse?\n"),
        "unreadable-file" => SourceFile {
            path: path.into(),
            content: Err(FileFault::Link),
        },
        _ => return None,
    };
    let good = SourceFile::of_bytes(path, PLAIN.as_bytes());
    Some(if side == "bad" { bad } else { good })
}

#[test]
fn a_bad_fixture_gives_exactly_its_findings() {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/lint"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for rule in rules() {
            let checked = checked(rule, "bad");
            assert!(!checked.report.findings.is_empty(), "{}", rule.code);
            insta::assert_snapshot!(rule.code, checked.text());
        }
    });
}

#[test]
fn a_bad_fixture_has_no_fault_but_its_own() {
    for rule in rules() {
        let codes = checked(rule, "bad").read_codes();
        let own = !CHECKS.iter().any(|check| check.rule() == rule);
        assert!(
            codes.iter().all(|code| own && *code == rule.code),
            "{}: {codes:?}",
            rule.code
        );
    }
}

#[test]
fn a_good_fixture_is_read_and_gives_no_finding() {
    for rule in rules() {
        let checked = checked(rule, "good");
        assert_eq!(checked.report, Report::default(), "{}", rule.code);
        assert_eq!(checked.read_codes(), [""; 0], "{}", rule.code);
        let all = !checked.records.is_empty();
        let read = checked.records.iter().all(|one| one.forecast.is_some());
        assert!(all && read, "{}", rule.code);
    }
}

#[test]
fn a_finding_says_what_to_do_and_where() {
    for rule in rules() {
        for finding in checked(rule, "bad").located() {
            let code = rule.code;
            assert!(finding.help.is_some(), "{code}: {}", finding.message);
            assert!(
                !finding.message.ends_with('.'),
                "{code}: {}",
                finding.message
            );
            // A name of capitals, YAML, may stand first.
            let mut first = finding.message.chars();
            let capital = first.next().is_some_and(char::is_uppercase);
            let sentence = capital && first.next().is_some_and(char::is_lowercase);
            assert!(!sentence, "{code}: {}", finding.message);
            let place = &finding.places[0];
            assert!(place.line > 0 && place.column > 0, "{code}: {place:?}");
        }
    }
}

#[test]
fn findings_come_by_file_and_line() {
    for rule in rules() {
        let located = checked(rule, "bad").located();
        let places: Vec<_> = located
            .iter()
            .map(|finding| {
                let place = &finding.places[0];
                (place.file.clone(), place.line, place.column)
            })
            .collect();
        assert!(places.is_sorted(), "{}: {places:?}", rule.code);
    }
}
