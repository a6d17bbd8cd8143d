//! `foretell list`

use crate::common::{Sandbox, assert_page};

#[test]
fn our_ledger_is_listed_with_states_and_outcomes() {
    assert_page("command", "list", &Sandbox::our_ledger().ok(&["list"]));
}

#[test]
fn filters_narrow_the_list() {
    let sandbox = Sandbox::our_ledger();
    let ids = |args: &[&str]| -> Vec<String> {
        let args = [&["list", "--format", "json"], args].concat();
        let json = sandbox.run(&args).json();
        let rows = json["rows"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&["--state", "open"]).len(), 35);
    assert!(ids(&["--tag", "gas"]).contains(&"gas-deal".to_owned()));
    assert!(ids(&["--tag", "gas", "--tag", "no-such-tag"]).is_empty());
    assert_eq!(
        ids(&["--kind", "date"]),
        ["cku-first-train", "gas-first-flow"]
    );
    let early = ids(&["--due-before", "2014-06-01"]);
    assert_eq!(early, ["gas-by-visit"]);
    assert!(ids(&["--forecaster", "nobody"]).is_empty());
}

#[test]
fn sorting_by_deadline_puts_the_first_first() {
    let json = Sandbox::our_ledger()
        .run(&["list", "--sort", "deadline", "--format", "json"])
        .json();
    let rows = json["rows"].as_array().unwrap().clone();
    let days: Vec<_> = rows
        .iter()
        .map(|row| row["deadline"].as_str().unwrap().to_owned())
        .collect();
    assert!(days.is_sorted(), "{days:?}");
}

#[test]
fn csv_and_markdown_are_harmless() {
    let sandbox = Sandbox::new();
    let text = "question: \"=HYPERLINK(\\\"x\\\") | <b>\"\ndeadline: 2030-01-01\n";
    sandbox.write("forecasts/a.yaml", text);
    let csv = sandbox.ok(&["list", "--format", "csv"]);
    assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\") | <b>\""), "{csv}");
    let markdown = sandbox.ok(&["list", "--format", "markdown"]);
    assert!(markdown.contains("\\| &lt;b&gt;"), "{markdown}");
}

#[test]
fn without_a_ledger_it_says_how_to_begin() {
    let ran = Sandbox::empty().run(&["list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("foretell init"), "{}", ran.err);
}

#[test]
fn the_root_is_found_from_a_folder_below() {
    let sandbox = Sandbox::our_ledger();
    let mut command = sandbox.command();
    command.current_dir(sandbox.path().join("forecasts/energy"));
    let ran = crate::common::Ran::of(command.args(["list", "--format", "csv"]));
    assert_eq!(ran.out, sandbox.ok(&["list", "--format", "csv"]));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let sandbox = Sandbox::our_ledger();
    let mut command = std::process::Command::new("sh");
    sandbox.scrub(&mut command);
    // A reader that goes away at once; the list is longer than a pipe holds after `yes`.
    let ran = crate::common::Ran::of(
        command.args(["-c", "(foretell list --format json; echo $? >&2) | true"]),
    );
    assert!(ran.err.trim() == "0", "{}", ran.err);
}
