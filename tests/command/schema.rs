//! `foretell schema`, and the schema of what each command prints.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use foretell::record::documents;
use foretell::render::schema::PUBLIC_FORMATS;

use crate::common::{Sandbox, has_tools, root, try_tool};

#[test]
fn the_schemas_in_the_manual_are_those_that_are_printed() {
    let folder = root().join("docs/schema");
    let mut stale = Vec::new();
    for format in PUBLIC_FORMATS {
        let file = folder.join(format.name).with_extension("json");
        let printed = Sandbox::empty().ok(&["schema", format.name]);
        if std::env::var("UPDATE_DOCS").is_ok() {
            fs::write(&file, &printed).unwrap();
        }
        if fs::read_to_string(&file).unwrap_or_default() != printed {
            stale.push(format.name);
        }
    }
    assert!(
        stale.is_empty(),
        "`UPDATE_DOCS=1 cargo test --test integration schemas_in_the_manual` writes anew \
         {stale:?}"
    );
    assert_eq!(
        Sandbox::empty().ok(&["schema"]),
        Sandbox::empty().ok(&["schema", "record"])
    );
}

#[test]
fn no_schema_in_the_manual_is_without_a_format() {
    let files = fs::read_dir(root().join("docs/schema")).unwrap();
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let files: BTreeSet<String> = files.map(|file| stem(file.unwrap().path())).collect();
    let known = PUBLIC_FORMATS.iter().map(|format| format.name.to_owned());
    assert_eq!(files, known.collect());
}

/// Rules whose bad fixtures have a fault of shape, which a schema can see.
const OF_SHAPE: [&str; 11] = [
    "bad-choice",
    "bad-date",
    "bad-id",
    "bad-number",
    "bad-probability",
    "duplicate-key",
    "missing-key",
    "unknown-key",
    "wrong-kind-value",
    "wrong-type",
    "yaml-syntax",
];

/// Returns the files of one side of a rule's fixtures that hold one record each.
fn fixtures(rule: &Path, side: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![rule.join(side).join("forecasts")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if documents(&fs::read_to_string(&path).unwrap()).len() == 1 {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Returns whether a checker that knows nothing of us accepts files, with what it says.
fn fits(schema: &str, files: &[PathBuf]) -> (bool, String) {
    let schema = root().join("docs/schema").join(schema);
    let mut args = vec!["--schemafile", schema.to_str().unwrap()];
    args.extend(files.iter().map(|file| file.to_str().unwrap()));
    try_tool("check-jsonschema", &args)
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn a_checker_that_knows_only_the_schema_agrees_on_every_fixture() {
    if !has_tools() {
        return;
    }
    let rules = fs::read_dir(root().join("tests/data/rule")).unwrap();
    let mut rules: Vec<PathBuf> = rules.map(|entry| entry.unwrap().path()).collect();
    rules.sort();
    let good: Vec<PathBuf> = rules
        .iter()
        .flat_map(|rule| fixtures(rule, "good"))
        .collect();
    assert!(good.len() > 50, "{}", good.len());
    let (ok, said) = fits("record.json", &good);
    assert!(ok, "{said}");
    for code in OF_SHAPE {
        let rule = root().join("tests/data/rule").join(code);
        let bad = fixtures(&rule, "bad");
        assert!(!bad.is_empty(), "{code}");
        for file in bad {
            let (ok, said) = fits("record.json", std::slice::from_ref(&file));
            assert!(!ok, "{}: {said}", file.display());
        }
    }
}

/// Returns the files of our own records; beside them stand the programs of the methods.
fn our_records() -> Vec<PathBuf> {
    let topics = fs::read_dir(root().join("forecasts")).unwrap();
    let files = topics.flat_map(|topic| fs::read_dir(topic.unwrap().path()).into_iter().flatten());
    let paths = files.map(|file| file.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect()
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn our_own_records_fit_the_schema() {
    if !has_tools() {
        return;
    }
    let files = our_records();
    let (ok, said) = fits("record.json", &files);
    assert!(ok, "{said}");
}

/// Commands with the schema of what they print as JSON.
const OUTPUTS: &[(&str, &[&str])] = &[
    ("list.json", &["list", "--verbose"]),
    ("show.json", &["show", "gas-deal"]),
    ("show.json", &["show", "china-ukraine"]),
    ("log.json", &["log"]),
    ("due.json", &["due", "--verbose"]),
    ("score.json", &["score", "--verbose", "--group-by", "tag"]),
    (
        "calibration.json",
        &["calibration", "--verbose", "--rows", "word"],
    ),
    ("calibration.json", &["calibration", "--verbose"]),
    (
        "calibration.json",
        &[
            "calibration",
            "--verbose",
            "--rows",
            "corp",
            "--bands",
            "consistency",
        ],
    ),
    (
        "calibration.json",
        &[
            "calibration",
            "--verbose",
            "--weigh",
            "days",
            "--bands",
            "confidence",
        ],
    ),
    ("score-work.json", &["score", "--show-work", "gas-deal"]),
    (
        "score-work.json",
        &["score", "--show-work", "power-of-siberia-2"],
    ),
    ("score.json", &["score", "--verbose", "--table", "rain.csv"]),
    (
        "score.json",
        &[
            "score",
            "--verbose",
            "--table",
            "rain.csv",
            "--weigh",
            "last",
        ],
    ),
    (
        "calibration.json",
        &["calibration", "--verbose", "--table", "rain.csv", "--plain"],
    ),
    ("scenarios.json", &["scenarios", "--as-of", "2015-01-01"]),
    ("scenarios.json", &["scenarios", "--history"]),
    (
        "scenarios.json",
        &["scenarios", "--voi", "--as-of", "2015-01-01"],
    ),
    ("coherence.json", &["coherence"]),
    ("compare.json", &["compare", "--verbose", "bobo-lo", "desk"]),
    ("compare.json", &["compare", "--verbose", "ann", "bob"]),
    ("pool.json", &["pool", "--verbose"]),
    ("score-adjust.json", &["score", "--adjust"]),
    (
        "score-over-time.json",
        &["score", "--over-time", "rolling=400d"],
    ),
    (
        "score-adjust-over-time.json",
        &["score", "--adjust", "--over-time", "cumulative"],
    ),
    ("score-like.json", &["score", "--like", "metaculus"]),
    ("score-like.json", &["score", "--like", "forecastbench"]),
    (
        "calibration-like.json",
        &["calibration", "--like", "metaculus"],
    ),
    ("findings.json", &["check"]),
    ("findings.json", &["overdue", "--as-of", "2040-01-01"]),
];

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn what_commands_print_fits_the_schema_of_each() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::our_ledger();
    sandbox.write(
        "forecasts/bare.yaml",
        "question: Will it rain?\ndeadline: 2030-01-01\n",
    );
    sandbox.write(
        "forecasts/how-much.yaml",
        "question: How much?\nkind: number\nunit: mm\nopened: 2026-01-01\ndeadline: 2026-01-31\n\
         estimates:\n  - {date: 2026-01-02, by: ann, normal: {mean: 11, sd: 2}}\n  \
         - {date: 2026-01-02, by: bob, normal: {mean: 14, sd: 2}}\n\
         resolution: {outcome: 12, known: 2026-02-01}\n",
    );
    sandbox.write(
        "rain.csv",
        "question_id,made_at,probability,outcome\na,2026-01-01,0.8,1\nb,2026-01-01,0.1,0\n",
    );
    sandbox.write(
        "forecasts/sure.yaml",
        "question: Will it?\nopened: 2026-01-01\ndeadline: 2026-01-31\nestimates:\n  \
         - {date: 2026-01-02, by: ann, probability: 0%}\n  \
         - {date: 2026-01-02, by: bob, probability: 60%}\n\
         resolution: {outcome: yes, known: 2026-02-01, happened: 2026-01-31}\n",
    );
    for (schema, args) in OUTPUTS {
        let ran = sandbox.run(&[*args, &["--format", "json"]].concat());
        assert!(ran.code < 2, "{}", ran.page());
        sandbox.write("out.json", &ran.out);
        let (ok, said) = fits(schema, &[sandbox.path().join("out.json")]);
        assert!(ok, "{args:?}: {said}");
    }
    // And not because anything would.
    sandbox.write(
        "out.json",
        r#"{"version": 2, "command": "list", "made_with": {}, "rows": []}"#,
    );
    assert!(!fits("list.json", &[sandbox.path().join("out.json")]).0);
}

#[test]
fn each_of_our_records_names_the_schema_for_an_editor() {
    let files = our_records();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let first = text.lines().next().unwrap_or_default();
        let named = first.strip_prefix("# yaml-language-server: $schema=");
        let named = named.unwrap_or_else(|| panic!("{} names none", file.display()));
        assert!(
            file.parent().unwrap().join(named).is_file(),
            "{}",
            file.display()
        );
    }
    assert!(files.len() > 100, "{}", files.len());
}
