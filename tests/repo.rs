//! The repository itself: names agree, nothing is forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use foretell::lint::{CHECKS, RULES, command_rules};
use foretell::model::Rule;

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
    !command_rules::RULES.contains(&rule)
}

#[test]
fn rules_are_sorted_and_their_codes_unique() {
    assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
}

#[test]
fn every_check_has_a_file_and_every_file_a_check() {
    let files = names("src/lint/rules", ".rs");
    let files: BTreeSet<_> = files
        .into_iter()
        .filter(|name| name != "mod")
        .map(|name| name.replace('_', "-"))
        .collect();
    let checks = CHECKS.iter().map(|check| check.rule().code.to_owned());
    assert_eq!(files, checks.collect());
}

#[test]
fn every_rule_that_the_code_has_is_listed() {
    let makers = ["Rule::error(", "Rule::warning(", "Rule::unreadable("];
    let made = |text: &str| -> usize {
        let count = |maker| text.matches(maker).count();
        makers.into_iter().map(count).sum()
    };
    let all = sources("src");
    let made: usize = all.iter().map(|(_, text)| made(code(text))).sum();
    assert_eq!(made, RULES.len());
}

#[test]
fn every_rule_of_the_reader_is_one_that_the_reader_uses() {
    let all = sources("src/record");
    let own = all
        .iter()
        .find(|(file, _)| file == "src/record/rules.rs")
        .unwrap();
    let names = own.1.lines().filter_map(|line| {
        let rest = line.strip_prefix("pub(crate) static ")?;
        rest.split_once(": Rule").map(|(name, _)| name)
    });
    for name in names {
        let used = |(_, text): &&(String, String)| code(text).contains(&format!("rules::{name}"));
        assert!(all.iter().any(|one| used(&one)), "nobody finds {name}");
    }
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
    for rule in RULES.iter() {
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
    for rule in RULES.iter() {
        let off = if rule.default_on { "" } else { ", off" };
        let (code, summary, severity) = (rule.code, rule.summary, rule.severity);
        let _ = writeln!(
            table,
            "| [`{code}`](#{code}) | {severity}{off} | {summary} |"
        );
    }
    assert!(manual.contains(&table), "the table should be:\n{table}");
}

/// Returns the Rust files below a folder, as paths from the repository's root with their text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path
                    .strip_prefix(ROOT)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Returns the Rust files of both packages: the code of what is built, without tests and benches.
fn packages() -> Vec<(String, String)> {
    ["src", "crates"]
        .into_iter()
        .flat_map(sources)
        .filter(|(file, _)| {
            !["/tests/", "/examples/"]
                .iter()
                .any(|own| file.contains(own))
        })
        .collect()
}

/// The code of a file, without its tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

#[test]
fn each_effect_stays_in_its_folder() {
    let homes: &[(&[&str], &[&str])] = &[
        (&["std::fs", "fs::read", "fs::write"], &["src/store/"]),
        (&["process::Command"], &["src/store/", "src/cli/editor.rs"]),
        (&["std::env", "env::var"], &["src/cli/"]),
        (&["::now("], &["src/cli/clock.rs"]),
        (
            &["println!", "eprintln!", "io::stdout", "io::stderr"],
            &["src/cli/ui.rs"],
        ),
        (&["use clap", "clap::"], &["src/cli/"]),
    ];
    let mut wrong = Vec::new();
    for (file, text) in packages() {
        for (effects, homes) in homes {
            let at_home = homes.iter().any(|home| file.starts_with(home));
            let lines = code(&text)
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for line in lines.filter(|line| effects.iter().any(|effect| line.contains(effect))) {
                if !at_home {
                    wrong.push(format!("{file}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nobody_knows_what_architecture_says_they_may_not() {
    let may_not: &[(&str, &[&str])] = &[
        (
            "src/query/",
            &[
                "record", "dataset", "analysis", "scoring", "lint", "render", "store",
            ],
        ),
        (
            "src/model/",
            &[
                "record", "ledger", "analysis", "scoring", "lint", "render", "store",
            ],
        ),
        (
            "src/ledger/",
            &[
                "record", "dataset", "analysis", "scoring", "lint", "render", "exchange", "store",
            ],
        ),
        ("src/exchange/", &["analysis", "lint", "render", "store"]),
        (
            "src/record/",
            &["ledger", "analysis", "scoring", "lint", "render", "store"],
        ),
        (
            "src/dataset/",
            &["record", "analysis", "lint", "render", "store"],
        ),
        ("src/analysis/", &["record", "lint", "render", "store"]),
        (
            "src/store/",
            &["model", "ledger", "analysis", "scoring", "lint", "render"],
        ),
        ("src/lint/", &["render", "store"]),
        ("src/render/", &["store"]),
    ];
    let mut wrong = Vec::new();
    for (file, text) in sources("src") {
        for (folder, others) in may_not {
            for other in others.iter().filter(|_| file.starts_with(folder)) {
                if code(&text).contains(&format!("use crate::{other}::")) {
                    wrong.push(format!("{file} knows {other}"));
                }
            }
        }
    }
    // The library of numbers depends on nothing of ours.
    let manifest = Path::new(ROOT).join("crates/scoring/Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    let ours = |line: &&str| line.starts_with("foretell") || line.contains("path = \"..");
    wrong.extend(manifest.lines().filter(ours).map(str::to_owned));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_begins_with_a_line_that_says_what_is_inside() {
    let all = ["src", "crates", "tests", "benches"]
        .into_iter()
        .flat_map(sources);
    let bare: Vec<_> = all
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(file, _)| file)
        .collect();
    assert!(bare.is_empty(), "{bare:#?}");
}

#[test]
fn every_command_has_a_file_a_test_and_its_help() {
    let files: BTreeSet<String> = names("src/cli/commands", ".rs");
    let commands: BTreeSet<String> = files
        .into_iter()
        .filter(|name| name != "mod")
        .map(|name| name.replace('_', "-"))
        .collect();
    let mut tests = names("tests/command", ".rs");
    tests.remove("mod");
    tests.remove("help");
    // `score_adjust` is a part of the tests of `score`.
    let of = |test: &String| test.split('_').next().unwrap_or(test).to_owned();
    assert_eq!(commands, tests.iter().map(of).collect());
    let mut pages = names("snapshots/help", ".snap");
    pages.remove("foretell");
    assert_eq!(commands, pages);
}

/// How many files each new thing may touch, by the heading of `CONTRIBUTING.md`, with the line in
/// the changelog.
const TOUCHED: [(&str, usize); 5] = [
    ("A rule", 7),
    ("A score", 6),
    ("A command", 9),
    ("A key of a record", 5),
    ("An exchange format", 6),
];

#[test]
fn what_a_new_thing_touches_is_there_and_does_not_grow() {
    let page = fs::read_to_string(Path::new(ROOT).join("CONTRIBUTING.md")).unwrap();
    let words = page.split('`').skip(1).step_by(2);
    let paths = words.filter(|word| word.contains('/') && !word.contains(' '));
    let missing: Vec<_> = paths
        .filter(|path| !Path::new(ROOT).join(path).exists())
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    for (heading, most) in TOUCHED {
        let from = page.find(&format!("\n## {heading}\n")).unwrap() + 4;
        let section = page[from..].split("\n## ").next().unwrap();
        let listed = section.lines().filter(|line| line.starts_with("- `"));
        let touched = listed.count() + 1;
        assert!((3..=most).contains(&touched), "{heading}: {touched}");
    }
}

#[test]
fn nothing_names_a_place_of_one_machine() {
    let own = ["/home/", "/root/", concat!("/wo", "rk/")];
    let all = ["src", "crates", "tests", "benches"]
        .into_iter()
        .flat_map(sources);
    for (file, text) in all {
        let named: Vec<_> = own.iter().filter(|place| text.contains(**place)).collect();
        assert!(
            named.is_empty() || file == "tests/repo.rs",
            "{file} names {named:?}"
        );
    }
}

/// Returns the images that a Markdown text shows, as `![text](path)`.
fn images(text: &str) -> Vec<&str> {
    let shown = text.split("![").skip(1);
    let path = |rest: &'_ str| -> Option<(usize, usize)> {
        let from = rest.find("](")? + 2;
        Some((from, from + rest[from..].find([')', ' '])?))
    };
    let found = shown.filter_map(|rest| path(rest).map(|(from, to)| &rest[from..to]));
    found.filter(|path| !path.contains("://")).collect()
}

#[test]
fn every_image_that_a_page_shows_is_there() {
    let mut shown = BTreeSet::new();
    let pages = names("docs", "")
        .into_iter()
        .map(|name| format!("docs/{name}"));
    for page in pages.chain(["README.md".to_owned(), "CHANGELOG.md".to_owned()]) {
        let path = Path::new(ROOT).join(&page);
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        for image in images(&fs::read_to_string(&path).unwrap()) {
            let file = path.with_file_name("").join(image);
            assert!(file.is_file(), "{page} shows {image}, which is not there");
            shown.insert(file.file_name().unwrap().to_owned());
        }
    }
    let kept = names("docs/images", "");
    let kept: BTreeSet<_> = kept.into_iter().map(Into::into).collect();
    assert_eq!(shown, kept, "an image that no page shows");
}

/// Names that once stood for what the glossary has a word for, and must not come back.
const RETIRED: &str = "AgainstChance Anew Apart Asked Basis Bin Clash Cut Doubt Draw Ends Figure Fit \
    Fits Fitted Gathered Hand Hits Hold Ink Inquiry Liked Loud Lump Mark Marked Named Nothing \
    Outlook Part Place Places Push Reason Said Sheet Skipped Spot Standing Stretch Subject Take \
    Tally Teller Tie Ties Told Urn Voice Wants Way Web Weigh Weighed Whole Work";

/// Returns the names of the public types outside the binary, each with the files that have it.
fn public_types() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let kinds = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
    for (file, text) in packages() {
        if file.starts_with("src/cli/") {
            continue;
        }
        for line in code(&text).lines() {
            let Some(rest) = kinds
                .iter()
                .find_map(|kind| line.trim_start().strip_prefix(kind))
            else {
                continue;
            };
            let end = rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
            let name = rest[..end].to_owned();
            found.entry(name).or_default().push(file.clone());
        }
    }
    found
}

#[test]
fn no_public_type_name_stands_for_two_things() {
    let types = public_types();
    assert!(types.len() > 200, "{}", types.len());
    let twice: Vec<_> = types.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "named alike: {twice:#?}");
}

#[test]
fn no_public_type_has_a_name_that_the_glossary_retired() {
    let types = public_types();
    let retired: BTreeSet<&str> = RETIRED.split_whitespace().collect();
    let found: Vec<_> = types
        .iter()
        .filter(|(name, _)| retired.contains(name.as_str()))
        .collect();
    assert!(found.is_empty(), "the glossary has other words: {found:#?}");
}

#[test]
fn a_test_that_needs_more_is_ignored_and_says_what_it_needs() {
    let mut asking = 0;
    for (file, text) in sources("tests") {
        for (before, _) in text.match_indices("() {\n    if !has_tools() {\n        return;") {
            let head = &text[..before];
            let (above, name) = head.rsplit_once("\nfn ").unwrap();
            let last = above.lines().next_back().unwrap();
            assert!(last.starts_with("#[ignore = \"needs "), "{file}: {name}");
            asking += 1;
        }
    }
    assert!(asking >= 20, "{asking}");
    // And where everything is there, all run.
    let gate = fs::read_to_string(Path::new(ROOT).join(".ci/run")).unwrap();
    assert!(gate.contains(" -- --include-ignored\n"));
}
