//! `foretell export`

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use foretell::dataset::{Column, split_list, unguarded};
use foretell::exchange::table::dictionary;

use crate::common::tables::Table;
use crate::common::{Sandbox, assert_page, has_tools, question, root, try_tool};

/// A ledger with a record of each kind, and every form of an estimate.
fn every_kind() -> Sandbox {
    let sandbox = Sandbox::new();
    let write = |id: &str, text: &str| sandbox.write(&format!("forecasts/sea/{id}.yaml"), text);
    write(
        "rain",
        "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-01-10\ntags: [b, \"a;c\", b]\n\
         cluster: weather\nbase_rate: {probability: 40%}\nsource: {document: \"=The Times\"}\n\
         estimates:\n  \
         - {date: 2026-01-02, by: bob, probability: likely, confidence: low}\n  \
         - {date: 2026-01-02, by: bob, probability: 60-80%, coded: {by: desk, date: 2026-02-01}}\n  \
         - {date: 2026-01-03T12:00:00Z, by: ann, probability: 30%}\n  \
         - {date: 2026-01-04, by: ann, withdrawn: true}\n  \
         - {date: 2026-01-05, by: cyd, probability: no estimate}\n\
         resolution: {outcome: 30%, known: 2026-01-08}\n",
    );
    write(
        "route",
        "question: Which way?\nkind: ordered\noptions: [low, \"-5\", high]\ndeadline: 2026-01-10\n\
         cluster: weather\nestimates:\n  \
         - {date: 2026-01-02, by: ann, probabilities: {low: 20%, \"-5\": 30%, high: 50%}}\n\
         resolution: {outcome: \"-5\", known: 2026-01-11}\n",
    );
    write(
        "split",
        "question: Which?\nkind: choice\noptions: [a, b]\ndeadline: 2026-01-10\nestimates:\n  \
         - {date: 2026-01-02, by: ann, probabilities: {a: 20%, b: 80%}}\n\
         resolution: {outcome: {a: 60%, b: 40%}, known: 2026-01-11}\n",
    );
    write(
        "height",
        "question: How much?\nkind: number\nunit: m\nbounds: [-2, 9.5]\ndeadline: 2026-01-10\n\
         estimates:\n  \
         - {date: 2026-01-01, by: ann, quantiles: {5%: -1.25, 50%: 3, 95%: 9}}\n  \
         - {date: 2026-01-02, by: ann, interval: {low: 1, high: 5, level: 80%}}\n  \
         - {date: 2026-01-03, by: ann, normal: {mean: 3, sd: 1.5}}\n  \
         - {date: 2026-01-04, by: ann, lognormal: {mu: 1, sigma: 0.5}}\n  \
         - {date: 2026-01-05, by: ann, samples: [1, 2.5, 4]}\n  \
         - {date: 2026-01-06, by: ann, student: {df: 4, location: 3, scale: 1.25}}\n  \
         - {date: 2026-01-07, by: ann, gamma: {shape: 2.5, scale: 1.5}}\n  \
         - {date: 2026-01-08, by: ann, mixture: [{weight: 75%, normal: {mean: 3, sd: 1.5}}, \
         {weight: 25%, student: {df: 4, location: 8, scale: 0.5}}]}\n\
         resolution: {outcome: above, known: 2026-01-11}\n",
    );
    write(
        "landing",
        "question: When?\nkind: date\nopened: 2026-01-01\ndeadline: 2026-06-30\nestimates:\n  \
         - {date: 2026-01-02, by: ann, happens_by: {2026-02-01: 40%, 2026-06-30: 70%}}\n  \
         - {date: 2026-01-03, by: ann, quantiles: {10%: 2026-02-01, 90%: 2026-05-01}}\n\
         resolution: {outcome: never, known: 2026-07-01}\n",
    );
    write(
        "torn",
        "question: Will it?\ndeadline: 2026-01-10\nestimates:\n  \
         - {date: 2026-01-02, by: ann, probability: 50%}\n\
         resolution: {outcome: ambiguous, known: 2026-01-12}\n",
    );
    write(
        "late",
        "question: Will it so?\ndeadline: 2026-01-10\nknown_by: 2026-02-01\nimplies: [rain]\n\
         estimates:\n  - {date: 2026-01-02, by: ann, probability: 50%}\n  \
         - {date: 2026-01-02, by: bob, probability: 50%, derived: true}\n",
    );
    write("bare", "question: Will it?\ndeadline: 2030-01-10\n");
    sandbox
}

#[test]
fn every_kind_is_written_with_what_was_lost_told_apart() {
    let ran = every_kind().run(&["export", "table"]);
    assert_eq!(ran.code, 0);
    assert_page("command", "export-table", &ran.page());
}

#[test]
fn json_lines_hold_the_same_with_numbers_and_lists() {
    let sandbox = every_kind();
    let csv = Table::parse(&sandbox.ok(&["export", "table"]));
    let lines = sandbox.ok(&["export", "table", "--format", "jsonl"]);
    let objects: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects.len(), csv.rows.len());
    for (object, row) in objects.iter().zip(&csv.rows) {
        let object = object.as_object().unwrap();
        let keys: Vec<_> = object.keys().cloned().collect();
        assert_eq!(keys, csv.heads);
        for (key, cell) in csv.heads.iter().zip(row) {
            let value = &object[key];
            let same = match value {
                serde_json::Value::Null => cell.is_empty(),
                serde_json::Value::Array(_) => {
                    *value == serde_json::json!(split_list(unguarded(cell)))
                }
                serde_json::Value::String(text) => unguarded(cell) == text,
                serde_json::Value::Number(number) => cell.parse() == Ok(number.as_f64().unwrap()),
                serde_json::Value::Bool(flag) => cell.parse() == Ok(*flag),
                serde_json::Value::Object(_) => false,
            };
            assert!(same, "{key}: {value} and {cell}");
        }
    }
}

#[test]
fn a_file_says_by_its_name_in_which_form_it_is() {
    let sandbox = every_kind();
    let csv = sandbox.ok(&["export", "table"]);
    let lines = sandbox.ok(&["export", "table", "--format", "jsonl"]);
    for (name, want) in [
        ("a/table.csv", &csv),
        ("table.csv.gz", &csv),
        ("table.jsonl", &lines),
        ("table.ndjson.gz", &lines),
    ] {
        let said = sandbox.ok(&["export", "table", "--out", name]);
        assert_eq!(said, format!("wrote {name}\n"));
        let bytes = fs::read(sandbox.path().join(name)).unwrap();
        let text = if Path::new(name).extension() == Some("gz".as_ref()) {
            let mut text = String::new();
            GzDecoder::new(bytes.as_slice())
                .read_to_string(&mut text)
                .unwrap();
            text
        } else {
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(&text, want, "{name}");
    }
    // What is packed is read as what is not.
    let score = |name: &str| {
        let args = ["score", "--verbose", "--table", name, "--columns"];
        sandbox.ok(&[&args[..], &["option=,quantile="]].concat())
    };
    let head = |text: String| text.lines().take(3).collect::<Vec<_>>().join("\n");
    assert_eq!(head(score("table.csv.gz")), head(score("a/table.csv")));
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let sandbox = every_kind();
    for name in ["a.csv.gz", "b.csv.gz"] {
        sandbox.ok(&["export", "table", "--out", name]);
    }
    let bytes = |name: &str| fs::read(sandbox.path().join(name)).unwrap();
    assert_eq!(bytes("a.csv.gz"), bytes("b.csv.gz"));
}

#[test]
fn filters_and_the_day_narrow_a_table() {
    let sandbox = every_kind();
    let table = |args: &[&str]| Table::parse(&sandbox.ok(&[&["export", "table"], args].concat()));
    let column = |args: &[&str], head: &str| table(args).column(head);
    assert!(
        column(&["--forecaster", "bob"], "forecaster")
            .iter()
            .all(|by| by == "bob" || by == "bob (coded)")
    );
    assert_eq!(column(&["--kind", "choice"], "option"), ["a", "b"]);
    assert_eq!(
        column(&["--tag", "a;c", "--as-of", "2026-01-03"], "status"),
        ["open"; 3]
    );
    // The second was written down in February.
    let booked = ["--tag", "b", "--as-of", "2026-01-31", "--booked"];
    assert_eq!(column(&booked, "revision"), ["1", "2", "1", "1"]);
}

#[test]
fn a_question_is_of_the_cohort_after_its_days_of_grace() {
    let sandbox = every_kind();
    sandbox.write("foretell.yaml", "grace: 3\n");
    let table = Table::parse(&sandbox.ok(&["export", "table"]));
    let due = |id: &str| table.of(id, "due")[0].clone();
    assert_eq!(due("rain"), "2026-01-13");
    assert_eq!(due("late"), "2026-02-04");
    assert_eq!(table.of("late", "status")[0], "overdue");
}

#[test]
fn what_a_condition_waits_for_is_asked_later() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/first.yaml",
        &question(
            &[("ann", "2026-01-02", "50%")],
            "outcome: yes, happened: 2026-01-05, known: 2026-03-01",
        ),
    );
    sandbox.write(
        "forecasts/then.yaml",
        "question: And then?\ndeadline: 2026-01-10\ngiven: {forecast: first, outcome: yes}\n\
         estimates:\n  - {by: ann, date: 2026-01-02, probability: 50%}\n",
    );
    let table = |day: &str| Table::parse(&sandbox.ok(&["export", "table", "--as-of", day]));
    let then = |day: &str, head: &str| table(day).of("then", head)[0].clone();
    assert_eq!(then("2026-02-01", "status"), "waiting");
    assert_eq!(then("2026-03-05", "status"), "awaiting");
    assert_eq!(then("2026-03-05", "due"), "2026-03-15");
    assert_eq!(then("2026-03-16", "status"), "overdue");
}

#[test]
fn clusters_are_named_by_their_first_question() {
    let table = Table::parse(&every_kind().ok(&["export", "table"]));
    // A name ties `rain` and `route`, a relation `late` and `rain`.
    for id in ["late", "rain", "route"] {
        assert_eq!(table.of(id, "cluster")[0], "late");
    }
    assert_eq!(table.of("split", "cluster")[0], "split");
}

#[test]
fn the_manual_has_the_data_dictionary() {
    let manual = root().join("docs/tables.md");
    let text = fs::read_to_string(&manual).unwrap();
    if std::env::var("UPDATE_DOCS").is_ok() {
        let from = text.find("| column | cells |").unwrap();
        let to = from + text[from..].find("\n\n").unwrap() + 1;
        let new = format!("{}{}{}", &text[..from], dictionary(), &text[to..]);
        fs::write(manual, new).unwrap();
        return;
    }
    let again = "UPDATE_DOCS=1 cargo test --test integration dictionary writes it";
    assert!(text.contains(&dictionary()), "{again}");
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn every_row_in_json_fits_the_schema() {
    if !has_tools() {
        return;
    }
    let sandbox = every_kind();
    let schema = root().join("docs/schema/table.json");
    let mut args = vec!["--schemafile".to_owned(), schema.to_string_lossy().into()];
    let lines = sandbox.ok(&["export", "table", "--format", "jsonl"]);
    for (i, line) in lines.lines().enumerate() {
        let name = format!("row-{i}.json");
        sandbox.write(&name, line);
        args.push(sandbox.path().join(name).to_string_lossy().into());
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (ok, said) = try_tool("check-jsonschema", &args);
    assert!(ok, "{said}");
}

#[test]
fn the_head_is_the_list_of_columns() {
    let table = Table::parse(&Sandbox::new().ok(&["export", "table"]));
    let heads: Vec<_> = Column::written().map(Column::as_str).collect();
    assert_eq!(table.heads, heads);
    assert!(table.rows.is_empty());
}
