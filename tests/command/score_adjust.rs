//! `foretell score --adjust`

use serde_json::Value;

use crate::common::{Sandbox, assert_page, flat, question};

const YES: &str = "outcome: yes, known: 2026-01-11, happened: 2026-01-10";

/// A ledger of questions that all came out yes, with what each forecaster said on the first day.
fn ledger(questions: &[&[(&str, &str)]]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (i, said) in questions.iter().enumerate() {
        let said = said.iter().map(|&(by, what)| (by, "2026-01-01", what));
        let text = question(&said.collect::<Vec<_>>(), YES);
        sandbox.write_question(&format!("q{i}"), &text);
    }
    sandbox
}

fn rows(sandbox: &Sandbox, more: &[&str]) -> Vec<Value> {
    let args = [&["score", "--adjust", "--format", "json"], more].concat();
    let answer = sandbox.run(&args).json();
    assert_eq!(answer["made_with"]["adjust"], true);
    answer["rows"].as_array().unwrap().clone()
}

fn near(value: &Value, want: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value}"));
    assert!((value - want).abs() < 1e-9, "{value} is not {want}");
}

/// Both say the same where both answer; ann took a hard question besides, and bob an easy one.
fn easy_and_hard() -> Sandbox {
    ledger(&[
        &[("ann", "50%"), ("bob", "50%")],
        &[("ann", "20%")],
        &[("bob", "90%")],
    ])
}

#[test]
fn easy_questions_do_not_make_a_better_forecaster() {
    let rows = rows(&easy_and_hard(), &[]);
    near(&rows[0]["brier"], f64::midpoint(0.25, 0.64));
    near(&rows[1]["brier"], f64::midpoint(0.25, 0.01));
    // Both score as the mean of the three questions: (.25 + .64 + .01)/3.
    for row in &rows {
        near(&row["adjusted"], 0.3);
        assert_eq!(row["connected_group"], 1);
    }
    near(&rows[0]["difficulty"], 0.145);
    near(&rows[1]["difficulty"], -0.17);
}

#[test]
fn who_answers_everything_is_adjusted_to_what_the_score_is() {
    let sandbox = ledger(&[
        &[("ann", "50%"), ("bob", "60%")],
        &[("ann", "20%"), ("bob", "70%")],
        &[("ann", "90%"), ("bob", "80%")],
    ]);
    for row in rows(&sandbox, &[]) {
        near(&row["adjusted"], row["brier"].as_f64().unwrap());
        near(&row["difficulty"], 0.0);
    }
}

#[test]
fn the_filter_chooses_rows_and_everybody_teaches_how_hard_questions_are() {
    let rows = rows(&easy_and_hard(), &["--forecaster", "ann"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["group"]["forecaster"], "ann");
    near(&rows[0]["adjusted"], 0.3);
}

#[test]
fn groups_without_a_common_question_are_named() {
    let sandbox = ledger(&[
        &[("ann", "50%"), ("cat", "60%")],
        &[("bob", "20%"), ("dan", "30%")],
        &[("eve", "70%")],
    ]);
    let groups: Vec<_> = rows(&sandbox, &[])
        .iter()
        .map(|row| {
            (
                row["group"]["forecaster"].clone(),
                row["connected_group"].clone(),
            )
        })
        .collect();
    let expected = [("ann", 1), ("cat", 1), ("bob", 2), ("dan", 2), ("eve", 3)];
    assert_eq!(
        groups,
        expected.map(|(who, group)| (who.into(), group.into()))
    );
    let page = flat(&sandbox.ok(&["score", "--adjust"]));
    assert!(
        page.contains(
            "No chain of common questions joins these groups, so their scores cannot be compared: \
             ann, cat | bob, dan | eve."
        ),
        "{page}"
    );
    assert!(
        page.contains("eve shares too few questions with others"),
        "{page}"
    );
    assert!(!flat(&easy_and_hard().ok(&["score", "--adjust"])).contains("No chain"));
}

#[test]
fn twelve_questions_have_a_page() {
    let names = ["ann", "bob", "cat"];
    let numbers: Vec<Vec<String>> = (0..12_u32)
        .map(|q| {
            (0..3)
                .map(|f| format!("{}%", 30 + 5 * (q % 6) + 14 * f))
                .collect()
        })
        .collect();
    // Each leaves out the questions of another remainder.
    let said = |q: usize| {
        let each = (0..3).filter(|f| q % 3 != *f);
        each.map(|f| (names[f], numbers[q][f].as_str()))
            .collect::<Vec<_>>()
    };
    let questions: Vec<_> = (0..12).map(said).collect();
    let questions: Vec<_> = questions.iter().map(Vec::as_slice).collect();
    let sandbox = ledger(&questions);
    assert_page(
        "command",
        "score-adjust",
        &sandbox.ok(&["score", "--adjust"]),
    );
}

#[test]
fn our_ledger_says_what_is_missing() {
    let page = flat(&Sandbox::our_ledger().ok(&["score", "--adjust"]));
    assert!(
        page.contains("bobo-lo shares too few questions with others"),
        "{page}"
    );
    let page = Sandbox::new().ok(&["score", "--adjust"]);
    assert!(page.contains("`foretell new` writes the first"), "{page}");
}

#[test]
fn only_forecasters_can_be_adjusted() {
    let ran = easy_and_hard().run(&["score", "--adjust", "--group-by", "tag"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("`--adjust` compares forecasters"),
        "{}",
        ran.err
    );
}

#[test]
fn a_table_is_adjusted_as_a_ledger_is() {
    let text = "question_id,forecaster,probability,outcome\n\
                a,ann,0.5,1\na,bob,0.5,1\nb,ann,0.2,1\nc,bob,0.9,1\n";
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    for row in rows(&sandbox, &["--table", "t.csv"]) {
        near(&row["adjusted"], 0.3);
    }
}
