//! `foretell score`: each kind of question by its own scores.

use serde_json::Value;

use crate::common::Sandbox;

/// A record of a kind, with what was said and what happened.
fn record(kind: &str, said: &str, seen: &str) -> String {
    format!(
        "question: Which?\nopened: 2026-01-01\ndeadline: 2026-01-31\n{kind}estimates:\n  \
         - {{date: 2026-01-02, by: ann, {said}}}\nresolution: {{{seen}, known: 2026-02-01}}\n"
    )
}

fn with(records: &[(&str, String)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (id, text) in records {
        match records {
            [_] => sandbox.write(&format!("forecasts/{id}.yaml"), text),
            _ => sandbox.write_question(id, text),
        }
    }
    sandbox
}

fn json(sandbox: &Sandbox, more: &[&str]) -> Value {
    let args = [&["score", "--format", "json", "--weigh", "first"], more].concat();
    sandbox.run(&args).json()
}

/// The last row of a kind.
fn total(json: &Value, kind: &str) -> Value {
    let rows = json["rows"].as_array().unwrap();
    let found = rows.iter().rfind(|row| row["kind"] == kind);
    found
        .unwrap_or_else(|| panic!("no {kind} in {json}"))
        .clone()
}

fn near(row: &Value, name: &str, want: f64) {
    let value = row[name]
        .as_f64()
        .unwrap_or_else(|| panic!("{name} is {}", row[name]));
    assert!((value - want).abs() < 1e-9, "{name} {value} is not {want}");
}

const CHOICE: &str = "kind: choice\noptions: [a, b, c]\n";
const ORDERED: &str = "kind: ordered\noptions: [low, middle, high, top]\n";

fn number(unit: &str) -> String {
    format!("kind: number\nunit: {unit}\n")
}

#[test]
fn an_option_that_came_later_counts_as_other_for_the_estimates_before_it() {
    let text = |outcome: &str, first: &str| {
        format!(
            "question: Which?\nopened: 2026-01-01\ndeadline: 2026-01-31\nkind: choice\n\
             options: [a, {{name: c, since: 2026-01-10}}, other]\nestimates:\n  \
             - {{date: 2026-01-02, by: ann, probabilities: {{a: 60%, other: 40%}}}}\n  \
             - {{date: {first}, by: ben, probabilities: {{a: 50%, c: 30%, other: 20%}}}}\n\
             resolution: {{outcome: {outcome}, known: 2026-02-01}}\n"
        )
    };
    let of = |outcome: &str, name: &str| {
        let sandbox = with(&[("x", text(outcome, "2026-01-10"))]);
        let json = json(&sandbox, &[]);
        let rows = json["rows"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["group"]["forecaster"] == name);
        row.unwrap_or_else(|| panic!("no {name} in {json}")).clone()
    };
    // Ann said it under `other`: 0.6² + 0.6²; Ben by name: 0.5² + 0.7² + 0.2².
    near(&of("c", "ann"), "brier_full", 0.72);
    near(&of("c", "ann"), "log_loss", -(0.4_f64.ln()));
    near(&of("c", "ben"), "brier_full", 0.78);
    near(&of("a", "ann"), "brier_full", 0.32);
    near(&of("other", "ann"), "brier_full", 0.72);
    // Shares of the outcome, too: c and other are one for her.
    near(&of("{c: 50%, a: 50%}", "ann"), "brier_full", 0.01 + 0.01);

    // A command asks for the options of its day, and the table tells what it cannot hold.
    let open = text("a", "2026-01-10");
    let open = &open[..open.find("resolution").unwrap()];
    let sandbox = Sandbox::new().on("2026-01-11");
    sandbox.write("forecasts/x.yaml", open);
    let ran = sandbox.run(&["estimate", "x", "a=50%", "other=50%", "--by", "eve"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(ran.err.contains("nothing for `c`"), "{}", ran.err);
    let early = [
        "estimate",
        "x",
        "a=50%",
        "other=50%",
        "--by",
        "eve",
        "--date",
        "2026-01-09",
    ];
    assert_eq!(sandbox.run(&early).code, 0);
    let ran = sandbox.run(&["export", "table"]);
    assert!(
        ran.err.contains("which an option is there (1)"),
        "{}",
        ran.err
    );
}

#[test]
fn a_choice_is_scored_over_all_its_options() {
    let said = "probabilities: {a: 50%, b: 30%, c: 20%}";
    let json = json(&with(&[("x", record(CHOICE, said, "outcome: a"))]), &[]);
    let row = total(&json, "choice");
    near(&row, "brier_full", 0.25 + 0.09 + 0.04);
    near(&row, "brier", 0.19);
    near(&row, "log_loss", 2_f64.ln());
    near(&row, "spherical", 0.5 / 0.38_f64.sqrt());
    // Against ⅓ each: half of (⅔)² + 2 (⅓)² = ⅓.
    near(&row, "bss_uniform", 1.0 - 0.19 * 3.0);
    assert_eq!(row["unit"], Value::Null);
}

#[test]
fn a_choice_that_came_about_in_part_has_no_spherical_score() {
    let said = "probabilities: {a: 50%, b: 30%, c: 20%}";
    let record = record(CHOICE, said, "outcome: {a: 60%, b: 40%}");
    let row = total(&json(&with(&[("x", record)]), &[]), "choice");
    near(&row, "brier_full", 0.01 + 0.01 + 0.04);
    near(&row, "log_loss", -(0.6 * 0.5_f64.ln() + 0.4 * 0.3_f64.ln()));
    assert_eq!(row["spherical"], Value::Null);
    assert_eq!(
        row["spherical_why"],
        "partial resolutions do not count here"
    );
}

#[test]
fn an_impossible_option_that_came_about_is_infinite_counted_and_named() {
    let said = "probabilities: {a: 100%, b: 0%, c: 0%}";
    let sandbox = with(&[("sure", record(CHOICE, said, "outcome: b"))]);
    let row = total(&json(&sandbox, &[]), "choice");
    assert_eq!(row["log_loss"], "inf");
    assert_eq!(row["n_infinite_log"], 1);
    assert_eq!(row["infinite_log"][0], "sure");
    let floored = json(&sandbox, &["--floor", "0.1%"]);
    near(&total(&floored, "choice"), "log_loss", 1000_f64.ln());
    assert_eq!(floored["made_with"]["floor"], 0.001);
    assert_eq!(total(&floored, "choice")["n_infinite_log"], 1);
    let page = sandbox.ok(&["score", "--verbose"]);
    assert!(page.contains("what happened was given 0%: sure"), "{page}");
}

#[test]
fn options_in_order_know_near_from_far() {
    let said = "probabilities: {low: 15%, middle: 45%, high: 25%, top: 15%}";
    let row = total(
        &json(&with(&[("x", record(ORDERED, said, "outcome: high"))]), &[]),
        "ordered",
    );
    near(&row, "rps", 0.405);
    near(&row, "rps_norm", 0.135);
    near(&row, "gjo_ordered", 0.27);
    near(&row, "log_loss", 4_f64.ln());
    // Evenly: (¼² + ½² + ¼²) / 3 for a middle option.
    near(&row, "rpss_uniform", 1.0 - 0.135 / (0.375 / 3.0));
}

#[test]
fn words_whose_points_do_not_add_up_are_listed_and_not_scored() {
    let said = "probabilities: {a: likely, b: unlikely, c: unlikely}";
    let sandbox = with(&[("x", record(CHOICE, said, "outcome: a"))]);
    let json = json(&sandbox, &[]);
    assert_eq!(json["rows"].as_array().unwrap().len(), 0, "{json}");
    assert_eq!(json["skipped"]["points_do_not_add_up"], 1);
    let page = sandbox.ok(&["score", "--verbose"]);
    assert!(page.contains("do not add up to 100%"), "{page}");
}

#[test]
fn quantiles_without_bounds_have_no_tails() {
    let said = "quantiles: {10%: 9, 50%: 11, 90%: 14}";
    let row = total(
        &json(
            &with(&[("x", record(&number("mt"), said, "outcome: 16"))]),
            &[],
        ),
        "number",
    );
    assert_eq!(row["crps"], Value::Null);
    assert_eq!(row["crps_why"], "quantiles without bounds have no tails");
    assert_eq!(row["n_crps"], 0);
    near(&row, "wis", (0.1 * 5.0 + 2.0 + 2.5) / 1.5);
    near(&row, "dispersion", 0.1 * 5.0 / 1.5);
    near(&row, "underprediction", 4.5 / 1.5);
    near(&row, "overprediction", 0.0);
    near(
        &row,
        "pinball_mean",
        (0.1 * 7.0 + 0.5 * 5.0 + 0.9 * 2.0) / 3.0,
    );
    near(&row, "coverage_0.8", 0.0);
    assert_eq!(row["unit"], "mt");
}

#[test]
fn quantiles_within_bounds_are_a_distribution() {
    // Straight from 0 at 0 over ½ at 5 to 1 at 10: even from 0 to 10. Outcome 0: 10/3.
    let kind = "kind: number\nunit: mt\nbounds: [0, 10]\n";
    let row = total(
        &json(
            &with(&[("x", record(kind, "quantiles: {50%: 5}", "outcome: 0"))]),
            &[],
        ),
        "number",
    );
    near(&row, "crps", 10.0 / 3.0);
    assert_eq!(row["n_crps"], 1);
}

#[test]
fn an_outcome_beyond_the_bounds_is_scored_at_the_bound() {
    let kind = "kind: number\nunit: mt\nbounds: [0, 10]\n";
    let said = "quantiles: {50%: 5}";
    let score = |seen: &str| {
        let json = json(&with(&[("x", record(kind, said, seen))]), &[]);
        total(&json, "number")["crps"].as_f64().unwrap()
    };
    assert!((score("outcome: above") - score("outcome: 10")).abs() < 1e-12);
    assert!((score("outcome: below") - score("outcome: 0")).abs() < 1e-12);
    // A density is scored by the probability that it left there: P(x > 14) of a normal (11, 2).
    let kind = "kind: number\nunit: mt\nbounds: [0, 14]\n";
    let normal = record(kind, "normal: {mean: 11, sd: 2}", "outcome: above");
    let row = total(&json(&with(&[("x", normal)]), &[]), "number");
    near(&row, "log_score", -(0.066_807_201_268_858_f64).ln());
}

#[test]
fn whole_distributions_have_their_closed_forms() {
    let said = "normal: {mean: 11, sd: 2}";
    let row = total(
        &json(
            &with(&[("x", record(&number("mt"), said, "outcome: 11"))]),
            &[],
        ),
        "number",
    );
    // σ (2 φ(0) − 1/√π), and −ln of the density at the mean.
    let root = (2.0 * std::f64::consts::PI).sqrt();
    near(
        &row,
        "crps",
        2.0 * (2.0 / root - 1.0 / std::f64::consts::PI.sqrt()),
    );
    near(&row, "log_score", (2.0 * root).ln());
    near(&row, "coverage_0.5", 1.0);
    assert_eq!(row["wis"], Value::Null);
    let samples = record(&number("mt"), "samples: [0, 2, 6]", "outcome: 3");
    let row = total(&json(&with(&[("x", samples)]), &[]), "number");
    near(&row, "crps", 7.0 / 3.0 - 12.0 / 9.0);
    let lone = record(&number("mt"), "samples: [5]", "outcome: 3");
    near(
        &total(&json(&with(&[("x", lone)]), &[]), "number"),
        "crps",
        2.0,
    );
    let interval = record(
        &number("mt"),
        "interval: {low: 9, high: 14, level: 80%}",
        "outcome: 15",
    );
    let row = total(&json(&with(&[("x", interval)]), &[]), "number");
    near(&row, "wis", 0.1 * (5.0 + 2.0 / 0.2));
    near(&row, "coverage_0.8", 0.0);
}

#[test]
fn numbers_of_different_units_are_never_averaged() {
    let said = "normal: {mean: 11, sd: 2}";
    let sandbox = with(&[
        ("gas", record(&number("bcm"), said, "outcome: 11")),
        ("oil", record(&number("mt"), said, "outcome: 15")),
        ("more-oil", record(&number("mt"), said, "outcome: 13")),
        ("bare", record("kind: number\n", said, "outcome: 13")),
        ("barer", record("kind: number\n", said, "outcome: 13")),
    ]);
    let json = json(&sandbox, &["--group-by", "kind"]);
    let totals = json["rows"].as_array().unwrap().iter();
    let totals: Vec<_> = totals
        .filter(|row| row["group"] == serde_json::json!({}))
        .map(|row| (row["unit"].as_str().unwrap(), row["n"].as_u64().unwrap()))
        .collect();
    // Two numbers whose units nobody gave are not of one unit for that.
    let bare = [("no unit (bare)", 1), ("no unit (barer)", 1)];
    assert_eq!(totals, [&[("bcm", 1), ("mt", 2)], &bare[..]].concat());
    let page = sandbox.ok(&["score", "--verbose"]);
    assert!(
        page.contains("Numbers: bcm") && page.contains("Numbers: mt"),
        "{page}"
    );
}

#[test]
fn a_date_runs_straight_between_the_days_named_and_never_is_their_end() {
    // From 2 January to 12 January half of it, by 22 January all but a fifth.
    let said = "happens_by: {2026-01-12: 50%, 2026-01-22: 80%}";
    let kind = "kind: date\n";
    let score = |seen: &str| {
        let row = total(
            &json(&with(&[("x", record(kind, said, seen))]), &[]),
            "date",
        );
        assert_eq!(row["unit"], "days");
        row["crps"].as_f64().unwrap()
    };
    // F rises from 0 to ½ and on to 0.8: ∫F² = 10 (0.25)/3 + 10 (0.25 + 0.4 + 0.64)/3.
    let never = 10.0 * 0.25 / 3.0 + 10.0 * 1.29 / 3.0;
    assert!((score("outcome: never") - never).abs() < 1e-9);
    assert!((score("outcome: 2026-01-30") - never).abs() < 1e-9);
    // On 12 January: what is left of 1 − F after it is ½ to ⅕.
    let then = 10.0 * 0.25 / 3.0 + 10.0 * (0.25 + 0.1 + 0.04) / 3.0;
    assert!((score("outcome: 2026-01-12") - then).abs() < 1e-9);
}

#[test]
fn a_day_without_bounds_lies_between_opening_and_deadline() {
    // Half by the middle of 1 January to 31 January: even, and never is one with the last day.
    let said = "quantiles: {50%: 2026-01-16}";
    let row = total(
        &json(
            &with(&[("x", record("kind: date\n", said, "outcome: never"))]),
            &[],
        ),
        "date",
    );
    near(&row, "crps", 30.0 / 3.0);
}

#[test]
fn a_scenario_set_is_scored_as_a_choice() {
    let set = "scenarios:\n  - id: good\n    title: Good\n  - id: bad\n    title: Bad\n\
               title: Either\nexhaustive: true\nopened: 2026-01-01\ndeadline: 2026-01-31\nestimates:\n  \
               - {date: 2026-01-02, by: ann, probabilities: {good: 70%, bad: 30%}}\n\
               resolution: {outcome: good, known: 2026-02-01}\n";
    let row = total(&json(&with(&[("x", set.to_owned())]), &[]), "scenarios");
    near(&row, "brier", 0.09);
    near(&row, "brier_full", 0.18);
}

#[test]
fn kinds_stand_apart_each_with_its_total() {
    let sandbox = with(&[
        (
            "rain",
            record("", "probability: 80%", "outcome: yes, happened: 2026-01-20"),
        ),
        (
            "choice",
            record(
                CHOICE,
                "probabilities: {a: 50%, b: 30%, c: 20%}",
                "outcome: a",
            ),
        ),
        (
            "number",
            record(&number("mt"), "normal: {mean: 11, sd: 2}", "outcome: 11"),
        ),
    ]);
    let json = json(&sandbox, &[]);
    let rows = json["rows"].as_array().unwrap();
    let kinds: Vec<_> = rows
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    // A row for the forecaster and one for all, of each kind.
    assert_eq!(
        kinds,
        ["binary", "binary", "choice", "choice", "number", "number"]
    );
    for row in rows {
        assert_eq!(row["n"], 1);
    }
    let csv = sandbox.ok(&["score", "--format", "csv"]);
    assert!(csv.starts_with("group_forecaster,kind,"), "{csv}");
    assert!(csv.contains(",brier,") && csv.contains(",crps,"), "{csv}");
}

#[test]
fn stated_numbers_words_and_coded_readings_stand_apart() {
    let coded = "probability: 90%, coded: {by: desk, date: 2026-02-02}";
    let source = "source: {document: A letter, published: 2026-01-02, quote: it will}\n";
    let yes = "outcome: yes, happened: 2026-01-20";
    let sandbox = with(&[
        ("stated", record("", "probability: 80%", yes)),
        ("word", record("", "probability: likely", yes)),
        ("coded", record(source, coded, yes)),
    ]);
    let row = total(&json(&sandbox, &[]), "binary");
    let apart = row["apart"].as_array().unwrap();
    let from: Vec<_> = apart
        .iter()
        .map(|one| one["from"].as_str().unwrap())
        .collect();
    assert_eq!(
        from,
        ["stated numbers", "yardstick words", "coded readings"]
    );
    near(&apart[0], "brier", 0.04);
    near(&apart[1], "brier", 0.325 * 0.325);
    near(&apart[2], "brier", 0.01);
    let page = sandbox.ok(&["score", "--verbose", "--weigh", "first"]);
    for one in from {
        assert!(page.contains(one), "{page}");
    }
    let grouped = json(&sandbox, &["--group-by", "origin"]);
    assert_eq!(grouped["rows"].as_array().unwrap().len(), 4);
}

#[test]
fn the_ambiguous_and_the_unresolved_show_apart_what_they_could_change() {
    let yes = "outcome: yes, happened: 2026-01-20";
    let unresolved = record("", "probability: 90%", yes);
    let unresolved = unresolved.split("resolution").next().unwrap().to_owned();
    let sandbox = with(&[
        ("seen", record("", "probability: 80%", yes)),
        (
            "unclear",
            record("", "probability: 60%", "outcome: ambiguous"),
        ),
        ("open", unresolved),
    ]);
    let row = total(&json(&sandbox, &[]), "binary");
    near(&row, "brier", 0.04);
    near(&row, "brier_if_no", f64::midpoint(0.04, 0.81));
    near(&row, "brier_if_yes", f64::midpoint(0.04, 0.01));
    near(&row, "brier_if_ambiguous_no", f64::midpoint(0.04, 0.36));
    near(&row, "brier_if_ambiguous_yes", f64::midpoint(0.04, 0.16));
    let page = sandbox.ok(&["score", "--verbose", "--weigh", "first"]);
    assert!(page.contains("With every unresolved forecast"), "{page}");
    assert!(page.contains("With every ambiguous forecast"), "{page}");
}

#[test]
fn a_skill_has_its_interval_and_one_question_has_none() {
    let yes = "outcome: yes, happened: 2026-01-20";
    let said = ["80%", "60%", "30%", "70%", "90%", "40%"];
    let records: Vec<(String, String)> = said
        .iter()
        .enumerate()
        .map(|(i, said)| {
            let seen = if i % 3 == 2 { "outcome: no" } else { yes };
            let base = "base_rate: {probability: 50%, because: a coin}\n";
            (
                format!("q{i}"),
                record(base, &format!("probability: {said}"), seen),
            )
        })
        .collect();
    let named: Vec<_> = records
        .iter()
        .map(|(id, text)| (id.as_str(), text.clone()))
        .collect();
    let row = total(&json(&with(&named), &[]), "binary");
    for name in ["brier", "bss_sample", "bss_prior", "bss_half"] {
        let end = |end: &str| row[format!("{name}_{end}")].as_f64().unwrap();
        let value = row[name].as_f64().unwrap();
        assert!(end("low") <= value && value <= end("high"), "{name}");
    }
    // The records' own base rate is a coin's, on the same pairs.
    near(&row, "bss_prior", row["bss_half"].as_f64().unwrap());
    let half = row["bss_half_low"].as_f64().unwrap();
    assert!((row["bss_prior_low"].as_f64().unwrap() - half).abs() < 1e-6);
    assert_eq!(row["n_prior"], 6);
    let alone = total(&json(&with(&named[..1]), &[]), "binary");
    assert_eq!(alone["brier_low"], Value::Null);
    assert_eq!(alone["brier_why"], "needs at least 5, has 1");
    assert_eq!(alone["bss_sample"], Value::Null);
    assert_eq!(alone["bss_sample_why"], "all outcomes are the same");
}

#[test]
fn the_work_adds_up_line_by_line() {
    let two = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-01-10\nestimates:\n  \
               - {date: 2026-01-01, by: ann, probability: 40%}\n  \
               - {date: 2026-01-05, by: ann, probability: 80%}\n  \
               - {date: 2026-01-08, by: ann, probability: 99%}\n\
               resolution: {outcome: yes, happened: 2026-01-07}\n";
    let sandbox = with(&[("rain", two.to_owned())]);
    let page = sandbox.ok(&["score", "--show-work", "rain"]);
    let expected = "\
rain: Will it rain?
outcome yes, known 2026-01-07: only what was said before counts
scheduled life 2026-01-01 to 2026-01-10, 10 days; weighed by days

ann
  2026-01-01  40%
    stood 2026-01-01 to 2026-01-04: 4 of 10 days
    weight 4 / 10 = 0.4
    Brier (0.4 − 1)² = 0.36
    0.4 × 0.36 = 0.144
  2026-01-05  80%
    stood 2026-01-05 to 2026-01-06: 2 of 10 days
    weight 2 / 10 = 0.2
    Brier (0.8 − 1)² = 0.04
    0.2 × 0.04 = 0.008
  2026-01-08  99%
    made when the outcome was known: does not count
  sum of weights 0.6, the coverage (60%)
  sum of products 0.152
  Brier 0.152 / 0.6 = 0.253333
";
    assert_eq!(page, expected, "{page}");
    let json = sandbox
        .run(&["score", "--show-work", "rain", "--format", "json"])
        .json();
    assert_eq!(json["made_with"]["show_work"], "rain");
    near(&json["rows"][0], "score", 0.152 / 0.6);
    let by_days = sandbox.run(&["score", "--format", "json"]).json();
    assert_eq!(json["rows"][0]["score"], total(&by_days, "binary")["brier"]);
}

#[test]
fn the_work_of_what_is_not_scored_says_why() {
    let open = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2030-01-10\n";
    let sandbox = with(&[("rain", open.to_owned())]);
    let page = sandbox.ok(&["score", "--show-work", "rain"]);
    assert!(page.contains("It is not scored: not due yet."), "{page}");
    let ran = sandbox.run(&["score", "--show-work", "snow"]);
    assert_eq!(ran.code, 2);
    let ran = sandbox.ok(&["score", "--show-work", "rain", "--format", "csv"]);
    assert_eq!(ran.lines().count(), 1, "{ran}");
}

#[test]
fn what_came_before_the_bounds_is_scored_at_the_bound() {
    let sandbox = Sandbox::new();
    let text = |outcome: &str| {
        format!(
            "question: When?\ncriteria: x\nkind: date\nbounds: [2026-06-01, 2026-12-31]\n\
             opened: 2026-01-01\ndeadline: 2026-06-30\nestimates:\n  \
             - {{date: 2026-01-02, by: ann, quantiles: {{5%: 2026-02-01, 50%: 2026-03-05, 95%: 2026-04-01}}}}\n  \
             - {{date: 2026-01-02, by: bob, quantiles: {{5%: 2026-10-01, 50%: 2026-11-05, 95%: 2026-12-01}}}}\n\
             resolution: {{outcome: {outcome}, known: 2026-03-06}}\n"
        )
    };
    let crps = |outcome: &str| {
        sandbox.write("forecasts/when.yaml", &text(outcome));
        let args = ["score", "--weigh=first", "--resamples=0", "--format=json"];
        let answer = sandbox.run(&args).json();
        let rows = answer["rows"].as_array().unwrap().clone();
        let of = |row: &Value| row["crps"].as_f64().unwrap();
        [of(&rows[0]), of(&rows[1])]
    };
    let [ann, bob] = crps("before");
    assert!(ann < 15.0 && bob > 100.0, "{ann} {bob}");
    let [ann, bob] = crps("never");
    assert!(ann > bob, "{ann} {bob}");
}
