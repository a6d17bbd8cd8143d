//! `foretell score --verdicts`: a reviewer's own outcomes.

use crate::common::{Sandbox, question};

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for (id, said) in [("hail", "60%"), ("rain", "90%"), ("snow", "20%")] {
        let text = question(
            &[("ann", "2026-01-01", said)],
            "outcome: no, known: 2026-01-11",
        );
        sandbox.write_question(id, &text);
    }
    sandbox
}

fn brier(sandbox: &Sandbox, more: &[&str]) -> f64 {
    let args = ["score", "--resamples=0", "--weigh=first", "--format=json"];
    let answer = sandbox.run(&[&args[..], more].concat()).json();
    let rows = answer["rows"].as_array().unwrap();
    rows.last().unwrap()["brier"].as_f64().unwrap()
}

#[test]
fn the_outcomes_of_a_reviewer_take_the_place_of_the_logged_ones() {
    let sandbox = sandbox();
    sandbox.write("mine.csv", "id,outcome\nrain,yes\nsnow,no\n");
    let near = |have: f64, want: f64| assert!((have - want).abs() < 1e-12, "{have} {want}");
    near(brier(&sandbox, &[]), (0.36 + 0.81 + 0.04) / 3.0);
    let verdicts = ["--verdicts", "mine.csv"];
    near(brier(&sandbox, &verdicts), (0.36 + 0.01 + 0.04) / 3.0);
    let page = sandbox.ok(&[&["score", "--verbose"], &verdicts[..]].concat());
    let page: Vec<&str> = page.split_whitespace().collect();
    let told = "with 2 outcomes of mine.csv, 1 other than logged";
    assert!(page.join(" ").contains(told), "{page:?}");
    let args = [&["score", "--format=json"], &verdicts[..]].concat();
    let made_with = &sandbox.run(&args).json()["made_with"];
    assert_eq!(made_with["verdicts"]["given"], 2);
    assert_eq!(made_with["verdicts"]["changed"], 1);
    // Nothing is written.
    assert!(sandbox.read("forecasts/rain.yaml").contains("outcome: no"));
}

#[test]
fn what_is_no_verdict_is_refused() {
    let sandbox = sandbox();
    for (table, told) in [
        (
            "id,outcome\nhall,yes\nrain,yes\nsnwo,no\n",
            "`hall`, `snwo`",
        ),
        (
            "id,outcome\nrain,perhaps\n",
            "mine.csv, line 2: `perhaps` is no outcome",
        ),
        (
            "id,outcome\nrain,yes\nrain,no\n",
            "line 3: `rain` has an outcome already",
        ),
        ("id,result\nrain,yes\n", "no column `outcome`"),
        ("id,outcome\n", "has no rows"),
    ] {
        sandbox.write("mine.csv", table);
        let ran = sandbox.run(&["score", "--verdicts", "mine.csv"]);
        assert_eq!(ran.code, 2, "{table}");
        assert!(ran.err.contains(told), "{table}\n{}", ran.err);
    }
}
