//! Forecasters like for like, their ranks and skills, and every two of them compared.

use serde_json::Value;

use crate::common::{Sandbox, flat, near, number, question};

/// What each forecaster says of what comes true, of each question; nothing of the others.
type Said<'a> = &'a [(&'a str, &'a [&'a str])];

/// A table in which every question comes true.
fn table(said: Said<'_>) -> String {
    let mut text = String::from("question_id,forecaster,probability,outcome\n");
    for (who, said) in said {
        for (i, p) in said.iter().enumerate().filter(|(_, p)| !p.is_empty()) {
            text += &format!("q{i:02},{who},{p},1\n");
        }
    }
    text
}

/// Ann is better than bob by far on twelve questions, cat about as good as ann, and dan answered four.
const LEAGUE: Said<'_> = &[
    (
        "ann",
        &[
            ".9", ".8", ".9", ".95", ".85", ".9", ".8", ".9", ".95", ".9", ".85", ".9",
        ],
    ),
    (
        "bob",
        &[
            ".5", ".4", ".55", ".5", ".45", ".4", ".5", ".5", ".45", ".5", ".4", ".5",
        ],
    ),
    (
        "cat",
        &[
            ".85", ".8", ".9", ".9", ".85", ".95", ".8", ".85", ".95", ".9", ".8", ".9",
        ],
    ),
    ("dan", &[".9", ".8", ".9", ".9"]),
];

fn answer(text: &str, args: &[&str]) -> Value {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    let all = [args, &["--table", "t.csv", "--format", "json"]].concat();
    sandbox.run(&all).json()
}

fn rows(text: &str, args: &[&str]) -> Vec<Value> {
    answer(text, args)["rows"].as_array().unwrap().clone()
}

fn page(text: &str, args: &[&str]) -> String {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    flat(&sandbox.ok(&[args, &["--table", "t.csv"]].concat()))
}

fn who(row: &Value) -> &str {
    row["group"]["forecaster"].as_str().unwrap()
}

#[test]
fn like_for_like_is_the_difference_to_the_panel_drawn_to_it() {
    let rows = rows(&table(LEAGUE), &["score", "--adjust"]);
    assert_eq!(
        rows.iter().map(who).collect::<Vec<_>>(),
        ["ann", "cat", "bob", "dan"]
    );
    let [ann, cat, bob, dan] = &rows[..] else {
        panic!("four rows");
    };
    // Who is far from the panel is drawn to it, and the interval holds the difference.
    for row in [ann, cat, bob] {
        let (drawn, plain) = (number(row, "like_for_like"), number(row, "unshrunk"));
        assert!(drawn.abs() < plain.abs() && drawn * plain > 0.0, "{row}");
        let ends = (
            number(row, "like_for_like_low"),
            number(row, "like_for_like_high"),
        );
        assert!(ends.0 < drawn && drawn < ends.1, "{row}");
    }
    // The differences of two are those of their adjusted scores.
    let apart = |key: &str| number(bob, key) - number(ann, key);
    near(apart("unshrunk"), apart("adjusted"));
    // Under five shared questions nothing is said.
    assert!(
        dan["like_for_like"].is_null() && dan["unshrunk"].is_null(),
        "{dan}"
    );
    assert!(number(dan, "adjusted") > 0.0);
}

#[test]
fn nobody_is_best_whose_interval_includes_the_next() {
    let page_of = |said: Said<'_>| page(&table(said), &["score", "--adjust"]);
    let said = page_of(LEAGUE);
    assert!(
        said.contains("nobody is best: the interval of ann includes cat, who comes next"),
        "{said}"
    );
    let said = page_of(&LEAGUE[..2]);
    assert!(said.contains("Like for like ann scores best"), "{said}");
    assert!(said.contains("bob comes next"), "{said}");
}

#[test]
fn a_rank_is_as_sure_as_the_pairs_say() {
    let rows = rows(&table(LEAGUE), &["score", "--adjust"]);
    let rank = |row: &Value| ["rank", "rank_best", "rank_worst"].map(|key| row[key].as_u64());
    assert_eq!(rank(&rows[0]), [Some(1), Some(1), Some(2)]);
    assert_eq!(rank(&rows[1]), [Some(2), Some(1), Some(2)]);
    assert_eq!(rank(&rows[2]), [Some(3); 3]);
    assert_eq!(rank(&rows[3]), [None; 3]);
    let page = page(&table(LEAGUE), &["score", "--adjust"]);
    assert!(
        page.contains("1 (1–2) ann") && page.contains("3 bob"),
        "{page}"
    );
}

#[test]
fn every_two_are_compared_as_two_are_and_p_values_allow_for_all() {
    let text = table(LEAGUE);
    let pairs = rows(&text, &["compare", "--all"]);
    let names = |row: &Value| format!("{} {}", row["first"], row["second"]).replace('"', "");
    let expected = [
        "ann bob", "ann cat", "ann dan", "bob cat", "bob dan", "cat dan",
    ];
    assert_eq!(pairs.iter().map(names).collect::<Vec<_>>(), expected);
    let alone = &rows(&text, &["compare", "ann", "bob"])[0];
    for key in [
        "difference",
        "difference_low",
        "difference_high",
        "difference_p_value",
    ] {
        near(number(&pairs[0], key), number(alone, key));
    }
    // Four shared questions are too few to be one of those that are allowed for: three pairs are left.
    assert!(pairs[2]["difference_p_holm"].is_null(), "{}", pairs[2]);
    let mut p: Vec<(f64, f64)> = [0, 1, 3]
        .iter()
        .map(|i| {
            (
                number(&pairs[*i], "difference_p_value"),
                number(&pairs[*i], "difference_p_holm"),
            )
        })
        .collect();
    p.sort_by(|a, b| a.0.total_cmp(&b.0));
    near(p[0].1, 3.0 * p[0].0);
    near(p[1].1, (2.0 * p[1].0).max(p[0].1));
    near(p[2].1, p[2].0.max(p[1].1));
    let page = page(&text, &["compare", "--all"]);
    assert!(
        page.contains(
            "Beyond chance in the 3 pairs tested: ann better than bob, cat better than bob."
        ),
        "{page}"
    );
}

#[test]
fn filters_choose_whom_to_compare_and_too_many_are_refused() {
    let text = table(LEAGUE);
    let args = [
        "compare",
        "--all",
        "--forecaster",
        "ann",
        "--forecaster",
        "bob",
    ];
    assert_eq!(rows(&text, &args).len(), 1);
    let mut crowd = String::from("question_id,forecaster,probability,outcome\n");
    for who in 0..101 {
        crowd += &format!("q,f{who},0.5,1\n");
    }
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &crowd);
    let ran = sandbox.run(&["compare", "--all", "--table", "t.csv"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("101 forecasters are too many"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("--forecaster NAME"), "{}", ran.err);
    let ran = sandbox.run(&["compare", "ann", "--all", "--table", "t.csv"]);
    assert_eq!(ran.code, 2);
    assert_eq!(sandbox.run(&["compare", "--table", "t.csv"]).code, 2);
}

#[test]
fn a_skill_is_against_whom_is_named() {
    let text = table(LEAGUE);
    let skill = |reference: &str| {
        let args = ["score", "--adjust", "--reference", reference];
        let answer = answer(&text, &args);
        assert_eq!(answer["made_with"]["reference"], reference);
        answer["rows"].as_array().unwrap().clone()
    };
    let square = |said: &[&str]| -> f64 {
        let each = said
            .iter()
            .map(|p| (1.0 - p.parse::<f64>().unwrap()).powi(2));
        each.sum::<f64>()
    };
    let (ann, bob, dan) = (LEAGUE[0].1, LEAGUE[1].1, LEAGUE[3].1);
    let rows = skill("bob");
    near(
        number(&rows[0], "skill_reference"),
        1.0 - square(ann) / square(bob),
    );
    assert!(number(&rows[0], "skill_reference_low") > 0.0);
    // On the four questions that both answered; bob himself has none against himself.
    near(
        number(&rows[3], "skill_reference"),
        1.0 - square(dan) / square(&bob[..4]),
    );
    assert!(rows[2]["skill_reference"].is_null());
    // The mean of all who stood.
    let mean = |i: usize| {
        let all = LEAGUE.iter().filter_map(|(_, said)| said.get(i));
        let all: Vec<f64> = all.map(|p| p.parse().unwrap()).collect();
        let n = f64::from(u32::try_from(all.len()).unwrap());
        (1.0 - all.iter().sum::<f64>() / n).powi(2)
    };
    let pool: f64 = (0..12).map(mean).sum();
    near(
        number(&skill("pool")[0], "skill_reference"),
        1.0 - square(ann) / pool,
    );
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &text);
    let ran = sandbox.run(&[
        "score",
        "--adjust",
        "--reference",
        "eve",
        "--table",
        "t.csv",
    ]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("eve"), "{}", ran.err);
}

#[test]
fn a_skill_against_base_rates_takes_the_records_own() {
    let sandbox = Sandbox::new();
    for i in 0..6 {
        let base = "base_rate: {probability: 50%, because: coins, date: 2025-12-31}\nestimates:";
        let text = question(
            &[("ann", "2026-01-01", "80%")],
            "outcome: yes, known: 2026-01-11",
        );
        let text = if i < 5 {
            text.replace("estimates:", base)
        } else {
            text
        };
        sandbox.write_question(&format!("q{i}"), &text);
    }
    let args = [
        "score",
        "--adjust",
        "--reference",
        "base-rate",
        "--weigh",
        "first",
    ];
    let answer = sandbox
        .run(&[&args[..], &["--format", "json"]].concat())
        .json();
    near(
        number(&answer["rows"][0], "skill_reference"),
        1.0 - 0.04 / 0.25,
    );
}

#[test]
fn contests_in_tables_get_the_numbers_of_platforms() {
    let text = table(&[("ann", &[".9", ".8"]), ("bob", &[".6", ".5"])]);
    let rows_of = |platform: &str| rows(&text, &["score", "--like", platform]);
    let [ann, bob, all] = &rows_of("metaculus")[..] else {
        panic!("two forecasters and all");
    };
    assert_eq!((who(ann), who(bob)), ("ann", "bob"));
    assert!(all["group"].as_object().unwrap().is_empty());
    // Without times each forecast stands throughout.
    near(number(ann, "coverage"), 1.0);
    near(
        number(ann, "baseline"),
        100.0 * (2.0 + 0.9_f64.log2() + 0.8_f64.log2()) / 2.0,
    );
    let peer = 100.0 * ((0.9_f64 / 0.6).ln() + (0.8_f64 / 0.5).ln()) / 2.0;
    near(number(ann, "peer"), peer);
    near(number(bob, "peer"), -peer);
    let bench = &rows_of("forecastbench")[0];
    near(number(bench, "brier"), f64::midpoint(0.01, 0.04));
    assert!(number(bench, "brier_index") > number(&rows_of("forecastbench")[1], "brier_index"));
    near(
        number(&rows_of("predictionbook")[0], "brier"),
        f64::midpoint(0.01, 0.04),
    );
    // Calibration too.
    let bins = rows(&text, &["calibration", "--like", "predictionbook"]);
    assert!(!bins.is_empty());
}
