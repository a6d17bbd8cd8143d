//! Comparing, pooling and the platforms' numbers once more, through the binary.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Dataset, Report, datasets};
use crate::common::Sandbox;

/// Runs a command on a table and returns its JSON.
fn ask(table: &str, args: &[&str]) -> Value {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", table);
    let args = [args, &["--table", "t.csv", "--format", "json"]].concat();
    let ran = sandbox.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.err, "");
    ran.json()
}

#[test]
fn comparisons_come_out_of_the_command_line() {
    let all = datasets(&["pair"]);
    let mut report = Report::default();
    for data in &all {
        let answer = ask(
            &pairs(data),
            &[
                "compare",
                "a",
                "b",
                "--test",
                "sign-flip",
                "--resamples",
                "20000",
            ],
        );
        let [brier, log] = [0, 1].map(|row| answer["rows"][row].clone());
        report.compare(data, "mean_diff_brier", || brier["difference"].clone());
        report.compare(data, "mean_diff_log", || log["difference"].clone());
        report.compare(data, "score_ratio", || {
            let [a, b] = ["first", "second"].map(|name| brier[name].as_f64().unwrap());
            json!(a / b)
        });
        let p = brier["difference_p_value"].clone();
        report.compare(data, "perm_exact_p", || p.clone());
        report.compare_by(data, "perm_mc_p", |expected| {
            let part = |name: &str| expected.value[name].as_f64().unwrap();
            let within = 6.0 * part("sd") * 2.0_f64.sqrt() + 0.002;
            let p = p.as_f64().unwrap();
            let off = (p - part("mean")).abs();
            (off > within).then(|| format!("{p}, not {}", part("mean")))
        });
        if data.name.contains("identical") {
            assert_eq!(brier["difference_told"], "identical");
            assert_eq!(p, Value::Null);
        }
    }
    report.finish_some("pair, by the command line", 14);
}

/// Returns a data set of pairs as a table of two forecasters.
fn pairs(data: &Dataset) -> String {
    let table = data.table("csv");
    let mut text = String::from("question_id,forecaster,probability,outcome\n");
    let columns = ["id", "p_a", "p_b", "y"].map(|name| table.text(name));
    for (i, id) in columns[0].iter().enumerate() {
        for (by, column) in [("a", 1), ("b", 2)] {
            writeln!(text, "{id},{by},{},{}", columns[column][i], columns[3][i]).unwrap();
        }
    }
    text
}

#[test]
fn pooled_forecasts_come_out_of_the_command_line() {
    let all = datasets(&["agg"]);
    let mut report = Report::default();
    for data in &all {
        report.compare_parts(data, "aggregates", || {
            // One alone is no panel: the first vector is left as it is expected.
            let expected = &data.expected("aggregates").unwrap().value;
            let each = expected.as_array().unwrap().iter();
            each.map(|vector| match vector["n"].as_u64().unwrap() {
                1 => vector.clone(),
                _ => pooled(data, vector["vector"].as_u64().unwrap()),
            })
            .collect()
        });
    }
    report.finish_some("agg, by the command line", 1);
}

/// Returns what the pools say of one vector, read off their scores if it comes true.
fn pooled(data: &Dataset, vector: u64) -> Value {
    let table = data.table("csv");
    let mut text = String::from("question_id,forecaster,made_at,probability,outcome\n");
    let columns = ["vector", "i", "p"].map(|name| table.text(name));
    for (row, age) in table.numbers("age_days").into_iter().enumerate() {
        if columns[0][row] != vector.to_string() {
            continue;
        }
        // Before 1 April 2026, in tenths of a day.
        let age = chrono::TimeDelta::seconds(format!("{:.0}", age * 86_400.0).parse().unwrap());
        let made = chrono::DateTime::parse_from_rfc3339("2026-04-01T00:00:00Z").unwrap() - age;
        let (by, p) = (columns[1][row], columns[2][row]);
        writeln!(text, "q,{by},{},{p},1", made.to_rfc3339()).unwrap();
    }
    let answer = ask(&text, &["pool"]);
    let rows = answer["rows"].as_array().unwrap();
    let said = |name: &str| {
        let row = rows.iter().find(|row| row["pool"] == name).unwrap();
        1.0 - row["brier"].as_f64().unwrap().sqrt()
    };
    json!({
        "vector": vector,
        "mean": said("mean"),
        "median": said("median"),
        "trimmed_mean_20": said("trimmed_mean_20"),
        "geo_mean_odds": said("geo_mean_odds"),
        "neyman_roughgarden": said("neyman_roughgarden"),
        "metaculus_recency_median": said("metaculus_recency_median"),
    })
}

#[test]
fn forecasts_over_a_lifetime_come_out_of_records() {
    let all = datasets(&["time"]);
    let mut report = Report::default();
    for data in &all {
        let sandbox = histories(data);
        report.compare_parts(data, "per_question_forecaster", || {
            let expected = &data.expected("per_question_forecaster").unwrap().value;
            let questions = expected.as_object().unwrap().keys();
            let each = questions.map(|id| (id.clone(), lifetime(&sandbox, id)));
            Value::Object(each.collect())
        });
    }
    report.finish_some("time, from records", 1);
}

/// Returns a ledger with the questions of a data set, each with its number as its tag.
fn histories(data: &Dataset) -> Sandbox {
    let (asked, said) = (data.table("csv"), data.table("history_csv"));
    let sandbox = Sandbox::new();
    let columns = [
        "question",
        "open_iso",
        "scheduled_close_iso",
        "close_iso",
        "y",
    ];
    let columns = columns.map(|name| asked.text(name));
    let history = ["question", "forecaster", "time_iso", "p"].map(|name| said.text(name));
    for (i, id) in columns[0].iter().enumerate() {
        let [opened, deadline, known] = [1, 2, 3].map(|column| columns[column][i]);
        let mut text = format!(
            "question: Will it?\ntags: [\"q{id}\"]\nopened: {opened}\ndeadline: {deadline}\n\
             estimates:\n"
        );
        for (row, _) in history[0].iter().enumerate().filter(|(_, of)| *of == id) {
            let [by, at, p] = [1, 2, 3].map(|column| history[column][row]);
            writeln!(text, "  - {{by: \"{by}\", date: {at}, probability: {p}}}").unwrap();
        }
        let outcome = match columns[4][i] {
            "1" => format!("yes, happened: {known}"),
            _ => "no".to_owned(),
        };
        writeln!(text, "resolution: {{outcome: {outcome}, known: {known}}}").unwrap();
        sandbox.write(&format!("forecasts/q{id}.yaml"), &text);
    }
    sandbox
}

/// Returns the figures of each forecaster of one question.
fn lifetime(sandbox: &Sandbox, id: &str) -> Value {
    let tag = format!("q{id}");
    let run = |more: &[&str]| {
        let args = [&["score", "--tag", &tag, "--format", "json"], more].concat();
        sandbox.run(&args).json()["rows"]
            .as_array()
            .unwrap()
            .clone()
    };
    let mut each: Map<String, Value> = Map::new();
    let mut note = |rows: Vec<Value>, names: &[(&str, &str)]| {
        for row in rows {
            let Some(by) = row["group"]["forecaster"].as_str() else {
                continue;
            };
            let figures = each.entry(by).or_insert_with(|| json!({}));
            for (theirs, ours) in names {
                figures[*theirs] = row[*ours].clone();
            }
        }
    };
    note(run(&["--weigh", "first"]), &[("first_brier", "brier")]);
    note(run(&["--weigh", "last"]), &[("last_brier", "brier")]);
    let days = [
        ("tw_brier", "brier"),
        ("tw_log", "log_loss"),
        ("coverage_scheduled", "coverage"),
    ];
    note(run(&[]), &days);
    let points = [("baseline", "baseline"), ("peer", "peer")];
    note(run(&["--like", "metaculus"]), &points);
    note(
        run(&["--like", "fatebook"]),
        &[("coverage_actual", "coverage")],
    );
    note(
        run(&["--like", "predictionbook"]),
        &[("updates", "n_responses")],
    );
    for figures in each.values() {
        assert_eq!(figures.as_object().unwrap().len(), 9, "{figures}");
    }
    Value::Object(each)
}
