//! `foretell estimate`

use std::thread;

use crate::common::Sandbox;

fn rain() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = "# first\nquestion: Will it rain?   # really\ncriteria: Yes if it rains.\n\nopened: 2026-01-01\ndeadline: 2026-12-31\n# last\n";
    sandbox.write("forecasts/rain.yaml", text);
    sandbox
}

#[test]
fn an_estimate_touches_only_the_bytes_it_must() {
    let sandbox = rain();
    let before = sandbox.read("forecasts/rain.yaml");
    sandbox.ok(&[
        "estimate",
        "rain",
        "70%",
        "--because",
        "clouds: dark # ones",
        "--confidence",
        "low",
    ]);
    insta::assert_snapshot!(sandbox.read("forecasts/rain.yaml"), @r#"
    # first
    question: Will it rain?   # really
    criteria: Yes if it rains.

    opened: 2026-01-01
    deadline: 2026-12-31
    estimates:
      - date: 2026-11-24
        by: tester
        probability: 70%
        confidence: low
        logged: 2026-11-24
        because: "clouds: dark # ones"
    # last
    "#);
    sandbox.ok(&["estimate", "rain", "very", "likely", "--by", "bob"]);
    let after = sandbox.read("forecasts/rain.yaml");
    for line in before.lines() {
        assert!(after.contains(line), "{line:?} is gone");
    }
    assert_eq!(
        sandbox.run(&["check", "--strict"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).page()
    );
}

#[test]
fn a_dry_run_shows_the_change_and_makes_none() {
    let sandbox = rain();
    let before = sandbox.read("forecasts/rain.yaml");
    insta::assert_snapshot!(sandbox.ok(&["estimate", "rain", "70%", "--dry-run"]), @"
    --- a/forecasts/rain.yaml
    +++ b/forecasts/rain.yaml
    @@ -4,4 +4,9 @@
     
     opened: 2026-01-01
     deadline: 2026-12-31
    +estimates:
    +  - date: 2026-11-24
    +    by: tester
    +    probability: 70%
    +    logged: 2026-11-24
     # last
    ");
    assert_eq!(sandbox.read("forecasts/rain.yaml"), before);
}

#[test]
fn what_is_no_probability_is_refused_with_the_finding() {
    let sandbox = rain();
    let before = sandbox.read("forecasts/rain.yaml");
    for bad in ["170%", "likley", "7:3", "-1", "x=50%"] {
        let ran = sandbox.run(&["estimate", "rain", bad]);
        assert_eq!(ran.code, 2, "{bad}: {}", ran.page());
        assert!(ran.err.contains("untouched"), "{bad}: {}", ran.page());
    }
    assert_eq!(sandbox.read("forecasts/rain.yaml"), before);
}

#[test]
fn somebody_signs_or_nothing_is_written() {
    let sandbox = rain();
    sandbox.write("foretell.yaml", "grace: 14\n");
    let ran = sandbox.run(&["estimate", "rain", "70%"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no forecaster set"), "{}", ran.err);
    let sandbox = rain().with("FORETELL_FORECASTER", "eve");
    sandbox.ok(&["estimate", "rain", "70%"]);
    assert!(sandbox.read("forecasts/rain.yaml").contains("by: eve"));
}

#[test]
fn a_script_names_the_whole_id() {
    let ran = rain().run(&["estimate", "rai", "70%"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `rain`?"), "{}", ran.err);
}

#[test]
fn a_withdrawal_ends_the_run() {
    let sandbox = rain();
    sandbox.ok(&["estimate", "rain", "70%"]);
    sandbox.ok(&["estimate", "rain", "--withdraw", "--because", "no idea"]);
    assert!(
        sandbox
            .read("forecasts/rain.yaml")
            .contains("withdrawn: true")
    );
    assert_eq!(sandbox.run(&["estimate", "rain"]).code, 2);
    assert_eq!(
        sandbox.run(&["estimate", "rain", "70%", "--withdraw"]).code,
        2
    );
}

#[test]
fn a_late_estimate_is_written_and_warned_of() {
    let sandbox = rain();
    sandbox.ok(&["resolve", "rain", "yes", "--date", "2026-11-20"]);
    let ran = sandbox.run(&["estimate", "rain", "99%"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("late-estimate"), "{}", ran.err);
}

#[test]
fn two_processes_at_once_lose_neither_estimate() {
    let sandbox = rain();
    thread::scope(|scope| {
        for by in ["ann", "bob", "cat", "dan"] {
            let sandbox = &sandbox;
            scope.spawn(move || {
                for percent in ["10%", "20%", "30%", "40%", "50%"] {
                    sandbox.ok(&["estimate", "rain", percent, "--by", by]);
                }
            });
        }
    });
    let text = sandbox.read("forecasts/rain.yaml");
    assert_eq!(text.matches("probability:").count(), 20, "{text}");
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn two_forecasters_who_add_to_one_record_are_merged_by_plain_git() {
    let sandbox = rain();
    let add = |by: &str, value: &str| sandbox.ok(&["estimate", "rain", value, "--by", by]);
    let commit = |message: &str| {
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message", message]);
    };
    for by in ["bob", "cid", "ann"] {
        add(by, "70%");
    }
    let names = |text: &str| -> Vec<String> {
        let lines = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("by: "));
        lines.map(str::to_owned).collect()
    };
    let file = "forecasts/rain.yaml";
    assert_eq!(names(&sandbox.read(file)), ["ann", "bob", "cid"]);
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    commit("three");
    sandbox.git(&["checkout", "--quiet", "-b", "ann"]);
    add("ann", "80%");
    commit("ann");
    sandbox.git(&["checkout", "--quiet", "main"]);
    add("cid", "20%");
    commit("cid");
    sandbox.git(&["merge", "--quiet", "--no-edit", "ann"]);
    assert_eq!(
        names(&sandbox.read(file)),
        ["ann", "ann", "bob", "cid", "cid"]
    );
    assert_eq!(sandbox.run(&["fmt", "--check"]).code, 0);
}
