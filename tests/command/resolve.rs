//! `foretell resolve`

use crate::common::Sandbox;

fn rain() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = "question: Will it rain?\ncriteria: Yes if it rains.\nopened: 2026-01-01\ndeadline: 2026-12-31   # a Thursday\nestimates:\n  - date: 2026-01-02\n    by: ann\n    probability: 70%\n";
    sandbox.write("forecasts/rain.yaml", text);
    sandbox
}

#[test]
fn a_resolution_shows_as_one_contiguous_change() {
    let sandbox = rain();
    let args = [
        "resolve",
        "rain",
        "yes",
        "--date",
        "2026-11-20",
        "--evidence",
        "It poured",
        "--note",
        "at last: rain",
    ];
    insta::assert_snapshot!(sandbox.ok(&[&args[..], &["--dry-run"]].concat()), @r#"
    --- a/forecasts/rain.yaml
    +++ b/forecasts/rain.yaml
    @@ -6,3 +6,12 @@
       - date: 2026-01-02
         by: ann
         probability: 70%
    +resolution:
    +  outcome: yes
    +  happened: 2026-11-20
    +  known: 2026-11-20
    +  logged: 2026-11-24
    +  by: tester
    +  evidence:
    +    - It poured
    +  note: "at last: rain"
    "#);
    sandbox.ok(&args);
    assert!(sandbox.read("forecasts/rain.yaml").contains("# a Thursday"));
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 0);
}

#[test]
fn a_resolution_is_never_replaced_by_accident() {
    let sandbox = rain();
    sandbox.ok(&["resolve", "rain", "yes", "--date", "2026-11-20"]);
    let again = sandbox.run(&["resolve", "rain", "no"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("resolved already"), "{}", again.err);
    assert!(again.err.contains("--amend"), "{}", again.err);
}

#[test]
fn an_amendment_keeps_the_old_resolution_whole() {
    let sandbox = rain();
    sandbox.ok(&[
        "resolve",
        "rain",
        "yes",
        "--date",
        "2026-11-20",
        "--evidence",
        "It poured",
    ]);
    sandbox.ok(&[
        "resolve",
        "rain",
        "ambiguous",
        "--amend",
        "--because",
        "it was a sprinkler",
    ]);
    insta::assert_snapshot!(sandbox.read("forecasts/rain.yaml"), @"
    question: Will it rain?
    criteria: Yes if it rains.
    opened: 2026-01-01
    deadline: 2026-12-31   # a Thursday
    estimates:
      - date: 2026-01-02
        by: ann
        probability: 70%
    resolution:
      outcome: ambiguous
      known: 2026-11-24
      logged: 2026-11-24
      by: tester
      because: it was a sprinkler
      replaces:
        - outcome: yes
          happened: 2026-11-20
          known: 2026-11-20
          logged: 2026-11-24
          by: tester
          evidence:
            - It poured
    ");
    assert_eq!(
        sandbox.run(&["check"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).page()
    );
    assert_eq!(
        sandbox.run(&["resolve", "rain", "no", "--amend"]).code,
        2,
        "it needs a reason"
    );
}

#[test]
fn a_yes_after_the_deadline_needs_its_day() {
    let sandbox = rain().on("2027-02-01");
    let ran = sandbox.run(&["resolve", "rain", "yes"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--date"), "{}", ran.err);
    sandbox.ok(&[
        "resolve",
        "rain",
        "yes",
        "--date",
        "2026-12-30",
        "--known",
        "2027-01-05",
    ]);
    let text = sandbox.read("forecasts/rain.yaml");
    assert!(
        text.contains("happened: 2026-12-30\n  known: 2027-01-05\n  logged: 2027-02-01"),
        "{text}"
    );
}

#[test]
fn a_no_was_known_when_the_deadline_had_passed() {
    let sandbox = rain().on("2027-02-01");
    sandbox.ok(&["resolve", "rain", "no"]);
    assert!(
        sandbox
            .read("forecasts/rain.yaml")
            .contains("known: 2027-01-01")
    );
}

#[test]
fn a_yes_after_the_deadline_is_refused() {
    let sandbox = rain().on("2027-02-01");
    let before = sandbox.read("forecasts/rain.yaml");
    let ran = sandbox.run(&["resolve", "rain", "yes", "--date", "2027-01-20"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("happened-after-deadline"), "{}", ran.err);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), before);
}

#[test]
fn an_outcome_of_another_kind_is_refused() {
    let sandbox = rain();
    for bad in ["maybe", "2026-11-01", "130%"] {
        let ran = sandbox.run(&["resolve", "rain", bad]);
        assert_eq!(ran.code, 2, "{bad}");
        assert!(
            ran.err.contains("no outcome of this question"),
            "{}",
            ran.err
        );
    }
    sandbox.ok(&["resolve", "rain", "30%", "--date", "2026-11-20"]);
    assert!(sandbox.ok(&["list"]).contains("30%"));
}

#[test]
fn what_hangs_on_it_is_named() {
    let sandbox = rain();
    let child = "question: Will the cellar flood?\ncriteria: Yes if it floods.\ndeadline: 2026-12-31\ngiven: {forecast: rain, outcome: yes}\n";
    sandbox.write("forecasts/flood.yaml", child);
    let page = sandbox.ok(&["resolve", "rain", "no", "--date", "2026-11-20"]);
    assert!(page.contains("`flood` hangs on it and is void"), "{page}");
}

#[test]
fn a_pipe_is_never_asked() {
    let ran = rain().run(&["resolve"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("ID and OUTCOME are missing"),
        "{}",
        ran.err
    );
}

#[test]
fn options_share_an_outcome_as_in_a_file() {
    let sandbox = Sandbox::new();
    let text = "question: Who wins?\ncriteria: The final.\nkind: choice\noptions: [red team, blue, other]\n\
                opened: 2026-01-01\ndeadline: 2026-12-31\n";
    sandbox.write("forecasts/cup.yaml", text);
    let args = [
        "resolve",
        "cup",
        "red team=50% blue=0.5 other=0%",
        "--date",
        "2026-11-20",
    ];
    let told = sandbox.ok(&args);
    assert!(told.contains("red team 50%, blue 50%"), "{told}");
    let text = sandbox.read("forecasts/cup.yaml");
    assert!(
        text.contains("outcome: {red team: 0.5, blue: 0.5, other: 0}"),
        "{text}"
    );
    let wrong = Sandbox::new();
    wrong.write(
        "forecasts/cup.yaml",
        &text[..text.find("resolution").unwrap()],
    );
    let ran = wrong.run(&[
        "resolve",
        "cup",
        "red team=50% blue=60% other=0%",
        "--date",
        "2026-11-20",
    ]);
    assert_eq!(ran.code, 2, "{}", ran.page());
}
