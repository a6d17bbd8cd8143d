//! The questions that a person is asked on a terminal. Python's `pty` plays the terminal, so these
//! run where `FORETELL_TEST_TOOLS=1`.

use std::process::Command;

use crate::common::{Ran, Sandbox, has_tools, root};

/// Runs the binary on a terminal; `steps` are those of `drive.py`.
fn on_a_terminal(sandbox: &Sandbox, steps: &str, args: &[&str]) -> Ran {
    sandbox.write("steps", steps);
    let mut command = Command::new("python3");
    sandbox.scrub(&mut command);
    command.env("TERM", "xterm");
    command
        .arg(root().join("tests/terminal/drive.py"))
        .arg("steps");
    Ran::of(command.arg(env!("CARGO_BIN_EXE_foretell")).args(args))
}

const SNOW: &str = "question: Will it snow in Riga before 2026?\ncriteria: Yes if it snows.\nopened: 2025-01-01\ndeadline: 2025-12-31\nestimates:\n  - {date: 2025-01-02, by: ann, probability: 83%}\n";

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn resolving_walks_through_what_is_overdue_and_hides_what_was_said() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/snow.yaml", SNOW);
    let steps = "wait What happened?\nkey down\nkey enter\nwait When did it happen\nkey enter\nwait When was it known\nkey enter\nwait What shows it?\ntype the gauge stayed dry\nkey enter\nwait A remark?\nkey enter\nwait Write it down?\nkey enter\n";
    let ran = on_a_terminal(&sandbox, steps, &["resolve"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    let (before, after) = ran
        .out
        .split_once("What happened?: no")
        .expect("it was chosen");
    assert!(
        !before.contains("83%"),
        "the probability is hidden: {before}"
    );
    assert!(after.contains("ann said 83% on 2025-01-02"), "{after}");
    let text = sandbox.read("forecasts/snow.yaml");
    assert!(text.starts_with(SNOW), "{text}");
    assert!(text.contains("outcome: no\n  known: 2026-01-01"), "{text}");
    assert!(text.contains("the gauge stayed dry"), "{text}");
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn passing_leaves_a_forecast_as_it_is() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/snow.yaml", SNOW);
    let ran = on_a_terminal(
        &sandbox,
        "wait What happened?\nkey up\nkey enter\n",
        &["resolve"],
    );
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert_eq!(sandbox.read("forecasts/snow.yaml"), SNOW);
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn a_new_forecast_is_asked_for_step_by_step() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::new();
    let steps = "wait Question\ntype Will it hail in Riga before 2028?\nkey enter\nwait Id\nkey enter\nwait Deadline\ntype 2027-12-31\nkey enter\nwait Criteria\ntype Yes if it hails.\nkey enter\n";
    let ran = on_a_terminal(&sandbox, steps, &["new"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    insta::assert_snapshot!(sandbox.read("forecasts/hail-riga-2028.yaml"), @"
    question: Will it hail in Riga before 2028?
    criteria: Yes if it hails.
    opened: 2026-11-24
    deadline: 2027-12-31
    owner: tester
    ");
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn an_id_may_be_shortened_by_a_person() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/snow.yaml",
        &SNOW.replace("2025", "2027").replace("2026", "2028"),
    );
    let ran = on_a_terminal(&sandbox, "", &["estimate", "sno", "70%"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert!(
        sandbox
            .read("forecasts/snow.yaml")
            .contains("probability: 70%")
    );
}
