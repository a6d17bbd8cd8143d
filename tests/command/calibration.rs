//! `foretell calibration`

use crate::common::{Sandbox, assert_page};

const RAIN: &str = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-01-31\n";

fn with_estimates(estimates: &str, resolution: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/rain.yaml",
        &format!("{RAIN}estimates:\n{estimates}{resolution}"),
    );
    sandbox
}

const SEVENTY: &str = "  - {date: 2026-01-02, by: ann, probability: 70%}\n";
const NO: &str = "resolution: {outcome: no, known: 2026-02-01}\n";

#[test]
fn our_ledger_has_a_table() {
    assert_page(
        "command",
        "calibration",
        &Sandbox::our_ledger().ok(&["calibration", "--verbose"]),
    );
}

#[test]
fn our_ledger_has_a_table_of_words() {
    let page = Sandbox::our_ledger().ok(&["calibration", "--verbose", "--rows", "word"]);
    assert_page("command", "calibration-word", &page);
}

#[test]
fn the_json_has_every_bin_with_its_interval() {
    let json = with_estimates(SEVENTY, NO)
        .run(&["calibration", "--weigh", "first", "--format", "json"])
        .json();
    assert_eq!(json["version"], 1);
    assert_eq!(json["command"], "calibration");
    assert_eq!(json["made_with"]["weigh"], "first");
    assert_eq!(json["made_with"]["rows"], "equal:10");
    let bins = json["rows"][0]["bins"].as_array().unwrap();
    assert_eq!(bins.len(), 10);
    // 0.7 lies in (0.6, 0.7]: bins are closed on the right.
    assert_eq!(bins[6]["n"], 1);
    assert_eq!(bins[6]["frequency"], 0.0);
    assert_eq!(bins[6]["verdict"], "too few");
    // Wilson's interval of 0 of 1: z² / (1 + z²) with z = 1.959963984540054.
    let high = bins[6]["frequency_high"].as_f64().unwrap();
    assert!((high - 0.793_450_685).abs() < 1e-8, "{high}");
    assert_eq!(bins[5]["n"], 0);
    assert!(bins[5]["frequency"].is_null());
}

#[test]
fn bins_can_be_closed_on_the_left() {
    let sandbox = with_estimates(SEVENTY, NO);
    let json = sandbox
        .run(&["calibration", "--left-closed", "--format", "json"])
        .json();
    assert_eq!(json["rows"][0]["bins"][7]["n"], 1);
}

#[test]
fn an_estimate_of_the_day_on_which_the_outcome_was_known_does_not_count() {
    let late = "  - {date: 2026-02-01, by: ann, probability: 99%}\n";
    let page = with_estimates(late, NO).ok(&["calibration", "--verbose"]);
    assert!(
        page.contains("No estimate was made before its outcome was known."),
        "{page}"
    );
    let both = format!("{SEVENTY}{late}");
    let page = with_estimates(&both, NO).ok(&["calibration", "--verbose", "--weigh", "last"]);
    assert!(page.contains("mean estimate 70%, observed 0%"), "{page}");
}

#[test]
fn a_forecast_resolved_early_waits_for_its_deadline() {
    let sandbox = with_estimates(
        SEVENTY,
        "resolution: {outcome: yes, happened: 2026-01-10}\n",
    );
    let early = sandbox.run(&["calibration", "--verbose", "--as-of", "2026-01-20"]);
    assert!(early.out.contains("Nothing to score yet"), "{}", early.out);
    assert!(early.out.contains("--include-early"), "{}", early.out);
    let counted = sandbox.ok(&[
        "calibration",
        "--verbose",
        "--as-of",
        "2026-01-20",
        "--include-early",
    ]);
    assert!(
        counted.contains("mean estimate 70%, observed 100%"),
        "{counted}"
    );
    // The grace of 14 days counts too: 31 January + 14 days is the last day of waiting.
    let last = sandbox.ok(&["calibration", "--verbose", "--as-of", "2026-02-14"]);
    assert!(last.contains("Nothing to score yet"), "{last}");
    let over = sandbox.ok(&["calibration", "--verbose", "--as-of", "2026-02-15"]);
    assert!(over.contains("1 forecast: mean estimate"), "{over}");
}

#[test]
fn as_of_an_early_day_nothing_of_later_exists() {
    let page = Sandbox::our_ledger().ok(&["calibration", "--verbose", "--as-of", "2014-05-01"]);
    assert!(page.contains("Nothing to score yet"), "{page}");
    let some = Sandbox::our_ledger().ok(&["calibration", "--verbose", "--as-of", "2016-06-01"]);
    let all = Sandbox::our_ledger().ok(&["calibration", "--verbose"]);
    assert_ne!(some, all);
}

#[test]
fn by_the_books_an_estimate_coded_after_the_fact_is_late() {
    let page = Sandbox::our_ledger().ok(&[
        "calibration",
        "--verbose",
        "--booked",
        "--as-of",
        "2020-01-01",
    ]);
    assert!(page.contains("Nothing to score yet"), "{page}");
}

#[test]
fn forecasts_that_share_their_fate_are_one_cluster() {
    let sandbox = Sandbox::new();
    for name in ["a", "b", "c"] {
        let text = format!("{RAIN}cluster: weather\nestimates:\n{SEVENTY}{NO}");
        sandbox.write(&format!("forecasts/{name}.yaml"), &text);
    }
    let json = sandbox.run(&["calibration", "--format", "json"]).json();
    let row = &json["rows"][0];
    assert_eq!((&row["n"], &row["clusters"]), (&3.into(), &1.into()));
    assert_eq!(row["bins"][6]["n_eff"], 1.0);
}

#[test]
fn groups_have_a_table_each_and_the_total_comes_last() {
    let page =
        Sandbox::our_ledger().run(&["calibration", "--group-by", "topic", "--format", "json"]);
    let rows = page.json()["rows"].as_array().unwrap().clone();
    assert!(rows.len() > 3);
    assert_eq!(rows.last().unwrap()["group"], serde_json::json!({}));
    let of = |row: &serde_json::Value| row["n"].as_u64().unwrap();
    let parts: u64 = rows[..rows.len() - 1].iter().map(of).sum();
    assert_eq!(parts, of(rows.last().unwrap()));
}

#[test]
fn ten_runs_give_the_same_bytes() {
    let sandbox = Sandbox::our_ledger();
    let first = sandbox.run(&["calibration", "--format", "json"]).out;
    for _ in 0..9 {
        assert_eq!(sandbox.run(&["calibration", "--format", "json"]).out, first);
    }
}

#[test]
fn an_empty_ledger_says_what_to_do() {
    let page = Sandbox::new().ok(&["calibration", "--verbose"]);
    assert!(page.contains("`foretell new` writes the first"), "{page}");
}

#[test]
fn a_table_that_says_when_outcomes_were_known_has_their_order() {
    let sandbox = Sandbox::empty();
    let mut text = String::from("question_id,probability,outcome,resolved_at\n");
    for i in 1..=9 {
        text += &format!("q{i},0.7,{},2026-01-0{i}\n", i % 2);
    }
    sandbox.write("t.csv", &text);
    let args = ["calibration", "--format", "json", "--table", "t.csv"];
    let row = sandbox.run(&args).json()["rows"][0].clone();
    assert!(row["e_value"].is_number(), "{row}");
    let args = [&args[..], &["--columns", "known_at="]].concat();
    let row = sandbox.run(&args).json()["rows"][0].clone();
    assert_eq!(
        row["e_value_why"], "the order of the resolutions is not known",
        "{row}"
    );
}
