//! `foretell pool`

use serde_json::Value;

use crate::common::{Sandbox, assert_page, flat, question};

const NO: &str = "outcome: no, known: 2026-01-11";
const YES: &str = "outcome: yes, known: 2026-01-11, happened: 2026-01-10";

/// The row of a way to pool.
fn row(sandbox: &Sandbox, pool: &str, more: &[&str]) -> Value {
    let args = [&["pool", "--format", "json"], more].concat();
    let answer = sandbox.run(&args).json();
    let rows = answer["rows"].as_array().unwrap();
    let found = rows.iter().find(|row| row["pool"] == pool);
    found
        .unwrap_or_else(|| panic!("no {pool} in {answer}"))
        .clone()
}

fn near(value: &Value, want: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value}"));
    assert!((value - want).abs() < 1e-12, "{value} is not {want}");
}

/// A ledger with one question that came out yes, of which each said one thing on its first day.
fn one(said: &[&str]) -> Sandbox {
    let names = ["ann", "bob", "cat", "dan", "eve"];
    let each = names.iter().zip(said);
    let estimates: Vec<_> = each.map(|(by, what)| (*by, "2026-01-01", *what)).collect();
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/q.yaml", &question(&estimates, YES));
    sandbox
}

/// A question of January moved to a later month.
fn in_month(month: u32, text: &str) -> String {
    text.replace("2026-01", &format!("2026-{month:02}"))
}

#[test]
fn each_way_makes_the_forecast_that_its_formula_gives() {
    let sandbox = one(&["10%", "40%", "80%"]);
    let score = |p: f64| (p - 1.0_f64).powi(2);
    let brier = |pool: &str| row(&sandbox, pool, &[])["brier"].clone();
    near(&brier("mean"), score(1.3 / 3.0));
    near(&brier("median"), score(0.4));
    // A fifth of three is less than one: nobody is cut off.
    near(&brier("trimmed_mean_20"), score(1.3 / 3.0));
    // Odds of 1 to 9, 2 to 3 and 4 to 1: their product is 8/27, so their mean is 2 to 3.
    near(&brier("geo_mean_odds"), score(0.4));
    // n (√(3n² − 3n + 1) − 2)/(n² − n − 1) for three.
    let factor = 3.0 * (19.0_f64.sqrt() - 2.0) / 5.0;
    let odds = (2.0_f64 / 3.0).powf(factor);
    near(&brier("neyman_roughgarden"), score(odds / (1.0 + odds)));
    near(&brier("metaculus_recency_median"), score(0.4));
    near(&brier("average_forecaster"), (0.81 + 0.36 + 0.04) / 3.0);
    let mean = row(&sandbox, "mean", &[]);
    near(&mean["against_average"], score(1.3 / 3.0) - 1.21 / 3.0);
    assert!(
        mean["against_average_low"].is_null(),
        "one cluster has no interval"
    );
}

#[test]
fn the_fifth_at_either_end_is_cut_off_where_there_are_five() {
    let sandbox = one(&["1%", "40%", "50%", "60%", "90%"]);
    near(&row(&sandbox, "trimmed_mean_20", &[])["brier"], 0.25);
}

#[test]
fn the_newest_count_most_by_the_rule_of_metaculus() {
    // Weights of .290524, .439616, .604099, .789727 and 1: half of their sum of 3.123966, which is
    // 1.561983, is passed by the fourth; the plain median is the third.
    let estimates = [
        ("ann", "2026-01-01", "10%"),
        ("bob", "2026-01-02", "20%"),
        ("cat", "2026-01-03", "30%"),
        ("dan", "2026-01-04", "40%"),
        ("eve", "2026-01-05", "50%"),
    ];
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/q.yaml", &question(&estimates, YES));
    let last = ["--weigh", "last"];
    near(
        &row(&sandbox, "metaculus_recency_median", &last)["brier"],
        0.36,
    );
    near(&row(&sandbox, "median", &last)["brier"], 0.49);
}

#[test]
fn a_pool_is_made_anew_whenever_somebody_speaks() {
    let estimates = [
        ("ann", "2026-01-01", "40%"),
        ("bob", "2026-01-03", "60%"),
        ("ann", "2026-01-07", "80%"),
        ("bob", "2026-01-09", "withdrawn: true"),
    ];
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/q.yaml", &question(&estimates, YES));
    // 50 % for four days and 70 % for two; two days alone before and two after.
    let mean = row(&sandbox, "mean", &[]);
    near(&mean["brier"], (4.0 * 0.25 + 2.0 * 0.09) / 6.0);
    assert_eq!((&mean["n"], &mean["questions"]), (&2.into(), &1.into()));
    let page = sandbox.ok(&["pool", "--verbose"]);
    assert!(
        flat(&page).contains("One forecaster stood alone for 40% of the lives"),
        "{page}"
    );
    // Whenever somebody spoke while both stood: 50 % and 70 %.
    near(&row(&sandbox, "mean", &["--weigh", "each"])["brier"], 0.17);
    near(&row(&sandbox, "mean", &["--weigh", "first"])["brier"], 0.25);
}

#[test]
fn past_questions_teach_who_counts_and_no_later_ones_do() {
    let early = question(
        &[("ann", "2026-01-01", "80%"), ("bob", "2026-01-01", "20%")],
        YES,
    );
    let with = |date: &str| {
        let sandbox = Sandbox::new();
        sandbox.write("forecasts/early.yaml", &early);
        let late = [("ann", "2026-01-01", "60%"), ("bob", "2026-01-01", "30%")];
        let late = question(&late, YES)
            .replace("2026-01-11", "2026-02-11")
            .replace("2026-01-10", "2026-02-10")
            .replace("2026-01-01", date);
        sandbox.write("forecasts/late.yaml", &late);
        row(&sandbox, "performance", &["--weigh", "first"])
    };
    // Brier scores of .04 and .64 on one question, drawn towards their mean of .34 by ten.
    let weight = |own: f64| 11.0 / (own + 3.4);
    let (ann, bob) = (weight(0.04), weight(0.64));
    let pooled: f64 = (ann * 0.6 + bob * 0.3) / (ann + bob);
    let taught = with("2026-01-12");
    near(
        &taught["brier"],
        f64::midpoint(0.25, (1.0 - pooled).powi(2)),
    );
    assert_eq!(taught["untaught"], 1);
    // The outcome was known on 11 January: an estimate of that day may have been made before.
    let untaught = with("2026-01-11");
    near(&untaught["brier"], f64::midpoint(0.25, 0.55 * 0.55));
    assert_eq!(untaught["untaught"], 2);
}

#[test]
fn a_factor_is_fitted_to_ten_past_questions_and_not_to_fewer() {
    let with = |past: u32| {
        let sandbox = Sandbox::new();
        let said = [("ann", "2026-01-01", "60%"), ("bob", "2026-01-01", "60%")];
        for i in 0..past {
            // Eight of ten, or of nine, came out yes.
            let text = question(&said, if i < 8 { YES } else { NO });
            sandbox.write(&format!("forecasts/past{i}.yaml"), &text);
        }
        let text = in_month(2, &question(&said, YES));
        sandbox.write("forecasts/now.yaml", &(text + "tags: [now]\n"));
        sandbox
    };
    let score = |sandbox: &Sandbox, pool: &str| row(sandbox, pool, &[])["brier"].as_f64().unwrap();
    // With ten: what was called 60 % happened in 80 %, so that 60 % becomes 80 % from then on.
    let ten = with(10);
    let (plain, fitted) = (score(&ten, "geo_mean_odds"), score(&ten, "extremised"));
    assert!(
        ((plain - fitted) * 11.0 - (0.16 - 0.04)).abs() < 1e-9,
        "{plain} {fitted}"
    );
    let nine = with(9);
    let (plain, fitted) = (score(&nine, "geo_mean_odds"), score(&nine, "extremised"));
    assert!((plain - fitted).abs() < 1e-12, "{plain} {fitted}");
    assert_eq!(row(&nine, "extremised", &[])["untaught"], 10);
    assert_eq!(row(&ten, "extremised", &[])["untaught"], 10);
    // What is filtered out teaches nothing.
    assert_eq!(row(&ten, "extremised", &["--tag", "now"])["untaught"], 1);
}

#[test]
fn a_certain_no_and_a_certain_yes_have_no_mean_of_odds_and_are_counted() {
    let sandbox = one(&["0%", "100%", "50%"]);
    for pool in ["geo_mean_odds", "extremised", "neyman_roughgarden"] {
        let row = row(&sandbox, pool, &[]);
        assert_eq!(
            (&row["opposed"], &row["n"]),
            (&1.into(), &0.into()),
            "{pool}"
        );
        assert!(row["brier"].is_null());
        assert_eq!(row["brier_why"], "nothing to count");
    }
    near(&row(&sandbox, "mean", &[])["brier"], 0.25);
    let page = flat(&sandbox.ok(&["pool", "--verbose"]));
    assert!(
        page.contains("Not defined on 1 question, where one said 0% and another 100%."),
        "{page}"
    );
}

#[test]
fn a_solo_question_is_left_out_and_counted() {
    let sandbox = one(&["60%", "80%"]);
    sandbox.write(
        "forecasts/solo.yaml",
        &question(&[("ann", "2026-01-01", "1%")], YES),
    );
    let answer = sandbox.run(&["pool", "--format", "json"]).json();
    assert_eq!(answer["skipped"]["solo"], 1);
    near(&answer["rows"][0]["brier"], 0.09);
    let page = sandbox.ok(&["pool", "--verbose"]);
    assert!(page.contains("Solo: 1 question"), "{page}");
}

#[test]
fn only_the_forecasters_that_are_named_are_pooled() {
    let sandbox = one(&["60%", "80%", "1%"]);
    let both = ["--forecaster", "ann", "--forecaster", "bob"];
    near(&row(&sandbox, "mean", &both)["brier"], 0.09);
    let page = sandbox.ok(&["pool", "--verbose", "--forecaster", "ann"]);
    assert!(
        page.starts_with("Nothing to pool: ann alone has estimates on 1 scored question"),
        "{page}"
    );
}

#[test]
fn our_ledger_says_what_is_missing() {
    let page = Sandbox::our_ledger().ok(&["pool", "--verbose"]);
    assert!(
        page.starts_with("Nothing to pool: bobo-lo alone has estimates on 20 scored questions"),
        "{page}"
    );
    let page = Sandbox::new().ok(&["pool", "--verbose"]);
    assert!(page.contains("`foretell new` writes the first"), "{page}");
}

/// Twelve questions in twelve months, of which three forecasters said something each.
fn a_year() -> Sandbox {
    let sandbox = Sandbox::new();
    for month in 1..=12_u32 {
        let happened = month % 3 != 0;
        let near = |miss: u32| {
            let miss = miss + month % 4 * 5;
            format!("{}%", if happened { 100 - miss } else { miss })
        };
        let (ann, bob, cat) = (near(10), near(30), near(45));
        let estimates = [
            ("ann", "2026-01-01", ann.as_str()),
            ("bob", "2026-01-02", bob.as_str()),
            ("cat", "2026-01-03", cat.as_str()),
        ];
        let text = question(&estimates, if happened { YES } else { NO });
        let text = in_month(month, &text).replace("2026", "2025");
        sandbox.write(&format!("forecasts/q{month:02}.yaml"), &text);
    }
    sandbox
}

#[test]
fn a_year_of_questions_has_a_page() {
    assert_page("command", "pool", &a_year().ok(&["pool", "--verbose"]));
    // Who was nearer before counts more: better than the plain mean.
    let learnt = row(&a_year(), "performance", &[]);
    assert!(learnt["against_mean"].as_f64().unwrap() < 0.0, "{learnt}");
}

#[test]
fn forecasters_who_all_say_the_same_are_what_the_pool_says() {
    let sandbox = one(&["70%", "70%", "70%"]);
    for pool in [
        "mean",
        "median",
        "trimmed_mean_20",
        "geo_mean_odds",
        "metaculus_recency_median",
    ] {
        let row = row(&sandbox, pool, &[]);
        near(&row["brier"], 0.09);
        assert_eq!(row["against_average_told"], "identical", "{pool}");
    }
}

#[test]
fn csv_has_a_row_for_each_way_and_one_for_the_average() {
    let csv = one(&["60%", "80%"]).ok(&["pool", "--format", "csv"]);
    assert!(
        csv.starts_with("pool,n,questions,clusters,brier,brier_low,"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), 10);
    assert!(
        csv.lines()
            .last()
            .unwrap()
            .starts_with("average_forecaster,"),
        "{csv}"
    );
}

#[test]
fn a_table_is_pooled_as_a_ledger_is() {
    let text = "question_id,forecaster,probability,outcome\n\
                q,ann,0.1,1\nq,bob,0.4,1\nq,cat,0.8,1\nsolo,ann,0.5,1\n";
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    let table = ["--table", "t.csv"];
    near(&row(&sandbox, "geo_mean_odds", &table)["brier"], 0.36);
    let args = ["pool", "--table", "t.csv", "--format", "json"];
    assert_eq!(sandbox.run(&args).json()["skipped"]["solo"], 1);
    // Without times nothing can have been learnt.
    assert_eq!(row(&sandbox, "performance", &table)["untaught"], 1);
}

#[test]
fn a_table_teaches_only_what_was_known_before() {
    let head = "question_id,forecaster,made_at,resolved_at,probability,outcome\n";
    let early = "a,ann,2026-01-01,2026-01-11,0.8,1\na,bob,2026-01-01,2026-01-11,0.2,1\n";
    let with = |made: &str| {
        let late = format!("b,ann,{made},2026-02-11,0.6,1\nb,bob,{made},2026-02-11,0.3,1\n");
        let sandbox = Sandbox::empty();
        sandbox.write("t.csv", &format!("{head}{early}{late}"));
        row(&sandbox, "performance", &["--table", "t.csv"])["untaught"].clone()
    };
    assert_eq!(with("2026-01-12"), 1);
    assert_eq!(with("2026-01-11"), 2);
}

#[test]
fn a_table_of_options_is_not_pooled() {
    let sandbox = Sandbox::empty();
    let text = "question_id,forecaster,option,probability,outcome\nq,ann,a,0.5,a\nq,ann,b,0.5,a\n";
    sandbox.write("t.csv", text);
    let ran = sandbox.run(&["pool", "--verbose", "--table", "t.csv"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("only forecasts of yes or no can be pooled"),
        "{}",
        ran.err
    );
}
