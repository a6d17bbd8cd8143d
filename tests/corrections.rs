//! Corrections: of two estimates of a day the later counts, what hindsight adds does not, and every
//! command that writes can be taken back.

use serde_json::Value;

use crate::common::Sandbox;

const RAIN: &str = "question: Will it rain before July 2026?\ncriteria: Yes if it rains.\nopened: 2026-01-01\n\
                    deadline: 2026-06-30\n";
const RAINED: &str =
    "resolution: {outcome: yes, happened: 2026-05-01, known: 2026-05-02, logged: 2026-05-02}\n";

fn ledger(estimates: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = format!("{RAIN}estimates:\n{estimates}{RAINED}");
    sandbox.write("forecasts/rain.yaml", &text);
    sandbox
}

fn rows(sandbox: &Sandbox, args: &[&str]) -> Value {
    let args = [args, &["--format", "json", "--resamples", "0"]].concat();
    sandbox.run(&args).json()["rows"].clone()
}

fn brier(sandbox: &Sandbox, weigh: &str) -> f64 {
    rows(sandbox, &["score", "--weigh", weigh])[0]["brier"]
        .as_f64()
        .unwrap()
}

#[test]
fn of_two_estimates_of_a_day_the_later_counts_under_every_weighing() {
    let sandbox = ledger(
        "  - {date: 2026-01-01, by: ann, probability: 7%, logged: 2026-01-01}\n  \
         - {date: 2026-01-01, by: ann, probability: 70%, logged: 2026-01-01T15:00:00Z}\n",
    );
    for weigh in ["days", "first", "last", "each", "horizon=90d"] {
        let brier = brier(&sandbox, weigh);
        assert!((brier - 0.09).abs() < 1e-12, "{weigh}: {brier}");
    }
    let calibration = sandbox.ok(&["calibration", "--no-tests", "--rows", "equal:10"]);
    assert!(calibration.contains("70"), "{calibration}");
    // Which of the two is later is told, and no warning stays for ever.
    let check = sandbox.run(&["check"]);
    assert!(
        !check.page().contains("duplicate-estimate"),
        "{}",
        check.page()
    );
}

#[test]
fn a_table_of_two_estimates_of_a_day_has_the_same_score() {
    let sandbox = ledger(
        "  - {date: 2026-01-01, by: ann, probability: 7%, logged: 2026-01-01}\n  \
         - {date: 2026-01-01, by: ann, probability: 70%, logged: 2026-01-01T15:00:00Z}\n",
    );
    let table = sandbox.ok(&["export", "table"]);
    sandbox.write("all.csv", &table);
    for weigh in ["days", "first", "each"] {
        let score = ["score", "--weigh", weigh, "--group-by", "forecaster"];
        let of_table = rows(&sandbox, &[&score[..], &["--table", "all.csv"]].concat());
        let of_ledger = rows(&sandbox, &score);
        assert_eq!(of_table, of_ledger, "{weigh}");
    }
}

#[test]
fn a_second_estimate_of_the_day_says_at_what_time_it_was_written() {
    let sandbox = Sandbox::new().on("2026-03-01T09:30:00Z");
    sandbox.write("forecasts/rain.yaml", RAIN);
    sandbox.ok(&["estimate", "rain", "7%"]);
    sandbox.ok(&["estimate", "rain", "70%"]);
    let text = sandbox.read("forecasts/rain.yaml");
    assert!(
        text.contains("probability: 7%\n    logged: 2026-03-01\n"),
        "{text}"
    );
    assert!(
        text.contains("probability: 70%\n    logged: 2026-03-01T09:30:00Z\n"),
        "{text}"
    );
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 0);
    let list = sandbox.run(&["list", "--all", "--format", "json"]).json();
    let standing = list["rows"][0]["standing"].as_array().unwrap();
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0]["text"], "70%");
}

#[test]
fn an_amendment_keeps_what_it_replaces_and_says_why() {
    let sandbox = Sandbox::new().on("2026-03-01");
    let old =
        "estimates:\n  - {date: 2026-02-01, by: tester, probability: 7%, logged: 2026-02-01}\n";
    sandbox.write("forecasts/rain.yaml", &format!("{RAIN}{old}"));
    let args = ["estimate", "rain", "70%", "--amend"];
    let bare = sandbox.run(&args);
    assert_eq!(bare.code, 2);
    assert!(bare.err.contains("--because"), "{}", bare.err);
    sandbox.ok(&[&args[..], &["--because", "a zero was lost"]].concat());
    let text = sandbox.read("forecasts/rain.yaml");
    assert!(text.contains(old), "{text}");
    assert!(text.contains("amends: a zero was lost"), "{text}");
    assert!(
        text.contains("  - date: 2026-02-01\n    by: tester\n    probability: 70%\n"),
        "{text}"
    );
    assert_eq!(
        sandbox.run(&["check", "--strict"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).page()
    );
    assert!(
        sandbox
            .ok(&["show", "rain"])
            .contains("amends: a zero was lost")
    );
    let nobody = sandbox.run(&[
        "estimate",
        "rain",
        "70%",
        "--by",
        "bob",
        "--amend",
        "--because",
        "x",
    ]);
    assert!(nobody.err.contains("no estimate"), "{}", nobody.err);
}

#[test]
fn an_amendment_written_when_the_outcome_was_known_leaves_the_replaced_one_in_force() {
    let old = "  - {date: 2026-01-01, by: tester, probability: 60%, logged: 2026-01-01}\n";
    let sandbox = ledger(old);
    let before = rows(&sandbox, &["score"]);
    sandbox.ok(&[
        "estimate",
        "rain",
        "99%",
        "--amend",
        "--because",
        "I meant this",
    ]);
    assert_eq!(rows(&sandbox, &["score"]), before);
    assert!(
        sandbox
            .run(&["check"])
            .page()
            .contains("retrospective-estimate")
    );
    let list = sandbox.ok(&["list", "--all"]);
    assert!(list.contains("60") && !list.contains("99"), "{list}");
}

#[test]
fn what_was_given_when_the_outcome_was_known_is_in_no_scenario_plot_or_list() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/courses.yaml",
        "title: Two courses\nquestion: Which course?\nexhaustive: true\nopened: 2026-01-01\ndeadline: 2026-06-30\n\
         scenarios:\n  - {id: closer, criteria: Closer.}\n  - {id: apart, criteria: Apart.}\nestimates:\n  \
         - {date: 2026-01-01, by: ann, probabilities: {closer: 50%, apart: 50%}, logged: 2026-01-01}\n  \
         - {date: 2026-03-01, by: ann, probabilities: {closer: 97%, apart: 3%}, logged: 2026-05-02}\n  \
         - {date: 2026-05-03, by: ann, probabilities: {closer: 98%, apart: 2%}, logged: 2026-05-03}\n\
         resolution: {outcome: closer, happened: 2026-05-01, known: 2026-05-02, logged: 2026-05-02}\n",
    );
    for args in [
        &["scenarios", "courses"][..],
        &["scenarios", "courses", "--history"],
        &["list", "--all"],
    ] {
        let page = sandbox.ok(args);
        assert!(
            !page.contains("97") && !page.contains("98"),
            "{args:?}\n{page}"
        );
        assert!(page.contains("50"), "{args:?}\n{page}");
    }
    // A page that lists every estimate marks it.
    let show = sandbox.ok(&["show", "courses"]);
    assert_eq!(show.matches("retrospective").count(), 2, "{show}");
    let json = sandbox.run(&["show", "courses", "--format", "json"]).json();
    let history = json["rows"][0]["history"]
        .as_array()
        .or(json["history"].as_array());
    let history: Vec<_> = history
        .unwrap()
        .iter()
        .map(|one| &one["provenance"])
        .collect();
    assert_eq!(
        history,
        ["contemporaneous", "retrospective", "retrospective"]
    );
    let report = sandbox.ok(&["report", "--format", "markdown"]);
    assert!(report.contains("retrospective, not scored"), "{report}");
}

/// What people write.
const WRITES: &[&[&str]] = &[
    &["init", "."],
    &[
        "new",
        "rain",
        "--question",
        "Will it rain in 2026?",
        "--deadline",
        "2026-12-31",
        "--tag",
        "a",
        "--tag",
        "b c",
        "--criteria",
        "Yes: if # it rains.\nAnd no other way.",
        "--look-in",
        "a gauge",
        "--or-in",
        "another: one",
    ],
    &[
        "new",
        "team",
        "--kind",
        "choice",
        "--question",
        "Who?",
        "--deadline",
        "2026-12-31",
        "--option",
        "red",
        "--option",
        "yes",
        "--option",
        "other",
        "--topic",
        "sport",
    ],
    &[
        "new",
        "grade",
        "--kind",
        "ordered",
        "--question",
        "How?",
        "--deadline",
        "2026-12-31",
        "--option",
        "low",
        "--option",
        "high",
    ],
    &[
        "new",
        "oil",
        "--kind",
        "number",
        "--question",
        "How much?",
        "--deadline",
        "2026-12-31",
        "--unit",
        "dollars",
        "--bounds",
        "0..200",
    ],
    &[
        "new",
        "day",
        "--kind",
        "date",
        "--question",
        "When?",
        "--deadline",
        "2026-12-31",
        "--bounds",
        "2026-01-01..2026-12-31",
    ],
    &[
        "new",
        "set",
        "--scenarios",
        "--title",
        "Two",
        "--deadline",
        "2026-12-31",
        "--scenario",
        "a=A: b",
        "--scenario",
        "b",
    ],
    &[
        "estimate",
        "rain",
        "7%",
        "--because",
        "clouds: dark # ones\n\nand many",
        "--confidence",
        "low",
    ],
    &[
        "estimate",
        "rain",
        "70%",
        "--amend",
        "--because",
        "a zero was lost",
    ],
    &["estimate", "rain", "likely", "--by", "no"],
    &["estimate", "rain", "--withdraw"],
    &["estimate", "team", "red=50%", "yes=30%", "other=20%"],
    &["estimate", "grade", "low=50%", "high=50%"],
    &["estimate", "oil", "10%=55", "50%=70", "90%=90"],
    &["estimate", "oil", "50..90@80%"],
    &["estimate", "day", "2026-06-30=40%", "2026-12-31=70%"],
    &["estimate", "set", "a=50%", "b=30%", "none=20%"],
    &[
        "resolve",
        "rain",
        "yes",
        "--date",
        "2026-02-20",
        "--evidence",
        "https://example.org/a b",
        "--evidence",
        "It poured",
        "--note",
        "at last: rain",
    ],
    &[
        "resolve",
        "rain",
        "no",
        "--known",
        "2026-02-21",
        "--amend",
        "--because",
        "a sprinkler",
    ],
    &[
        "resolve",
        "team",
        "yes",
        "--known",
        "2026-02-21",
        "--date",
        "2026-02-21",
    ],
    &["resolve", "oil", "61.5", "--known", "2026-02-21"],
    &["rename", "rain", "wet"],
];

/// Runs commands one after the other, after each of which `fmt` has nothing to do.
fn stays_laid_out(sandbox: &Sandbox, commands: &[&[&str]]) {
    for args in commands {
        sandbox.ok(args);
        let fmt = sandbox.run(&["fmt", "--check"]);
        assert_eq!(
            fmt.code,
            0,
            "{args:?}\n{}",
            sandbox.run(&["fmt", "--diff"]).page()
        );
    }
}

#[test]
fn fmt_has_nothing_to_do_after_any_command_that_writes() {
    let sandbox = Sandbox::empty()
        .with("FORETELL_FORECASTER", "ann")
        .on("2026-03-01");
    stays_laid_out(&sandbox, WRITES);
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "--message", "all"]);
    stays_laid_out(&sandbox, &[&["estimate", "wet", "8%"], &["undo"]]);
}
