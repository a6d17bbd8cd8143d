//! `foretell check`

use crate::common::{Sandbox, assert_page};

#[test]
fn our_own_ledger_is_clean_even_when_strict() {
    let ran = Sandbox::our_ledger().run(&["check", "--strict"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
}

/// A record with ten faults, beside one that is good.
fn ten_faults() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/good.yaml",
        "question: Will it rain before 2027?\ncriteria: Yes if it rains.\ndeadline: 2026-12-31\n",
    );
    sandbox.write("forecasts/bad.yaml", "question: Will it snow before 2027?\nquestion: Twice?\ncriteria: [1]\ndeadlin: 2026-12-31\nopened: 2026-02-30\ndeadline: 2026-13-01\ntags: [a, [b]]\nestimates:\n  - {date: 2026-01-01, by: ann, probability: 170%}\n  - {date: 2026-01-02, by: ann, probability: likley}\n  - {date: 2026-1-3, by: ann, probability: 7:3}\n  - {date: 2026-01-04, by: [ann], probability: 50%, confidence: hgh}\n");
    sandbox
}

#[test]
fn every_fault_of_every_file_is_reported() {
    let ran = ten_faults().run(&["check"]);
    assert_eq!(ran.code, 1);
    assert_page("command", "check-ten-faults", &ran.page());
    let json = ten_faults().run(&["check", "--format", "json"]).json();
    assert!(json["findings"].as_array().unwrap().len() >= 10);
}

#[test]
fn strict_takes_warnings_as_seriously_as_errors() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/a.yaml",
        "question: Will it rain before 2027?\ndeadline: 2026-12-31\n",
    );
    assert_eq!(sandbox.run(&["check"]).code, 0);
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 1);
}

#[test]
fn paths_choose_what_is_reported() {
    let sandbox = ten_faults();
    assert_eq!(sandbox.run(&["check", "forecasts/good.yaml"]).code, 0);
    assert_eq!(sandbox.run(&["check", "forecasts/bad.yaml"]).code, 1);
    assert_eq!(sandbox.run(&["check", "forecasts/none.yaml"]).code, 2);
}

#[test]
fn ten_runs_give_the_same_bytes() {
    let sandbox = ten_faults();
    let first = sandbox.run(&["check", "--format", "json"]).out;
    for _ in 0..9 {
        assert_eq!(sandbox.run(&["check", "--format", "json"]).out, first);
    }
}

#[test]
fn colour_comes_only_where_it_is_asked_for() {
    assert!(!ten_faults().run(&["check"]).out.contains('\u{1b}'));
    assert!(
        ten_faults()
            .run(&["--color", "always", "check"])
            .out
            .contains("\u{1b}[")
    );
}

/// A record in which everything wrong can mean only one thing, but for one day.
fn slips() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/slips.yaml", "# Ours.\nquestion: Will it snow before 2027?\ncriteria: Yes if it snows.\ndedline: 2026-12-31   # the last day\nopened: 2026-1-1\nestimates:\n  - {date: 2026-01-01, by: ann, probability: 7:3}\n  - {date: 2026-02-30, by: ann, probability: likley}\n");
    sandbox
}

#[test]
fn a_diff_shows_the_repairs_and_makes_none() {
    let sandbox = slips();
    let before = sandbox.read("forecasts/slips.yaml");
    let ran = sandbox.run(&["check", "--diff"]);
    assert_page("command", "check-diff", &ran.page());
    assert_eq!(sandbox.read("forecasts/slips.yaml"), before);
    sandbox.git(&["init", "--quiet"]);
    sandbox.write("repairs.diff", &ran.out);
    sandbox.git(&["apply", "repairs.diff"]);
    assert_eq!(sandbox.run(&["check", "--diff"]).page(), "--- exit 0\n");
}

#[test]
fn repairs_are_made_and_the_rest_is_reported() {
    let sandbox = slips();
    let ran = sandbox.run(&["check", "--fix"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err, "4 repairs in forecasts/slips.yaml\n");
    assert!(
        ran.out.contains("bad-date") && ran.out.contains("1 error in"),
        "{}",
        ran.out
    );
    let after = sandbox.read("forecasts/slips.yaml");
    assert!(after.contains("deadline: 2026-12-31   # the last day\nopened: 2026-01-01\n"));
    assert!(
        after.contains("7 to 3") && after.contains("likely"),
        "{after}"
    );
    let again = sandbox.run(&["check", "--fix"]);
    assert_eq!((again.out, again.err), (ran.out, String::new()));
}

#[test]
fn only_chosen_files_are_repaired() {
    let sandbox = slips();
    sandbox.write("forecasts/other.yaml", "qestion: Will it rain?\n");
    sandbox.run(&["check", "--fix", "forecasts/slips.yaml"]);
    assert!(sandbox.read("forecasts/other.yaml").starts_with("qestion"));
}

#[test]
fn settings_are_repaired_too() {
    let sandbox = Sandbox::empty();
    sandbox.write("foretell.yaml", "gracce: 3\n");
    assert_eq!(sandbox.run(&["check", "--fix"]).code, 0);
    assert_eq!(sandbox.read("foretell.yaml"), "grace: 3\n");
}
