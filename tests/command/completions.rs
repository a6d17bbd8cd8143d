//! `foretell completions`

use std::process::Command;

use super::help::commands;
use crate::common::{Ran, Sandbox};

#[test]
fn every_shell_completes_every_command() {
    let sandbox = Sandbox::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = sandbox.ok(&["completions", shell]);
        for command in &commands() {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
        assert!(
            script.contains("changed-since"),
            "{shell} does not know the options"
        );
    }
    assert_eq!(sandbox.run(&["completions", "tcsh"]).code, 2);
}

#[test]
fn bash_completes_a_command_that_was_begun() {
    let sandbox = Sandbox::empty();
    sandbox.write("complete.bash", &sandbox.ok(&["completions", "bash"]));
    let mut bash = Command::new("bash");
    sandbox.scrub(&mut bash);
    let code = "source complete.bash; COMP_WORDS=(foretell cal); COMP_CWORD=1; \
                _foretell foretell cal foretell; echo \"${COMPREPLY[@]}\"";
    let ran = Ran::of(bash.args(["--norc", "-c", code]));
    assert_eq!(ran.out, "calibration\n", "{}", ran.err);
}
