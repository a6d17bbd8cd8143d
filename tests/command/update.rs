//! `foretell update`, and many estimates or outcomes at once

use crate::common::{Sandbox, assert_page};

/// A ledger with a stale forecast, one that others moved, one that hangs on what was resolved, one without
/// an estimate, and two that ask nothing of the tester.
fn week() -> Sandbox {
    let sandbox = Sandbox::new();
    let question = |id: &str, more: &str| {
        let head = "criteria: By the gauge.\nopened: 2026-01-01\n";
        let text = format!("question: Will it {id}?\n{head}deadline: 2027-06-30\n{more}");
        sandbox.write_question(id, &text);
    };
    let said =
        |by: &str, day: &str, p: &str| format!("  - {{date: {day}, by: {by}, probability: {p}}}\n");
    let old = said("tester", "2026-03-01", "70%");
    let new = said("tester", "2026-11-01", "70%");
    let ben = said("ben", "2026-11-20", "40%");
    question("rain", &format!("estimates:\n{old}"));
    question("snow", &format!("estimates:\n{new}{ben}"));
    question(
        "hail",
        &format!("given: {{forecast: cold, outcome: yes}}\nestimates:\n{new}"),
    );
    question("fog", "owner: tester\n");
    question("wind", &format!("estimates:\n{new}"));
    question("dew", &format!("estimates:\n{ben}"));
    sandbox.write_question(
        "cold",
        "question: Cold?\ncriteria: x\nopened: 2026-01-01\ndeadline: 2026-12-31\nresolution: {outcome: yes, happened: 2026-11-10, known: 2026-11-10}\n",
    );
    sandbox
}

#[test]
fn what_asks_for_another_look_is_listed_with_its_reason() {
    let sandbox = week();
    insta::assert_snapshot!(sandbox.ok(&["update", "--list"]), @"
    fog: yours, and without an estimate of yours
    hail: `cold`, which it names, was resolved since
    rain: your estimate is 268 days old
    snow: ben gave another number since yours
    ");
    assert_eq!(
        sandbox.ok(&["update", "--list", "wind"]),
        "wind: you named it\n"
    );
    let more = sandbox.ok(&["update", "--list", "--stale", "10d"]);
    assert!(
        more.contains("wind: your estimate is 23 days old"),
        "{more}"
    );
    let none = sandbox.ok(&["update", "--by", "nobody"]);
    assert!(none.starts_with("Nothing asks nobody"), "{none}");
    let ran = sandbox.run(&["update"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("not a terminal: 4 forecasts"),
        "{}",
        ran.err
    );
}

#[test]
fn others_are_hidden_until_ones_own_estimate_is_in() {
    let sandbox = week();
    sandbox.write("foretell.yaml", "forecaster: tester\nblind_first: true\n");
    for args in [
        &["list"][..],
        &["show", "dew"],
        &["log"],
        &["due"],
        &["list", "--format", "json"],
    ] {
        let ran = sandbox.run(args);
        assert_eq!(ran.code, 0, "{args:?} {}", ran.err);
        assert!(
            ran.err
                .contains("hidden until tester has an estimate there"),
            "{args:?} {}",
            ran.err
        );
    }
    let json = sandbox.run(&["list", "dew", "--format", "json"]).json();
    assert_eq!(json["rows"][0]["standing"], serde_json::json!([]));
    let list = sandbox.ok(&["list"]);
    let row = |id: &str| {
        list.lines()
            .find(|line| line.starts_with(id))
            .unwrap()
            .to_owned()
    };
    assert!(
        row("dew").contains("1 hidden") && !row("dew").contains("40"),
        "{list}"
    );
    assert!(row("snow").contains("ben 40"), "{list}");
    let show = sandbox.ok(&["show", "dew"]);
    assert!(
        show.contains("1 estimate of others hidden until yours is in"),
        "{show}"
    );
    assert!(!show.contains("40%"), "{show}");
    sandbox.ok(&["estimate", "dew", "55%"]);
    let show = sandbox.ok(&["show", "dew"]);
    assert!(show.contains("40%") && show.contains("55%"), "{show}");
}

#[test]
fn a_table_of_estimates_is_written_whole() {
    let sandbox = week();
    sandbox.write(
        "monday.csv",
        "ID,estimate,because,date\nrain,60%,\"drier, so far\",\nsnow,likely,,2026-11-23\n\nwind,7/10,,\n",
    );
    let said = sandbox.ok(&["estimate", "--from", "monday.csv"]);
    insta::assert_snapshot!(said, @"
    rain: tester says 60% on 2026-11-24, in forecasts/rain.yaml
    snow: tester says likely on 2026-11-23, in forecasts/snow.yaml
    wind: tester says 7/10 = 70% on 2026-11-24, in forecasts/wind.yaml
    ");
    let rain = sandbox.read("forecasts/rain.yaml");
    assert!(rain.contains("probability: 60%"), "{rain}");
    assert!(rain.contains("drier, so far"), "{rain}");
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn one_bad_row_keeps_all_of_them_out() {
    let sandbox = week();
    let before = sandbox.read("forecasts/rain.yaml");
    sandbox.write(
        "bad.csv",
        "id,estimate\nrain,60%\nrian,60%\nsnow,160%\nsnow,\nwind,5%=1\nrain,61%\n",
    );
    let ran = sandbox.run(&["estimate", "--from", "bad.csv"]);
    assert_eq!(ran.code, 2);
    assert_page("command", "estimate-from", &ran.err);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), before);
    for (table, told) in [
        ("id,value\nrain,60%\n", "there is no column `value`"),
        ("estimate\n60%\n", "the column `id` is missing"),
        ("id,estimate\n", "no rows"),
    ] {
        sandbox.write("bad.csv", table);
        let ran = sandbox.run(&["estimate", "--from", "bad.csv"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(told), "{}", ran.err);
    }
}

#[test]
fn a_table_of_outcomes_is_written_whole_or_not_at_all() {
    let sandbox = week();
    sandbox.write(
        "out.csv",
        "id,outcome,date,evidence\nrain,yes,2026-11-20,It poured\nsnow,no,,\nwind,perhaps,,\n",
    );
    let ran = sandbox.run(&["resolve", "--from", "out.csv"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("out.csv:4: `perhaps` is no outcome"),
        "{}",
        ran.err
    );
    assert!(!sandbox.read("forecasts/rain.yaml").contains("resolution"));
    sandbox.write(
        "out.csv",
        "id,outcome,date,evidence\nrain,yes,2026-11-20,It poured\nsnow,no,,\n",
    );
    let diff = sandbox.ok(&["resolve", "--from", "out.csv", "--dry-run"]);
    assert_eq!(diff.matches("+resolution:").count(), 2, "{diff}");
    assert!(!sandbox.read("forecasts/rain.yaml").contains("resolution"));
    let said = sandbox.ok(&["resolve", "--from", "out.csv"]);
    assert!(said.contains("rain: resolved yes"), "{said}");
    assert!(sandbox.read("forecasts/rain.yaml").contains("It poured"));
    let again = sandbox.run(&["resolve", "--from", "out.csv"]);
    assert!(again.err.contains("out.csv:2: "), "{}", again.err);
    assert!(again.err.contains("resolved already"), "{}", again.err);
}
