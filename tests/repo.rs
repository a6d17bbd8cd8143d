//! The repository itself: names agree, nothing is forgotten.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use foretell::lint::{Check, RULES, Rule};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Rules whose fixtures are built in `rule.rs`, since a repository cannot hold them well.
const BUILT: [&str; 3] = ["file-too-large", "not-utf8", "unreadable-file"];

/// Returns the names in a folder, without the given ending.
fn names(folder: &str, ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.strip_suffix(ending).unwrap_or(&name).to_owned()
    };
    // What insta leaves beside a snapshot that differs is ignored by git too.
    let kept = entries
        .map(name)
        .filter(|name| !name.ends_with(".snap.new"));
    kept.collect()
}

fn codes(wanted: impl Fn(&Rule) -> bool) -> BTreeSet<String> {
    let found = RULES.iter().filter(|rule| wanted(rule));
    found.map(|rule| rule.code.to_owned()).collect()
}

/// Rules that `check` runs; the others are a command's own.
fn checked(rule: &Rule) -> bool {
    !matches!(rule.check, Check::Command)
}

#[test]
fn rules_are_sorted_and_their_codes_unique() {
    assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
}

#[test]
fn every_rule_has_a_file_and_every_file_a_rule() {
    let files = names("src/lint/rules", ".rs");
    let files: BTreeSet<_> = files
        .into_iter()
        .filter(|name| name != "mod")
        .map(|name| name.replace('_', "-"))
        .collect();
    assert_eq!(files, codes(|_| true));
}

#[test]
fn every_rule_has_both_fixtures_and_every_fixture_a_rule() {
    let fixtures = names("tests/data/rule", "");
    let held = |rule: &Rule| checked(rule) && !BUILT.contains(&rule.code);
    assert_eq!(fixtures, codes(held));
    for code in &fixtures {
        let sides = names(&format!("tests/data/rule/{code}"), "");
        assert_eq!(sides, ["bad", "good"].map(str::to_owned).into(), "{code}");
    }
}

#[test]
fn every_rule_has_a_snapshot_and_every_snapshot_a_rule() {
    assert_eq!(names("snapshots/lint", ".snap"), codes(checked));
}

#[test]
fn every_rule_has_a_section_of_the_manual_in_the_same_order_and_form() {
    let manual = fs::read_to_string(Path::new(ROOT).join("docs/rules.md")).unwrap();
    let mut sections = manual.split("\n## ").skip(1);
    for rule in RULES {
        let code = rule.code;
        let section = sections.next().unwrap_or_default();
        let form = [
            &format!("`{code}`\n\nFinds "),
            "\n\n**Why it matters.** ",
            "\n\n**Example**\n\n```yaml\n",
            "```\n\n**Instead**\n\n```yaml\n",
        ];
        let mut at = 0;
        for part in form {
            let found = section[at..].find(part);
            at += found.unwrap_or_else(|| panic!("{code} lacks {part:?}"));
        }
        assert!(section.starts_with(form[0]), "{code}");
        assert!(section.trim_end().ends_with("```"), "{code}");
    }
    assert_eq!(sections.next(), None);
}

#[test]
fn the_manual_lists_every_rule_with_its_level() {
    let manual = fs::read_to_string(Path::new(ROOT).join("docs/rules.md")).unwrap();
    let mut table = String::from("| rule | level | finds |\n|---|---|---|\n");
    for rule in RULES {
        let off = if rule.default_on { "" } else { ", off" };
        let (code, summary, severity) = (rule.code, rule.summary, rule.severity);
        let _ = writeln!(
            table,
            "| [`{code}`](#{code}) | {severity}{off} | {summary} |"
        );
    }
    assert!(manual.contains(&table), "the table should be:\n{table}");
}
