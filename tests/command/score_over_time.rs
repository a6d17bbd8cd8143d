//! Scores over time: each day is what was known by then.

use serde_json::Value;

use crate::common::tables::Table;
use crate::common::team::{PLAIN, team};
use crate::common::{Sandbox, flat, near, number};

/// Returns the rows of an answer.
fn rows(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    let answer = sandbox.run(&[args, &["--format", "json"]].concat()).json();
    answer["rows"].as_array().unwrap().clone()
}

/// Returns the days in order, each with its rows without the days.
fn by_day(rows: &[Value]) -> Vec<(String, Vec<Value>)> {
    let days = rows.chunk_by(|a, b| a["until"] == b["until"]);
    let day = |rows: &[Value]| {
        let until = rows[0]["until"].as_str().unwrap().to_owned();
        let mut rows = rows.to_vec();
        for row in &mut rows {
            let row = row.as_object_mut().unwrap();
            row.shift_remove("since").unwrap();
            row.shift_remove("until").unwrap();
        }
        (until, rows)
    };
    days.map(day).collect()
}

/// Ten questions, one a day from the 2nd, of which ann says 0.1, 0.2 and so on, and all come true.
fn ten() -> Sandbox {
    let sandbox = Sandbox::empty();
    let mut text = String::from("question_id,forecaster,probability,outcome,known_at\n");
    for i in 1..=10_u32 {
        let p = f64::from(i) / 10.0;
        text += &format!("q{i:02},ann,{p},1,2026-01-{:02}\n", i + 1);
    }
    sandbox.write("t.csv", &text);
    sandbox
}

#[test]
fn each_day_is_what_the_scores_were_as_of_it() {
    let sandbox = team(1, 48, PLAIN);
    for more in [
        &["--weigh", "first"][..],
        &["--weigh", "days"],
        &["--adjust"],
    ] {
        let args = [&["score"], more].concat();
        let over_time = rows(
            &sandbox,
            &[&args[..], &["--over-time", "cumulative"]].concat(),
        );
        let days = by_day(&over_time);
        assert!(days.len() > 5, "{}", days.len());
        for (until, of_day) in &days {
            let seen = rows(&sandbox, &[&args[..], &["--as-of", until]].concat());
            assert_eq!(of_day, &seen, "{more:?} {until}");
        }
        let (_, last) = days.last().unwrap();
        assert_eq!(last, &rows(&sandbox, &args), "{more:?}");
    }
}

#[test]
fn a_window_looks_back_so_far() {
    let sandbox = ten();
    let score = |window: &str| {
        let args = ["score", "--table", "t.csv", "--over-time", window];
        rows(&sandbox, &args)
    };
    let mean = |from: u32, to: u32| {
        let each = (from..=to).map(|i| (1.0 - f64::from(i) / 10.0).powi(2));
        each.sum::<f64>() / f64::from(to + 1 - from)
    };
    let cumulative = score("cumulative");
    assert_eq!(cumulative.len(), 10);
    near(number(&cumulative[3], "brier"), mean(1, 4));
    assert!(cumulative[3]["since"].is_null());
    // None under five clusters.
    assert!(cumulative[3]["brier_low"].is_null() && !cumulative[4]["brier_low"].is_null());
    for window in ["rolling=3", "rolling=3d"] {
        let rolling = score(window);
        near(number(&rolling[9], "brier"), mean(8, 10));
        assert_eq!(rolling[9]["since"], "2026-01-09");
        assert_eq!(rolling[9]["questions"], 3);
    }
    let csv = sandbox.ok(&[
        "score",
        "--table",
        "t.csv",
        "--over-time",
        "rolling=3",
        "--format",
        "csv",
    ]);
    assert!(csv.starts_with("since,until,group,kind"), "{csv}");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let sandbox = ten();
    let shuffled = Table::parse(&sandbox.read("t.csv")).shuffled(5).csv();
    sandbox.write("other.csv", &shuffled);
    let of = |file: &str| {
        rows(
            &sandbox,
            &["score", "--table", file, "--over-time", "rolling=4"],
        )
    };
    assert_eq!(of("t.csv"), of("other.csv"));
}

#[test]
fn what_comes_true_early_waits_for_its_day_of_the_cohort() {
    let sandbox = Sandbox::empty();
    let mut text =
        String::from("question_id,forecaster,probability,outcome,made_at,deadline,known_at\n");
    for i in 1..=6 {
        let known = if i % 2 == 0 {
            "2026-02-05"
        } else {
            "2026-04-01"
        };
        text += &format!("q{i},ann,0.{i},1,2026-01-01,2026-03-31,{known}\n");
    }
    sandbox.write("t.csv", &text);
    let days = |more: &[&str]| -> Vec<String> {
        let args = [
            "score",
            "--table",
            "t.csv",
            "--over-time",
            "cumulative",
            "--weigh",
            "first",
        ];
        let rows = rows(&sandbox, &[&args[..], more].concat());
        rows.iter()
            .map(|row| row["until"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(days(&[]), ["2026-04-01"]);
    assert_eq!(days(&["--include-early"]), ["2026-02-05", "2026-04-01"]);
}

#[test]
fn many_days_are_two_dozen_and_a_screen_shows_fewer() {
    let sandbox = Sandbox::empty();
    let mut text = String::from("question_id,forecaster,probability,outcome,known_at\n");
    for i in 0..100_u32 {
        let (month, day) = (1 + i / 28, 1 + i % 28);
        for who in ["ann", "bob"] {
            text += &format!("q{i:02},{who},0.6,1,2026-{month:02}-{day:02}\n");
        }
    }
    sandbox.write("t.csv", &text);
    let args = [
        "score",
        "--table",
        "t.csv",
        "--over-time",
        "cumulative",
        "--group-by",
        "forecaster",
    ];
    let days = by_day(&rows(&sandbox, &args));
    assert_eq!(days.len(), 24);
    assert_eq!(days[23].0, "2026-04-16");
    let page = sandbox.ok(&args);
    assert!(page.lines().count() < 36, "{page}");
    assert!(
        flat(&page).contains("8 of 24 days, --format csv has all"),
        "{page}"
    );
}

#[test]
fn what_has_no_day_of_its_outcome_is_left_out_and_counted() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "t.csv",
        "question_id,forecaster,probability,outcome\na,ann,0.6,1\nb,ann,0.7,0\n",
    );
    let args = ["score", "--table", "t.csv", "--over-time", "cumulative"];
    let page = flat(&sandbox.ok(&args));
    assert!(
        page.contains("2 rows without a day on which the outcome was known"),
        "{page}"
    );
    let answer = sandbox
        .run(&[&args[..], &["--format", "json"]].concat())
        .json();
    assert_eq!(answer["skipped"]["without_day_of_outcome"], 2);
    assert_eq!(answer["made_with"]["over_time"], "cumulative");
}

#[test]
fn what_is_no_window_is_refused_with_what_is_one() {
    let ran = Sandbox::our_ledger().run(&["score", "--over-time", "weekly"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("rolling=90d"), "{}", ran.err);
}
