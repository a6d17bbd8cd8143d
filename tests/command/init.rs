//! `foretell init`

use crate::common::Sandbox;

#[test]
fn a_new_ledger_is_sound_and_says_what_to_do_next() {
    let sandbox = Sandbox::empty();
    insta::assert_snapshot!(sandbox.ok(&["init", "--forecaster", "ann"]), @"");
    assert_eq!(
        sandbox.run(&["check", "--strict"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).page()
    );
    assert_eq!(sandbox.read(".gitignore"), "/.foretell.lock\n");
}

#[test]
fn what_is_there_stays_as_it_is() {
    let sandbox = Sandbox::empty();
    sandbox.write("foretell.yaml", "grace: 3\n");
    sandbox.ok(&["init"]);
    assert_eq!(sandbox.read("foretell.yaml"), "grace: 3\n");
}

#[test]
fn a_forecaster_with_an_odd_name_is_quoted() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--forecaster", "no: \"x\" #"]);
    sandbox.ok(&[
        "new",
        "a",
        "--question",
        "Will it rain before 2028?",
        "--deadline",
        "2027-12-31",
    ]);
    sandbox.ok(&["estimate", "a", "70%"]);
    assert!(
        sandbox
            .ok(&["log", "--format", "csv"])
            .contains("no: \"\"x\"\" #")
    );
}

#[test]
fn the_first_ten_minutes_end_with_words_and_not_with_an_empty_table() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--forecaster", "ann"]);
    let question = "Will it rain in Riga before 25 November 2026?";
    sandbox.ok(&[
        "new",
        "rain",
        "--question",
        question,
        "--deadline",
        "2026-11-24",
    ]);
    sandbox.ok(&["estimate", "rain", "70%"]);
    sandbox.ok(&["resolve", "rain", "yes"]);
    insta::assert_snapshot!(sandbox.ok(&["calibration"]), @"");
    insta::assert_snapshot!(sandbox.ok(&["calibration", "--include-early"]), @"");
}
