//! The hooks that pre-commit runs: ours, and those that `init` writes.

use std::path::Path;
use std::process::Command;

use crate::ci::{SOUND, file};
use crate::common::{Ran, Sandbox, has_tools};

/// Runs pre-commit in the folder.
fn pre_commit(sandbox: &Sandbox, args: &[&str]) -> Ran {
    let mut command = Command::new("pre-commit");
    sandbox.scrub(&mut command);
    let ran = command
        .env("PRE_COMMIT_HOME", sandbox.path().join(".cache"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .args(args)
        .output();
    ran.unwrap_or_else(|error| panic!("pre-commit: {error}; see .ci/requirements.txt"))
        .into()
}

/// A repository with a ledger and this configuration of pre-commit.
fn repository(config: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "--quiet"]);
    sandbox.write(".gitignore", "/.cache\n/.foretell.lock\n");
    sandbox.write(".pre-commit-config.yaml", config);
    sandbox.write("forecasts/rain.yaml", SOUND);
    sandbox
}

/// What hooks must do, wherever they come from.
fn hooks_hold_the_ledger(sandbox: &Sandbox) {
    let run = || {
        sandbox.git(&["add", "--all"]);
        pre_commit(sandbox, &["run", "--all-files", "--color", "never"])
    };
    let ran = run();
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert_eq!(ran.out.matches("Passed").count(), 2, "{}", ran.page());

    // Keys in another order: laid out, and stopped so that a person looks.
    let (first, rest) = SOUND.split_once('\n').unwrap();
    sandbox.write("forecasts/rain.yaml", &format!("{rest}{first}\n"));
    let ran = run();
    assert_eq!(ran.code, 1, "{}", ran.page());
    assert!(
        ran.out.contains("files were modified by this hook"),
        "{}",
        ran.page()
    );
    assert_eq!(sandbox.read("forecasts/rain.yaml"), SOUND);
    assert_eq!(run().code, 0);

    // An error, which is told with its code.
    sandbox.write(
        "forecasts/snow.yaml",
        "question: Will it snow before 2027?\n",
    );
    let ran = run();
    assert_eq!(ran.code, 1, "{}", ran.page());
    assert!(ran.out.contains("error[missing-key]"), "{}", ran.page());
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn our_hooks_run_under_pre_commit() {
    if !has_tools() {
        return;
    }
    let hooks = Sandbox::empty();
    let text = file(".pre-commit-hooks.yaml");
    assert_eq!(text.matches("language: rust").count(), 2);
    // The binary is built already; a second build would take minutes.
    let text = text.replace("language: rust", "language: system");
    hooks.write(".pre-commit-hooks.yaml", &text);
    hooks.git(&["init", "--quiet"]);
    hooks.git(&["add", "--all"]);
    hooks.git(&["commit", "--quiet", "--message", "hooks"]);
    let rev = hooks.git(&["rev-parse", "HEAD"]);
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks: [{{id: foretell-check}}, {{id: foretell-fmt}}]\n",
        hooks.path().display(),
        rev.trim()
    );
    hooks_hold_the_ledger(&repository(&config));
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn the_hooks_that_init_writes_run_under_pre_commit() {
    if !has_tools() {
        return;
    }
    let written = Sandbox::empty();
    written.ok(&["init", "--pre-commit"]);
    hooks_hold_the_ledger(&repository(&written.read(".pre-commit-config.yaml")));

    // In a folder of the repository, where a path begins with it.
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "--quiet"]);
    sandbox.ok(&["init", "a.b (c)", "--pre-commit"]);
    sandbox.write("a.b (c)/forecasts/example.yaml", "question: [\n");
    sandbox.git(&["add", "--all"]);
    let ran = pre_commit(&sandbox, &["run", "--all-files", "--color", "never"]);
    assert_eq!(ran.code, 1, "{}", ran.page());
    assert!(ran.out.contains("yaml-syntax"), "{}", ran.page());
    assert!(Path::new(&sandbox.path().join("a.b (c)/.foretell.lock")).exists());
}
