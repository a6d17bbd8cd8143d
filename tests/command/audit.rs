//! `foretell audit`

use crate::common::{Sandbox, assert_page};

pub(super) const RAIN: &str = "question: Will it rain in Riga before 2027?\n\
                    criteria: Yes if the gauge shows a millimetre.\n\
                    deadline: 2026-12-31\n\
                    estimates:\n  - {date: 2026-01-10, by: ann, probability: 70%}\n";

pub(super) const FILE: &str = "forecasts/rain.yaml";

/// A ledger in a repository, with one forecast committed on the day of its estimate.
pub(super) fn committed() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "--quiet"]);
    let sandbox = sandbox.on("2026-01-10");
    sandbox.write(FILE, RAIN);
    commit(&sandbox, "rain");
    sandbox
}

pub(super) fn commit(sandbox: &Sandbox, message: &str) {
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", message]);
}

/// Returns the codes of what an audit finds.
pub(super) fn codes(sandbox: &Sandbox) -> Vec<String> {
    let json = sandbox.run(&["audit", "--format", "json"]).json();
    let found = json["findings"].as_array().unwrap().clone();
    found
        .iter()
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

/// Commits a change of a text on another day and returns the codes of what an audit then finds.
fn after(day: &str, old: &str, new: &str) -> Vec<String> {
    let sandbox = committed().on(day);
    let text = sandbox.read(FILE);
    assert!(text.contains(old), "{old}");
    sandbox.write(FILE, &text.replace(old, new));
    commit(&sandbox, "change");
    codes(&sandbox)
}

#[test]
fn what_was_committed_on_its_day_is_consistent_with_the_history() {
    let ran = committed().run(&["audit"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.page(),
        "no findings in 1 record\n--- stderr\nthe records are consistent with this history of 1 \
         commit since 2026-01-10, which proves nothing more\n--- exit 0\n"
    );
}

#[test]
fn an_estimate_older_than_its_commit_is_found_unless_it_says_when_it_was_entered() {
    let add = |estimate: &str| {
        after(
            "2026-03-01",
            "70%}\n",
            &format!("70%}}\n  - {{{estimate}}}\n"),
        )
    };
    assert_eq!(
        add("date: 2026-02-01, by: ann, probability: 90%"),
        ["backdated-estimate"]
    );
    assert!(add("date: 2026-02-28, by: ann, probability: 90%").is_empty());
    assert!(add("date: 2026-02-01, by: ann, probability: 90%, logged: 2026-03-01").is_empty());
    assert!(
        add("date: 2026-02-01, by: bob, probability: 90%, coded: {by: ann, date: 2026-02-28}")
            .is_empty()
    );
    assert!(add("date: 2026-02-01, by: bob, probability: 90%, coded: {by: ann}").is_empty());
}

#[test]
fn the_day_of_writing_may_be_given_later_and_not_be_taken_away() {
    let sandbox = committed().on("2026-03-01");
    let bare = format!("{RAIN}  - {{date: 2026-02-01, by: ann, probability: 90%}}\n");
    let logged = bare.replace("90%}", "90%, logged: 2026-03-01}");
    sandbox.write(FILE, &bare);
    commit(&sandbox, "late");
    assert_eq!(codes(&sandbox), ["backdated-estimate"]);
    // What the help of the finding says, and a day that is no better.
    sandbox.write(FILE, &logged.replace("logged: 2026-03", "logged: 2026-02"));
    commit(&sandbox, "half");
    assert_eq!(codes(&sandbox), ["backdated-estimate"]);
    sandbox.write(FILE, &logged);
    commit(&sandbox, "say so");
    assert!(codes(&sandbox).is_empty());
    sandbox.write(FILE, &bare);
    commit(&sandbox, "say nothing");
    assert_eq!(codes(&sandbox), ["backdated-estimate"]);
}

#[test]
fn tolerance_is_the_last_day_that_passes() {
    let sandbox = committed().on("2026-02-08");
    sandbox.write(
        FILE,
        &format!("{RAIN}  - {{date: 2026-02-01, by: ann, probability: 90%}}\n"),
    );
    commit(&sandbox, "late");
    assert_eq!(sandbox.run(&["audit"]).code, 0);
    assert_eq!(sandbox.run(&["audit", "--tolerance", "6d"]).code, 1);
    assert_eq!(sandbox.run(&["audit", "--tolerance", "7"]).code, 0);
}

#[test]
fn a_declared_import_may_carry_old_estimates_and_nothing_else_may() {
    let sandbox = committed().on("2026-09-01");
    sandbox.write("forecasts/old.yaml", RAIN);
    commit(&sandbox, "import");
    assert_eq!(codes(&sandbox), ["backdated-estimate"]);
    let id = sandbox.git(&["rev-parse", "--short", "HEAD"]);
    sandbox.write(
        "foretell.yaml",
        &format!("forecaster: tester\nimports: [\"{}\"]\n", id.trim()),
    );
    assert!(codes(&sandbox).is_empty());
    sandbox.write("foretell.yaml", "imports: [abcdef0]\n");
    let ran = sandbox.run(&["audit"]);
    assert!(
        ran.err
            .contains("abcdef0, which no commit of this history is"),
        "{}",
        ran.err
    );
}

#[test]
fn a_changed_estimate_is_shown_with_the_old_and_the_new() {
    assert_eq!(after("2026-02-01", "70%", "90%"), ["changed-estimate"]);
    assert_eq!(
        after("2026-02-01", "date: 2026-01-10", "date: 2026-01-09"),
        ["changed-estimate"]
    );
    assert_eq!(
        after("2026-02-01", "by: ann", "by: bob"),
        ["changed-estimate"]
    );
    assert_eq!(after("2026-02-01", "70%", "likely"), ["changed-estimate"]);
    let sandbox = committed().on("2026-02-01");
    sandbox.write(FILE, &RAIN.replace("70%", "90%"));
    commit(&sandbox, "change");
    let out = sandbox.run(&["audit"]).out;
    assert!(
        out.contains("was changed in ") && out.contains(" on 2026-02-01, from 70% to 90%"),
        "{out}"
    );
}

#[test]
fn another_notation_or_layout_or_reason_is_no_change() {
    assert!(after("2026-02-01", "70%", "0.7").is_empty());
    assert!(after("2026-02-01", "70%", "7 to 3").is_empty());
    assert!(after("2026-02-01", "70%", "70%, because: the clouds").is_empty());
    assert!(after("2026-02-01", "criteria: Yes", "criteria: >-\n  Yes").is_empty());
    assert!(
        after(
            "2026-02-01",
            RAIN,
            &format!("# A remark.\n\n{RAIN}tags: [wet]\n")
        )
        .is_empty()
    );
}

#[test]
fn what_was_changed_and_put_back_is_as_it_was() {
    let sandbox = committed().on("2026-02-01");
    sandbox.write(FILE, &RAIN.replace("70%", "90%"));
    commit(&sandbox, "change");
    sandbox.write(FILE, RAIN);
    commit(&sandbox, "back");
    assert!(codes(&sandbox).is_empty());
}

#[test]
fn a_removed_estimate_and_a_removed_forecast_are_found() {
    let estimate = "  - {date: 2026-01-10, by: ann, probability: 70%}\n";
    let other = "  - {date: 2026-02-01, by: ann, probability: 20%}\n";
    assert_eq!(after("2026-02-01", estimate, other), ["deleted-estimate"]);
    let sandbox = committed().on("2026-02-01");
    std::fs::remove_file(sandbox.path().join(FILE)).unwrap();
    assert_eq!(codes(&sandbox), ["deleted-forecast"]);
    let told = sandbox.run(&["audit"]).out;
    assert!(told.ends_with("\n1 error in 1 of 1 record\n"), "{told}");
    commit(&sandbox, "remove");
    let ran = sandbox.run(&["audit", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let finding = &ran.json()["findings"][0];
    assert_eq!(finding["places"][0]["file"], FILE);
    let message = finding["message"].as_str().unwrap();
    assert!(
        message.starts_with("the forecast `rain` was removed with its estimate in "),
        "{message}"
    );
    assert!(message.ends_with(" on 2026-02-01"), "{message}");
}

#[test]
fn a_forecast_is_followed_through_renames_and_into_bundles() {
    let sandbox = committed().on("2026-02-01");
    sandbox.git(&["mv", FILE, "forecasts/drizzle.yaml"]);
    commit(&sandbox, "a new name");
    assert!(codes(&sandbox).is_empty());
    sandbox.write("forecasts/drizzle.yaml", &RAIN.replace("70%", "90%"));
    sandbox.git(&["mv", "forecasts/drizzle.yaml", "forecasts/mist.yaml"]);
    commit(&sandbox, "a new name and a new number");
    assert_eq!(codes(&sandbox), ["changed-estimate"]);
    let sandbox = committed().on("2026-02-01");
    std::fs::remove_file(sandbox.path().join(FILE)).unwrap();
    let snow = "question: Will it snow?\nid: snow\ndeadline: 2027-01-31\n";
    sandbox.write(
        "forecasts/bulk.yaml",
        &format!("id: rain\n{RAIN}---\n{snow}"),
    );
    commit(&sandbox, "into a bundle");
    assert!(codes(&sandbox).is_empty());
}

#[test]
fn a_question_that_moves_after_an_estimate_is_found() {
    assert_eq!(
        after("2026-02-01", "in Riga", "in Tartu"),
        ["changed-question"]
    );
    assert_eq!(
        after("2026-02-01", "a millimetre", "an inch"),
        ["changed-question"]
    );
    assert_eq!(
        after("2026-02-01", "deadline: 2026", "deadline: 2027"),
        ["changed-deadline"]
    );
    assert_eq!(
        after("2027-02-01", "a millimetre", "an inch"),
        ["late-criteria"]
    );
    assert_eq!(
        after("2027-02-01", "deadline: 2026", "deadline: 2027"),
        ["changed-deadline"]
    );
    // Before the first estimate nobody has answered it yet.
    let sandbox = committed().on("2026-02-01");
    let draft = "question: Will it hail?\ndeadline: 2026-12-31\n";
    sandbox.write("forecasts/hail.yaml", draft);
    commit(&sandbox, "draft");
    sandbox.write("forecasts/hail.yaml", &draft.replace("2026", "2027"));
    commit(&sandbox, "better");
    assert!(codes(&sandbox).is_empty());
}

#[test]
fn a_resolution_is_committed_and_corrected_openly() {
    let resolved =
        format!("{RAIN}resolution: {{outcome: yes, known: 2026-02-01, logged: 2026-02-01}}\n");
    let sandbox = committed().on("2026-02-01");
    sandbox.write(FILE, &resolved);
    assert_eq!(codes(&sandbox), ["uncommitted-resolution"]);
    assert_eq!(sandbox.run(&["audit"]).code, 0, "a warning");
    assert_eq!(sandbox.run(&["audit", "--strict"]).code, 1);
    commit(&sandbox, "resolve");
    assert!(codes(&sandbox).is_empty());
    let sandbox = sandbox.on("2027-01-05");
    sandbox.ok(&[
        "resolve",
        "rain",
        "no",
        "--date",
        "2027-01-01",
        "--amend",
        "--because",
        "it was dew",
    ]);
    commit(&sandbox, "amend");
    assert!(codes(&sandbox).is_empty());
    sandbox.write(FILE, &resolved.replace("outcome: yes", "outcome: no"));
    commit(&sandbox, "silently");
    assert_eq!(codes(&sandbox), ["changed-resolution"]);
}

#[test]
fn what_a_merge_left_out_is_missed() {
    let sandbox = committed().on("2026-02-01");
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    sandbox.write(
        "forecasts/snow.yaml",
        "question: Will it snow?\ndeadline: 2027-01-31\n",
    );
    sandbox.write(
        FILE,
        &format!("{RAIN}  - {{date: 2026-02-01, by: bob, probability: 20%}}\n"),
    );
    commit(&sandbox, "side");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.git(&[
        "merge",
        "--quiet",
        "--strategy",
        "ours",
        "--message",
        "m",
        "side",
    ]);
    assert_eq!(codes(&sandbox), ["deleted-estimate", "deleted-forecast"]);
    let out = sandbox.run(&["audit"]).out;
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        out.matches("perhaps a merge left it out").count(),
        2,
        "{out}"
    );
}

#[test]
fn an_honest_merge_is_no_finding() {
    let sandbox = committed().on("2026-02-01");
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    let other = "  - {date: 2026-02-01, by: bob, probability: 20%}\n";
    sandbox.write(FILE, &format!("{RAIN}{other}"));
    commit(&sandbox, "side");
    sandbox.git(&["checkout", "--quiet", "main"]);
    let own = "  - {date: 2026-02-02, by: ann, probability: 80%}\n";
    sandbox.write(FILE, &format!("{RAIN}{own}"));
    commit(&sandbox, "main");
    let mut merge = std::process::Command::new("git");
    sandbox.scrub(&mut merge);
    let _ = merge
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@e",
            "merge",
            "--quiet",
            "side",
        ])
        .output();
    sandbox.write(FILE, &format!("{RAIN}{other}{own}"));
    commit(&sandbox, "merge");
    assert!(codes(&sandbox).is_empty());
}

#[test]
fn settings_of_git_change_nothing() {
    let sandbox = committed().on("2026-02-01");
    sandbox.git(&["mv", FILE, "forecasts/wet.yaml"]);
    sandbox.write("forecasts/wet.yaml", &RAIN.replace("70%", "90%"));
    commit(&sandbox, "rename and change");
    let plain = sandbox.run(&["audit", "--format", "json"]);
    assert!(plain.out.contains("changed-estimate"), "{}", plain.out);
    sandbox.write("order", "*.txt\n");
    for (key, value) in [
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("diff.renames", "false"),
        ("diff.renameLimit", "1"),
        ("diff.orderFile", "order"),
        ("diff.noPrefix", "true"),
        ("core.quotePath", "true"),
        ("log.diffMerges", "first-parent"),
    ] {
        sandbox.git(&["config", key, value]);
        let ran = sandbox.run(&["audit", "--format", "json"]);
        assert_eq!(ran.out, plain.out, "{key}");
    }
}

#[test]
fn without_commits_or_a_repository_it_says_so() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RAIN);
    let ran = sandbox.run(&["audit"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is in no git repository"), "{}", ran.err);
    sandbox.git(&["init", "--quiet"]);
    let ran = sandbox.run(&["audit"]);
    assert!(ran.err.contains("there is no commit yet"), "{}", ran.err);
}

#[test]
fn findings_are_waived_and_set_like_any_other() {
    let waive = "waive: [{rule: changed-estimate, until: 2030-01-01, because: a slip of the hand, by: ann}]\n";
    let sandbox = committed().on("2026-02-01");
    sandbox.write(FILE, &format!("{}{waive}", RAIN.replace("70%", "90%")));
    commit(&sandbox, "change");
    let ran = sandbox.run(&["audit"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("1 waived"), "{}", ran.out);
    sandbox.write(FILE, &RAIN.replace("70%", "90%"));
    sandbox.write("foretell.yaml", "rules: {changed-estimate: off}\n");
    assert_eq!(sandbox.run(&["audit"]).code, 0);
}

#[test]
fn the_page_of_an_audit() {
    let sandbox = committed().on("2027-02-01");
    let text = RAIN.replace("70%", "95%").replace("a millimetre", "a drop");
    sandbox.write(
        FILE,
        &format!("{text}resolution: {{outcome: yes, known: 2027-01-05}}\n"),
    );
    commit(&sandbox, "rewrite history");
    let id = sandbox.git(&["rev-parse", "--short=10", "HEAD"]);
    let page = sandbox
        .run(&["audit"])
        .page()
        .replace(id.trim(), "0123456789");
    assert_page("command", "audit", &page);
}

#[test]
fn what_people_did_to_forecasts_of_their_own_is_counted_by_name() {
    let sandbox = committed().on("2027-01-10");
    let resolved = |outcome: &str, by: &str| {
        format!(
            "{RAIN}resolution: {{outcome: {outcome}, happened: 2026-12-30, known: 2027-01-01, \
             logged: 2027-01-10, by: {by}}}\n"
        )
    };
    sandbox.write(FILE, &resolved("yes", "ann"));
    for (file, outcome, by) in [
        ("snow", "annulled", "ann"),
        ("hail", "ambiguous", "ann"),
        ("fog", "annulled", "ben"),
    ] {
        let text = resolved(outcome, by).replace("rain in Riga", &format!("{file} in Riga"));
        let text = text.replace("happened: 2026-12-30, ", "");
        sandbox.write(&format!("forecasts/{file}.yaml"), &text);
    }
    commit(&sandbox, "outcomes");
    let text = sandbox.read(FILE).replace("a millimetre", "two");
    sandbox.write(FILE, &text);
    commit(&sandbox, "criteria");

    let ran = sandbox.run(&["audit", "--format", "json"]);
    let people = ran.json()["made_with"]["self_interest"].clone();
    let author = sandbox.git(&["log", "-1", "--format=%an"]);
    assert_eq!(
        people,
        serde_json::json!([
            {"name": "ann", "resolved": ["rain"], "voided": ["hail", "snow"], "reworded": []},
            {"name": author.trim(), "resolved": [], "voided": [], "reworded": ["rain"]},
        ])
    );
    let stderr = sandbox.run(&["audit"]).err;
    for told in [
        "ann logged the outcome of 1 forecast of their own (rain), declared void 2 forecasts of their \
         own (hail, snow)\n",
        "changed what was asked in 1 forecast whose outcome was known (rain)\n",
    ] {
        assert!(stderr.contains(told), "{stderr}");
    }

    // The scores name those that their own forecasters took out.
    let page = sandbox.ok(&["score"]);
    assert!(
        page.contains("Voided by their own forecasters: hail, snow\n"),
        "{page}"
    );
    let page = sandbox.ok(&["score", "--why"]);
    assert!(
        page.contains("their own forecasters: hail, snow\n"),
        "{page}"
    );
    assert!(page.contains("Excluded, annulled: fog\n"), "{page}");
}
