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
    let list = sandbox.ok(&["list"]);
    assert!(list.contains("condition not met"), "{list}");
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
