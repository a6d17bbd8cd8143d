//! `foretell compare`

use serde_json::Value;

use crate::common::{Sandbox, assert_page, flat, question};

const NO: &str = "outcome: no, known: 2026-01-11";
const YES: &str = "outcome: yes, known: 2026-01-11, happened: 2026-01-10";

/// A ledger with one estimate by each of two forecasters on each question, on its first day: what
/// they said, and whether it happened.
fn two(said: &[(u32, u32, bool)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (i, (ann, bob, happened)) in said.iter().enumerate() {
        let (ann, bob) = (format!("{ann}%"), format!("{bob}%"));
        let estimates = [
            ("ann", "2026-01-01", ann.as_str()),
            ("bob", "2026-01-01", bob.as_str()),
        ];
        let text = question(&estimates, if *happened { YES } else { NO });
        sandbox.write_question(&format!("q{i}"), &text);
    }
    sandbox
}

/// Twenty-four questions on which ann was nearer by the same each time.
fn ann_is_better() -> Sandbox {
    two(&[(80, 60, true), (20, 40, false)].repeat(12))
}

fn json(sandbox: &Sandbox, more: &[&str]) -> Value {
    let args = [&["compare", "ann", "bob", "--format", "json"], more].concat();
    sandbox.run(&args).json()
}

fn near(value: &Value, want: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value}"));
    assert!((value - want).abs() < 1e-12, "{value} is not {want}");
}

#[test]
fn of_two_that_score_the_same_nobody_is_the_better() {
    // Each is right where the other is not: the mean difference is 0 and so no forecaster is ahead.
    let sandbox = two(&[
        (80, 60, true),
        (80, 60, false),
        (60, 80, true),
        (60, 80, false),
    ]
    .repeat(6));
    let page = flat(&sandbox.run(&["compare", "ann", "bob"]).out);
    assert!(
        page.contains("ann and bob scored the same (Brier 0.300): not beyond chance (p 1.000)"),
        "{page}"
    );
    let score = sandbox.run(&["score"]).out;
    assert!(
        score.contains("ann and bob level on the 24 questions that both took"),
        "{score}"
    );
}

#[test]
fn only_the_days_count_on_which_both_stood() {
    let sandbox = Sandbox::new();
    let estimates = [
        ("ann", "2026-01-01", "40%"),
        ("ann", "2026-01-05", "80%"),
        ("bob", "2026-01-03", "50%"),
    ];
    let text = question(&estimates, "outcome: yes, happened: 2026-01-07");
    sandbox.write("forecasts/q.yaml", &text);
    // Both stood from 3 to 6 January, four of ten days: two at .36 − .25, two at .04 − .25.
    let row = json(&sandbox, &[])["rows"][0].clone();
    near(&row["shared"], 0.4);
    near(&row["first"], 0.2);
    near(&row["second"], 0.25);
    near(&row["difference"], -0.05);
    assert_eq!((&row["n"], &row["questions"]), (&2.into(), &1.into()));
    let of = |weigh: &str| json(&sandbox, &["--weigh", weigh])["rows"][0]["difference"].clone();
    near(&of("first"), 0.11);
    near(&of("last"), -0.21);
    // Eight days before the deadline only ann stood; on 5 January, five days before it, both did.
    assert_eq!(of("horizon=8d"), Value::Null);
    near(&of("horizon=5d"), -0.21);
    // Whenever either spoke: 3 January at .11, 5 January at −.21.
    near(&of("each"), -0.05);
}

#[test]
fn a_refusal_and_a_withdrawal_end_the_days_that_are_compared() {
    for end in ["probability: no estimate", "withdrawn: true"] {
        let sandbox = Sandbox::new();
        let estimates = [
            ("ann", "2026-01-01", "40%"),
            ("ann", "2026-01-06", end),
            ("bob", "2026-01-04", "50%"),
        ];
        sandbox.write("forecasts/q.yaml", &question(&estimates, NO));
        near(&json(&sandbox, &[])["rows"][0]["shared"], 0.2);
    }
}

#[test]
fn a_difference_beyond_chance_is_said_to_be_so() {
    let page = ann_is_better().ok(&["compare", "--verbose", "ann", "bob"]);
    assert_page("command", "compare", &page);
    // The other way round the sentence is the same, with the signs turned.
    let row = json(&ann_is_better(), &[])["rows"][0].clone();
    near(&row["difference"], -0.12);
    assert!(row["difference_p_value"].as_f64().unwrap() < 0.001);
    assert_eq!(row["difference_told"], "first_better");
    let turned = ann_is_better().ok(&["compare", "--verbose", "bob", "ann"]);
    assert!(
        turned.contains("ann scored better than bob by 0.120"),
        "{turned}"
    );
}

#[test]
fn another_test_is_asked_for_by_name_and_has_no_interval_beside_it() {
    let eight = two(&[(80, 60, true), (20, 40, false)].repeat(4));
    // Eight pull one way: 2 of 2⁸ flips give as much. But once wrong, ann would have lost it all.
    let flips = json(&eight, &["--test", "sign-flip"])["rows"][0].clone();
    near(&flips["difference_p_value"], 2.0 / 256.0);
    assert_eq!(flips["difference_told"], "first_better");
    assert!(flips["difference_low"].is_null());
    let student = json(&eight, &[])["rows"][0].clone();
    assert_eq!(student["difference_told"], "not_more_than_chance");
    let page = eight.ok(&["compare", "ann", "bob", "--verbose", "--test", "wilcoxon"]);
    assert!(
        flat(&page).contains("tested by Wilcoxon's signed ranks"),
        "{page}"
    );
    let mixed = two(&[
        (80, 60, true),
        (40, 20, false),
        (30, 60, true),
        (20, 40, false),
    ]);
    // Differences of −.12, .12, .33 and −.12: Student's t of .0525 over .1084, with 3 degrees.
    let dm = json(&mixed, &["--test", "dm"])["rows"][0].clone();
    let p = dm["difference_p_value"].as_f64().unwrap();
    assert!((p - 0.6614).abs() < 1e-3, "{p}");
    assert!(dm["difference_low"].is_null());
}

#[test]
fn a_difference_within_chance_is_said_to_be_so() {
    let said = [
        (80, 60, true),
        (60, 80, true),
        (20, 40, false),
        (40, 20, false),
        (70, 60, true),
        (60, 70, true),
        (30, 40, false),
    ];
    let page = two(&said).ok(&["compare", "--verbose", "ann", "bob"]);
    assert!(flat(&page).contains("not beyond chance (p "), "{page}");
}

#[test]
fn questions_that_share_their_fate_prove_no_more_than_one() {
    let sandbox = ann_is_better();
    for i in 0..24 {
        let file = format!("forecasts/q{i}.yaml");
        let text = sandbox.read(&file) + "cluster: weather\n";
        sandbox.write(&file, &text);
    }
    let row = json(&sandbox, &[])["rows"][0].clone();
    assert_eq!(
        (&row["questions"], &row["clusters"]),
        (&24.into(), &1.into())
    );
    assert_eq!(row["difference_p_value_why"], "needs at least 5, has 1");
    assert_eq!(row["difference_told"], "too_few");
    assert!(row["difference_low"].is_null());
    let page = sandbox.ok(&["compare", "--verbose", "ann", "bob"]);
    assert!(
        flat(&page).contains("too few clusters to tell any difference"),
        "{page}"
    );
}

#[test]
fn ten_updates_a_day_narrow_nothing() {
    let once = json(&ann_is_better(), &[])["rows"][0].clone();
    let sandbox = ann_is_better();
    for i in 0..24 {
        let file = format!("forecasts/q{i}.yaml");
        let text = sandbox.read(&file);
        let line = text.lines().find(|line| line.contains("bob")).unwrap();
        let more: String = (2..10)
            .map(|day| format!("{}\n", line.replace("01-01", &format!("01-0{day}"))))
            .collect();
        sandbox.write(
            &file,
            &text.replace(&format!("{line}\n"), &format!("{line}\n{more}")),
        );
    }
    let often = json(&sandbox, &[])["rows"][0].clone();
    assert_eq!(often["n"], 216);
    for name in [
        "difference",
        "difference_low",
        "difference_high",
        "difference_p_value",
    ] {
        near(&often[name], once[name].as_f64().unwrap());
    }
}

#[test]
fn two_who_say_the_same_are_identical_and_have_no_p_value() {
    let sandbox = two(&[(80, 80, true), (20, 20, false)]);
    let row = json(&sandbox, &[])["rows"][0].clone();
    near(&row["difference"], 0.0);
    assert!(row["difference_p_value"].is_null());
    assert_eq!(row["difference_p_value_why"], "the two are identical");
    assert_eq!(row["difference_told"], "identical");
    let page = sandbox.ok(&["compare", "--verbose", "ann", "bob"]);
    assert!(page.contains("ann and bob are identical"), "{page}");
    assert!(page.contains("n/a"), "{page}");
}

#[test]
fn an_infinite_log_score_has_a_reason_and_leaves_the_brier_score_alone() {
    let sandbox = two(&[(0, 40, true), (20, 40, false)]);
    let rows = json(&sandbox, &[])["rows"].clone();
    near(&rows[0]["difference"], (1.0 - 0.36 + 0.04 - 0.16) / 2.0);
    assert_eq!(rows[1]["first"], "inf");
    assert!(rows[1]["difference"].is_null());
    assert_eq!(rows[1]["difference_why"], "the score is infinite");
}

#[test]
fn each_kind_is_compared_by_its_own_score_and_each_unit_apart() {
    let sandbox = Sandbox::new();
    let write = |id: &str, head: &str, ann: &str, bob: &str, outcome: &str| {
        let estimates = [("ann", "2026-01-01", ann), ("bob", "2026-01-01", bob)];
        let text = question(
            &estimates,
            &format!("outcome: {outcome}, known: 2026-01-11"),
        );
        sandbox.write(&format!("forecasts/{id}.yaml"), &format!("{head}{text}"));
    };
    let choice = "kind: choice\noptions: [a, b]\n";
    write(
        "c",
        choice,
        "probabilities: {a: 80%, b: 20%}",
        "probabilities: {a: 50%, b: 50%}",
        "a",
    );
    let ordered = "kind: ordered\noptions: [low, middle, high]\n";
    let (close, far) = (
        "{low: 0%, middle: 100%, high: 0%}",
        "{low: 100%, middle: 0%, high: 0%}",
    );
    let of = |said: &str| format!("probabilities: {said}");
    write("rank", ordered, &of(close), &of(far), "high");
    let number = |unit: &str| format!("kind: number\nunit: {unit}\nbounds: [0, 100]\n");
    let (ann, bob) = ("samples: [10, 10]", "samples: [30, 30]");
    write("gas", &number("bcm"), ann, bob, "20");
    write("oil", &number("tonnes"), ann, bob, "10");
    let rows = json(&sandbox, &[])["rows"].clone();
    let found = |kind: &str, unit: Value, score: &str| {
        let rows = rows.as_array().unwrap();
        let same =
            |row: &&Value| row["kind"] == kind && row["unit"] == unit && row["score"] == score;
        rows.iter()
            .find(same)
            .unwrap_or_else(|| panic!("no {kind} in {rows:?}"))["difference"]
            .clone()
    };
    // Half of 2 · .04 less half of 2 · .25.
    near(&found("choice", Value::Null, "brier"), 0.04 - 0.25);
    // One split of two wrong, less both.
    near(&found("ordered", Value::Null, "rps_norm"), 0.5 - 1.0);
    near(&found("number", "bcm".into(), "crps"), 0.0);
    near(&found("number", "tonnes".into(), "crps"), -20.0);
}

#[test]
fn a_floor_keeps_the_log_score_of_the_impossible_finite() {
    let sandbox = two(&[(0, 40, true), (20, 40, false)]);
    let rows = json(&sandbox, &["--floor", "0.01"])["rows"].clone();
    assert_eq!(rows[1]["score"], "log_loss");
    near(&rows[1]["first"], -(0.01_f64.ln() + 0.8_f64.ln()) / 2.0);
}

#[test]
fn what_only_one_answered_is_dropped_and_counted() {
    let sandbox = ann_is_better();
    let text = question(&[("ann", "2026-01-01", "99%")], NO);
    sandbox.write("forecasts/alone.yaml", &text);
    let estimates = [
        ("ann", "2026-01-01", "99%"),
        ("ann", "2026-01-03", "withdrawn: true"),
        ("bob", "2026-01-05", "10%"),
    ];
    sandbox.write("forecasts/apart.yaml", &question(&estimates, NO));
    let answer = json(&sandbox, &[]);
    near(&answer["rows"][0]["difference"], -0.12);
    assert_eq!(answer["skipped"]["only_first"], 1);
    assert_eq!(answer["skipped"]["only_second"], 0);
    assert_eq!(answer["skipped"]["apart"], 1);
    let page = sandbox.ok(&["compare", "--verbose", "ann", "bob"]);
    assert!(
        page.contains("Dropped: 1 question that only ann answered; 1 question on"),
        "{page}"
    );
}

#[test]
fn our_ledger_says_what_is_missing() {
    let page = Sandbox::our_ledger().ok(&["compare", "--verbose", "bobo-lo", "desk"]);
    assert!(
        flat(&page).starts_with(
            "Nothing to compare: bobo-lo has an estimate on 20 scored questions, desk on no scored \
             question."
        ),
        "{page}"
    );
    let filters = ["--tag", "gas", "--due-before", "1999-01-01"];
    let empty =
        Sandbox::our_ledger()
            .ok(&[&["compare", "--verbose", "bobo-lo", "desk"], &filters[..]].concat());
    assert!(
        empty.starts_with("No forecast passes the filters."),
        "{empty}"
    );
}

#[test]
fn names_that_cannot_be_compared_are_refused() {
    let sandbox = ann_is_better();
    let refused = |args: &[&str]| {
        let ran = sandbox.run(&[&["compare", "--verbose"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}");
        ran.err
    };
    assert!(refused(&["ann", "bop"]).contains("did you mean `bob`?"));
    assert!(refused(&["ann", "somebody"]).contains("estimates are by ann, bob"));
    assert!(refused(&["ann", "ann"]).contains("both are `ann`"));
    assert!(refused(&["ann", "bob", "--forecaster", "cat"]).contains("no place here"));
}

#[test]
fn csv_is_data_and_markdown_has_the_same_rows() {
    let csv = ann_is_better().ok(&["compare", "ann", "bob", "--format", "csv"]);
    let head = "kind,unit,score,n,questions,clusters,shared,first,second,difference,difference_low,\
                difference_high,difference_p_value,difference_told,sentence\n";
    assert!(csv.starts_with(head), "{csv}");
    assert!(
        csv.contains("\nbinary,,brier,24,24,24,") && csv.contains(",first_better,"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), 3);
    let markdown = ann_is_better().ok(&["compare", "ann", "bob", "--format", "markdown"]);
    assert!(
        markdown.contains("| binary | Brier | 24 | 24 | 24 | 0.040 | 0.160 | -0.120 |"),
        "{markdown}"
    );
}

/// A history of ten days as a table: what stood when is what `only_the_days_count` has.
const HISTORY: &str = "\
question_id,forecaster,made_at,opened,deadline,resolved_at,probability,outcome
q,ann,2026-01-01,2026-01-01,2026-01-10,2026-01-07,0.4,1
q,ann,2026-01-05,2026-01-01,2026-01-10,2026-01-07,0.8,1
q,bob,2026-01-03,2026-01-01,2026-01-10,2026-01-07,0.5,1
";

/// The JSON of a comparison of ann and bob over a table.
fn table(text: &str, more: &[&str]) -> (Value, String) {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    let args = [
        "compare", "ann", "bob", "--table", "t.csv", "--format", "json",
    ];
    let ran = sandbox.run(&[&args, more].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    (ran.json(), ran.err)
}

#[test]
fn a_table_is_compared_as_a_ledger_is() {
    let difference = |weigh: &str| {
        let (answer, _) = table(HISTORY, &["--weigh", weigh]);
        answer["rows"][0]["difference"].clone()
    };
    near(&difference("days"), -0.05);
    near(&difference("first"), 0.11);
    near(&difference("last"), -0.21);
    near(&difference("each"), -0.05);
    assert_eq!(difference("horizon=8d"), Value::Null);
    let (answer, _) = table(HISTORY, &["--weigh", "days"]);
    near(&answer["rows"][0]["shared"], 0.4);
}

#[test]
fn a_table_without_times_pairs_the_rows_of_a_question() {
    let text = "question_id,forecaster,probability,outcome,weight\n\
                a,ann,0.8,1,3\na,bob,0.6,1,3\nb,ann,0.8,0,1\nb,bob,0.6,0,1\nc,ann,0.5,0,1\n";
    let (answer, err) = table(text, &[]);
    assert_eq!(err, "");
    near(
        &answer["rows"][0]["difference"],
        (3.0 * (0.04 - 0.16) + (0.64 - 0.36)) / 4.0,
    );
    assert_eq!(answer["skipped"]["only_first"], 1);
    assert_eq!(answer["made_with"]["weigh"], "each");
}

#[test]
fn rows_that_cannot_be_laid_beside_each_other_are_faults_with_their_lines() {
    let head = "question_id,forecaster,probability,outcome,weight\n";
    let fault = |rows: &str| {
        let sound = "z,ann,0.8,1,1\nz,bob,0.6,1,1\n";
        let (answer, err) = table(&format!("{head}{rows}{sound}"), &[]);
        (answer["skipped"]["bad_row"].clone(), err)
    };
    let (rows, err) = fault("a,ann,0.8,1,1\na,ann,0.7,1,1\na,bob,0.6,1,1\n");
    assert_eq!(rows, 3);
    assert!(
        err.contains("t.csv:2: a forecaster has several estimates"),
        "{err}"
    );
    let (rows, err) = fault("a,ann,0.8,1,1\na,bob,0.6,0,1\n");
    assert_eq!(rows, 2);
    assert!(err.contains("do not agree on the outcome"), "{err}");
    let (_, err) = fault("a,ann,0.8,1,1\na,bob,0.6,1,2\n");
    assert!(err.contains("do not agree on the weight"), "{err}");
    let (rows, err) = fault("a,ann,0.8,1,1\na,bob,0.6,1,1\n,bob,0.6,1,1\na,,0.6,1,1\n");
    assert_eq!(rows, 2);
    assert!(err.contains("t.csv:4: `question_id` is empty"), "{err}");
    assert!(err.contains("t.csv:5: `forecaster` is empty"), "{err}");
}

#[test]
fn a_table_that_lacks_what_comparing_needs_is_refused() {
    let refused = |text: &str, more: &[&str], why: &str| {
        let sandbox = Sandbox::empty();
        sandbox.write("t.csv", text);
        let ran = sandbox.run(
            &[
                &["compare", "--verbose", "ann", "bob", "--table", "t.csv"],
                more,
            ]
            .concat(),
        );
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    let bare = "question_id,probability,outcome\na,0.8,1\n";
    refused(bare, &[], "no column `forecaster`, which compare needs");
    refused(
        HISTORY.replace("bob", "eve").as_str(),
        &[],
        "nobody in it is called `bob`",
    );
    refused(
        "probability,n,events\n0.8,2,1\n",
        &["--counts"],
        "counts do not say who said what",
    );
}

#[test]
fn the_published_interval_scores_of_two_models_are_compared() {
    // scoringutils, example data: WIS of 17900 and 28500, over 128 forecasts each.
    let path = crate::common::root().join("crates/scoring/tests/data/covid_hub/cases.csv");
    let wide = std::fs::read_to_string(path).unwrap();
    let mut lines = wide.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let mut long = String::from("forecaster,question_id,made_at,outcome,quantile,value\n");
    for line in lines {
        for (level, value) in head.iter().zip(&line).skip(4) {
            let level = level.trim_start_matches('q');
            long += &format!("{},{level},{value}\n", line[..4].join(","));
        }
    }
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &long);
    let models = ["EuroCOVIDhub-ensemble", "EuroCOVIDhub-baseline"];
    let args = [
        "compare", models[0], models[1], "--table", "t.csv", "--format", "json",
    ];
    let row = sandbox.run(&args).json()["rows"][0].clone();
    assert_eq!((&row["score"], &row["n"]), (&"wis".into(), &128.into()));
    for (name, published) in [("first", 17_900.0), ("second", 28_500.0)] {
        let wis = row[name].as_f64().unwrap();
        assert!((wis / published - 1.0).abs() < 0.005, "{name} is {wis}");
    }
    assert_eq!(row["difference_told"], "first_better");
}
