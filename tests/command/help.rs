//! The help of every command, which is the manual.

use crate::common::{Sandbox, assert_page};

/// Every command, in the order of the manual.
pub const COMMANDS: &[&str] = &[
    "init",
    "new",
    "estimate",
    "resolve",
    "fmt",
    "list",
    "show",
    "log",
    "due",
    "overdue",
    "check",
    "audit",
    "explain",
    "score",
    "calibration",
    "compare",
    "pool",
    "scenarios",
    "coherence",
    "report",
    "plot",
    "export",
    "schema",
    "completions",
    "man",
];

#[test]
fn the_help_of_every_command_is_its_manual() {
    let sandbox = Sandbox::empty();
    assert_page("help", "foretell", &sandbox.ok(&["--help"]));
    for command in COMMANDS {
        let help = sandbox.ok(&[command, "--help"]);
        assert!(help.contains("Example"), "{command} has no example");
        assert_page("help", command, &help);
    }
}

#[test]
fn every_command_is_listed_here() {
    let help = Sandbox::empty().ok(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<_> = listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert_eq!(names, COMMANDS);
}

#[test]
fn a_slip_in_a_command_gets_the_nearest_one() {
    let ran = Sandbox::empty().run(&["calibraton"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("'calibration'"), "{}", ran.err);
}
