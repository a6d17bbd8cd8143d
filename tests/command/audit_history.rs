//! `foretell audit`, where the history or a version in it cannot be read.

use super::audit::{FILE, RAIN, codes, commit, committed};
use crate::common::Sandbox;

#[test]
fn a_shallow_clone_says_what_it_cannot_see() {
    let sandbox = committed().on("2026-02-01");
    sandbox.write(FILE, &RAIN.replace("70%", "90%"));
    commit(&sandbox, "change");
    sandbox.write(
        "forecasts/snow.yaml",
        "question: Will it snow?\ndeadline: 2027-01-31\n",
    );
    commit(&sandbox, "snow");
    let from = format!("file://{}", sandbox.path().display());
    sandbox.git(&["clone", "--quiet", "--depth", "1", &from, "shallow"]);
    let refused = sandbox.run(&["audit", "--root", "shallow"]);
    assert_eq!((refused.code, &*refused.out), (2, ""), "{}", refused.page());
    assert!(
        refused.err.contains("this clone is shallow"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("fetch-depth: 0"), "{}", refused.err);
    let audit = ["audit", "--root", "shallow", "--allow-shallow"];
    let ran = sandbox.run(&audit);
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert!(ran.err.contains("this clone is shallow"), "{}", ran.err);
    let json = sandbox
        .run(&[&audit[..], &["--format", "json"]].concat())
        .json();
    assert_eq!(json["made_with"]["shallow"], true);
    let since = ["overdue", "--root", "shallow", "--changed-since", "HEAD"];
    let refused = sandbox.run(&since);
    assert_eq!(refused.code, 2, "{}", refused.page());
    assert!(refused.err.contains("fetch-depth: 0"), "{}", refused.err);
    let ran = sandbox.run(&[&since[..], &["--allow-shallow"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.page());
}

#[test]
fn a_version_that_cannot_be_read_is_named_and_exits_2() {
    let bundle = format!("id: rain\n{RAIN}---\nid: b\nquestion: [\n");
    for broken in ["question: [\n", &bundle] {
        let sandbox = committed().on("2026-02-01");
        sandbox.write(FILE, broken);
        commit(&sandbox, "a slip");
        let id = sandbox.git(&["rev-parse", "HEAD"]);
        sandbox.write(FILE, RAIN);
        commit(&sandbox, "as it was");
        let ran = sandbox.run(&["audit"]);
        assert_eq!(ran.code, 2, "{}", ran.page());
        let named = format!("{FILE} in {} on 2026-02-01", &id[..10]);
        assert!(ran.err.contains(&named), "{}", ran.err);
        assert!(!ran.err.contains("consistent"), "{}", ran.err);
        let json = sandbox.run(&["audit", "--format", "json"]).json();
        assert_eq!(json["made_with"]["unreadable"][0], named);
        let allowed = sandbox.run(&["audit", "--allow-unreadable", &id[..7]]);
        assert_eq!(allowed.code, 0, "{}", allowed.page());
        let other = sandbox.run(&["audit", "--allow-unreadable", "0000000"]);
        assert_eq!(other.code, 2);
        for short in ["", "123456", "HEAD~~~"] {
            let ran = sandbox.run(&["audit", "--allow-unreadable", short]);
            assert!(ran.err.contains("7 digits or more"), "{}", ran.err);
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_a_version_that_cannot_be_read() {
    let sandbox = committed().on("2026-02-01");
    std::fs::write(sandbox.path().join(FILE), b"question: \xff\n").unwrap();
    commit(&sandbox, "bytes");
    sandbox.write(FILE, RAIN);
    commit(&sandbox, "as it was");
    let ran = sandbox.run(&["audit"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(ran.err.contains(FILE), "{}", ran.err);
}

/// Removes a record's text from the repository.
fn lose(sandbox: &Sandbox, version: &str) {
    let blob = sandbox.git(&["rev-parse", &format!("{version}:{FILE}")]);
    let object = format!(".git/objects/{}/{}", &blob[..2], blob[2..].trim());
    std::fs::remove_file(sandbox.path().join(object)).unwrap();
}

#[test]
fn a_text_that_the_repository_has_not_is_named_and_exits_2() {
    let sandbox = committed().on("2026-02-01");
    let first = sandbox.git(&["rev-parse", "HEAD"]);
    sandbox.write(FILE, &RAIN.replace("70%", "90%"));
    commit(&sandbox, "change");
    lose(&sandbox, "HEAD~1");
    for args in [&["audit"][..], &["overdue", "--changed-since", "HEAD~1"]] {
        let ran = sandbox.run(args);
        assert_eq!(ran.code, 2, "{}", ran.page());
        let named = format!("{FILE} in {}", &first[..10]);
        assert!(ran.err.contains(&named), "{}", ran.err);
    }
}

/// Commits something between two versions of a record, and returns what an audit then finds, with
/// the message of the first finding.
fn between(middle: Option<&str>, after: &str) -> (Vec<String>, String, Sandbox) {
    let sandbox = committed().on("2026-02-01");
    match middle {
        Some(text) => sandbox.write(FILE, text),
        None => std::fs::remove_file(sandbox.path().join(FILE)).unwrap(),
    }
    commit(&sandbox, "between");
    sandbox.write(FILE, after);
    commit(&sandbox, "after");
    let json = sandbox.run(&["audit", "--format", "json"]).json();
    let message = json["findings"][0]["message"].as_str().unwrap_or_default();
    (codes(&sandbox), message.to_owned(), sandbox)
}

#[test]
fn what_was_removed_or_unreadable_meanwhile_is_held_to_what_it_was() {
    let estimate = "  - {date: 2026-01-10, by: ann, probability: 70%}\n";
    let other = RAIN.replace(
        estimate,
        "  - {date: 2026-02-01, by: ann, probability: 20%}\n",
    );
    for middle in [None, Some("question: [\n")] {
        let (found, message, sandbox) = between(middle, &other);
        assert_eq!(found, ["deleted-estimate"], "{middle:?}");
        let id = sandbox.git(&["rev-parse", "HEAD"]);
        let end = format!("was removed in {} on 2026-02-01", &id[..10]);
        assert!(message.ends_with(&end), "{message}");
        let (found, ..) = between(middle, &RAIN.replace("a millimetre", "an inch"));
        assert_eq!(found, ["changed-question"], "{middle:?}");
        let (found, ..) = between(middle, RAIN);
        assert!(found.is_empty(), "{middle:?} {found:?}");
    }
}

#[test]
fn a_merge_is_only_blamed_where_there_is_one() {
    // The same record in two files, one of which goes with an estimate of its own.
    let sandbox = committed().on("2026-02-01");
    let other = "  - {date: 2026-02-01, by: bob, probability: 20%}\n";
    sandbox.write("forecasts/twin.yaml", &format!("id: rain\n{RAIN}{other}"));
    commit(&sandbox, "twin");
    std::fs::remove_file(sandbox.path().join("forecasts/twin.yaml")).unwrap();
    commit(&sandbox, "no twin");
    let out = sandbox.run(&["audit"]).out;
    assert!(out.contains("deleted-estimate"), "{out}");
    assert!(!out.contains("merge"), "{out}");
}
