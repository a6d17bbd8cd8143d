//! `foretell recalibrate`

use serde_json::Value;

use crate::common::Sandbox;

/// A table of one forecaster: what was said, and of how many how often it happened.
fn table(said: &[(&str, usize, usize)]) -> String {
    let mut text = String::from("question_id,forecaster,probability,outcome\n");
    let mut id = 0;
    for &(p, yes, of) in said {
        for i in 0..of {
            id += 1;
            text += &format!("q{id},ann,{p},{}\n", u8::from(i < yes));
        }
    }
    text
}

fn ask(text: &str, more: &[&str]) -> Value {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    let args = ["recalibrate", "--table", "t.csv", "--format", "json"];
    sandbox.run(&[&args, more].concat()).json()
}

fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 90 % came true 60 times in 100, and 10 % 40 times in 100.
const BOLD: &[(&str, usize, usize)] = &[("0.9", 60, 100), ("0.1", 40, 100)];

#[test]
fn who_is_overconfident_is_told_what_their_numbers_meant_and_advised() {
    let row = ask(&table(BOLD), &[])["rows"][0].clone();
    assert_eq!(row["group"]["forecaster"], "ann");
    assert_eq!(row["advised"], true);
    assert!(row["map"]["slope"].as_f64().unwrap() < 0.4, "{row}");
    assert!(row["difference_high"].as_f64().unwrap() < 0.0);
    let eight = &row["curve"][7];
    let meant = eight["meant"].as_f64().unwrap();
    assert!(meant > 0.5 && meant < 0.62, "{eight}");
    assert!(eight["low"].as_f64().unwrap() < meant && meant < eight["high"].as_f64().unwrap());
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &table(BOLD));
    let page = sandbox.ok(&["recalibrate", "--table", "t.csv"]);
    assert!(
        flat(&page).contains("ann: you say 80%, it happens 5"),
        "{page}"
    );
    assert!(flat(&page).contains("worth doing"), "{page}");
}

#[test]
fn who_is_calibrated_gets_no_advice_and_who_said_little_no_map() {
    let calibrated = [("0.8", 16, 20), ("0.2", 4, 20), ("0.5", 10, 20)];
    let row = ask(&table(&calibrated), &[])["rows"][0].clone();
    assert_eq!(row["advised"], false);
    let row = ask(&table(&[("0.9", 2, 4)]), &[])["rows"][0].clone();
    assert!(row["map"].is_null());
    assert_eq!(row["map_why"], "needs at least 10, has 4");
}

#[test]
fn an_isotonic_map_needs_two_hundred_clusters_and_a_beta_map_ten() {
    let few = ask(
        &table(&[("0.9", 60, 99), ("0.1", 40, 100)]),
        &["--method", "isotonic"],
    );
    assert_eq!(few["rows"][0]["map_why"], "needs at least 200, has 199");
    for method in ["isotonic", "beta"] {
        let row = ask(&table(BOLD), &["--method", method])["rows"][0].clone();
        assert_eq!(row["map"]["kind"], method);
        assert_eq!(row["advised"], true, "{row}");
    }
}

#[test]
fn a_map_is_used_on_another_table() {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &table(BOLD));
    let args = ["recalibrate", "--table", "t.csv", "--format", "json"];
    let maps = sandbox.run(&args).out;
    sandbox.write("maps.json", &maps);
    let other = "question_id,forecaster,probability,outcome\nx,ann,0.9,1\ny,bob,0.9,1\n";
    sandbox.write("other.csv", other);
    let args = [
        "recalibrate",
        "--table",
        "other.csv",
        "--apply",
        "maps.json",
    ];
    let csv = sandbox.ok(&[&args[..], &["--format", "csv"]].concat());
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "{csv}");
    assert!(lines[1].starts_with("x,ann,0.9,0.6"), "{csv}");
    sandbox.write("maps.json", "{}");
    let ran = sandbox.run(&args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("maps.json holds no maps"), "{}", ran.err);
}
