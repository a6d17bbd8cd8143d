//! Scores that hindsight cannot touch: estimates that are dated back, by command and by hand.

use std::fmt::Write as _;

use serde_json::Value;

use crate::common::Sandbox;

/// How many questions the ledger has.
const QUESTIONS: usize = 34;

/// What every command counts by.
const WEIGHINGS: [&str; 5] = ["days", "first", "last", "each", "horizon=20d"];

/// A ledger of resolved questions on which ann gave 60 % when they opened; each has more estimates.
fn ledger(more: impl Fn(usize) -> String) -> Sandbox {
    of_source("", more)
}

fn of_source(head: &str, more: impl Fn(usize) -> String) -> Sandbox {
    let sandbox = Sandbox::new();
    for number in 0..QUESTIONS {
        let outcome = outcome(number);
        let text = format!(
            "question: Will number {number} come about before July 2026?\nopened: 2026-01-01\n\
             deadline: 2026-06-30\n{head}estimates:\n  - {{date: 2026-01-01, by: ann, probability: 60%, \
             logged: 2026-01-01}}\n{}resolution: {{outcome: {outcome}, happened: 2026-05-01, known: \
             2026-05-02, logged: 2026-05-02}}\n",
            more(number)
        );
        sandbox.write(&format!("forecasts/q{number:02}.yaml"), &text);
    }
    sandbox
}

fn outcome(number: usize) -> &'static str {
    if number.is_multiple_of(3) {
        "yes"
    } else {
        "no"
    }
}

/// The probability of somebody who knows how it ended.
fn hindsight(number: usize) -> &'static str {
    if number.is_multiple_of(3) {
        "99%"
    } else {
        "1%"
    }
}

fn rows(sandbox: &Sandbox, args: &[&str]) -> Value {
    sandbox
        .run(&[args, &["--format", "json", "--resamples", "0"]].concat())
        .json()
}

/// The rows of the scoreboard under every weighing, and those of the calibration.
fn figures(sandbox: &Sandbox) -> Vec<Value> {
    let score = WEIGHINGS.map(|weigh| rows(sandbox, &["score", "--weigh", weigh])["rows"].clone());
    let calibration = rows(sandbox, &["calibration", "--no-tests"])["rows"].clone();
    score.into_iter().chain([calibration]).collect()
}

/// The mean Brier score of a forecaster, where there is a row of that name.
fn brier(answer: &Value, by: &str) -> Option<f64> {
    let rows = answer["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["group"]["forecaster"] == by)?;
    row["brier"].as_f64()
}

#[test]
fn by_command_no_estimate_written_after_the_fact_changes_a_figure() {
    let before = ledger(|_| String::new());
    let want = figures(&before);
    let after = ledger(|_| String::new());
    for number in 0..QUESTIONS {
        let id = format!("q{number:02}");
        for by in ["ann", "eve"] {
            // An amendment of ann's own, and a newcomer who was there all along.
            let args = [
                "estimate",
                &id,
                hindsight(number),
                "--date",
                "2026-01-01",
                "--by",
                by,
            ];
            assert_eq!(after.run(&args).code, 0);
        }
    }
    assert_eq!(figures(&after), want);
    let answer = rows(&after, &["score"]);
    assert_eq!(answer["skipped"]["retrospective"], QUESTIONS);
    let page = after.ok(&["score", "--verbose"]);
    let told = "34 forecasts with a retrospective estimate, dated back and written when the outcome \
                was known";
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(told), "{page}");
    assert!(
        flat.contains(": q00, q01, q02, q03, q04, q05, q06, q07, q08 and 25 more"),
        "{page}"
    );
    let check = after.run(&["check"]).out;
    assert_eq!(
        check.matches("warning[retrospective-estimate]").count(),
        2 * QUESTIONS
    );
}

#[test]
fn retrospective_estimates_count_where_they_are_asked_for_and_it_says_so() {
    let sandbox = ledger(|number| {
        let (date, by, said) = ("2026-01-01", "eve", hindsight(number));
        format!("  - {{date: {date}, by: {by}, probability: {said}, logged: 2026-11-24}}\n")
    });
    assert_eq!(brier(&rows(&sandbox, &["score"]), "eve"), None);
    let answer = rows(&sandbox, &["score", "--include-retrospective"]);
    assert!(brier(&answer, "eve").unwrap() < 0.001);
    assert_eq!(answer["made_with"]["include_retrospective"], true);
    let page = sandbox.ok(&["score", "--verbose", "--include-retrospective"]);
    assert!(page.contains("with retrospective estimates"), "{page}");
    let grouped = rows(
        &sandbox,
        &[
            "score",
            "--include-retrospective",
            "--group-by",
            "provenance",
        ],
    );
    let groups: Vec<_> = grouped["rows"].as_array().unwrap().iter().collect();
    assert_eq!(groups[0]["group"]["provenance"], "contemporaneous");
    assert_eq!(groups[1]["group"]["provenance"], "retrospective");
}

#[test]
fn an_estimate_counts_from_the_day_on_which_it_was_written() {
    // Dated half a year back, and written the day before the outcome was known.
    let sandbox = ledger(|number| {
        let said = hindsight(number);
        format!("  - {{date: 2026-01-01, by: eve, probability: {said}, logged: 2026-05-01}}\n")
    });
    let answer = rows(&sandbox, &["score", "--weigh", "days"]);
    let rows = answer["rows"].as_array().unwrap();
    let eve = rows
        .iter()
        .find(|row| row["group"]["forecaster"] == "eve")
        .unwrap();
    let coverage = eve["coverage"].as_f64().unwrap();
    assert!(coverage < 0.01, "{coverage}");
    let check = sandbox.run(&["check"]).out;
    assert_eq!(
        check.matches("warning[backdated-estimate]").count(),
        QUESTIONS
    );
}

#[test]
fn in_files_what_says_nothing_of_its_day_is_unwitnessed() {
    for forged in ["", ", logged: 2026-01-01"] {
        let sandbox = ledger(|number| {
            let said = hindsight(number);
            format!("  - {{date: 2026-01-01, by: eve, probability: {said}{forged}}}\n")
        });
        let grouped = rows(&sandbox, &["score", "--group-by", "forecaster,provenance"]);
        let groups = grouped["rows"].as_array().unwrap();
        let eve = groups
            .iter()
            .find(|row| row["group"]["forecaster"] == "eve")
            .unwrap();
        let want = if forged.is_empty() {
            "unwitnessed"
        } else {
            "contemporaneous"
        };
        assert_eq!(eve["group"]["provenance"], want);
    }
}

#[test]
fn a_reading_counts_only_with_its_words_their_day_and_another_coder() {
    let coded = |by: &'static str| {
        move |number: usize| {
            let (coded, said) = (format!("{{by: {by}, date: 2026-11-24}}"), hindsight(number));
            format!("  - {{date: 2026-01-01, by: eve, probability: {said}, coded: {coded}}}\n")
        }
    };
    let source = |more: &str| format!("source: {{document: A letter{more}}}\n");
    let good = source(", published: 2025-12, quote: it will");
    for (head, by) in [
        (String::new(), "bob"),
        (source(", published: 2025-12"), "bob"),
        (source(", quote: it will"), "bob"),
        (source(", published: 2026-05-02, quote: it will"), "bob"),
        (source(", published: 2026, quote: it will"), "bob"),
        (good.clone(), "eve"),
    ] {
        let sandbox = of_source(&head, coded(by));
        let answer = rows(&sandbox, &["score"]);
        assert_eq!(brier(&answer, "eve"), None, "{head}");
        assert_eq!(answer["skipped"]["retrospective"], QUESTIONS, "{head}");
    }
    let sandbox = of_source(&good, coded("bob"));
    assert!(brier(&rows(&sandbox, &["score"]), "eve").unwrap() < 0.001);
}

#[test]
fn readings_are_never_merged_into_what_a_forecaster_wrote() {
    let head = "source: {document: A letter, published: 2025-12, quote: it will}\n";
    let sandbox = of_source(head, |number| {
        let mut text = String::new();
        let (coded, said) = ("{by: bob, date: 2026-11-24}", hindsight(number));
        let _ = writeln!(
            text,
            "  - {{date: 2026-01-01, by: ann, probability: {said}, coded: {coded}}}"
        );
        text
    });
    let answer = rows(&sandbox, &["score"]);
    let own = rows(&ledger(|_| String::new()), &["score"]);
    assert_eq!(brier(&answer, "ann"), brier(&own, "ann"));
    assert!(brier(&answer, "ann (coded)").unwrap() < 0.001);
}

#[test]
fn what_was_imported_is_declared_with_its_source() {
    let sandbox = ledger(|number| {
        let said = hindsight(number);
        format!("  - {{date: 2026-01-01, by: eve, probability: {said}, logged: 2026-11-24}}\n")
    });
    sandbox.write("foretell.yaml", "imported: {eve: her export of 2026}\n");
    let grouped = rows(&sandbox, &["score", "--group-by", "forecaster,provenance"]);
    let groups = grouped["rows"].as_array().unwrap();
    let eve = groups
        .iter()
        .find(|row| row["group"]["forecaster"] == "eve")
        .unwrap();
    assert_eq!(eve["group"]["provenance"], "imported");
    assert_eq!(eve["n"], QUESTIONS);
}

#[test]
fn the_estimates_of_our_ledger_are_scored_as_coded() {
    let grouped = rows(
        &Sandbox::our_ledger(),
        &["score", "--group-by", "provenance"],
    );
    let rows = grouped["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0]["group"]["provenance"], "coded");
    assert_eq!(rows[0]["n"], 20);
    assert_eq!(grouped["skipped"]["retrospective"], Value::Null);
}

#[test]
fn a_table_is_judged_by_the_same_days() {
    let sandbox = ledger(|number| {
        let said = hindsight(number);
        format!(
            "  - {{date: 2026-01-01, by: eve, probability: {said}, logged: 2026-11-24}}\n  \
             - {{date: 2026-01-01, by: dan, probability: {said}, logged: 2026-04-01}}\n"
        )
    });
    assert_eq!(sandbox.run(&["export", "table", "--out", "t.csv"]).code, 0);
    for weigh in WEIGHINGS {
        let table = [
            "score",
            "--table",
            "t.csv",
            "--weigh",
            weigh,
            "--group-by",
            "forecaster",
        ];
        let of_table = rows(&sandbox, &table);
        let of_ledger = rows(&sandbox, &["score", "--weigh", weigh]);
        assert_eq!(of_table["rows"], of_ledger["rows"], "{weigh}");
        assert_eq!(brier(&of_table, "eve"), None);
    }
    // A table that was not written by `export` says it by its columns.
    sandbox.write(
        "plain.csv",
        "question_id,forecaster,made_at,logged_at,opened,deadline,known_at,probability,outcome\n\
         q,eve,2026-01-01,2026-11-24,2026-01-01,2026-06-30,2026-05-02,0.99,1\n\
         q,ann,2026-01-01,2026-01-01,2026-01-01,2026-06-30,2026-05-02,0.6,1\n",
    );
    let table = [
        "score",
        "--table",
        "plain.csv",
        "--weigh",
        "first",
        "--group-by",
        "forecaster",
    ];
    let plain = rows(&sandbox, &table);
    assert_eq!(brier(&plain, "eve"), None);
    assert!(brier(&plain, "ann").is_some());
}

#[test]
fn a_base_rate_written_when_the_outcome_was_known_is_no_opponent() {
    let skill = |date: &str| {
        let head = format!(
            "base_rate: {{probability: 40%, because: counted, by: bob, date: {date}, blind: false}}\n"
        );
        let sandbox = of_source(&head, |_| String::new());
        let shown = sandbox.ok(&["show", "q00"]);
        assert!(shown.contains(&format!("by bob on {date}")), "{shown}");
        let answer = rows(&sandbox, &["score"]);
        let total = answer["rows"].as_array().unwrap().last().unwrap().clone();
        total["bss_prior"].clone()
    };
    assert!(skill("2026-01-01").as_f64().is_some());
    assert_eq!(skill("2026-05-02"), Value::Null);
}

/// A ledger in git: the questions on the day on which they opened, the outcomes when they were known.
fn in_git(settings: &str) -> Sandbox {
    let sandbox = ledger(|_| String::new()).on("2026-01-01");
    let (mut open, mut all) = (Vec::new(), Vec::new());
    for number in 0..QUESTIONS {
        let file = format!("forecasts/q{number:02}.yaml");
        let text = sandbox.read(&file);
        open.push((
            file.clone(),
            text[..text.find("resolution:").unwrap()].to_owned(),
        ));
        all.push((file, text));
    }
    for (file, text) in &open {
        sandbox.write(file, text);
    }
    sandbox.git(&["init", "--quiet"]);
    commit(&sandbox);
    let sandbox = sandbox.on("2026-05-02");
    for (file, text) in &all {
        sandbox.write(file, text);
    }
    commit(&sandbox);
    let sandbox = sandbox.on("2026-11-24");
    sandbox.write("foretell.yaml", settings);
    sandbox
}

fn commit(sandbox: &Sandbox) {
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", "x"]);
}

/// Puts an estimate of eve's behind ann's in every record.
fn forge(sandbox: &Sandbox, file: impl Fn(usize) -> String, more: &str) {
    for number in 0..QUESTIONS {
        let text = sandbox.read(&file(number));
        let said = hindsight(number);
        let line =
            format!("  - {{date: 2026-01-01, by: eve, probability: {said}{more}}}\nresolution:");
        sandbox.write(&file(number), &text.replace("resolution:", &line));
    }
}

fn in_place(number: usize) -> String {
    format!("forecasts/q{number:02}.yaml")
}

/// Holds git to name every forged estimate, and to leave the figures as they were.
fn git_names_all(sandbox: &Sandbox, what: &str) {
    let check = sandbox.run(&["check", "--witness", "git"]).out;
    let named = check.matches("warning[retrospective-estimate]").count();
    assert_eq!(named, QUESTIONS, "{what}\n{check}");
    let args = ["score", "--witness", "git", "--group-by", "forecaster"];
    let answer = rows(sandbox, &args);
    assert_eq!(brier(&answer, "eve"), None, "{what}");
    assert_eq!(answer["made_with"]["witness"], "git");
    let audit = sandbox.run(&["audit"]);
    assert_eq!(audit.code, 1, "{what}");
    for number in 0..QUESTIONS {
        assert!(
            audit.out.contains(&format!("`q{number:02}`")),
            "{what}: {number}"
        );
    }
}

#[test]
fn in_files_git_names_every_estimate_that_is_dated_back() {
    let forgeries = [
        ("without `logged`", "", ""),
        ("with a forged one", "", ", logged: 2026-01-01"),
        ("as coded", "", ", coded: {by: bob, date: 2026-01-01}"),
        ("as imported", "imported: {eve: her notebook}\n", ""),
    ];
    for (what, settings, more) in forgeries {
        let sandbox = in_git(settings);
        forge(&sandbox, in_place, more);
        // In the work tree already, and when it is committed.
        git_names_all(&sandbox, what);
        commit(&sandbox);
        git_names_all(&sandbox, what);
        let claimed = rows(&sandbox, &["score", "--group-by", "forecaster"]);
        assert!(
            brier(&claimed, "eve").is_some(),
            "{what}: the record alone cannot know"
        );
    }
    let sandbox = in_git("");
    forge(&sandbox, in_place, "");
    let page = sandbox.ok(&["score"]);
    assert!(page.contains("34 unwitnessed, times as claimed"), "{page}");
}

#[test]
fn git_is_not_misled_by_records_that_are_moved_or_removed_and_brought_back() {
    let moved = in_git("");
    std::fs::create_dir(moved.path().join("forecasts/old")).unwrap();
    let to = |number| format!("forecasts/old/q{number:02}.yaml");
    for number in 0..QUESTIONS {
        moved.git(&["mv", &in_place(number), &to(number)]);
    }
    forge(&moved, to, ", logged: 2026-01-01");
    commit(&moved);
    git_names_all(&moved, "moved");
    let removed = in_git("");
    moved_away(&removed);
    git_names_all(&removed, "removed and brought back");
}

/// Removes the records in one commit, and brings them back with more in the next.
fn moved_away(sandbox: &Sandbox) {
    let texts: Vec<String> = (0..QUESTIONS)
        .map(|number| sandbox.read(&in_place(number)))
        .collect();
    sandbox.git(&["rm", "--quiet", "-r", "forecasts"]);
    commit(sandbox);
    for (number, text) in texts.iter().enumerate() {
        sandbox.write(&in_place(number), text);
    }
    forge(sandbox, in_place, ", logged: 2026-01-01");
    commit(sandbox);
}

#[test]
fn an_estimate_that_is_changed_in_its_place_is_as_old_as_the_change() {
    let sandbox = in_git("");
    for number in 0..QUESTIONS {
        let text = sandbox.read(&in_place(number));
        sandbox.write(&in_place(number), &text.replace("60%", hindsight(number)));
    }
    commit(&sandbox);
    let check = sandbox.run(&["check", "--witness", "git"]).out;
    assert_eq!(
        check.matches("warning[retrospective-estimate]").count(),
        QUESTIONS
    );
    let answer = rows(&sandbox, &["score", "--witness", "git"]);
    assert_eq!(answer["skipped"]["retrospective"], QUESTIONS);
}

#[test]
fn git_vouches_for_what_was_committed_in_time_and_says_where_it_cannot() {
    let sandbox = in_git("");
    let claimed = rows(&sandbox, &["score"]);
    let witnessed = rows(&sandbox.with("FORETELL_WITNESS", "git"), &["score"]);
    assert_eq!(witnessed["rows"], claimed["rows"]);
    assert_eq!(witnessed["made_with"]["witness"], "git");
    let sandbox = in_git("");
    let from = format!("file://{}", sandbox.path().display());
    sandbox.git(&["clone", "--quiet", "--depth", "1", &from, "shallow"]);
    for command in ["score", "check", "calibration"] {
        let ran = sandbox.run(&["--root", "shallow", command, "--witness", "git"]);
        assert_eq!(ran.code, 2, "{}", ran.page());
        assert!(ran.err.contains("fetch-depth: 0"), "{}", ran.err);
    }
    let nowhere = ledger(|_| String::new());
    assert_eq!(nowhere.run(&["score", "--witness", "git"]).code, 2);
}
