//! `--root` several times: `foretell check`, `audit` and `overdue` on more than one ledger.

use crate::common::Sandbox;

/// Two ledgers in one repository: one with an overdue forecast, one without.
fn two() -> Sandbox {
    let sandbox = Sandbox::empty();
    let head = "criteria: Yes if the gauge says so.\nopened: 2026-01-01\n";
    for (ledger, name, deadline) in [
        ("desk", "rain", "2026-01-31"),
        ("markets", "snow", "2030-01-31"),
    ] {
        sandbox.write(&format!("{ledger}/foretell.yaml"), "forecaster: ann\n");
        sandbox.write(
            &format!("{ledger}/forecasts/{name}.yaml"),
            &format!("question: Will it {name} by {deadline}?\n{head}deadline: {deadline}\n"),
        );
    }
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", "all"]);
    sandbox
}

const BOTH: [&str; 4] = ["--root", "desk", "--root", "markets"];

fn both(sandbox: &Sandbox, args: &[&str]) -> crate::common::Ran {
    sandbox.run(&[args, &BOTH[..]].concat())
}

#[test]
fn each_ledger_is_asked_and_the_worst_answer_counts() {
    let sandbox = two();
    let ran = both(&sandbox, &["overdue", "--format", "concise"]);
    assert_eq!(ran.code, 1, "{}", ran.page());
    let (desk, markets) = ran.out.split_once("== markets\n").unwrap();
    assert!(
        desk.starts_with("== desk\nforecasts/rain.yaml:4:11: error[overdue]"),
        "{desk}"
    );
    assert!(!markets.contains("error"), "{markets}");
    // In whatever order.
    let turned = ["overdue", "--root", "markets", "--root", "desk"];
    assert_eq!(sandbox.run(&turned).code, 1);
    assert_eq!(both(&sandbox, &["check"]).code, 0);
    let ran = both(&sandbox, &["audit"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert_eq!(ran.out.matches("no findings").count(), 2, "{}", ran.out);
    // What cannot be read in one hides nothing of the other, and 2 goes before 1.
    sandbox.write("markets/forecasts/snow.yaml", "question: [\n");
    for args in [&BOTH[..], &turned[1..]] {
        let ran = sandbox.run(&[&["overdue"], args].concat());
        assert_eq!(ran.code, 2, "{}", ran.page());
        assert!(ran.out.contains("rain"), "{}", ran.page());
        assert!(ran.err.contains("snow.yaml"), "{}", ran.page());
    }
    sandbox.write("markets/foretell.yaml", "grase: 3\n");
    assert_eq!(both(&sandbox, &["overdue"]).code, 2);
    let none = ["overdue", "--root", "desk", "--root", "nowhere"];
    let ran = sandbox.run(&none);
    assert_eq!(ran.code, 2);
    assert!(
        ran.out.contains("rain") && ran.err.contains("nowhere"),
        "{}",
        ran.page()
    );
}

#[test]
fn annotations_name_the_files_of_both_from_the_top() {
    let sandbox = two();
    sandbox.write(
        "markets/forecasts/snow.yaml",
        "question: Will it snow by 2026?\ndeadline: 2026-01-31\n",
    );
    let ran = both(&sandbox, &["overdue", "--format", "github"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.out.contains("=="), "{}", ran.out);
    for file in ["desk/forecasts/rain.yaml", "markets/forecasts/snow.yaml"] {
        assert!(
            ran.out.contains(&format!("::error file={file},")),
            "{}",
            ran.out
        );
    }
}

#[test]
fn what_takes_one_ledger_refuses_two() {
    let sandbox = two();
    for args in [
        &["list"][..],
        &["score"],
        &["estimate", "rain", "50%"],
        &["check", "--format", "sarif"],
        &["overdue", "--format", "json"],
        &["overdue", "--summary"],
        &["overdue", "--digest", "text"],
        &[],
    ] {
        let ran = both(&sandbox, args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (2, ""),
            "{args:?} {}",
            ran.page()
        );
        assert!(ran.err.contains("several"), "{args:?} {}", ran.err);
    }
}
