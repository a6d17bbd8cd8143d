//! Skill against the last outcome that was known of a series.

use serde_json::Value;

use crate::common::{Sandbox, flat, near, number};

/// The leaderboard against the last value of a series.
const AGAINST: [&str; 8] = [
    "score",
    "--adjust",
    "--reference",
    "last-value",
    "--series",
    "cpi",
    "--weigh",
    "first",
];

/// Returns the rows of the leaderboard against the last value of a series.
fn rows(sandbox: &Sandbox, more: &[&str]) -> Vec<Value> {
    let answer = sandbox
        .run(&[&AGAINST[..], more, &["--format", "json"]].concat())
        .json();
    assert_eq!(answer["made_with"]["series"][0], "cpi");
    answer["rows"].as_array().unwrap().clone()
}

/// A month of a series: what it was, and what ann said of it on the first.
fn month(sandbox: &Sandbox, i: usize, tag: &str, kind: &str, said: &str, outcome: &str) {
    let text = format!(
        "question: What is it in month {i}?\nkind: {kind}\ntags: [{tag}]\nopened: 2026-0{i}-01\n\
         deadline: 2026-0{i}-20\nestimates:\n  - {{date: 2026-0{i}-02, by: ann, {said}}}\n\
         resolution: {{outcome: {outcome}, known: 2026-0{i}-21}}\n"
    );
    sandbox.write(&format!("forecasts/{tag}-{i}.yaml"), &text);
}

/// Seven months of inflation, of which ann is half a point off each.
fn inflation() -> Sandbox {
    let sandbox = Sandbox::empty().on("2026-11-24");
    sandbox.write("foretell.yaml", "forecaster: ann\ngrace: 0\n");
    for (i, outcome) in [2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 6.0].iter().enumerate() {
        let said = format!("samples: [{}]", outcome + 0.5);
        month(
            &sandbox,
            i + 1,
            "cpi",
            "number\nunit: percent",
            &said,
            &format!("{outcome}"),
        );
    }
    sandbox
}

#[test]
fn the_last_value_is_what_the_month_before_came_to() {
    let sandbox = inflation();
    let row = &rows(&sandbox, &[])[0];
    // Half a point in each of six months; the last value is off by 1, 0, 1, 0, 1 and 1.
    near(number(row, "skill_reference"), 1.0 - 3.0 / 4.0);
    assert_eq!(row["n_skill_reference"], 6);
    let page = flat(&sandbox.ok(&AGAINST));
    assert!(
        page.contains("on what both have, 6 questions; on 1 question there is no last-value"),
        "{page}"
    );
    // A table has its series by its tags, too.
    sandbox.ok(&["export", "table", "--out", "t.csv"]);
    assert_eq!(
        rows(&sandbox, &["--table", "t.csv"])[0]["skill_reference"],
        row["skill_reference"]
    );
}

#[test]
fn what_was_not_known_yet_is_no_last_value() {
    let sandbox = inflation();
    // What January came to was known in March only.
    let january = sandbox.read("forecasts/cpi-1.yaml");
    sandbox.write(
        "forecasts/cpi-1.yaml",
        &january.replace("known: 2026-01-21", "known: 2026-03-01"),
    );
    let row = &rows(&sandbox, &[])[0];
    assert_eq!(row["n_skill_reference"], 5);
    near(number(row, "skill_reference"), 1.0 - 2.5 / 3.0);
    // Nor is anything of another series.
    month(
        &sandbox,
        1,
        "oil",
        "number\nunit: percent",
        "samples: [9]",
        "9",
    );
    assert_eq!(rows(&sandbox, &[])[0]["n_skill_reference"], 5);
}

#[test]
fn of_yes_and_no_the_last_outcome_is_a_sure_forecast_and_of_days_there_is_none() {
    let sandbox = Sandbox::empty().on("2026-11-24");
    sandbox.write("foretell.yaml", "forecaster: ann\ngrace: 0\n");
    for (i, outcome) in ["yes", "yes", "no", "no", "yes", "yes", "yes"]
        .iter()
        .enumerate()
    {
        let said = if *outcome == "yes" {
            "probability: 80%"
        } else {
            "probability: 20%"
        };
        month(&sandbox, i + 1, "cpi", "binary", said, outcome);
        let day = format!("2026-0{}-10", i + 1);
        month(
            &sandbox,
            i + 1,
            "fed",
            "date",
            &format!("quantiles: {{10%: 2026-0{0}-05, 90%: 2026-0{0}-15}}", i + 1),
            &day,
        );
    }
    let rows = rows(&sandbox, &["--series", "fed"]);
    let of = |kind: &str| rows.iter().find(|row| row["kind"] == kind).unwrap();
    // It was wrong when the wind turned, twice in six.
    near(
        number(of("binary"), "skill_reference"),
        1.0 - 6.0 * 0.04 / 2.0,
    );
    assert_eq!(of("date")["n_skill_reference"], 0);
}

#[test]
fn a_series_has_to_be_named() {
    let ran = inflation().run(&["score", "--adjust", "--reference", "last-value"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--series TAG"), "{}", ran.err);
    let ran = inflation().run(&[
        "score",
        "--adjust",
        "--reference",
        "pool",
        "--series",
        "cpi",
    ]);
    assert_eq!(ran.code, 2);
}
