//! The help of every command, which is the manual.

use crate::common::{Sandbox, assert_page};

/// Returns every command, in the order of the manual.
pub fn commands() -> Vec<String> {
    let help = Sandbox::empty().ok(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_help_of_every_command_is_its_manual() {
    let sandbox = Sandbox::empty();
    assert_page("help", "foretell", &sandbox.ok(&["--help"]));
    let commands = commands();
    assert!(commands.len() > 20, "{commands:?}");
    for command in &commands {
        let help = sandbox.ok(&[command, "--help"]);
        assert!(help.contains("Example"), "{command} has no example");
        assert_page("help", command, &help);
    }
}

#[test]
fn a_slip_in_a_command_gets_the_nearest_one() {
    let ran = Sandbox::empty().run(&["calibraton"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("'calibration'"), "{}", ran.err);
}
