//! `foretell score`

use crate::common::{Sandbox, assert_page};

fn rain(estimates: &str, resolution: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let head = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-01-10\n";
    sandbox.write(
        "forecasts/rain.yaml",
        &format!("{head}estimates:\n{estimates}{resolution}"),
    );
    sandbox
}

fn total(sandbox: &Sandbox, more: &[&str]) -> serde_json::Value {
    let args = [&["score", "--format", "json"], more].concat();
    sandbox.run(&args).json()["rows"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

fn near(value: &serde_json::Value, want: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value}"));
    assert!((value - want).abs() < 1e-12, "{value} is not {want}");
}

const TWO: &str = "  - {date: 2026-01-01, by: ann, probability: 40%}\n  - {date: 2026-01-05, by: ann, probability: 80%}\n";
const YES: &str = "resolution: {outcome: yes, happened: 2026-01-07}\n";

#[test]
fn our_ledger_has_a_scoreboard() {
    assert_page(
        "command",
        "score",
        &Sandbox::our_ledger().ok(&["score", "--verbose"]),
    );
}

#[test]
fn days_weigh_by_the_scheduled_life_and_stop_at_the_outcome() {
    // Ten days of life; 40 % stood for four of them, 80 % for two, then the outcome was known.
    let row = total(&rain(TWO, YES), &[]);
    near(&row["coverage"], 0.6);
    near(&row["brier"], (0.4 * 0.36 + 0.2 * 0.04) / 0.6);
    assert_eq!(row["n"], 2);
    assert_eq!(row["questions"], 1);
}

#[test]
fn each_weighing_takes_its_estimates() {
    let sandbox = rain(TWO, YES);
    near(&total(&sandbox, &["--weigh", "first"])["brier"], 0.36);
    near(&total(&sandbox, &["--weigh", "last"])["brier"], 0.04);
    near(&total(&sandbox, &["--weigh", "each"])["brier"], 0.2);
    // Eight days before the deadline is 2 January: 40 % stood.
    near(&total(&sandbox, &["--weigh", "horizon=8d"])["brier"], 0.36);
    let early = sandbox
        .run(&["score", "--weigh", "horizon=1d", "--format", "json"])
        .json();
    assert_eq!(early["skipped"]["known_before_horizon"], 1);
}

#[test]
fn a_refusal_ends_a_run_and_its_days_are_declined() {
    let estimates = "  - {date: 2026-01-01, by: ann, probability: 40%}\n  - {date: 2026-01-03, by: ann, probability: no estimate}\n";
    let row = total(
        &rain(estimates, "resolution: {outcome: no, known: 2026-01-11}\n"),
        &[],
    );
    near(&row["coverage"], 0.2);
    near(&row["declined"], 0.8);
    near(&row["brier"], 0.16);
}

#[test]
fn a_withdrawal_leaves_its_days_absent() {
    let estimates = "  - {date: 2026-01-01, by: ann, probability: 40%}\n  - {date: 2026-01-06, by: ann, withdrawn: true}\n";
    let row = total(
        &rain(estimates, "resolution: {outcome: no, known: 2026-01-11}\n"),
        &[],
    );
    near(&row["coverage"], 0.5);
    near(&row["declined"], 0.0);
}

#[test]
fn the_log_score_of_the_impossible_is_infinite_and_counted() {
    let estimates = "  - {date: 2026-01-01, by: ann, probability: 0%}\n";
    let sandbox = rain(estimates, YES);
    let row = total(&sandbox, &[]);
    assert_eq!(row["log_loss"], "inf");
    assert_eq!(row["n_infinite_log"], 1.0);
    assert!(row["log_loss_finite"].is_null());
    let page = sandbox.ok(&["score", "--verbose"]);
    assert!(page.contains("∞ (1)"), "{page}");
}

#[test]
fn unresolved_forecasts_of_the_cohort_show_what_they_could_change() {
    let sandbox = rain(TWO, YES);
    let open = "question: Will it snow?\nopened: 2026-01-01\ndeadline: 2026-01-10\nestimates:\n  - {date: 2026-01-01, by: ann, probability: 90%}\n";
    sandbox.write("forecasts/snow.yaml", open);
    let row = total(&sandbox, &["--weigh", "first"]);
    near(&row["brier"], 0.36);
    near(&row["brier_if_no"], f64::midpoint(0.36, 0.81));
    near(&row["brier_if_yes"], f64::midpoint(0.36, 0.01));
}

#[test]
fn a_range_is_scored_at_its_middle_and_shows_its_best_and_worst_reading() {
    let estimates = "  - {date: 2026-01-01, by: ann, probability: 60-80%}\n";
    let row = total(&rain(estimates, YES), &["--weigh", "first"]);
    near(&row["brier"], 0.09);
    near(&row["brier_best"], 0.04);
    near(&row["brier_worst"], 0.16);
}

#[test]
fn a_word_without_a_number_is_listed_and_not_scored() {
    let sandbox = rain(
        "  - {date: 2026-01-01, by: ann, probability: likely}\n",
        YES,
    );
    sandbox.write("foretell.yaml", "yardstick: ipcc\n");
    let json = sandbox.run(&["score", "--format", "json"]).json();
    assert_eq!(json["skipped"]["word_without_point"], 1);
    assert_eq!(json["rows"].as_array().unwrap().len(), 0);
}

#[test]
fn derived_estimates_are_shown_and_never_scored() {
    let estimates = "  - {date: 2026-01-01, by: ann, probability: 60%, derived: true}\n";
    let json = rain(estimates, YES)
        .run(&["score", "--format", "json"])
        .json();
    assert_eq!(json["skipped"]["derived"], 1);
    assert_eq!(json["rows"].as_array().unwrap().len(), 0);
}

#[test]
fn a_broken_record_is_left_out_and_said_to_be() {
    let sandbox = rain(TWO, YES);
    sandbox.write("forecasts/broken.yaml", "question: [\n");
    let ran = sandbox.run(&["score", "--verbose"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("ann"), "{}", ran.page());
    assert!(
        ran.err
            .ends_with("1 record could not be read and is left out; see `foretell check`\n"),
        "{}",
        ran.err
    );
    for n in 1..62 {
        sandbox.write(&format!("forecasts/broken-{n}.yaml"), "question: [\n");
    }
    let ran = sandbox.run(&["score", "--verbose"]);
    let last = "62 records could not be read and are left out, 42 of them not named here; see \
        `foretell check`\n";
    assert!(ran.err.ends_with(last), "{}", ran.err);
    assert_eq!(ran.err.matches("forecasts/broken").count(), 20);
}
