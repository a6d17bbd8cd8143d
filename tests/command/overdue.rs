//! `foretell overdue`

use std::fs;

use crate::common::{Sandbox, assert_page};

/// Our own ledger with its resolutions taken out, as if nobody had ever gone back to look.
fn unresolved() -> Sandbox {
    let sandbox = Sandbox::our_ledger();
    for topic in fs::read_dir(sandbox.path().join("forecasts")).unwrap() {
        let topic = topic.unwrap().path();
        if !topic.is_dir() {
            continue;
        }
        for file in fs::read_dir(topic).unwrap() {
            let file = file.unwrap().path();
            // What the methods rest on lies beside the records.
            if file.extension().is_none_or(|ending| ending != "yaml") {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let mut inside = false;
            let kept = text.lines().filter(|line| {
                if !line.starts_with([' ', '#', '-']) && !line.is_empty() {
                    inside = line.starts_with("resolution:");
                }
                !inside
            });
            fs::write(
                &file,
                kept.map(|line| format!("{line}\n")).collect::<String>(),
            )
            .unwrap();
        }
    }
    sandbox
}

#[test]
fn a_ledger_without_its_resolutions_is_overdue() {
    let sandbox = unresolved();
    let ran = sandbox.run(&["overdue", "--as-of", "2016-02-01"]);
    assert_eq!(ran.code, 1);
    assert_page("command", "overdue-2016", &ran.page());
    // Everything due by 2016-01-18 and nothing else: the day itself is the last of its grace.
    let json = sandbox
        .run(&["list", "--as-of", "2016-02-01", "--format", "json"])
        .json();
    for row in json["rows"].as_array().unwrap() {
        let due = row["known_by"].as_str().unwrap();
        let late = due < "2016-01-18" && row["state"] != "waiting";
        assert_eq!(row["state"] == "overdue", late, "{row}");
    }
}

#[test]
fn our_ledger_as_it_is_has_nothing_overdue() {
    let ran = Sandbox::our_ledger().run(&["overdue"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
}

const OVERDUE: &str = "question: Will it rain?\ndeadline: 2026-01-31\nowner: bob\n";

#[test]
fn the_last_day_of_grace_is_not_overdue() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", OVERDUE);
    assert_eq!(sandbox.run(&["overdue", "--as-of", "2026-02-14"]).code, 0);
    assert_eq!(sandbox.run(&["overdue", "--as-of", "2026-02-15"]).code, 1);
    assert_eq!(
        sandbox
            .run(&["overdue", "--as-of", "2026-02-15", "--grace", "30"])
            .code,
        0
    );
}

#[test]
fn a_waiver_holds_until_its_end() {
    let sandbox = Sandbox::new();
    let waive =
        "waive: [{rule: overdue, until: 2026-05-01, because: the source is late, by: bob}]\n";
    sandbox.write("forecasts/rain.yaml", &format!("{OVERDUE}{waive}"));
    let held = sandbox.run(&["overdue", "--as-of", "2026-05-01"]);
    assert_eq!(held.code, 0);
    assert!(held.out.contains("1 waived"), "{}", held.out);
    assert_eq!(sandbox.run(&["overdue", "--as-of", "2026-05-02"]).code, 1);
}

#[test]
fn a_record_that_cannot_be_read_hides_no_other_and_exits_2() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", OVERDUE);
    sandbox.write("forecasts/broken.yaml", "question: [\n");
    let ran = sandbox.run(&["overdue"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("rain"), "{}", ran.page());
}

#[test]
fn what_waits_for_its_condition_is_not_overdue() {
    let sandbox = Sandbox::new();
    let parent = "question: Will it rain?\ndeadline: 2030-01-31\n";
    sandbox.write("forecasts/rain.yaml", parent);
    let child = "question: Will the cellar flood?\ndeadline: 2026-01-31\ngiven: {forecast: rain, outcome: yes}\n";
    sandbox.write("forecasts/flood.yaml", child);
    assert_eq!(sandbox.run(&["overdue"]).code, 0);
    let not_met = format!("{parent}resolution: {{outcome: no, known: 2026-02-01}}\n");
    sandbox.write("forecasts/rain.yaml", &not_met);
    assert_eq!(sandbox.run(&["overdue"]).code, 0);
    let list = sandbox.ok(&["list", "--verbose"]);
    assert!(list.contains("condition not met"), "{list}");
}

#[test]
fn by_how_many_days_is_one_number_in_every_form_whatever_the_grace() {
    let sandbox = Sandbox::new();
    let yes = "resolution: {outcome: yes, happened: 2026-06-09, known: 2026-06-10}\n";
    sandbox.write("forecasts/rain.yaml", &format!("{OVERDUE}{yes}"));
    // The answer could be looked up in January, but nobody was asked before June.
    let given = "question: Will the cellar flood?\ndeadline: 2026-01-31\ngiven: {forecast: rain, outcome: yes}\n";
    sandbox.write("forecasts/flood.yaml", given);
    for args in [
        &["overdue"][..],
        &["overdue", "--grace", "60"],
        &["overdue", "--summary"],
        &["overdue", "--format", "json"],
        &["overdue", "--format", "github"],
        &["overdue", "--format", "gitlab"],
        &["overdue", "--format", "junit"],
        &["overdue", "--format", "markdown"],
        &["overdue", "--format", "sarif"],
        &["due", "--verbose"],
        &["due", "--format", "markdown"],
    ] {
        let out = sandbox.run(args).out;
        assert!(out.contains("overdue by 167 days"), "{args:?}\n{out}");
    }
    let json = sandbox.run(&["due", "--format", "json"]).json();
    assert_eq!(json["rows"][0]["overdue_since"], "2026-06-10");
    assert_eq!(json["rows"][0]["days"], -167);
    let csv = sandbox.ok(&["due", "--format", "csv"]);
    assert!(csv.starts_with("due,days,stale,id,"), "{csv}");
    assert!(csv.contains("\noverdue,-167,"), "{csv}");
    let show = sandbox.ok(&["show", "flood"]);
    assert!(show.contains("overdue since 2026-06-10"), "{show}");
    let on = |day: &str| sandbox.run(&["overdue", "--within", "9", "--as-of", day]);
    let soon = sandbox.run(&["overdue", "--within=9", "--as-of=2026-06-20", "--summary"]);
    assert!(soon.out.contains("overdue on 2026-06-25"), "{}", soon.out);
    assert_eq!(on("2026-06-24").code, 0);
    assert_eq!(on("2026-06-25").code, 1);
}

#[test]
fn the_findings_point_at_the_day() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", OVERDUE);
    let github = sandbox.run(&["overdue", "--format", "github"]).out;
    assert!(
        github.starts_with("::error file=forecasts/rain.yaml,line=2,col=11"),
        "{github}"
    );
    let json = sandbox.run(&["overdue", "--format", "json"]).json();
    assert_eq!(json["findings"][0]["code"], "overdue");
    assert_eq!(json["findings"][0]["places"][0]["line"], 2);
}

/// Four forecasts: overdue with and without an owner, waived, and due in a week.
fn four() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", OVERDUE);
    sandbox.write(
        "forecasts/snow.yaml",
        "question: \"Will it snow, @ann | <b>?\"\ndeadline: 2026-10-31\nknown_by: 2026-11-05\n",
    );
    let waive =
        "waive: [{rule: overdue, until: 2027-01-31, because: the source is late, by: bob}]\n";
    sandbox.write("forecasts/hail.yaml", &format!("{OVERDUE}{waive}"));
    sandbox.write(
        "forecasts/fog.yaml",
        "question: Will there be fog?\ndeadline: 2026-11-15\n",
    );
    sandbox
}

#[test]
fn the_summary_is_an_issue_to_work_through() {
    let ran = four().run(&["overdue", "--summary", "--within", "7d"]);
    assert_page("command", "overdue-summary", &ran.page());
    let none = Sandbox::new().run(&["overdue", "--summary"]);
    assert_eq!(
        none.out,
        "## Nothing is overdue\n\nAs of 2026-11-24, with 14 days of grace.\n"
    );
    assert_eq!(none.code, 0);
}

#[test]
fn what_falls_overdue_soon_is_a_warning_that_fails_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/fog.yaml",
        "question: Will there be fog?\ndeadline: 2026-11-15\n",
    );
    let ran = sandbox.run(&["overdue", "--within", "6"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("Overdue within 6 days (1)"), "{}", ran.out);
    let github = sandbox.run(&["overdue", "--within", "6", "--format", "github"]);
    assert_eq!(github.code, 0);
    assert!(
        github
            .out
            .starts_with("::warning file=forecasts/fog.yaml,line=2,"),
        "{}",
        github.out
    );
    assert!(
        github
            .out
            .contains("falls overdue on 2026-11-30, in 6 days"),
        "{}",
        github.out
    );
    assert!(!sandbox.ok(&["overdue", "--within", "5"]).contains("fog"));
    // And that is the day on which it does.
    assert_eq!(sandbox.run(&["overdue", "--as-of", "2026-11-29"]).code, 0);
    assert_eq!(sandbox.run(&["overdue", "--as-of", "2026-11-30"]).code, 1);
}

#[test]
fn a_pull_request_fails_only_for_the_records_that_it_touches() {
    let sandbox = four();
    let since = |rev: &str| sandbox.run(&["overdue", "--changed-since", rev]);
    assert_eq!(since("main").code, 2, "there is no repository");
    sandbox.git(&["init", "--quiet"]);
    assert_eq!(since("main").code, 2, "there is no commit");
    assert!(
        since("main").err.contains("git knows no revision `main`"),
        "{}",
        since("main").err
    );
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "all"]);
    assert_eq!(since("main").code, 0);
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    sandbox.write(
        "forecasts/new.yaml",
        "question: Will it thaw?\ndeadline: 2030-01-01\n",
    );
    assert_eq!(since("main").code, 0);
    sandbox.write("forecasts/rain.yaml", &format!("{OVERDUE}tags: [wet]\n"));
    let ran = since("main");
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("rain") && !ran.out.contains("snow"),
        "{}",
        ran.out
    );
    sandbox.git(&["commit", "--quiet", "--all", "-m", "touched"]);
    assert_eq!(since("main").code, 1);
    assert_eq!(since("HEAD").code, 0);
    assert_eq!(sandbox.run(&["overdue"]).code, 1);
}

#[test]
fn of_a_bundle_only_the_documents_that_changed_are_asked_for() {
    let sandbox = Sandbox::new();
    let bundle = format!("id: rain\n{OVERDUE}---\nid: snow\n{OVERDUE}");
    sandbox.write("forecasts/bulk.yaml", &bundle);
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "all"]);
    sandbox.write(
        "forecasts/bulk.yaml",
        &format!("{bundle}tags: [x]\n---\n{OVERDUE}id: hail\n"),
    );
    let ran = sandbox.run(&["overdue", "--changed-since", "HEAD", "--format", "json"]);
    let found = ran.json()["findings"].as_array().unwrap().len();
    assert_eq!(found, 2, "{}", ran.out);
    assert!(!ran.out.contains("`rain`"), "{}", ran.out);
}

#[test]
fn a_broken_record_that_a_pull_request_does_not_touch_is_not_its_business() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/broken.yaml", "question: [\n");
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "all"]);
    assert_eq!(sandbox.run(&["overdue", "--changed-since", "HEAD"]).code, 0);
    sandbox.write("forecasts/broken.yaml", "question: [[\n");
    assert_eq!(sandbox.run(&["overdue", "--changed-since", "HEAD"]).code, 2);
}
