//! `foretell calibration --options`

use serde_json::Value;

use crate::common::{Sandbox, near, number};

/// A table of options: for each question what was given to low, middle and high, and which came about.
fn table(questions: &[([&str; 3], &str)]) -> String {
    let mut text = String::from("question_id,forecaster,option,probability,outcome\n");
    for (i, (said, outcome)) in questions.iter().enumerate() {
        for (option, p) in ["low", "middle", "high"].iter().zip(said) {
            text += &format!("q{i:02},ann,{option},{p},{outcome}\n");
        }
    }
    text
}

/// Twelve questions: the favourite, middle, came about in nine.
fn twelve() -> String {
    let one = |i: usize| {
        let outcome = ["middle", "middle", "middle", "high"][i % 4];
        (["0.1", "0.8", "0.1"], outcome)
    };
    table(&(0..12).map(one).collect::<Vec<_>>())
}

fn answer(text: &str, args: &[&str]) -> Value {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    let base = ["calibration", "--table", "t.csv", "--format", "json"];
    sandbox.run(&[&base[..], args].concat()).json()
}

#[test]
fn each_option_is_held_against_the_rest_and_those_of_a_question_are_one_cluster() {
    let answer = answer(&twelve(), &["--options", "rest"]);
    assert_eq!(answer["made_with"]["options"], "rest");
    let row = &answer["rows"][0];
    assert_eq!((&row["n"], &row["clusters"]), (&36.into(), &12.into()));
    near(number(row, "mean_forecast"), 1.0 / 3.0);
    near(number(row, "base_rate"), 1.0 / 3.0);
    // 0.1 came about in 3 of 24, 0.8 in 9 of 12.
    let bins = row["bins"].as_array().unwrap();
    let filled: Vec<(f64, f64)> = bins
        .iter()
        .filter(|bin| bin["n"] != 0)
        .map(|bin| (number(bin, "n"), number(bin, "frequency")))
        .collect();
    assert_eq!(filled, [(24.0, 0.125), (12.0, 0.75)]);
}

#[test]
fn the_top_label_is_the_favourite_and_whether_it_won() {
    let row = answer(&twelve(), &["--options", "top"])["rows"][0].clone();
    assert_eq!((&row["n"], &row["clusters"]), (&12.into(), &12.into()));
    near(number(&row, "mean_forecast"), 0.8);
    near(number(&row, "base_rate"), 0.75);
    // One for each cluster, so that it can be tested.
    assert!(row["mcb_p"].is_number(), "{row}");
}

#[test]
fn options_in_order_are_cumulated() {
    let args = ["--options", "cumulative", "--ordered", "low,middle,high"];
    let answer = answer(&twelve(), &args);
    assert_eq!(answer["made_with"]["table"]["order"][2], "high");
    let row = &answer["rows"][0];
    // Up to low 0.1, which never came about, and up to middle 0.9, which did in nine of twelve.
    assert_eq!((&row["n"], &row["clusters"]), (&24.into(), &12.into()));
    near(number(row, "mean_forecast"), 0.5);
    near(number(row, "base_rate"), 0.375);
}

#[test]
fn the_page_says_what_is_asked_of_options_and_other_tables_are_told_what_to_type() {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &twelve());
    sandbox.write("p.csv", "probability,outcome\n0.4,1\n");
    let page = sandbox.ok(&["calibration", "--table", "t.csv", "--options", "rest"]);
    assert!(page.contains("each option against the rest"), "{page}");
    let refused = |args: &[&str]| {
        let ran = sandbox.run(&[&["calibration", "--table"], args].concat());
        assert_eq!(ran.code, 2);
        ran.err
    };
    assert!(refused(&["t.csv"]).contains("`--options rest`"));
    assert!(refused(&["p.csv", "--options", "top"]).contains("leave out `--options`"));
    assert!(refused(&["t.csv", "--options", "best"]).contains("rest, top, cumulative"));
    // What has no order cannot be cumulated.
    let page = sandbox.ok(&["calibration", "--table", "t.csv", "--options", "cumulative"]);
    assert!(page.contains("another kind"), "{page}");
}

#[test]
fn scenario_sets_and_choices_of_a_ledger_have_a_calibration() {
    let sandbox = Sandbox::new();
    for i in 0..6 {
        let outcome = ["war", "peace"][i % 2];
        let options = [
            ("choice", "kind: choice\noptions: [war, peace]"),
            (
                "set",
                "exhaustive: true\nscenarios:\n  - {id: war, title: War}\n  - {id: peace, title: Peace}",
            ),
        ];
        for (name, options) in options {
            let text = format!(
                "title: What will come?\n{options}\nopened: 2026-01-01\ndeadline: 2026-01-10\n\
                 estimates:\n  - {{by: ann, date: 2026-01-01, \
                 probabilities: {{war: 70%, peace: 30%}}}}\n\
                 resolution: {{outcome: {outcome}, known: 2026-01-11}}\n"
            );
            let text = match name {
                "choice" => text.replace("title: What", "question: What"),
                _ => text,
            };
            sandbox.write_question(&format!("{name}-{i}"), &text);
        }
    }
    let args = [
        "calibration",
        "--weigh",
        "first",
        "--format",
        "json",
        "--options",
    ];
    let row = sandbox.run(&[&args[..], &["top"]].concat()).json()["rows"][0].clone();
    assert_eq!(
        (&row["n"], &row["clusters"]),
        (&12.into(), &12.into()),
        "{row}"
    );
    near(number(&row, "base_rate"), 0.5);
    let row = sandbox.run(&[&args[..], &["rest"]].concat()).json()["rows"][0].clone();
    assert_eq!(row["n"], 24);
}

#[test]
fn options_in_order_have_a_brier_score_beside_their_own() {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &twelve());
    let args = ["score", "--table", "t.csv", "--ordered", "low,middle,high"];
    let row = sandbox
        .run(&[&args[..], &["--format", "json"]].concat())
        .json()["rows"][0]
        .clone();
    // Nine times (0.01 + 0.04 + 0.01) / 2, three times (0.01 + 0.64 + 0.81) / 2.
    near(number(&row, "brier"), (9.0 * 0.03 + 3.0 * 0.73) / 12.0);
    near(number(&row, "rps"), (9.0 * 0.02 + 3.0 * 0.82) / 12.0);
}
