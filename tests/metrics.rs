//! The table of metrics: names, what the manual says of each, and that each is printed.

use std::collections::BTreeSet;
use std::fs;

use foretell::metrics::{Format, MetricId};
use serde_json::Value;

use crate::common::{Sandbox, root};

#[test]
fn every_metric_has_a_name_of_its_own() {
    // Interval coverage has its level in its name.
    let all = MetricId::ALL.iter();
    let plain = all.filter(|id| **id != MetricId::IntervalCoverage);
    let names: BTreeSet<_> = plain.map(|id| id.info().name).collect();
    assert_eq!(names.len(), MetricId::ALL.len() - 1);
}

#[test]
fn every_metric_is_explained_under_a_heading_of_the_manual() {
    let manual = fs::read_to_string(root().join("docs/scoring.md")).unwrap();
    let heads = manual.lines().filter(|line| line.starts_with('#'));
    let anchors: BTreeSet<String> = heads.map(anchor).collect();
    for id in MetricId::ALL {
        let anchor = id.info().anchor;
        assert!(anchors.contains(anchor), "{id:?}: #{anchor}");
    }
}

/// Returns what a link to a heading says.
fn anchor(head: &str) -> String {
    let text = head.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Questions of every kind, in every state that a score tells apart, by two forecasters.
const RECORDS: &[(&str, &str)] = &[
    (
        "rain",
        "base_rate: {probability: 30%, because: days}\nestimates:\n  - {date: 2026-01-02, by: ann, probability: 55-80%}\n  - {date: 2026-01-02, by: bob, probability: 60%}\nresolution: {outcome: yes, known: 2026-02-01}\n",
    ),
    (
        "snow",
        "base_rate: {probability: 30%, because: days}\nestimates:\n  - {date: 2026-01-02, by: ann, probability: 20%}\n  - {date: 2026-01-02, by: bob, probability: 10%}\nresolution: {outcome: no, known: 2026-02-01}\n",
    ),
    (
        "hail",
        "estimates:\n  - {date: 2026-01-02, by: ann, probability: 20%}\n",
    ),
    (
        "wind",
        "estimates:\n  - {date: 2026-01-02, by: ann, probability: 20%}\nresolution: {outcome: ambiguous, known: 2026-02-01, because: unclear}\n",
    ),
    (
        "winner",
        "kind: choice\noptions: [red, blue]\nestimates:\n  - {date: 2026-01-02, by: ann, probabilities: {red: 60%, blue: 40%}}\nresolution: {outcome: red, known: 2026-02-01}\n",
    ),
    (
        "level",
        "kind: ordered\noptions: [low, middle, high]\nestimates:\n  - {date: 2026-01-02, by: ann, probabilities: {low: 60%, middle: 30%, high: 10%}}\nresolution: {outcome: low, known: 2026-02-01}\n",
    ),
    (
        "how-much",
        "kind: number\nunit: mm\nestimates:\n  - {date: 2026-01-02, by: ann, quantiles: {10%: 5, 50%: 9, 90%: 14}}\nresolution: {outcome: 12, known: 2026-02-01}\n",
    ),
];

/// Commands that print every figure between them.
const COMMANDS: &[&str] = &[
    "score",
    "score --table sure.csv",
    "score --adjust --reference bob",
    "score --like metaculus",
    "score --like gjo",
    "score --like fatebook",
    "score --like predictionbook",
    "score --like forecastbench",
    "calibration --hosmer-lemeshow",
    "compare ann bob",
    "compare --all",
    "pool",
];

/// Returns what each of them prints over the records.
fn answers() -> Vec<(&'static str, Value)> {
    let sandbox = Sandbox::empty();
    for (id, record) in RECORDS {
        let head = format!(
            "question: Will it come to {id}?\nopened: 2026-01-01\ndeadline: 2026-01-31\n{record}"
        );
        sandbox.write(&format!("forecasts/{id}.yaml"), &head);
    }
    sandbox.write("sure.csv", "probability,outcome\n1,1\n0,0\n1,0\n0,1\n");
    let answers = COMMANDS.iter();
    answers
        .map(|command| (*command, json(&sandbox, command)))
        .collect()
}

/// Returns what a command prints as JSON.
fn json(sandbox: &Sandbox, command: &str) -> Value {
    let args: Vec<&str> = command.split(' ').chain(["--format", "json"]).collect();
    serde_json::from_str(&sandbox.ok(&args)).unwrap()
}

#[test]
fn every_metric_is_printed() {
    let mut printed = BTreeSet::new();
    for (_, answer) in answers() {
        keys(&answer, &mut printed);
    }
    let missing: Vec<_> = MetricId::ALL
        .iter()
        .map(|id| match id {
            MetricId::IntervalCoverage => "coverage_0.8",
            id => id.info().name,
        })
        .filter(|name| !printed.contains(*name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Adds the keys of every object in it.
fn keys(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Object(map) => {
            for (key, value) in map {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| keys(one, found)),
        _ => {}
    }
}

#[test]
fn every_interval_and_every_p_value_says_how_it_was_made() {
    let ours = Sandbox::our_ledger();
    // Of what the few records above are too few for.
    let of_ours = [
        "calibration --bands consistency --as-of 2026-11-29",
        "calibration --interval bootstrap --as-of 2026-11-29",
    ]
    .map(|command| (command, json(&ours, command)));
    let team = Sandbox::empty();
    let mut table = String::from("question_id,forecaster,probability,outcome\n");
    for i in 0..8 {
        table += &format!("q{i},ann,0.{},{}\nq{i},bob,0.4,{}\n", i + 1, i % 2, i % 2);
    }
    team.write("team.csv", &table);
    let of_a_table = ["compare ann bob --table team.csv", "pool --table team.csv"]
        .map(|command| (command, json(&team, command)));
    let mut seen = BTreeSet::new();
    let all = answers().into_iter().chain(of_ours).chain(of_a_table);
    for (command, answer) in all {
        for row in answer["rows"].as_array().unwrap() {
            let (made, told) = (with_doubt(row), told(row));
            assert_eq!(made, told, "{command}: {row:#}");
            seen.extend(told);
        }
    }
    let some = [
        "against_mean",
        "band",
        "brier",
        "difference_p_value",
        "frequency",
        "mcb_p",
    ];
    let missing: Vec<_> = some.iter().filter(|name| !seen.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Returns the names of what has an interval or is a p-value, in a row and in its lists that have no
/// procedures of their own.
fn with_doubt(row: &Value) -> BTreeSet<String> {
    let p_values = MetricId::ALL.iter().map(|id| id.info());
    let p_values: Vec<_> = p_values
        .filter(|info| info.format == Format::PValue)
        .map(|info| info.name)
        .collect();
    let mut names = BTreeSet::new();
    for (key, value) in row.as_object().unwrap() {
        match value {
            Value::Array(points) if key == "band" => {
                names.extend((!points.is_empty()).then(|| key.clone()));
            }
            Value::Array(parts) => {
                let parts = parts
                    .iter()
                    .filter(|part| part.is_object() && part["procedures"].is_null());
                names.extend(parts.flat_map(with_doubt));
            }
            Value::Object(_) => names.extend(with_doubt(value)),
            // What chance gives is drawn too.
            Value::Number(_) if p_values.contains(&key.as_str()) || key.contains("_chance") => {
                names.insert(key.clone());
            }
            Value::Number(_) | Value::String(_) => {
                let name = key.strip_suffix("_low");
                let name = name.filter(|name| !row[format!("{name}_high")].is_null());
                names.extend(name.map(ToOwned::to_owned));
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
    names
}

/// Returns the names of which the procedures of a row tell.
fn told(row: &Value) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for one in [row, &row["quantities"]] {
        for procedure in one["procedures"].as_array().into_iter().flatten() {
            assert!(procedure["method"].is_string());
            assert_eq!(procedure["plan"].is_null(), procedure["drawn"].is_null());
            let of = procedure["of"].as_array().unwrap().iter();
            told.extend(of.map(|name| name.as_str().unwrap().to_owned()));
        }
    }
    told
}
