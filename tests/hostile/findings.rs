//! Every form of every command that finds, over records in which a stranger wrote what is found.

use std::collections::BTreeSet;

use serde_json::Value;

use super::held;
use super::ledger::{REFUSED, SHOWN, quoted, settings, write_group};
use crate::common::{Ran, Sandbox, has_tools};
use crate::findings::{is_junit, is_sarif};

/// The forms in which findings come.
const FORMATS: [&str; 8] = [
    "text", "concise", "json", "github", "sarif", "junit", "gitlab", "markdown",
];

/// The elements of JUnit's XML.
const JUNIT: [&str; 11] = [
    "xml",
    "testsuites",
    "testsuite",
    "properties",
    "testcase",
    "failure",
    "skipped",
    "system-out",
    "system-err",
    "properties/",
    "system-err/",
];

/// Everything that a stranger may write.
fn all() -> Vec<&'static str> {
    [&SHOWN[..], &REFUSED].concat()
}

/// Writes records that are wrong wherever a finding quotes what was written: as text in double
/// quotes, with every control written out or raw.
fn write_faults(sandbox: &Sandbox, group: usize, payload: &str, raw: bool) {
    let q = if raw {
        // Raw line breaks would be folded into blanks.
        format!(
            "\"{}\"",
            payload
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "")
        )
    } else {
        quoted(payload)
    };
    let form = if raw { "raw" } else { "escaped" };
    let folder = payload.replace(['/', '\0'], "");
    let text = format!(
        "# {comment}\nquestion: {q}\nid: {q}\nkind: {q}\nvintage: {q}\ntags: {q}\nopened: {q}\ndeadline: {q}\n\
         deadline_basis: {q}\nknown_by: {q}\nunit: [{q}]\ncriteria: [{q}]\n\
         given: {{forecast: {q}, outcome: {q}, of: {q}}}\nimplies: [{q}]\nearlier: {q}\n\
         threshold: {{of: {q}, above: {q}}}\nsource: {{yardstick: {q}, published: {q}, {q}: a}}\n\
         base_rate: {{probability: {q}}}\n{q}: a\n? {q}\n: b\n\
         estimates:\n  - {{date: {q}, by: [{q}], probability: {q}, confidence: {q}, derived: {q}}}\n  \
         - {{date: 2026-01-01, by: {q}, yardstick: {q}, coded: {{by: {q}, date: {q}, blind: {q}}}}}\n\
         resolution: {{outcome: {q}, happened: {q}, known: {q}, by: [{q}], evidence: {q}}}\n\
         waive: [{{rule: {q}, until: {q}}}]\n",
        comment = payload.replace(['\n', '\r'], " "),
    );
    sandbox.write(&format!("forecasts/{folder} f/{form}-{group}.yaml"), &text);
    // A name that is no id is quoted, too.
    if !raw {
        sandbox.write(
            &format!("forecasts/{folder}{group}.yaml"),
            "question: A?\ndeadline: 2027-01-01\n",
        );
        sandbox.write(&format!("forecasts/set-{group}.yaml"), &format!(
            "scenarios:\n  - {{id: {q}, title: {q}}}\n  - {{id: {q}}}\ndeadline: 2027-01-01\nexhaustive: {q}\n\
             estimates:\n  - {{date: 2026-01-01, by: a, probabilities: {{{q}: {q}}}}}\n\
             indicators:\n  - {{forecast: {q}, likelihood: {{{q}: {q}}}}}\ntogether: [[{q}]]\n"
        ));
        sandbox.write(
            &format!("forecasts/race-{group}.yaml"),
            &format!(
                "question: Who?\nkind: choice\noptions: [{q}, {q}]\ndeadline: 2027-01-01\n\
             estimates:\n  - {{date: 2026-01-01, by: {q}, probabilities: {{{q}: 70%, x: 10%}}}}\n  \
             - {{date: 2026-01-01, by: {q}, probabilities: {{{q}: 50%}}}}\n"
            ),
        );
    }
}

/// A ledger with whatever is wrong, in records and settings.
fn faulty() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut own = settings(&SHOWN);
    own += "rules:\n";
    for payload in all() {
        own += &format!("  ? {}\n  : {}\n", quoted(payload), quoted(payload));
    }
    own += &format!(
        "grace: {}\nimports: [{}]\n{}: a\n",
        quoted(SHOWN[0]),
        quoted(SHOWN[5]),
        quoted(REFUSED[1])
    );
    sandbox.write("foretell.yaml", &own);
    for (group, payload) in all().into_iter().enumerate() {
        write_faults(&sandbox, group, payload, false);
        write_faults(&sandbox, group, payload, true);
        write_group(&sandbox, group, payload);
    }
    sandbox
}

/// A ledger with a history in which questions, estimates and outcomes were changed after the fact,
/// one text of a stranger for another.
fn rewritten() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-03-01");
    sandbox.write("foretell.yaml", &settings(&SHOWN));
    for (group, payload) in SHOWN.iter().enumerate() {
        write_group(&sandbox, group, payload);
    }
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "one"]);
    let sandbox = sandbox.on("2026-04-01");
    for (group, payload) in SHOWN.iter().enumerate() {
        write_group(&sandbox, group, payload);
        let folder = payload.replace('/', "");
        for kind in ["rain", "late", "race", "set"] {
            let file = format!("forecasts/{folder} t/p{group}-{kind}.yaml");
            let text = sandbox.read(&file);
            let text = text
                .replace(" question ", " other ")
                .replace(" criteria ", " other ");
            let text = text
                .replace("probability: 40%", "probability: 45%")
                .replace("a: 50%, b: 30%", "a: 60%, b: 20%");
            sandbox.write(&file, &text.replace("30%, other: 10%", "20%, other: 20%"));
        }
        let gone = format!("forecasts/{folder} t/p{group}-soon.yaml");
        std::fs::remove_file(sandbox.path().join(gone)).unwrap();
    }
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "two"]);
    sandbox
}

fn run(sandbox: &Sandbox, command: &str, format: &str) -> Ran {
    let args: Vec<&str> = command.split(' ').chain(["--format", format]).collect();
    let ran = sandbox.run(&args);
    assert!(matches!(ran.code, 0..=2), "{args:?}\n{}", ran.err);
    held::is_quiet(command, &ran.err);
    ran
}

/// Holds every form of a command to its rules, and each to the same number of findings.
fn holds(sandbox: &Sandbox, command: &str, at_least: usize) {
    let page = held::json(command, &run(sandbox, command, "json").out);
    let count = page["findings"].as_array().unwrap().len();
    assert!(count >= at_least, "{command}: {count}");
    for format in FORMATS {
        let what = format!("{command} --format {format}");
        let out = run(sandbox, command, format).out;
        let found = match format {
            "text" if command.starts_with("overdue") => {
                held::is_quiet(&what, &out);
                // A wrapped line may begin with a `p`, too.
                let row = |line: &&str| {
                    let id = line.trim_start().strip_prefix('p').unwrap_or_default();
                    id.trim_start_matches(|c: char| c.is_ascii_digit())
                        .starts_with('-')
                };
                out.lines().filter(row).count()
            }
            "text" => {
                held::is_quiet(&what, &out);
                out.lines()
                    .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
                    .count()
            }
            "json" => count,
            "github" => annotations(&what, &out),
            "concise" => {
                held::is_quiet(&what, &out);
                let is_finding =
                    |line: &&str| line.contains(": error[") || line.contains(": warning[");
                out.lines().filter(is_finding).count()
            }
            "sarif" => held::json(&what, &out)["runs"][0]["results"]
                .as_array()
                .unwrap()
                .len(),
            "gitlab" => gitlab(&what, &held::json(&what, &out)),
            "junit" => {
                held::xml(&what, &out, &JUNIT);
                out.matches("<testcase ").count()
            }
            _ => held::markdown(&what, &out),
        };
        assert_eq!(found, count, "{what}");
    }
}

/// Holds the gravest to be workflow commands, and returns how many findings there are with those that are
/// only counted.
fn annotations(what: &str, out: &str) -> usize {
    let (shown, counted): (Vec<&str>, Vec<&str>) =
        out.lines().partition(|line| !line.starts_with("::notice "));
    for line in &shown {
        is_annotation(what, line);
    }
    let more = counted.iter().map(|line| {
        let more = line.strip_prefix("::notice title=foretell::");
        let more = more.and_then(|line| line.strip_suffix(" more: see the summary"));
        more.unwrap_or_else(|| panic!("{what}: {line}"))
            .parse::<usize>()
            .unwrap()
    });
    shown.len() + more.sum::<usize>()
}

/// Holds a line to be one workflow command with a place and a title, as the runner reads it.
fn is_annotation(what: &str, line: &str) {
    let body = line
        .strip_prefix("::error ")
        .or_else(|| line.strip_prefix("::warning "));
    let (properties, message) = body
        .and_then(|body| body.split_once("::"))
        .unwrap_or_else(|| panic!("{what}: {line}"));
    let mut names = BTreeSet::new();
    for property in properties.split(',') {
        let (name, value) = property.split_once('=').unwrap();
        assert!(
            ["file", "line", "endLine", "col", "endColumn", "title"].contains(&name),
            "{what}: {line}"
        );
        assert!(names.insert(name), "{what}: {line}");
        assert!(!value.contains(':'), "{what}: {line}");
        escapes(value, &["25", "0D", "0A", "3A", "2C"], line);
    }
    escapes(message, &["25", "0D", "0A"], line);
    // The help is a line of its own; nothing else may begin one.
    assert!(message.matches("%0A").count() <= 1, "{what}: {line}");
    held::is_quiet(what, message);
}

/// Holds each percent sign to begin an escape.
fn escapes(text: &str, known: &[&str], line: &str) {
    for rest in text.split('%').skip(1) {
        assert!(known.iter().any(|code| rest.starts_with(code)), "{line}");
    }
}

fn gitlab(what: &str, report: &Value) -> usize {
    let issues = report.as_array().unwrap();
    let mut prints = BTreeSet::new();
    for issue in issues {
        for key in ["description", "check_name", "fingerprint", "severity"] {
            assert!(!issue[key].as_str().unwrap().is_empty(), "{what}: {issue}");
        }
        assert!(
            issue["location"]["lines"]["begin"].is_u64(),
            "{what}: {issue}"
        );
        assert!(
            prints.insert(issue["fingerprint"].as_str().unwrap()),
            "{what}: {issue}"
        );
    }
    issues.len()
}

#[test]
fn whatever_check_finds_comes_out_as_text() {
    let sandbox = faulty();
    holds(&sandbox, "check", 40 * all().len());
    let strict = run(&sandbox, "check --strict", "junit").out;
    held::xml("check --strict", &strict, &JUNIT);
}

#[test]
fn each_field_that_hides_something_is_found() {
    let sandbox = Sandbox::new();
    for (group, payload) in REFUSED.iter().enumerate() {
        write_group(&sandbox, group, payload);
    }
    let page = held::json("check", &run(&sandbox, "check", "json").out);
    let findings = page["findings"].as_array().unwrap();
    for (group, payload) in REFUSED.iter().enumerate() {
        let here = format!("p{group}-rain.yaml");
        let found = findings.iter().filter(|finding| {
            finding["code"] == "hidden-character"
                && finding["places"][0]["file"]
                    .as_str()
                    .unwrap()
                    .ends_with(&here)
        });
        // Of each text of the record: the twenty-nine in `write_group`.
        assert!(found.count() >= 29, "{group}: {payload:?}");
    }
    assert!(sandbox.run(&["list"]).out.contains("0 forecasts"));
}

#[test]
fn what_is_overdue_comes_out_as_text() {
    let sandbox = faulty();
    sandbox.write("foretell.yaml", &settings(&SHOWN));
    holds(&sandbox, "overdue", SHOWN.len());
    holds(&sandbox, "overdue --within 30", 2 * SHOWN.len());
    let page = sandbox.run(&["overdue", "--summary", "--within", "30"]).out;
    held::markdown("overdue --summary", &page);
    let items = page.lines().filter(|line| line.starts_with("- ")).count();
    assert_eq!(items, 2 * SHOWN.len(), "{page}");
    let digest = |form: &str| {
        sandbox
            .run(&["overdue", "--digest", form, "--within", "30"])
            .out
    };
    held::is_quiet("digest", &digest("text"));
    let html = digest("html");
    held::is_quiet("digest of html", &html);
    let elements = held::elements(&html);
    let ours = [
        "!DOCTYPE", "html", "head", "meta", "title", "body", "h1", "h2", "h3", "p", "code", "ul",
        "li", "b", "a",
    ];
    for element in &elements {
        let name = element.trim_start_matches('/').split(' ').next();
        assert!(name.is_some_and(|name| ours.contains(&name)), "{element}");
    }
    held::json("digest of slack", &digest("slack"));
    // Of a calendar only what its own writer ends is a line.
    let calendar = sandbox.run(&["due", "--format", "ics"]).out;
    held::is_quiet("calendar", &calendar.replace("\r\n", "\n"));
    let open = calendar.matches("\r\nBEGIN:").count() + 1;
    assert_eq!(open, calendar.matches("\r\nEND:").count());
}

#[test]
fn what_the_history_tells_comes_out_as_text() {
    holds(&rewritten(), "audit", 4 * SHOWN.len());
}

#[test]
fn the_summary_of_a_job_is_markdown_without_markup_of_a_stranger() {
    let page = tempfile::NamedTempFile::new().unwrap();
    let sandbox = faulty().with("GITHUB_STEP_SUMMARY", page.path().to_str().unwrap());
    run(&sandbox, "check", "github");
    held::markdown("summary", &std::fs::read_to_string(page.path()).unwrap());
}

#[test]
fn a_diff_of_repairs_does_not_act() {
    let sandbox = Sandbox::new();
    for (group, payload) in SHOWN.iter().enumerate() {
        let text = format!(
            "question: Will it?\ncriteria: |\n  {}\nopened: 2026-1-1\nlesson: |\n  ::error::a\n  ##[error]b\ndeadline: 2027-12-31\n",
            payload.replace(['\n', '\r', '\t'], " ")
        );
        sandbox.write(&format!("forecasts/f{group}.yaml"), &text);
    }
    for args in [&["check", "--diff"][..], &["fmt", "--diff"]] {
        let ran = sandbox.run(args);
        assert_eq!(ran.code, 1, "{args:?}\n{}", ran.err);
        held::is_quiet("diff", &(ran.out + &ran.err));
    }
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn sarif_and_junit_keep_to_their_schemas_whatever_is_written() {
    if !has_tools() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let late = faulty();
    late.write("foretell.yaml", &settings(&SHOWN));
    for (sandbox, command) in [
        (faulty(), "check"),
        (late, "overdue"),
        (rewritten(), "audit"),
    ] {
        let (ok, said) = is_sarif(&folder, &run(&sandbox, command, "sarif").out);
        assert!(ok, "{command}: {said}");
        let (ok, said) = is_junit(&folder, &run(&sandbox, command, "junit").out);
        assert!(ok, "{command}: {said}");
    }
}
