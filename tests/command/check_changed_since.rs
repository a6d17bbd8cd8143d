//! `--changed-since` of `check`, `audit` and `overdue`: a change answers for what it brought.

use super::audit::{FILE, RAIN, commit, committed};
use crate::common::Sandbox;

/// A ledger whose main branch has a late estimate that was merged, and a branch that leaves from it.
fn branch() -> Sandbox {
    let sandbox = committed().on("2026-03-01");
    sandbox.git(&["branch", "--move", "main"]);
    sandbox.write(
        FILE,
        &format!("{RAIN}  - {{date: 2026-02-01, by: ann, probability: 90%}}\n"),
    );
    commit(&sandbox, "late");
    sandbox.git(&["checkout", "--quiet", "-b", "work"]);
    sandbox
}

/// Returns the exit code of an audit of what the branch brought, and what it printed.
fn audit(sandbox: &Sandbox) -> (i32, String) {
    let ran = sandbox.run(&["audit", "--changed-since", "main", "--format", "concise"]);
    (ran.code, ran.page())
}

#[test]
fn a_merged_finding_of_audit_leaves_a_later_change_green() {
    let sandbox = branch().on("2026-03-02");
    sandbox.write(
        "forecasts/snow.yaml",
        "question: Will it snow?\ndeadline: 2027-01-31\n",
    );
    commit(&sandbox, "snow");
    assert_eq!(sandbox.run(&["audit"]).code, 1);
    let (code, page) = audit(&sandbox);
    assert_eq!(code, 0, "{page}");
    let json = sandbox
        .run(&["audit", "--changed-since", "main", "--format", "json"])
        .json();
    assert_eq!(json["made_with"]["changed_since"], "main");
    // Nor does the change that renames the record or another part of it answer for the old one.
    sandbox.git(&["mv", FILE, "forecasts/wet.yaml"]);
    let text = sandbox.read("forecasts/wet.yaml");
    sandbox.write("forecasts/wet.yaml", &format!("{text}owner: bob\n"));
    commit(&sandbox, "rename");
    let (code, page) = audit(&sandbox);
    assert_eq!(code, 0, "{page}");
}

#[test]
fn what_the_change_itself_brought_fails() {
    let sandbox = branch().on("2026-03-20");
    let text = sandbox.read(FILE);
    sandbox.write(
        FILE,
        &format!("{text}  - {{date: 2026-03-02, by: bob, probability: 10%}}\n"),
    );
    commit(&sandbox, "late too");
    let (code, page) = audit(&sandbox);
    assert_eq!(
        (code, page.matches("backdated-estimate").count()),
        (1, 1),
        "{page}"
    );
    assert!(page.contains("by bob"), "{page}");
}

#[test]
fn a_change_that_uncovers_what_an_older_commit_did_fails() {
    let sandbox = committed().on("2026-03-01");
    sandbox.git(&["branch", "--move", "main"]);
    let bare = format!("{RAIN}  - {{date: 2026-02-01, by: ann, probability: 90%}}\n");
    sandbox.write(FILE, &bare.replace("90%}", "90%, logged: 2026-03-01}"));
    commit(&sandbox, "late, and says so");
    sandbox.git(&["checkout", "--quiet", "-b", "work"]);
    sandbox.write(FILE, &bare);
    commit(&sandbox, "say nothing");
    let (code, page) = audit(&sandbox);
    assert_eq!(code, 1, "{page}");
    assert!(page.contains("backdated-estimate"), "{page}");
}

#[test]
fn an_old_version_that_nobody_can_read_is_not_the_fault_of_a_later_change() {
    let sandbox = committed().on("2026-02-01");
    sandbox.git(&["branch", "--move", "main"]);
    sandbox.write(FILE, "question: [\n");
    commit(&sandbox, "a slip");
    sandbox.write(FILE, RAIN);
    commit(&sandbox, "as it was");
    sandbox.git(&["checkout", "--quiet", "-b", "work"]);
    assert_eq!(sandbox.run(&["audit"]).code, 2);
    let (code, page) = audit(&sandbox);
    assert_eq!(code, 0, "{page}");
    sandbox.write(FILE, "question: [\n");
    commit(&sandbox, "another");
    sandbox.write(FILE, RAIN);
    commit(&sandbox, "as it was");
    assert_eq!(audit(&sandbox).0, 2);
}

#[test]
fn check_answers_for_what_a_change_does_to_records_that_it_does_not_touch() {
    let sandbox = branch();
    let other = "question: Will it snow?\ndeadline: 2027-01-31\nimplies: [rain]\n";
    sandbox.write("forecasts/snow.yaml", other);
    commit(&sandbox, "snow");
    sandbox.git(&["branch", "--force", "main"]);
    let check = ["check", "--changed-since", "main", "--format", "concise"];
    let ran = sandbox.run(&check);
    assert_eq!(
        (ran.code, ran.out.contains("snow")),
        (0, false),
        "{}",
        ran.page()
    );
    sandbox.git(&["rm", "--quiet", FILE]);
    commit(&sandbox, "no rain");
    let ran = sandbox.run(&check);
    assert_eq!(ran.code, 1, "{}", ran.page());
    assert!(ran.out.contains("unknown-reference"), "{}", ran.page());
    // What was wrong with it before is none of this change's.
    assert!(!ran.out.contains("no-criteria"), "{}", ran.page());
}

#[test]
fn without_a_common_ancestor_every_command_exits_2_and_says_what_to_do() {
    let sandbox = branch();
    sandbox.write(
        "forecasts/snow.yaml",
        "question: Will it snow?\ndeadline: 2027-01-31\n",
    );
    commit(&sandbox, "snow");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.write(
        "forecasts/hail.yaml",
        "question: Will it hail?\ndeadline: 2026-01-31\n",
    );
    commit(&sandbox, "hail, which is overdue");
    let from = format!("file://{}", sandbox.path().display());
    sandbox.git(&[
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--no-single-branch",
        "--branch",
        "work",
        &from,
        "shallow",
    ]);
    for command in ["check", "audit", "overdue"] {
        let since = [
            command,
            "--root",
            "shallow",
            "--changed-since",
            "origin/main",
        ];
        for allowed in [&[][..], &["--allow-shallow"]] {
            let ran = sandbox.run(&[&since[..], allowed].concat());
            assert_eq!((ran.code, &*ran.out), (2, ""), "{command}: {}", ran.page());
            assert!(ran.err.contains("fetch-depth: 0"), "{}", ran.page());
        }
    }
}
