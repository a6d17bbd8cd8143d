//! `foretell completions`

use std::process::Command;

use super::help::commands;
use crate::common::{Ran, Sandbox};

/// Returns what a shell is told that may stand in the place of the last of these words.
fn completed(sandbox: &Sandbox, shell: &str, words: &[&str]) -> Vec<String> {
    let mut command = sandbox.command();
    command
        .env("FORETELL_COMPLETE", shell)
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n")
        .args(["--", "foretell"])
        .args(words);
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
    let lines = ran.out.lines();
    let word = |line: &str| line.split(['\t', ':']).next().unwrap().to_owned();
    lines.map(word).collect()
}

#[test]
fn every_shell_completes_every_command_and_its_options() {
    let sandbox = Sandbox::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = sandbox.ok(&["completions", shell]);
        assert!(script.contains("FORETELL_COMPLETE"), "{shell}: {script}");
        let all = completed(&sandbox, shell, &[""]);
        for command in &commands() {
            assert!(all.contains(command), "{shell} does not know {command}");
        }
        let options = completed(&sandbox, shell, &["check", "--changed"]);
        assert_eq!(options, ["--changed-since"], "{shell}");
    }
    assert_eq!(sandbox.run(&["completions", "tcsh"]).code, 2);
}

/// A ledger with a record of its own file, one of a choice, and two in one file.
fn ledger() -> Sandbox {
    let sandbox = Sandbox::new();
    let head = "criteria: x\nopened: 2026-01-01\ndeadline: 2027-01-01\n";
    sandbox.write(
        "forecasts/energy/gas-deal.yaml",
        &format!("question: Gas?\n{head}tags: [energy, gas]\nestimates:\n  - {{date: 2026-01-02, by: ann, probability: 70%}}\n"),
    );
    sandbox.write(
        "forecasts/party.yaml",
        &format!("question: Who?\nkind: choice\noptions: [left, right]\n{head}tags:\n  - votes\n"),
    );
    sandbox.write(
        "forecasts/many.yaml",
        &format!("id: rain\nquestion: Rain?\n{head}---\nid: snow\nquestion: Snow?\n{head}"),
    );
    sandbox
}

#[test]
fn what_the_ledger_holds_is_completed() {
    let sandbox = ledger();
    for shell in ["bash", "zsh", "fish"] {
        let said = |words: &[&str]| completed(&sandbox, shell, words);
        assert_eq!(said(&["show", "g"]), ["gas-deal"], "{shell}");
        let all = said(&["show", ""]);
        assert_eq!(all[..3], ["gas-deal", "party", "rain"], "{shell}");
        assert_eq!(said(&["estimate", "r"]), ["rain"], "{shell}");
        assert_eq!(
            said(&["list", "--tag", ""]),
            ["energy", "gas", "votes"],
            "{shell}"
        );
        assert_eq!(said(&["score", "--forecaster", "a"]), ["ann"], "{shell}");
        assert_eq!(said(&["estimate", "party", "l"]), ["left="], "{shell}");
        assert_eq!(said(&["resolve", "party", "r"]), ["right"], "{shell}");
        assert_eq!(said(&["resolve", "gas-deal", "y"]), ["yes"], "{shell}");
        assert_eq!(said(&["explain", "late-est"]), ["late-estimate"], "{shell}");
    }
    let elsewhere = Sandbox::empty();
    assert!(completed(&elsewhere, "bash", &["show", "g"]).is_empty());
    let root = sandbox.path().to_str().unwrap();
    let said = completed(&elsewhere, "bash", &["--root", root, "show", "g"]);
    assert_eq!(said, ["gas-deal"]);
}

#[test]
fn bash_completes_a_command_and_an_id_that_were_begun() {
    let sandbox = ledger();
    sandbox.write("complete.bash", &sandbox.ok(&["completions", "bash"]));
    for (words, at, begun, whole) in [
        ("foretell cal", 1, "cal", "calibration"),
        ("foretell show ga", 2, "ga", "gas-deal"),
    ] {
        let mut bash = Command::new("bash");
        sandbox.scrub(&mut bash);
        let code = format!(
            "source complete.bash; COMP_WORDS=({words}); COMP_CWORD={at}; COMP_TYPE=9; \
             _clap_complete_foretell foretell {begun} show; echo \"${{COMPREPLY[@]}}\""
        );
        let ran = Ran::of(bash.args(["--norc", "-c", &code]));
        assert_eq!(ran.out.trim(), whole, "{}", ran.err);
    }
}
