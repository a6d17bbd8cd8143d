//! Names: of one person however they are encoded, and of two where they only look alike.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::Sandbox;

use super::{Want, case, check};

/// Spellings of one name.
const ZOE: [&str; 7] = [
    "Zo\u{e9}",
    "Zoe\u{301}",
    "Zo\u{e9} ",
    " Zo\u{e9}",
    "Zo\u{e9}\u{200b}",
    "Zo\u{e9}\u{a0}",
    "\u{2060}Z\u{ad}oe\u{301}",
];

/// Returns how many forecasters there are in a ledger in which these names made an estimate each.
fn forecasters(names: &[&str]) -> usize {
    let sandbox = Sandbox::new();
    for (i, name) in names.iter().enumerate() {
        sandbox.write(
            &format!("forecasts/q{i}.yaml"),
            &format!(
                "question: Is it {i}?\ncriteria: x\nopened: 2025-01-01\ndeadline: 2025-06-30\n\
                 estimates:\n- {{date: 2025-02-01, by: {}, probability: 70%}}\n\
                 resolution: {{outcome: no, logged: 2025-07-01, known: 2025-07-01, by: desk}}\n",
                serde_json::to_string(name).unwrap()
            ),
        );
    }
    let args = ["score", "--resamples", "0", "--format", "json"];
    groups(&sandbox.run(&args).json())
}

/// Returns how many forecasters the rows of an answer are of.
fn groups(page: &Value) -> usize {
    let rows = page["rows"].as_array().unwrap();
    let names = rows
        .iter()
        .filter_map(|row| row["group"]["forecaster"].as_str());
    names.collect::<BTreeSet<_>>().len()
}

#[test]
fn one_name_is_one_forecaster_however_it_is_encoded() {
    assert_eq!(forecasters(&ZOE.map(|name| name)), 1);
    assert_eq!(forecasters(&["ann", "Ann", "\u{430}nn", "ann "]), 3);
}

#[test]
fn a_table_counts_one_name_once_and_says_what_looks_alike() {
    let rows: String = ZOE
        .iter()
        .enumerate()
        .map(|(i, name)| format!("q{i},{name},2026-01-0{},0.7,1\n", i + 1))
        .collect();
    let table = format!("question_id,forecaster,made_at,probability,outcome\n{rows}");
    let sandbox = Sandbox::empty();
    sandbox.write("t", &table);
    let args = [
        "score",
        "--table",
        "t",
        "--group-by",
        "forecaster",
        "--resamples",
        "0",
        "--format",
        "json",
    ];
    let ran = sandbox.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(groups(&ran.json()), 1);
    let two = "question_id,forecaster,probability,outcome\nq,ann,0.7,1\nr,Ann,0.7,1\n";
    check(&[
        case(
            "A11 case",
            two,
            "--group-by forecaster",
            Want::Score(2, 0.09, &["`Ann` and `ann` look alike"]),
        ),
        case(
            "A11 letters",
            &two.replace("Ann", "\u{430}nn"),
            "--group-by forecaster",
            Want::Score(2, 0.09, &["look alike"]),
        ),
        case(
            "A11 others",
            &two.replace("Ann", "bob"),
            "--group-by forecaster",
            Want::Score(2, 0.09, &[]),
        ),
        case(
            "A11 a question",
            "question_id,probability,outcome\nZo\u{e9},0.7,1\nZoe\u{301},0.7,0\n",
            "",
            Want::Refused(&["do not agree on the outcome"]),
        ),
        case(
            "A11 a filter",
            &table,
            "--forecaster Zo\u{e9}",
            Want::Score(7, 0.09, &[]),
        ),
        case(
            "A11 a tag",
            "probability,outcome,tags\n0.7,1,Zoe\u{301}\n0.5,1,b\n",
            "--tag Zo\u{e9}",
            Want::Score(1, 0.09, &[]),
        ),
    ]);
}

#[test]
fn a_name_is_one_line() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/q.yaml",
        "question: Is it?\ncriteria: x\ndeadline: 2027-06-30\n",
    );
    for by in ["ann\nbob", "ann\tbob", "\u{1b}[31m"] {
        let ran = sandbox.run(&["estimate", "q", "70%", "--by", by, "--because", "x"]);
        assert_eq!(ran.code, 2, "{by:?}");
        assert!(ran.err.contains("a name is one line"), "{}", ran.err);
    }
}
