//! `foretell list`

use crate::common::{Sandbox, assert_page};

#[test]
fn our_ledger_is_listed_with_states_and_outcomes() {
    assert_page(
        "command",
        "list",
        &Sandbox::our_ledger().ok(&["list", "--verbose"]),
    );
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
    assert!(ids(&["--tag", "gas", "--tag", "arms"]).is_empty());
    assert_eq!(
        ids(&["--kind", "date"]),
        ["cku-first-train", "gas-first-flow"]
    );
    let early = ids(&["--due-before", "2014-06-01"]);
    assert_eq!(early, ["gas-by-visit"]);
    let all = ids(&[]).len();
    for (filter, name) in [("--tag", "gas"), ("--state", "open"), ("--kind", "date")] {
        let (with, without) = (ids(&[filter, name]), ids(&[filter, &format!("!{name}")]));
        assert!(!without.is_empty() && !without.iter().any(|id| with.contains(id)));
        assert_eq!(with.len() + without.len(), all, "{filter}");
    }
    assert!(ids(&["--tag", "gas", "--tag", "!gas"]).is_empty());
    let slip = sandbox.run(&["list", "--tag", "!gaz"]);
    assert_eq!(slip.code, 2);
    assert!(slip.err.contains("no record has the tag `gaz`"));
    let unheard = sandbox.run(&["list", "--forecaster", "nobody"]);
    assert!(
        unheard
            .err
            .contains("no record has an estimate by `nobody`")
    );
}

#[test]
fn words_choose_and_leave_out_and_a_limit_counts() {
    let sandbox = Sandbox::our_ledger();
    let ids = |args: &[&str]| -> Vec<String> {
        let args = [&["list", "--format", "json"], args].concat();
        let json = sandbox.run(&args).json();
        let rows = json["rows"].as_array().unwrap().clone();
        let id = |row: &serde_json::Value| row["id"].as_str().unwrap().to_owned();
        rows.iter().map(id).collect()
    };
    let gas = ids(&["gas"]);
    let deals = ids(&["gas", "deal"]);
    assert!(gas.contains(&"gas-deal".to_owned()) && deals.len() < gas.len());
    let others = ids(&["gas", "--not", "deal"]);
    assert_eq!(deals.len() + others.len(), gas.len());
    assert!(!others.contains(&"gas-deal".to_owned()));
    assert_eq!(ids(&["gas", "--limit", "2"]), gas[..2]);
    let page = sandbox.ok(&["list", "gas", "--limit", "2"]);
    assert!(page.contains("2 forecasts of 109"), "{page}");
    let none = sandbox.ok(&["list", "no-such-word"]);
    assert!(none.contains("No forecast passes the filters"), "{none}");
    // What is excluded from a score is named where it is asked for.
    let why = sandbox.ok(&["score", "--why", "--resamples", "0"]);
    assert!(
        why.contains("Excluded, ambiguous: gas-on-chinese-terms"),
        "{why}"
    );
}

#[test]
fn a_record_is_a_line_at_every_width() {
    let sandbox = Sandbox::our_ledger();
    for width in ["60", "80", "100", "160"] {
        let mut command = sandbox.command();
        let ran = crate::common::Ran::of(command.env("COLUMNS", width).arg("list"));
        // 35 open ones, the heads of the columns and of the group, and the last line.
        assert_eq!(ran.out.lines().count(), 38, "{width}: {}", ran.out);
        let cut = |line: &&str| line.contains("desk…") || line.contains("de…  ");
        assert_eq!(
            ran.out.lines().find(cut),
            None,
            "a forecaster is cut at {width}"
        );
    }
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

/// Returns a ledger with a record of each kind, with an estimate.
fn every_kind() -> Sandbox {
    let sandbox = Sandbox::new();
    let head = "question: Which?\nopened: 2026-01-01\ndeadline: 2026-12-31\n";
    let estimate =
        |value: &str| format!("estimates:\n  - {{date: 2026-01-02, by: ann, {value}}}\n");
    for (id, kind, value) in [
        ("binary", "", "probability: likely"),
        (
            "choice",
            "kind: choice\noptions: [red, blue]\n",
            "probabilities: {red: 25%, blue: 75%}",
        ),
        (
            "interval",
            "kind: number\n",
            "interval: {low: 9.25, high: 14, level: 80%}",
        ),
        ("normal", "kind: number\n", "normal: {mean: 11, sd: 2.5}"),
        (
            "quantiles",
            "kind: date\n",
            "quantiles: {10%: 2026-03-01, 90%: 2026-11-01}",
        ),
        ("soon", "kind: date\n", "happens_by: {2026-06-30: 40%}"),
    ] {
        let text = format!("{head}{kind}{}", estimate(value));
        sandbox.write(&format!("forecasts/{id}.yaml"), &text);
    }
    sandbox.write("forecasts/untold.yaml", head);
    sandbox
}

#[test]
fn csv_has_each_number_of_each_kind_in_a_row_of_its_own() {
    let csv = every_kind().ok(&["list", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let wanted = [
        "id",
        "form",
        "option",
        "quantile",
        "happens_by",
        "parameter",
        "value",
        "range_low",
        "range_high",
    ];
    let at = wanted.map(|name| head.iter().position(|one| one == name).unwrap());
    let rows: Vec<String> = reader
        .records()
        .map(|row| at.map(|at| row.as_ref().unwrap()[at].to_owned()).join(","))
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @"
    binary,probability,,,,,0.675,0.55,0.8
    choice,probabilities,red,,,,0.25,,
    choice,probabilities,blue,,,,0.75,,
    interval,interval,,0.1,,,9.25,,
    interval,interval,,0.9,,,14,,
    normal,normal,,,,mean,11,,
    normal,normal,,,,sd,2.5,,
    quantiles,quantiles,,0.1,,,2026-03-01,,
    quantiles,quantiles,,0.9,,,2026-11-01,,
    soon,happens_by,,,2026-06-30,,0.4,,
    untold,,,,,,,,
    ");
}

#[test]
fn json_has_the_numbers_of_each_kind() {
    let json = every_kind().run(&["list", "--format", "json"]).json();
    let parts = |id: &str| {
        let rows = json["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["id"] == id).unwrap();
        row["standing"][0]["parts"].to_string()
    };
    assert_eq!(
        parts("choice"),
        r#"[{"option":"red","value":0.25},{"option":"blue","value":0.75}]"#
    );
    assert_eq!(
        parts("normal"),
        r#"[{"parameter":"mean","value":11.0},{"parameter":"sd","value":2.5}]"#
    );
    assert_eq!(
        parts("soon"),
        r#"[{"happens_by":"2026-06-30","value":0.4}]"#
    );
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
    let ran = Sandbox::empty().run(&["list", "--verbose"]);
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
