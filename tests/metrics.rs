//! The table of metrics: names, what the manual says of each, and that each is printed.

use std::collections::BTreeSet;
use std::fs;

use foretell::metrics::MetricId;
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

#[test]
fn every_metric_is_printed() {
    let sandbox = Sandbox::empty();
    for (id, record) in RECORDS {
        let head =
            format!("question: Will it?\nopened: 2026-01-01\ndeadline: 2026-01-31\n{record}");
        sandbox.write(&format!("forecasts/{id}.yaml"), &head);
    }
    sandbox.write("sure.csv", "probability,outcome\n1,1\n0,0\n1,0\n0,1\n");
    let commands = [
        "score",
        "score --table sure.csv",
        "score --adjust",
        "score --like metaculus",
        "score --like gjo",
        "score --like fatebook",
        "score --like predictionbook",
        "score --like forecastbench",
        "calibration --hosmer-lemeshow",
        "compare ann bob",
        "pool",
    ];
    let mut printed = BTreeSet::new();
    for command in commands {
        let args: Vec<&str> = command.split(' ').chain(["--format", "json"]).collect();
        keys(
            &serde_json::from_str(&sandbox.ok(&args)).unwrap(),
            &mut printed,
        );
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
