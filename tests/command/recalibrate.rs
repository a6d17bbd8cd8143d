//! `foretell recalibrate`

use serde_json::Value;

use crate::common::{Sandbox, flat, question};

/// A table of one forecaster: what was said, and of how many how often it happened.
fn table(said: &[(&str, usize, usize)]) -> String {
    let mut text = String::from("question_id,forecaster,probability,outcome\n");
    let mut id = 0;
    for &(p, yes, of) in said {
        for i in 0..of {
            id += 1;
            text += &format!("q{id},ann,{p},{}\n", u8::from(i < yes));
        }
    }
    text
}

fn ask(text: &str, more: &[&str]) -> Value {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", text);
    let args = ["recalibrate", "--table", "t.csv", "--format", "json"];
    sandbox.run(&[&args, more].concat()).json()
}

/// 90 % came true 60 times in 100, and 10 % 40 times in 100.
const BOLD: &[(&str, usize, usize)] = &[("0.9", 60, 100), ("0.1", 40, 100)];

#[test]
fn who_is_overconfident_is_told_what_their_numbers_meant_and_advised() {
    let row = ask(&table(BOLD), &[])["rows"][0].clone();
    assert_eq!(row["group"]["forecaster"], "ann");
    assert_eq!(row["advised"], true);
    assert!(row["map"]["slope"].as_f64().unwrap() < 0.4, "{row}");
    assert!(row["difference_high"].as_f64().unwrap() < 0.0);
    let eight = &row["curve"][7];
    let meant = eight["meant"].as_f64().unwrap();
    assert!(meant > 0.5 && meant < 0.62, "{eight}");
    assert!(eight["low"].as_f64().unwrap() < meant && meant < eight["high"].as_f64().unwrap());
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &table(BOLD));
    let page = sandbox.ok(&["recalibrate", "--table", "t.csv"]);
    assert!(
        flat(&page).contains("ann: you say 80%, it happens 5"),
        "{page}"
    );
    assert!(flat(&page).contains("worth doing"), "{page}");
}

#[test]
fn who_is_calibrated_gets_no_advice_and_who_said_little_no_map() {
    let calibrated = [("0.8", 16, 20), ("0.2", 4, 20), ("0.5", 10, 20)];
    let row = ask(&table(&calibrated), &[])["rows"][0].clone();
    assert_eq!(row["advised"], false);
    let row = ask(&table(&[("0.9", 2, 4)]), &[])["rows"][0].clone();
    assert!(row["map"].is_null());
    assert_eq!(row["map_why"], "needs at least 10, has 4");
}

#[test]
fn an_isotonic_map_needs_two_hundred_clusters_and_a_beta_map_ten() {
    let few = ask(
        &table(&[("0.9", 60, 99), ("0.1", 40, 100)]),
        &["--method", "isotonic"],
    );
    assert_eq!(few["rows"][0]["map_why"], "needs at least 200, has 199");
    for method in ["isotonic", "beta"] {
        let row = ask(&table(BOLD), &["--method", method])["rows"][0].clone();
        assert_eq!(row["map"]["kind"], method);
        assert_eq!(row["advised"], true, "{row}");
    }
}

#[test]
fn a_map_is_used_on_another_table() {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &table(BOLD));
    let args = ["recalibrate", "--table", "t.csv", "--format", "json"];
    let maps = sandbox.run(&args).out;
    sandbox.write("maps.json", &maps);
    let other = "question_id,forecaster,probability,outcome\nx,ann,0.9,1\ny,bob,0.9,1\n";
    sandbox.write("other.csv", other);
    let args = [
        "recalibrate",
        "--table",
        "other.csv",
        "--apply",
        "maps.json",
    ];
    let csv = sandbox.ok(&[&args[..], &["--format", "csv"]].concat());
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "{csv}");
    assert!(lines[1].starts_with("x,ann,0.9,0.6"), "{csv}");
    sandbox.write("maps.json", "{}");
    let ran = sandbox.run(&args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("maps.json holds no maps"), "{}", ran.err);
}

/// A ledger of 120 questions, one a day, on which ann said 90 % and 10 %, and half came true; and one that
/// is open.
fn ledger() -> Sandbox {
    let sandbox = Sandbox::new();
    let first: chrono::NaiveDate = "2025-01-01".parse().unwrap();
    for i in 0..120_u64 {
        let (day, known) = (
            first + chrono::Days::new(i),
            first + chrono::Days::new(i + 11),
        );
        let outcome = if i % 2 == 0 { "yes" } else { "no" };
        let what = if i % 4 < 2 { "90%" } else { "10%" };
        let text = format!(
            "question: Will it?\nopened: {day}\ndeadline: {}\nestimates:\n  - {{by: ann, date: {day}, \
             probability: {what}}}\nresolution: {{outcome: {outcome}, known: {known}}}\n",
            first + chrono::Days::new(i + 10)
        );
        sandbox.write_question(&format!("q{i}"), &text);
    }
    let open = "question: Will it snow?\nopened: 2026-01-01\ndeadline: 2026-12-31\ntags: [snow]\n\
        estimates:\n  - {by: ann, date: 2026-01-02, probability: 20%}\n  \
        - {by: ann, date: 2026-02-01, probability: 90%}\n  - {by: bob, date: 2026-02-01, probability: 90%}\n";
    sandbox.write("forecasts/snow.yaml", open);
    sandbox
}

fn open_of(answer: &Value) -> Vec<(String, f64, f64)> {
    let rows = answer["rows"].as_array().unwrap().iter();
    let open = rows.flat_map(|row| row["open"].as_array().unwrap());
    let one = |one: &Value| {
        let number = |key: &str| one[key].as_f64().unwrap();
        let id = one["question"].as_str().unwrap().to_owned();
        (id, number("said"), number("meant"))
    };
    open.map(one).collect()
}

#[test]
fn open_estimates_have_a_number_to_consider_and_stay_as_they_are() {
    let sandbox = ledger();
    let before = sandbox.read("forecasts/snow.yaml");
    let args = ["recalibrate", "--format", "json", "--weigh", "first"];
    // The last of ann, whose map is advised; bob has none.
    let open = open_of(&sandbox.run(&args).json());
    let [(id, said, meant)] = &open[..] else {
        panic!("{open:?}");
    };
    assert_eq!((id.as_str(), *said), ("snow", 0.9));
    assert!(*meant > 0.5 && *meant < 0.65, "{meant}");
    let page = flat(&sandbox.ok(&["recalibrate", "--weigh", "first"]));
    assert!(
        page.contains("To consider for 1 open estimate (nothing is changed)"),
        "{page}"
    );
    assert_eq!(sandbox.read("forecasts/snow.yaml"), before);
    // Filters choose what is open as they choose what teaches.
    let kept = [&args[..], &["--tag", "!snow"]].concat();
    assert_eq!(open_of(&sandbox.run(&kept).json()), []);
    // What is resolved by now was open then, and what is resolved has no number.
    let resolved = before + "resolution: {outcome: no, known: 2026-03-01}\n";
    sandbox.write("forecasts/snow.yaml", &resolved);
    assert_eq!(open_of(&sandbox.run(&args).json()), []);
    let then = [&args[..], &["--as-of", "2026-02-15"]].concat();
    assert_eq!(open_of(&sandbox.run(&then).json()).len(), 1);
}

#[test]
fn words_of_ten_clusters_say_what_they_have_meant() {
    let sandbox = Sandbox::new();
    for i in 0..24 {
        // Twelve times the word, of which eight came true, and as often a number of its band; nine times
        // another word.
        let what = if i < 12 { "probability: likely" } else { "67%" };
        let outcome = if i % 3 < 2 { "yes" } else { "no" };
        let resolution = format!("outcome: {outcome}, known: 2026-01-11, happened: 2026-01-10");
        let text = question(&[("ann", "2026-01-01", what)], &resolution);
        sandbox.write_question(&format!("q{i}"), &text);
    }
    for i in 0..9 {
        let what = "probability: unlikely";
        let text = question(
            &[("ann", "2026-01-01", what)],
            "outcome: no, known: 2026-01-11",
        );
        sandbox.write_question(&format!("r{i}"), &text);
    }
    let args = ["recalibrate", "--format", "json", "--weigh", "first"];
    let said = |answer: &Value| {
        let words = answer["rows"][0]["words"].as_array().unwrap().clone();
        let [word] = &words[..] else {
            panic!("{words:?}");
        };
        assert_eq!(word["group"]["word"], "likely");
        assert_eq!(word["clusters"], 12);
        let number = |key: &str| word[key].as_f64().unwrap();
        let near = |key: &str, want: f64| assert!((number(key) - want).abs() < 1e-9, "{word}");
        near("said", 0.675);
        near("observed", 8.0 / 12.0);
        // Drawn towards 67.5 % by ten clusters.
        near("meant", (8.0 + 6.75) / 22.0);
        assert!(number("low") < 0.4 && number("high") > 0.85, "{word}");
    };
    said(&sandbox.run(&args).json());
    // The same of a table that holds the words.
    let table = sandbox.ok(&["export", "table"]);
    sandbox.write("t.csv", &table);
    said(
        &sandbox
            .run(&[&args[..], &["--table", "t.csv"]].concat())
            .json(),
    );
}

/// 90 % came true 60 times in 100 and 10 % 40 times, a question a day, each known ten days later.
fn dated() -> String {
    let mut text = String::from("question_id,forecaster,made_at,resolved_at,probability,outcome\n");
    let first: chrono::NaiveDate = "2020-01-01".parse().unwrap();
    for i in 0..200_u64 {
        let day = |add: u64| first + chrono::Days::new(i + add);
        let (p, yes) = if i % 2 == 0 {
            ("0.9", i % 10 < 6)
        } else {
            ("0.1", i % 10 < 4)
        };
        text += &format!("q{i},ann,{},{},{p},{}\n", day(0), day(10), u8::from(yes));
    }
    text
}

#[test]
fn where_times_are_known_a_map_is_tried_out_forward_in_time() {
    let row = ask(&dated(), &[])["rows"][0].clone();
    assert_eq!(row["folds"], "forward");
    assert_eq!(row["advised"], true, "{row}");
    // Nobody could have learnt from what is known on the day after.
    let late = dated()
        .replace("2020-", "2019-")
        .replace("resolved_at", "x");
    let late = late.replacen("made_at", "made_at,resolved_at", 1);
    let late: String = late
        .lines()
        .enumerate()
        .map(|(i, line)| {
            let cells: Vec<&str> = line.split(',').collect();
            match i {
                0 => format!("{line}\n"),
                _ => format!(
                    "{},2021-01-01,{}\n",
                    cells[..3].join(","),
                    cells[3..].join(",")
                ),
            }
        })
        .collect();
    let row = ask(&late, &[])["rows"][0].clone();
    assert_eq!(
        (&row["folds"], &row["advised"]),
        (&"forward".into(), &false.into())
    );
    let sentence = row["sentence"].as_str().unwrap();
    assert!(sentence.contains("changes nothing"), "{sentence}");
    // Without the times the folds are of clusters.
    let row = ask(&dated(), &["--columns", "made_at="])["rows"][0].clone();
    assert_eq!(row["folds"], "clusters");
}

#[test]
fn a_table_of_numbers_and_outcomes_alone_is_of_one_forecaster() {
    let text = table(BOLD);
    let bare: String = text
        .lines()
        .map(|line| line.splitn(3, ',').last().unwrap().to_owned() + "\n")
        .collect();
    assert!(bare.starts_with("probability,outcome\n"));
    let row = ask(&bare, &[])["rows"][0].clone();
    assert_eq!(
        (&row["clusters"], &row["advised"]),
        (&200.into(), &true.into())
    );
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", "probability,n,events\n0.9,100,60\n");
    let ran = sandbox.run(&["recalibrate", "--table", "t.csv", "--counts"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("counts do not say who said what"),
        "{}",
        ran.err
    );
}

#[test]
fn a_map_is_used_on_what_has_no_outcome_yet() {
    let sandbox = Sandbox::empty();
    sandbox.write("t.csv", &table(BOLD));
    let args = ["recalibrate", "--table", "t.csv", "--format", "json"];
    sandbox.write("maps.json", &sandbox.run(&args).out);
    let apply = |text: &str| {
        sandbox.write("new.csv", text);
        let args = ["recalibrate", "--apply", "maps.json", "--format", "csv"];
        let csv = sandbox.ok(&[&args[..], &["--table", "new.csv"]].concat());
        let cells = |line: &str| line.split(',').take(3).collect::<Vec<_>>().join(",");
        csv.lines().skip(1).map(cells).collect::<Vec<_>>()
    };
    for text in [
        "question_id,forecaster,probability,outcome\nx,ann,0.9,\ny,ann,0.2,1\nz,ann,0.3,annulled\n",
        "question_id,forecaster,probability\nx,ann,0.9\ny,ann,0.2\n",
        "question_id,forecaster,made_at,probability,outcome,status\n\
         x,ann,2026-01-01,0.7,,open\nx,ann,2026-02-01,0.9,,open\ny,ann,2026-01-01,0.2,,overdue\n",
        "question_id,kind,forecaster,made_at,value,outcome,status\n\
         x,binary,ann,2026-01-01,0.9,,open\ny,binary,ann,2026-01-01,0.2,,overdue\n",
    ] {
        assert_eq!(apply(text), ["x,ann,0.9", "y,ann,0.2"], "{text}");
    }
    // Of nobody: the map of nobody.
    let bare = table(BOLD).replace(",ann,", ",").replace(",forecaster", "");
    sandbox.write("t.csv", &bare);
    sandbox.write("maps.json", &sandbox.run(&args).out);
    assert_eq!(apply("question_id,probability\nx,0.9\n"), ["x,none,0.9"]);
}
