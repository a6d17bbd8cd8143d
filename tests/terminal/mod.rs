//! The questions that a person is asked on a terminal. Python's `pty` plays the terminal, so these
//! run where `FORETELL_TEST_TOOLS=1`.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::common::{Ran, Sandbox, assert_picture, has_tools, root, tool};

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
        .split_once("What happened? (Escape leaves): no")
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
    let steps = "wait Question\ntype Will it hail in Riga before 2028?\nkey enter\nwait What is the answer?\nkey enter\nwait Id\nkey enter\nwait Deadline\ntype 2027-12-31\nkey enter\nwait Criteria\ntype Yes if it hails.\nkey enter\nwait Source\ntype the airport\nkey enter\nwait Your estimate\ntype 70\nkey enter\nwait did you mean\nwait none yet): 70\ntype %\nkey enter\nwait Why?\ntype a front\nkey enter\n";
    let ran = on_a_terminal(&sandbox, steps, &["new"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    insta::assert_snapshot!(sandbox.read("forecasts/hail-riga-2028.yaml"), @"
    question: Will it hail in Riga before 2028?
    criteria: Yes if it hails.
    opened: 2026-11-24
    deadline: 2027-12-31
    owner: tester
    sources:
      primary: the airport
    estimates:
      - date: 2026-11-24
        by: tester
        probability: 70%
        logged: 2026-11-24
        because: a front
    ");
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn each_kind_is_asked_for_what_belongs_to_it() {
    if !has_tools() {
        return;
    }
    let to_kind = |downs: usize| {
        format!(
            "wait Question\ntype Which of the winds?\nkey enter\nwait What is the answer?\n{}key enter\n",
            "key down\n".repeat(downs)
        )
    };
    let options = "wait Option 1\ntype north\nkey enter\nwait Option 2\nkey enter\nwait two options or more\nwait Option 2:\ntype south\nkey enter\nwait Option 3\nkey enter\n";
    let rest = "wait Id\nkey enter\nwait Deadline\ntype +30d\nkey enter\nwait Criteria\nkey enter\nwait Source\nkey enter\nwait Your estimate\n";
    let number = "wait Unit\ntype bcm\nkey enter\nwait Bounds\ntype 0-100\nkey enter\nwait no bounds\nwait 0..100: 0-100\nkey back back back back\ntype ..100\nkey enter\n";
    let day = "wait Bounds\nkey enter\n";
    for (downs, own, value, written) in [
        (
            1,
            options,
            "north=60% south=40%\nkey enter\nwait Why?\nkey enter\n",
            "options:\n  - north\n  - south",
        ),
        (2, options, "\nkey enter\n", "kind: ordered"),
        (
            3,
            number,
            "5%=9 50%=11 95%=14\nkey enter\nwait Why?\nkey enter\n",
            "unit: bcm\nbounds:\n  - 0\n  - 100",
        ),
        (
            4,
            day,
            "2026-12-10=40%\nkey enter\nwait Why?\nkey enter\n",
            "kind: date",
        ),
    ] {
        let sandbox = Sandbox::new();
        let steps = format!("{}{own}{rest}type {value}", to_kind(downs));
        let ran = on_a_terminal(&sandbox, &steps, &["new"]);
        assert_eq!(ran.code, 0, "{}", ran.page());
        let text = sandbox.read("forecasts/which-winds.yaml");
        assert!(text.contains(written), "{text}");
        assert_eq!(text.contains("estimates:"), downs != 2, "{text}");
        assert_eq!(sandbox.run(&["check"]).code, 0);
    }
    let sandbox = Sandbox::new();
    let left = "wait Question\ntype Which?\nkey enter\nwait What is the answer?\nkey escape\n";
    let ran = on_a_terminal(&sandbox, left, &["new"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(ran.out.contains("nothing is written"), "{}", ran.out);
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn the_weekly_round_reaffirms_changes_skips_and_leaves() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::new();
    for id in ["a", "b", "c", "d"] {
        let text = SNOW
            .replace(
                "2025-12-31",
                &format!("2027-01-0{}", id.as_bytes()[0] - b'a' + 1),
            )
            .replace(
                "by: ann, probability: 83%",
                "by: tester, probability: 83%, because: cold",
            )
            .replace("before 2026", &format!("before 2027, {id}"));
        sandbox.write(&format!("forecasts/{id}.yaml"), &text);
    }
    let untouched = sandbox.read("forecasts/c.yaml");
    let steps = "wait a (1 of 4)\nwait you: 83%\nwait Enter stands by it\nkey enter\nwait b (2 of 4)\nwait Enter\ntype 170%\nkey enter\nwait between 0 and 1\nwait leaves: 170%\nkey back back back back\ntype 60%\nkey enter\nwait Why?\ntype a warm week\nkey enter\nwait c (3 of 4)\nwait Enter\ntype s\nkey enter\nwait d (4 of 4)\nwait Enter\ntype q\nkey enter\n";
    let ran = on_a_terminal(&sandbox, steps, &["update"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert!(
        ran.out
            .contains("1 changed, 1 reaffirmed, 2 left as they are"),
        "{}",
        ran.out
    );
    let again = sandbox.read("forecasts/a.yaml");
    assert!(
        again.contains("83%\n    reaffirmed: true\n    logged: 2026-11-24"),
        "{again}"
    );
    let changed = sandbox.read("forecasts/b.yaml");
    assert!(
        changed.contains("probability: 60%") && changed.contains("a warm week"),
        "{changed}"
    );
    assert_eq!(sandbox.read("forecasts/c.yaml"), untouched);
    let show = sandbox.ok(&["show", "a"]);
    assert!(show.contains("reaffirmed"), "{show}");
    assert_eq!(sandbox.ok(&["update", "--list"]).lines().count(), 2);
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn what_a_walk_cannot_take_is_asked_for_again() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/snow.yaml", SNOW);
    // A yes after the deadline needs its day.
    let steps = "wait Estimates by ann, hidden\nwait What happened?\nkey enter\nwait When did it happen\nkey enter\nwait When was it known\nkey enter\nwait say with --date\nwait When did it happen\ntype 2025-12-03\nkey enter\nwait When was it known\nkey enter\nwait What shows it?\nkey enter\nwait A remark?\nkey enter\nwait Write it down?\nkey enter\n";
    let ran = on_a_terminal(&sandbox, steps, &["resolve"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    let text = sandbox.read("forecasts/snow.yaml");
    assert!(text.contains("happened: 2025-12-03"), "{text}");
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/snow.yaml", SNOW);
    let ran = on_a_terminal(&sandbox, "wait What happened?\nkey escape\n", &["resolve"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert_eq!(sandbox.read("forecasts/snow.yaml"), SNOW);
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

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn a_long_page_goes_through_the_pager_and_a_short_one_does_not() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::our_ledger().with("PAGER", "sed s/^/paged:/");
    let long = on_a_terminal(&sandbox, "", &["list", "--all"]);
    assert!(long.out.contains("paged:"), "{}", long.out);
    for args in [
        &["list", "--all", "--no-pager"][..],
        &["list", "--limit", "2"],
    ] {
        let ran = on_a_terminal(&sandbox, "", args);
        assert!(!ran.out.contains("paged:"), "{args:?} {}", ran.out);
        assert_eq!(ran.code, 0);
    }
    let none = Sandbox::our_ledger().with("PAGER", "no-such-pager");
    let ran = on_a_terminal(&none, "", &["list", "--all"]);
    assert!(ran.out.contains("gas-deal"), "{}", ran.out);
    assert!(!sandbox.ok(&["list", "--all"]).contains("paged:"));
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn what_takes_long_says_so_on_a_terminal_and_nowhere_else() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::our_ledger();
    let slow = sandbox.path().join("slow.csv");
    // A table that comes late, whatever the machine.
    let late = |seconds: f64| {
        let slow = slow.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_secs_f64(seconds));
            fs::write(slow, "probability,outcome\n0.7,yes\n0.2,no\n").unwrap();
        })
    };
    tool("mkfifo", &[slow.to_str().unwrap()]);
    let args = ["score", "--table", "slow.csv"];
    let writer = late(2.5);
    let ran = on_a_terminal(&sandbox, "", &args);
    writer.join().unwrap();
    assert!(ran.out.contains("still at it: 1 s"), "{}", ran.out);
    assert!(ran.out.contains("Brier"), "{}", ran.out);
    let writer = late(1.5);
    let piped = sandbox.run(&args);
    writer.join().unwrap();
    assert!(piped.err.is_empty(), "{}", piped.err);
    let quick = on_a_terminal(&sandbox, "", &["list", "--limit", "1"]);
    assert!(!quick.out.contains("still at it"), "{}", quick.out);
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn the_pictures_of_the_manual_show_what_a_terminal_shows_now() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::empty();
    let mut command = Command::new("python3");
    sandbox.scrub(&mut command);
    command.arg(root().join("tests/terminal/picture.py"));
    let ran = Ran::of(command.args([env!("CARGO_BIN_EXE_foretell"), "."]));
    assert_eq!(ran.code, 0, "{}", ran.page());
    for entry in fs::read_dir(sandbox.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert_picture(&format!("terminal-{name}"), &sandbox.read(&name));
    }
}
