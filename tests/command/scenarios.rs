//! `foretell scenarios`, and scenario sets through the other commands.

use serde_json::Value;

use crate::common::{Sandbox, assert_page};

/// A ledger with a set of two scenarios and the rest.
fn with_set() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-03-01");
    sandbox.ok(&[
        "new",
        "port",
        "--scenarios",
        "--title",
        "The port",
        "--scenario",
        "built=The port is built",
        "--scenario",
        "stalled=The port stalls",
        "--topic",
        "crimea",
        "--deadline",
        "2026-12-31",
    ]);
    sandbox
}

#[test]
fn a_set_is_written_as_one_would_write_it() {
    let sandbox = with_set();
    insta::assert_snapshot!(sandbox.read("forecasts/crimea/port.yaml"), @"
    scenarios:
      - id: built
        title: The port is built
      - id: stalled
        title: The port stalls
    title: The port
    exhaustive: false
    opened: 2026-03-01
    deadline: 2026-12-31
    owner: tester
    ");
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn an_exhaustive_set_has_no_rest() {
    let sandbox = Sandbox::new();
    let head = [
        "new",
        "rain",
        "--scenarios",
        "--exhaustive",
        "--title",
        "Rain",
    ];
    let rest = [
        "--deadline",
        "2027-12-31",
        "--scenario",
        "wet",
        "--scenario",
        "dry",
    ];
    let page = sandbox.ok(&[head, rest].concat());
    assert!(
        page.contains("foretell estimate rain wet=…% dry=…%"),
        "{page}"
    );
    let ran = sandbox.run(&["estimate", "rain", "wet=50%", "dry=30%", "none=20%"]);
    assert!(ran.err.contains("unknown-key"), "{}", ran.page());
    sandbox.ok(&["estimate", "rain", "wet=60%", "dry=40%"]);
}

#[test]
fn what_a_set_lacks_is_named() {
    let ran = Sandbox::new().run(&["new", "--scenarios", "--deadline", "2027-12-31"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.err, @"
    foretell: not a terminal: ID, --title, --scenario missing
    hint: `foretell new --help` has an example
    ");
    let ran = Sandbox::new().run(&["new", "rain", "--scenario", "wet"]);
    assert_eq!(ran.code, 2, "a scenario belongs to a set");
    let odd = ["new", "rain", "--scenarios", "--scenario", "Very Wet"];
    assert!(Sandbox::new().run(&odd).err.contains("`Very Wet` is no id"));
}

#[test]
fn a_set_is_estimated_and_resolved_like_any_forecast() {
    let sandbox = with_set();
    sandbox.ok(&["estimate", "port", "built=50%", "stalled=30%", "none=20%"]);
    let short = sandbox.run(&["estimate", "port", "built=50%", "stalled=30%"]);
    assert!(short.err.contains("missing-key"), "{}", short.page());
    let much = sandbox.run(&["estimate", "port", "built=50%", "stalled=60%", "none=20%"]);
    assert!(much.err.contains("probabilities-sum"), "{}", much.page());
    let list = sandbox.ok(&["list", "--verbose"]);
    assert!(list.contains("built 50%, stalled 30%, none 20%"), "{list}");
    let slip = sandbox.run(&["resolve", "port", "bilt"]);
    assert!(
        slip.err.contains("did you mean `built`?"),
        "{}",
        slip.page()
    );
    sandbox.ok(&[
        "resolve",
        "port",
        "stalled",
        "--date",
        "2026-02-27",
        "--evidence",
        "TASS",
    ]);
    let text = sandbox.read("forecasts/crimea/port.yaml");
    assert!(
        text.contains("outcome: stalled\n  happened: 2026-02-27"),
        "{text}"
    );
    assert!(sandbox.ok(&["show", "port"]).contains("resolved stalled"));
}

#[test]
fn none_of_the_scenarios_is_an_outcome_without_a_day() {
    let sandbox = with_set().on("2027-02-01");
    sandbox.ok(&[
        "resolve",
        "port",
        "none",
        "--evidence",
        "nothing came of any",
    ]);
    let text = sandbox.read("forecasts/crimea/port.yaml");
    assert!(
        text.contains("outcome: none\n  known: 2027-01-01"),
        "{text}"
    );
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn a_set_is_due_and_overdue_like_any_forecast() {
    let sandbox = with_set();
    assert!(sandbox.ok(&["due", "--verbose"]).contains("port"));
    assert!(
        sandbox
            .ok(&["list", "--verbose", "--kind", "scenarios"])
            .contains("port")
    );
    let late = sandbox.run(&["overdue", "--as-of", "2027-01-15"]);
    assert_eq!(late.code, 1, "{}", late.page());
    assert_eq!(sandbox.run(&["overdue", "--as-of", "2027-01-14"]).code, 0);
}

/// The railway: three scenarios at .5 .3 .2 on 1 January, an indicator of likelihoods .8 .3 .1.
const RAILWAY: &str = "\
title: The railway
scenarios: [{id: best}, {id: middle}, {id: worst}]
exhaustive: true
opened: 2026-01-01
deadline: 2027-12-31
estimates:
  - {date: 2026-01-01, by: ann, probabilities: {best: 50%, middle: 30%, worst: 20%}}
indicators:
  - forecast: line
    likelihood: {best: 0.8, middle: 0.3, worst: 0.1}
";

const LINE: &str = "\
question: Will building of the second line start before 2027?
opened: 2026-01-01
deadline: 2026-12-31
";

fn railway() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-06-01");
    sandbox.write("forecasts/railway.yaml", RAILWAY);
    sandbox.write("forecasts/line.yaml", LINE);
    sandbox
}

fn rows(sandbox: &Sandbox, more: &[&str]) -> Vec<Value> {
    let ran = sandbox.run(&[&["scenarios", "--format", "json"], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.page());
    ran.json()["rows"].as_array().unwrap().clone()
}

fn row(sandbox: &Sandbox, more: &[&str]) -> Value {
    rows(sandbox, more).remove(0)
}

/// Asserts the probabilities of a column of the scenarios to 1e-9.
fn assert_column(row: &Value, column: &str, want: &[f64]) {
    let scenarios = row["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), want.len());
    for (scenario, want) in scenarios.iter().zip(want) {
        let found = scenario[column]["probability"].as_f64().unwrap();
        assert!(
            (found - want).abs() < 1e-9,
            "{column}: {found} is not {want}"
        );
    }
}

// .5 × .8, .3 × .3, .2 × .1, of .51; and .5 × .2, .3 × .7, .2 × .9, of .49.
const SEEN: [f64; 3] = [40.0 / 51.0, 9.0 / 51.0, 2.0 / 51.0];
const NOT_SEEN: [f64; 3] = [10.0 / 49.0, 21.0 / 49.0, 18.0 / 49.0];

#[test]
fn logging_an_outcome_moves_the_scenarios() {
    let sandbox = railway();
    assert_column(&row(&sandbox, &[]), "follows", &[0.5, 0.3, 0.2]);
    let said = sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let moved =
        "It moves `railway`, as ann has it: best 50% → 78%, middle 30% → 18%, worst 20% → 4%";
    assert!(said.contains(moved), "{said}");
    let found = row(&sandbox, &[]);
    assert_column(&found, "follows", &SEEN);
    assert_column(&found, "start", &[0.5, 0.3, 0.2]);
    assert_column(&found, "stated", &[0.5, 0.3, 0.2]);
    // Against the first: .8 / ((.3 × .3 + .2 × .1) / .5) = 40/11.
    let push = &found["indicators"][0]["pushes"][0];
    assert!((push["factor"].as_f64().unwrap() - 40.0 / 11.0).abs() < 1e-9);
    let db = 10.0 * (40.0_f64 / 11.0).log10();
    assert!((push["decibans"].as_f64().unwrap() - db).abs() < 1e-9);
    assert_page(
        "command",
        "scenarios-railway",
        &sandbox.ok(&["scenarios", "--verbose"]),
    );
    // Nothing is written into the set.
    assert_eq!(sandbox.read("forecasts/railway.yaml"), RAILWAY);
}

#[test]
fn what_did_not_happen_speaks_too() {
    let sandbox = railway();
    sandbox.ok(&["resolve", "line", "no", "--date", "2026-05-01"]);
    assert_column(&row(&sandbox, &[]), "follows", &NOT_SEEN);
}

#[test]
fn an_earlier_day_is_seen_as_it_was() {
    let sandbox = railway();
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let before = row(&sandbox, &["--as-of", "2026-04-30"]);
    assert_column(&before, "follows", &[0.5, 0.3, 0.2]);
    assert_eq!(before["watch"][0]["forecast"], "line");
    assert_column(&row(&sandbox, &["--as-of", "2026-05-01"]), "follows", &SEEN);
    // It was written down a month later.
    let booked = row(&sandbox, &["--as-of", "2026-05-31", "--booked"]);
    assert_column(&booked, "follows", &[0.5, 0.3, 0.2]);
}

#[test]
fn only_what_became_known_after_the_estimate_pushes() {
    let sandbox = railway();
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let anew = ["estimate", "railway", "best=60%", "middle=30%", "worst=10%"];
    sandbox.ok(&[&anew[..], &["--by", "ann", "--date", "2026-05-01"]].concat());
    let latest = row(&sandbox, &["--from", "latest"]);
    assert_column(&latest, "follows", &[0.6, 0.3, 0.1]);
    assert_eq!(latest["indicators"][0]["counted_in_start"], true);
    let opening = row(&sandbox, &[]);
    assert_column(&opening, "follows", &SEEN);
    assert_column(&opening, "stated", &[0.6, 0.3, 0.1]);
    let page = sandbox.ok(&["scenarios", "--verbose", "--from", "latest"]);
    assert!(page.contains("which has counted them: line"), "{page}");
}

#[test]
fn void_and_partial_outcomes_leave_the_scenarios_alone() {
    for outcome in ["annulled", "ambiguous", "30%"] {
        let sandbox = railway();
        sandbox.ok(&["resolve", "line", outcome, "--date", "2026-05-01"]);
        let found = row(&sandbox, &[]);
        assert_column(&found, "follows", &[0.5, 0.3, 0.2]);
        assert_eq!(found["watch"].as_array().unwrap().len(), 0, "{outcome}");
        let page = sandbox.ok(&["scenarios", "--verbose"]);
        assert!(page.contains("Leave the scenarios alone: line"), "{page}");
    }
}

#[test]
fn a_supposition_shows_what_an_outcome_would_do() {
    let sandbox = railway();
    let found = row(&sandbox, &["--what-if", "line=no"]);
    assert_column(&found, "follows", &[0.5, 0.3, 0.2]);
    assert_column(&found, "supposed", &NOT_SEEN);
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let otherwise = row(&sandbox, &["--what-if", "line=no"]);
    assert_column(&otherwise, "follows", &SEEN);
    assert_column(&otherwise, "supposed", &NOT_SEEN);
    let slip = sandbox.run(&["scenarios", "--verbose", "--what-if", "lime=no"]);
    assert_eq!(slip.code, 2);
    assert!(slip.err.contains("did you mean `line`?"), "{}", slip.err);
    assert_eq!(
        sandbox
            .run(&["scenarios", "--verbose", "--what-if", "line=maybe"])
            .code,
        2
    );
}

#[test]
fn likelihoods_in_words_and_ranges_carry_through() {
    let sandbox = railway();
    let words = RAILWAY.replace("0.8, middle: 0.3", "likely, middle: 20-40%");
    sandbox.write("forecasts/railway.yaml", &words);
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let best = &row(&sandbox, &[])["scenarios"][0]["follows"];
    // Likely is .55 to .80 and scored at .675: .5 × .675 / (.5 × .675 + .3 × .3 + .2 × .1).
    let point = 0.3375 / (0.3375 + 0.09 + 0.02);
    assert!((best["probability"].as_f64().unwrap() - point).abs() < 1e-9);
    // The least where its own is least and the other's greatest, and the other way round.
    let low = 0.275 / (0.275 + 0.3 * 0.4 + 0.02);
    let high = 0.4 / (0.4 + 0.3 * 0.2 + 0.02);
    assert!((best["low"].as_f64().unwrap() - low).abs() < 1e-9);
    assert!((best["high"].as_f64().unwrap() - high).abs() < 1e-9);
    let page = sandbox.ok(&["scenarios", "--verbose"]);
    assert!(page.contains("75% (66–83%)"), "{page}");
}

/// The railway with a second indicator that measures the same thing, and a third that tells
/// nothing.
fn three_signs() -> Sandbox {
    let sandbox = railway();
    let more = "  - forecast: loan\n    likelihood: {best: 0.6, middle: 0.3, worst: 0.2}\n  - \
                forecast: visit\n    likelihood: {best: 0.5, middle: 0.5, worst: 0.5}\n\
                together: [[line, loan]]\n";
    sandbox.write("forecasts/railway.yaml", &format!("{RAILWAY}{more}"));
    for (id, deadline) in [("loan", "2026-09-30"), ("visit", "2026-03-31")] {
        let text =
            format!("question: Will there be a {id}?\nopened: 2026-01-01\ndeadline: {deadline}\n");
        sandbox.write(&format!("forecasts/{id}.yaml"), &text);
    }
    sandbox
}

#[test]
fn what_measures_the_same_thing_counts_once() {
    let sandbox = three_signs();
    sandbox.ok(&["resolve", "loan", "yes", "--date", "2026-02-01"]);
    // .5 × .6, .3 × .3, .2 × .2, of .43.
    assert_column(
        &row(&sandbox, &[]),
        "follows",
        &[30.0 / 43.0, 9.0 / 43.0, 4.0 / 43.0],
    );
    // The line's log likelihood ratio, ln 8, is greater than the loan's ln 3.
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let found = row(&sandbox, &[]);
    assert_column(&found, "follows", &SEEN);
    assert_eq!(found["indicators"][0]["forecast"], "loan");
    assert_eq!(found["indicators"][0]["counts_together_with"], "line");
    let page = sandbox.ok(&["scenarios", "--verbose"]);
    assert!(
        page.contains("Count once, the stronger: line and not loan"),
        "{page}"
    );
}

#[test]
fn what_is_open_is_ranked_by_what_it_tells_or_by_when_it_falls_due() {
    let sandbox = three_signs();
    let ids = |more: &[&str]| -> Vec<String> {
        let page = sandbox.ok(&[&["scenarios", "--verbose"], more].concat());
        let watch = page.split("\nWatch\n").nth(1).unwrap().lines().skip(2);
        let ids = watch.take_while(|line| !line.is_empty());
        ids.map(|line| line.split_whitespace().next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&[]), ["line", "loan", "visit"]);
    assert_eq!(ids(&["--sort", "due"]), ["visit", "loan", "line"]);
    let found = row(&sandbox, &[]);
    let line = &found["watch"][0];
    // H(.5, .3, .2) − .51 H(40, 9, 2 of 51) − .49 H(10, 21, 18 of 49) bits.
    assert!((line["bits"].as_f64().unwrap() - 0.280_561_005_822).abs() < 1e-9);
    assert!((line["implied"]["probability"].as_f64().unwrap() - 0.51).abs() < 1e-9);
    assert_eq!(line["due"], "2026-12-31");
    let page = sandbox.ok(&["scenarios", "--verbose"]);
    assert!(
        page.contains("Overdue, evidence not yet booked: visit"),
        "{page}"
    );
    assert!(
        page.contains("Tell nothing, whatever the answer: visit"),
        "{page}"
    );
}

#[test]
fn an_indicators_own_estimate_stands_beside_the_one_that_the_set_implies() {
    let sandbox = railway();
    sandbox.ok(&["estimate", "line", "54%", "--by", "ann"]);
    assert!(
        !sandbox
            .ok(&["scenarios", "--verbose"])
            .contains("Does not fit")
    );
    sandbox.ok(&["estimate", "line", "71%", "--by", "ann"]);
    let page = sandbox.ok(&["scenarios", "--verbose"]);
    let misfit = "Does not fit: ann says 71% of line; by ann's own set it is 51%: 20 points apart";
    assert!(page.contains(misfit), "{page}");
    let watched = &row(&sandbox, &[])["watch"][0];
    assert!((watched["gap"].as_f64().unwrap() - 0.2).abs() < 1e-9);
}

#[test]
fn the_path_has_a_row_for_each_day_on_which_something_changed() {
    let sandbox = three_signs();
    sandbox.ok(&["resolve", "loan", "yes", "--date", "2026-02-01"]);
    let anew = [
        "estimate",
        "railway",
        "best=60%",
        "middle=30%",
        "worst=10%",
        "--by",
        "ann",
    ];
    sandbox.ok(&[&anew[..], &["--date", "2026-03-01"]].concat());
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    insta::assert_snapshot!(sandbox.ok(&["scenarios", "--history"]), @"
    railway  The railway, from ann's estimates

    day         what           best  middle  worst  stated
    2026-01-01  ann estimates   50%     30%    20%  50% / 30% / 20%
    2026-02-01  loan: yes       70%     21%     9%  50% / 30% / 20%
    2026-03-01  ann estimates   70%     21%     9%  60% / 30% / 10%
    2026-05-01  line: yes       78%     18%     4%  60% / 30% / 10%
    ");
    let steps = rows(&sandbox, &["--history", "--from", "latest"]);
    let days: Vec<_> = steps
        .iter()
        .map(|step| step["day"].as_str().unwrap())
        .collect();
    assert_eq!(
        days,
        ["2026-01-01", "2026-02-01", "2026-03-01", "2026-05-01"]
    );
    assert_column(&steps[2], "follows", &[0.6, 0.3, 0.1]);
    assert_eq!(steps[3]["events"][0]["forecast"], "line");
}

#[test]
fn each_forecaster_has_an_account_of_their_own() {
    let sandbox = railway();
    let bob = [
        "estimate",
        "railway",
        "best=20%",
        "middle=30%",
        "worst=50%",
        "--by",
        "bob",
    ];
    sandbox.ok(&[&bob[..], &["--date", "2026-02-01"]].concat());
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let both = rows(&sandbox, &[]);
    assert_eq!(both[0]["forecaster"], "ann");
    // .2 × .8, .3 × .3, .5 × .1, of .3.
    assert_column(&both[1], "follows", &[16.0 / 30.0, 9.0 / 30.0, 5.0 / 30.0]);
    let bob = rows(&sandbox, &["--forecaster", "bob"]);
    assert_eq!((bob.len(), &bob[0]["forecaster"]), (1, &"bob".into()));
}

#[test]
fn without_numbers_all_scenarios_start_alike_and_it_says_so() {
    let sandbox = railway();
    let text = RAILWAY.replace(
        "probabilities: {best: 50%, middle: 30%, worst: 20%}",
        "probability: no estimate",
    );
    sandbox.write("forecasts/railway.yaml", &text);
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    let found = row(&sandbox, &[]);
    assert_eq!(found["forecaster"], Value::Null);
    // .8, .3, .1, of 1.2.
    assert_column(&found, "follows", &[8.0 / 12.0, 3.0 / 12.0, 1.0 / 12.0]);
    assert!(
        sandbox
            .ok(&["scenarios", "--verbose"])
            .contains("nobody gave numbers")
    );
}

#[test]
fn the_rest_has_likelihoods_of_its_own() {
    let sandbox = railway();
    let text = RAILWAY
        .replace("exhaustive: true", "exhaustive: false")
        .replace("worst: 20%}", "worst: 10%, none: 10%}")
        .replace("worst: 0.1}", "worst: 0.1, none: 0.5}");
    sandbox.write("forecasts/railway.yaml", &text);
    sandbox.ok(&["resolve", "line", "yes", "--date", "2026-05-01"]);
    // .5 × .8, .3 × .3, .1 × .1, .1 × .5, of .55.
    let want = [40.0 / 55.0, 9.0 / 55.0, 1.0 / 55.0, 5.0 / 55.0];
    assert_column(&row(&sandbox, &[]), "follows", &want);
}

#[test]
fn our_own_set_is_printed_in_every_form() {
    let sandbox = Sandbox::our_ledger();
    let set = ["scenarios", "--verbose", "china-ukraine"];
    assert_page("command", "scenarios", &sandbox.ok(&set));
    for form in ["csv", "markdown", "json"] {
        let page = sandbox.ok(&[&set[..], &["--format", form]].concat());
        assert_page("command", &format!("scenarios-{form}"), &page);
    }
}

#[test]
fn what_is_no_set_is_refused() {
    let ran = Sandbox::our_ledger().run(&["scenarios", "--verbose", "gas-deal"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("`gas-deal` is no scenario set"),
        "{}",
        ran.err
    );
    assert!(
        Sandbox::new()
            .ok(&["scenarios", "--verbose"])
            .contains("No scenario set")
    );
}

/// P(U) 9 %, P(C) 75 %, P(U|C) 10 %, each ann's.
fn conditional() -> Sandbox {
    let sandbox = Sandbox::new();
    let ask = |id: &str, more: &str, said: &str| {
        let text = format!(
            "question: Will {id} come about?\nopened: 2026-01-01\ndeadline: 2027-12-31\n{more}\
             estimates:\n  - {{date: 2026-01-02, by: ann, probability: {said}}}\n"
        );
        sandbox.write(&format!("forecasts/{id}.yaml"), &text);
    };
    ask("u", "", "9%");
    ask("c", "", "75%");
    ask(
        "u-if-c",
        "given: {forecast: c, outcome: yes, of: u}\n",
        "10%",
    );
    sandbox
}

#[test]
fn the_value_of_an_answer_follows_from_a_conditional_form() {
    let sandbox = conditional();
    let found = row(&sandbox, &["--voi"]);
    assert_eq!(
        (&found["watch"], &found["target"]),
        (&"c".into(), &"u".into())
    );
    // P(U|¬C) = (.09 − .075) / .25 = .06; .75 × .01² + .25 × .03², of .09 × .91.
    assert!((found["brier_gain"].as_f64().unwrap() - 0.0003).abs() < 1e-12);
    assert!((found["brier_share"].as_f64().unwrap() - 0.0003 / 0.0819).abs() < 1e-12);
    // H(.09) − .75 H(.10) − .25 H(.06).
    assert!((found["bits"].as_f64().unwrap() - 0.002_861_892_084).abs() < 1e-9);
    let page = sandbox.ok(&["scenarios", "--verbose", "--voi"]);
    assert!(page.contains("0.00030"), "{page}");
    // With both forms the forecast's own number is not needed.
    let other = "question: And else?\nopened: 2026-01-01\ndeadline: 2027-12-31\ngiven: {forecast: c, outcome: no, of: u}\nestimates:\n  - {date: 2026-01-02, by: ann, probability: 50%}\n";
    sandbox.write("forecasts/u-else.yaml", other);
    let found = row(&sandbox, &["--voi"]);
    // P(U) = .75 × .1 + .25 × .5 = .2; .75 × .1² + .25 × .3².
    assert!((found["brier_gain"].as_f64().unwrap() - 0.03).abs() < 1e-12);
}

#[test]
fn what_to_watch_for_sets_and_forecasts_stands_in_one_list() {
    let sandbox = conditional();
    sandbox.write("forecasts/railway.yaml", RAILWAY);
    sandbox.write("forecasts/line.yaml", LINE);
    let found = rows(&sandbox, &["--voi"]);
    let watch: Vec<_> = found
        .iter()
        .map(|row| row["watch"].as_str().unwrap())
        .collect();
    assert_eq!(watch, ["line", "c"]);
    // ½ Σ P(o) Σ (P(s|o) − P(s))² of ½ (.25 + .21 + .16).
    let gain = found[0]["brier_gain"].as_f64().unwrap();
    assert!((gain - 0.063_461_384_554).abs() < 1e-9, "{gain}");
    assert!((found[0]["brier_share"].as_f64().unwrap() - gain / 0.31).abs() < 1e-9);
    let alone = rows(&sandbox, &["--voi", "railway"]);
    assert_eq!((alone.len(), &alone[0]["target"]), (1, &"railway".into()));
    let page = Sandbox::new().ok(&["scenarios", "--verbose", "--voi"]);
    assert!(page.contains("No open forecast is an indicator"), "{page}");
}

#[test]
fn an_illustration_ties_its_indicators_to_no_cluster() {
    let clusters = |illustration: &str| {
        let sandbox = Sandbox::new();
        for id in ["line", "loan"] {
            let text = format!(
                "question: Will {id} come about?\nopened: 2026-01-01\ndeadline: 2026-06-30\n\
                 estimates:\n  - {{date: 2026-01-02, by: ann, probability: 70%}}\n\
                 resolution: {{outcome: no, known: 2026-07-01}}\n"
            );
            sandbox.write(&format!("forecasts/{id}.yaml"), &text);
        }
        let sign = |id: &str| {
            format!(
                "  - forecast: {id}\n    likelihood: {{best: 0.8, middle: 0.3, worst: 0.1}}\n{illustration}"
            )
        };
        let head = RAILWAY.split("indicators:").next().unwrap();
        let set = format!("{head}indicators:\n{}{}", sign("line"), sign("loan"));
        sandbox.write("forecasts/railway.yaml", &set);
        let json = sandbox
            .run(&["score", "--kind", "binary", "--format", "json"])
            .json();
        json["rows"].as_array().unwrap().last().unwrap()["clusters"].clone()
    };
    assert_eq!(clusters(""), 1);
    assert_eq!(clusters("    illustration: true\n"), 2);
}

#[test]
fn the_partnership_has_its_path() {
    let sandbox = Sandbox::our_ledger();
    assert_page(
        "command",
        "scenarios-history",
        &sandbox.ok(&["scenarios", "partnership", "--history"]),
    );
    let then = [
        "scenarios",
        "--verbose",
        "partnership",
        "--as-of",
        "2015-01-01",
    ];
    assert_page("command", "scenarios-2015", &sandbox.ok(&then));
}
