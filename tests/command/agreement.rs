//! `foretell agreement`

use serde_json::Value;

use crate::common::{Sandbox, assert_page};

fn record(id: &str, first: &str, second: &str, outcome: &str) -> (String, String) {
    let text = format!(
        "question: Will {id} happen before 2016?\ncriteria: Yes if it does.\nopened: 2014-04-30\n\
         deadline: 2015-12-31\nsource: {{document: A briefing, published: 2014-04-01, quote: it is {first}}}\n\
         estimates:\n  - date: 2014-04-30\n    by: lo\n    probability: {first}\n    coded:\n      \
         - {{by: desk, date: 2026-11-20, blind: false}}\n      \
         - {{by: ann, date: 2026-11-21, blind: outcomes-withheld, reading: {{{second}}}}}\n\
         resolution: {{outcome: {outcome}, happened: 2014-06-01, logged: 2026-11-20, by: desk, evidence: [a]}}\n"
    );
    (format!("forecasts/{id}.yaml"), text)
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for (file, text) in [
        record(
            "hail",
            "likely",
            "probability: likely, deadline: 2015-12-31, outcome: yes",
            "yes",
        ),
        record(
            "rain",
            "likely",
            "probability: unlikely, deadline: 2019-12-31, outcome: yes",
            "yes",
        ),
        record(
            "snow",
            "unlikely",
            "probability: unlikely, outcome: no",
            "yes",
        ),
        record(
            "thaw",
            "unlikely",
            "probability: no estimate, deadline: 2015-12-31",
            "yes",
        ),
    ] {
        sandbox.write(&file, &text);
    }
    sandbox
}

fn row<'v>(json: &'v Value, row: &str, key: &str, value: &str) -> &'v Value {
    let rows = json["rows"].as_array().unwrap();
    let mut found = rows
        .iter()
        .filter(|one| one["row"] == row && one[key] == value);
    found.next().unwrap_or_else(|| panic!("{row} {value}"))
}

fn near(value: &Value, want: f64) {
    assert!(
        (value.as_f64().unwrap() - want).abs() < 1e-12,
        "{value} is not {want}"
    );
}

#[test]
fn words_ranges_deadlines_and_outcomes_are_compared_each_where_both_read_one() {
    let json = sandbox().run(&["agreement", "--format", "json"]).json();
    let word = row(&json, "agreement", "part", "word");
    // likely–likely, likely–unlikely, unlikely–unlikely, unlikely–none: 2 of 4, by chance 6 of 16.
    assert_eq!(
        (&word["n"], &word["agreed"]),
        (&Value::from(4), &Value::from(2))
    );
    near(&word["kappa"], (0.5 - 0.375) / (1.0 - 0.375));
    assert_eq!(word["blind"], "outcomes-withheld");
    assert_eq!(row(&json, "agreement", "part", "range")["n"], 3);
    let deadline = row(&json, "agreement", "part", "deadline");
    assert_eq!(
        (&deadline["n"], &deadline["agreed"]),
        (&Value::from(3), &Value::from(2))
    );
    let outcome = row(&json, "agreement", "part", "outcome");
    assert_eq!(
        (&outcome["n"], &outcome["agreed"]),
        (&Value::from(3), &Value::from(2))
    );
    let late = row(&json, "disagreement", "part", "deadline");
    assert_eq!(late["forecast"], "rain");
    assert_eq!(
        (&late["coder_reads"], &late["other_reads"]),
        (&"2015-12-31".into(), &"2019-12-31".into())
    );
}

#[test]
fn the_score_goes_by_what_each_coder_read() {
    let json = sandbox().run(&["agreement", "--format", "json"]).json();
    // ICD 203: likely is scored at 67.5 %, unlikely at 32.5 %.
    let (low, high) = (0.325_f64.powi(2), 0.675_f64.powi(2));
    let desk = row(&json, "score", "coder", "desk");
    assert_eq!(desk["n"], 4);
    near(&desk["brier"], f64::midpoint(low, high));
    let ann = row(&json, "score", "coder", "ann");
    // No estimate is not scored, and hail, rain and snow are by the outcomes that she reads.
    assert_eq!(ann["n"], 3);
    near(&ann["brier"], (low + high + low) / 3.0);
}

#[test]
fn what_nobody_read_again_is_told() {
    let page = Sandbox::new().ok(&["agreement"]);
    assert!(page.contains("Nothing was read twice"), "{page}");
}

#[test]
fn our_ledger_was_read_again() {
    assert_page(
        "command",
        "agreement",
        &Sandbox::our_ledger().ok(&["agreement"]),
    );
}
