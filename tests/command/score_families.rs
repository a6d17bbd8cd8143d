//! `foretell score` on distributions of every family, and on mixtures of them

use serde_json::Value;

use crate::common::Sandbox;

/// A question with an estimate by each forecaster, resolved.
const RATE: &str = "\
question: What will the rate be on 10 January 2026?
kind: number
unit: dollars
bounds: [0, 13]
opened: 2026-01-01
deadline: 2026-01-10
estimates:
  - {date: 2026-01-02, by: ann, student: {df: 4, location: 10, scale: 1.5}}
  - {date: 2026-01-02, by: bob, gamma: {shape: 30, scale: 0.4}}
  - date: 2026-01-02
    by: cyd
    mixture:
      - {weight: 60%, normal: {mean: 10, sd: 2}}
      - {weight: 3/10, student: {df: 1.5, location: 12, scale: 0.1}}
      - {weight: 0.1, gamma: {shape: 2.5, scale: 1.5}}
resolution: {outcome: 9, happened: 2026-01-10, known: 2026-01-11}
";

/// CRPS and log score of each. scipy 1.17.1: `quad` of F² and (1 − F)² on both sides of 9 within the
/// bounds, and `-logpdf`.
const EXPECTED: [(&str, f64, f64); 3] = [
    ("ann", 0.632_410_196_650_344, 1.649_695_650_264_456),
    ("bob", 1.802_055_899_583_873, 2.548_804_268_192_996),
    ("cyd", 1.026_357_802_718_21, 2.227_569_581_614_74),
];

fn ledger() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rate.yaml", RATE);
    sandbox
}

fn are_expected(json: &Value) {
    let rows = json["rows"].as_array().unwrap();
    for (by, crps, log) in EXPECTED {
        let row = rows.iter().find(|row| row["group"]["forecaster"] == by);
        let row = row.unwrap_or_else(|| panic!("{json}"));
        for (key, want) in [("crps", crps), ("log_score", log)] {
            let ours = row[key].as_f64().unwrap();
            assert!((ours - want).abs() < 1e-9, "{by}: {key} {ours}, not {want}");
        }
    }
}

#[test]
fn a_record_and_its_table_score_as_another_program_does() {
    let sandbox = ledger();
    let score = ["score", "--group-by", "forecaster", "--format", "json"];
    are_expected(&sandbox.run(&score).json());
    for form in ["csv", "jsonl"] {
        let table = sandbox.ok(&["export", "table", "--format", form]);
        // A database gives rows in any order.
        let mut lines: Vec<&str> = table.lines().collect();
        let head = usize::from(form == "csv");
        lines[head..].reverse();
        sandbox.write("rows", &lines.join("\n"));
        are_expected(
            &sandbox
                .run(&[&score[..], &["--table", "rows"]].concat())
                .json(),
        );
    }
}

#[test]
fn a_table_whose_parameters_are_of_no_distribution_is_told() {
    let sandbox = Sandbox::new();
    let head = "question_id,kind,forecaster,made_at,component,parameter,value,outcome\n";
    let rows = |rows: &[&str]| {
        let row = |row: &&str| format!("q,number,ann,2026-01-02,{row},9\n");
        format!("{head}{}", rows.iter().map(row).collect::<String>())
    };
    let score = |text: &str| {
        sandbox.write("rows", text);
        sandbox
            .run(&["score", "--table", "rows", "--format", "json"])
            .json()
    };
    let whole = [
        "1,weight,0.5",
        "1,mean,9",
        "1,sd,1",
        "2,weight,0.5",
        "2,shape,9",
        "2,scale,1",
    ];
    assert_eq!(score(&rows(&whole))["rows"][0]["n"], 1);
    for wrong in [
        &[
            "1,weight,0.5",
            "1,mean,9",
            "1,sd,1",
            "2,weight,0.4",
            "2,shape,9",
            "2,scale,1",
        ][..],
        &[
            "1,weight,0.5",
            "1,mean,9",
            "1,sd,1",
            "2,shape,9",
            "2,scale,1",
        ],
        &[
            "1,weight,0.5",
            "1,mean,9",
            "1,sd,1",
            ",weight,0.5",
            ",shape,9",
            ",scale,1",
        ],
        &["1,weight,1", "1,mean,9", "1,sd,1"],
        &["1,weight,0.5", "1,weight,0.5", "1,mean,9", "1,sd,1"],
        &[",mean,9", ",sd,1", ",scale,1"],
        &[",mean,9", ",scale,1"],
        &[",df,1", ",location,9", ",scale,1"],
        &[",shape,-1", ",scale,1"],
    ] {
        let json = score(&rows(wrong));
        assert_eq!(json["skipped"]["unfit"], 1, "{wrong:?}: {json}");
        assert!(json["rows"].as_array().unwrap().is_empty(), "{wrong:?}");
    }
}

#[test]
fn what_is_shown_formatted_and_checked_is_what_was_written() {
    let sandbox = ledger();
    let page = sandbox.ok(&["show", "rate"]);
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "student, df 4, location 10, scale 1.5",
        "gamma, shape 30, scale 0.4",
        "60% normal, mean 10, sd 2; 30% student, df 1.5, location 12, scale 0.1;",
        "10% gamma, shape 2.5, scale 1.5",
    ] {
        assert!(page.contains(said), "{page}");
    }
    sandbox.ok(&["fmt"]);
    let once = sandbox.read("forecasts/rate.yaml");
    assert_eq!(once, RATE);
    are_expected(
        &sandbox
            .run(&["score", "--group-by", "forecaster", "--format", "json"])
            .json(),
    );
    let parts = &sandbox.run(&["show", "rate", "--format", "json"]).json();
    let parts = parts["rows"][0]["history"][2]["parts"].to_string();
    assert!(
        parts.starts_with(
            r#"[{"component":1,"parameter":"weight","value":0.6},{"component":1,"parameter":"mean","value":10.0}"#
        ),
        "{parts}"
    );
    assert!(sandbox.ok(&["plot", "fan", "rate"]).contains("<svg"));
}
