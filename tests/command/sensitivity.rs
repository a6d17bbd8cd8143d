//! `foretell sensitivity`

use serde_json::Value;

use crate::common::Sandbox;

/// Three questions: one tagged, one said in a word, one ambiguous.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for (id, more, estimates, outcome) in [
        ("hail", "tags: [wet]\n", "60%|90%", "yes"),
        ("rain", "", "55-80%", "no"),
        ("snow", "", "20%", "ambiguous"),
    ] {
        let each = estimates.split('|').zip(["2026-01-01", "2026-01-06"]);
        let each = each.map(|(said, day)| {
            format!("  - {{date: {day}, by: ann, probability: {said}, logged: {day}}}\n")
        });
        let text = format!(
            "question: Will it?\ncriteria: x\nopened: 2026-01-01\ndeadline: 2026-01-10\n{more}\
             estimates:\n{}resolution: {{outcome: {outcome}, known: 2026-01-11}}\n",
            each.collect::<String>()
        );
        sandbox.write_question(id, &text);
    }
    sandbox
}

fn row<'v>(answer: &'v Value, choice: &str, chosen: &str) -> &'v Value {
    let rows = answer["rows"].as_array().unwrap();
    let mut found = rows.iter();
    let found = found.find(|row| row["choice"] == choice && row["chosen"] == chosen);
    found.unwrap_or_else(|| panic!("no {choice} {chosen} in {answer:#}"))
}

fn near(value: &Value, want: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value}"));
    assert!((value - want).abs() < 1e-12, "{value} is not {want}");
}

#[test]
fn each_row_makes_one_other_choice() {
    let sandbox = sandbox();
    let args = ["sensitivity", "--weigh", "first", "--format", "json"];
    let answer = sandbox.run(&args).json();
    let brier = |choice: &str, chosen: &str| &row(&answer, choice, chosen)["brier"];
    // The middle stands for a range.
    let (hail, rain) = (0.16, 0.675_f64.powi(2));
    let headline = f64::midpoint(hail, rain);
    near(brier("headline", ""), headline);
    near(brier("tag", "wet"), hail);
    near(brier("tag", "!wet"), rain);
    near(&row(&answer, "tag", "wet")["moved"], hail - headline);
    near(
        brier("outcome", "ambiguous: the best"),
        (hail + rain + 0.04) / 3.0,
    );
    near(
        brier("outcome", "ambiguous: the worst"),
        (hail + rain + 0.64) / 3.0,
    );
    near(
        brier("range", "the best ends"),
        f64::midpoint(hail, 0.55_f64.powi(2)),
    );
    near(brier("range", "the worst ends"), f64::midpoint(hail, 0.64));
    near(brier("weighing", "last"), f64::midpoint(0.01, rain));
    near(brier("weighing", "each"), (hail + 0.01 + rain) / 3.0);
    near(brier("cluster", "!hail"), rain);
    near(brier("cluster", "!rain"), hail);
}

#[test]
fn the_headline_is_that_of_the_scoreboard() {
    let sandbox = Sandbox::our_ledger();
    let answer = sandbox.run(&["sensitivity", "--format", "json"]).json();
    let board = [
        "score",
        "--kind",
        "binary",
        "--resamples",
        "0",
        "--format",
        "json",
    ];
    let board = sandbox.run(&board).json();
    let total = board["rows"].as_array().unwrap().last().unwrap().clone();
    near(
        &row(&answer, "headline", "")["brier"],
        total["brier"].as_f64().unwrap(),
    );
    let page = sandbox.ok(&["sensitivity"]);
    let clusters = page
        .lines()
        .filter(|line| line.trim_start().starts_with("cluster"));
    assert_eq!(clusters.count(), 5, "{page}");
}
