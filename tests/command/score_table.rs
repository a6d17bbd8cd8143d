//! Tables in place of a ledger: `--table`, as `score` and `calibration` take it.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::common::{Ran, Sandbox, assert_page};

const RAIN: &str = "\
question_id,forecaster,made_at,deadline,probability,outcome,status
jan,ann,2026-01-01,2026-01-31,0.7,1,resolved
jan,bob,2026-01-02,2026-01-31,0.9,1,resolved
feb,ann,2026-02-01,2026-02-28,0.2,0,resolved
feb,bob,2026-02-01,2026-02-28,-1.3,0,resolved
mar,ann,2026-03-01,2026-03-31,0.5,,void
apr,ann,2026-04-01,2027-04-30,0.5,,open
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("rain.csv", RAIN);
    sandbox
}

fn total(ran: &Ran) -> Value {
    ran.json()["rows"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

fn near(value: &Value, want: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value}"));
    assert!((value - want).abs() < 1e-12, "{value} is not {want}");
}

#[test]
fn a_table_is_scored_without_a_ledger_and_its_bad_rows_are_told() {
    let page = sandbox()
        .run(&["score", "--verbose", "--table", "rain.csv"])
        .page();
    assert_page("command", "score-table", &page);
}

#[test]
fn a_table_has_a_calibration() {
    let page = sandbox()
        .run(&["calibration", "--verbose", "--table", "rain.csv"])
        .page();
    assert_page("command", "calibration-table", &page);
}

#[test]
fn the_json_says_how_the_table_was_read_and_what_was_left_out() {
    let args = [
        "score",
        "--table",
        "rain.csv",
        "--columns",
        "tag=",
        "--format",
        "json",
    ];
    let json = sandbox().run(&args).json();
    assert_eq!(json["made_with"]["weigh"], "each");
    assert_eq!(json["made_with"]["as_of"], Value::Null);
    assert_eq!(json["made_with"]["table"]["file"], "rain.csv");
    assert_eq!(json["made_with"]["table"]["columns"]["tags"], "");
    assert_eq!(json["skipped"]["bad_row"], 1);
    assert_eq!(json["skipped"]["void"], 1);
    assert_eq!(json["skipped"]["open"], 1);
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(
        rows.len(),
        1,
        "a table is not grouped unless that is asked for"
    );
    near(&rows[0]["brier"], (0.09 + 0.01 + 0.04) / 3.0);
    assert_eq!(
        (&rows[0]["questions"], &rows[0]["clusters"]),
        (&2.into(), &2.into())
    );
}

#[test]
fn a_table_can_be_grouped() {
    let args = [
        "score",
        "--table",
        "rain.csv",
        "--group-by",
        "forecaster,year",
        "--format",
        "json",
    ];
    let json = sandbox().run(&args).json();
    let rows = json["rows"].as_array().unwrap();
    let group = |row: &Value| row["group"].to_string();
    let groups: Vec<_> = rows.iter().map(group).collect();
    assert_eq!(
        groups,
        [
            r#"{"forecaster":"ann","year":"2026"}"#,
            r#"{"forecaster":"bob","year":"2026"}"#,
            "{}",
        ]
    );
}

#[test]
fn columns_may_have_other_heads() {
    let sandbox = Sandbox::empty();
    sandbox.write("py.csv", "p,y\n0.8,1\n0.4,0\n");
    let args = [
        "score",
        "--table",
        "py.csv",
        "--format",
        "json",
        "--columns",
    ];
    let ran = sandbox.run(&[&args[..], &["probability=p,outcome=y"]].concat());
    near(&total(&ran)["brier"], 0.1);
    let missing = sandbox.run(&["score", "--verbose", "--table", "py.csv"]);
    assert_eq!(missing.code, 2);
    assert_eq!(
        missing.err,
        "foretell: could not read the table `py.csv`: it has no column `probability`, which every \
         score needs\nhint: there are p, y; `--columns probability=HEAD` names another\n"
    );
    let unknown = sandbox.run(&[&args[..], &["probabilty=p"]].concat());
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("did you mean `probability`?"),
        "{}",
        unknown.err
    );
}

#[test]
fn a_weighing_that_needs_a_column_names_it() {
    let ran = sandbox().run(&[
        "score",
        "--verbose",
        "--table",
        "rain.csv",
        "--weigh",
        "days",
    ]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("it has no column `opened`, which --weigh days needs"),
        "{}",
        ran.err
    );
}

#[test]
fn first_and_last_take_one_estimate_of_each_forecaster() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "history.csv",
        "question_id,forecaster,made_at,probability,outcome\n\
         a,ann,2026-01-02,0.9,1\na,ann,2026-01-01,0.6,1\na,bob,2026-01-01,0.5,1\n",
    );
    let brier = |weigh: &str, more: &[&str]| {
        let args = [
            "score",
            "--table",
            "history.csv",
            "--format",
            "json",
            "--weigh",
            weigh,
        ];
        total(&sandbox.run(&[&args[..], more].concat()))["brier"].clone()
    };
    near(&brier("first", &[]), f64::midpoint(0.16, 0.25));
    near(&brier("last", &[]), f64::midpoint(0.01, 0.25));
    // Without the forecasters a question has one last estimate, whoever made it.
    near(&brier("last", &["--columns", "forecaster="]), 0.01);
}

fn piped(sandbox: &Sandbox, args: &[&str], bytes: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_foretell"));
    sandbox.scrub(&mut child);
    let mut child = child
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_table_may_come_by_standard_input_packed_or_as_json_lines() {
    let sandbox = Sandbox::empty();
    let args = ["score", "--table", "-", "--format", "json"];
    let csv = b"probability,outcome\n0.8,1\n0.4,0\n";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(csv).unwrap();
    let squeezed = packer.finish().unwrap();
    let json = b"{\"probability\": 0.8, \"outcome\": 1}\n{\"probability\": 0.4, \"outcome\": 0}\n";
    for bytes in [&csv[..], &squeezed, &json[..]] {
        near(&total(&piped(&sandbox, &args, bytes))["brier"], 0.1);
    }
}

/// The same rows in every wrapping, one of them bad.
fn wrapped(rows: &[[&str; 4]]) -> [Vec<u8>; 3] {
    let heads = ["question_id", "forecaster", "probability", "outcome"];
    let lines = rows.iter().map(|row| row.join(",") + "\n");
    let csv = heads.join(",") + "\n" + &lines.collect::<String>();
    let object = |row: &[&str; 4]| {
        let cells = heads.iter().zip(row);
        let cells = cells.map(|(head, cell)| ((*head).to_owned(), Value::from(*cell)));
        Value::Object(cells.collect()).to_string() + "\n"
    };
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(csv.as_bytes()).unwrap();
    let json: String = rows.iter().map(object).collect();
    [
        csv.into_bytes(),
        packer.finish().unwrap(),
        json.into_bytes(),
    ]
}

#[test]
fn every_command_takes_a_table_in_every_wrapping_and_tells_its_bad_rows() {
    let sandbox = Sandbox::empty();
    let rows = [
        ["a", "ann", "0.8", "1"],
        ["a", "bob", "0.4", "1"],
        ["b", "ann", "0.3", "0"],
        ["b", "bob", "-1.5", "0"],
        ["c", "ann", "0.3", ""],
        ["d", "bob", "0.3", "void"],
    ];
    for args in [
        &["score", "--verbose"][..],
        &["calibration", "--verbose"],
        &["compare", "--verbose", "ann", "bob"],
        &["pool", "--verbose"],
        &["score", "--adjust"],
    ] {
        let args = [args, &["--table", "-", "--format", "json"]].concat();
        let [csv, packed, json] = wrapped(&rows).map(|bytes| piped(&sandbox, &args, &bytes));
        assert_eq!(csv.code, 0, "{args:?}: {}", csv.err);
        let skipped = &csv.json()["skipped"];
        for reason in ["bad_row", "open", "void"] {
            assert_eq!(skipped[reason], 1, "{args:?}: {reason}");
        }
        let fault = "probability `-1.5` is no number from 0 to 1";
        assert!(csv.err.contains(&format!("-:5: {fault}")), "{}", csv.err);
        // JSON Lines have no head, so that each row is one line higher up.
        assert!(json.err.contains(&format!("-:4: {fault}")), "{}", json.err);
        assert_eq!(csv.out, packed.out, "{args:?}");
        assert_eq!(csv.out, json.out, "{args:?}");
    }
}

#[test]
fn instants_of_a_table_tell_what_was_first_and_what_was_too_late() {
    let sandbox = Sandbox::empty();
    // Said at 20:59, 21:00 and 21:01 UTC; known at 21:00 and half a second.
    let head = "question_id,forecaster,made_at,resolved_at,probability,outcome\n";
    let known = "2016-11-08T21:00:00.5Z";
    let rows = [
        ("2016-11-08 16:01:00 -0500", "0.9"),
        ("2016-11-08 21:00:00", "0.6"),
        ("2016-11-08T22:59:00.250+02", "0.3"),
    ];
    let rows = rows.map(|(made, p)| format!("q,ann,{made},{known},{p},1\n"));
    sandbox.write("t.csv", &format!("{head}{}", rows.concat()));
    let ask = |weigh: &str| {
        let args = ["score", "--verbose", "--table", "t.csv", "--weigh", weigh];
        sandbox.run(&[&args[..], &["--format", "json"]].concat())
    };
    near(&total(&ask("first"))["brier"], 0.49);
    let last = ask("last");
    assert_eq!(last.err, "");
    near(&total(&last)["brier"], 0.16);
}

#[test]
fn counts_are_a_table_that_is_grouped_already() {
    let sandbox = Sandbox::empty();
    sandbox.write("counts.csv", "probability,n,events\n0.8,5,4\n0.2,10,1\n");
    let args = [
        "calibration",
        "--table",
        "counts.csv",
        "--counts",
        "--rows",
        "distinct",
    ];
    let row = total(&sandbox.run(&[&args[..], &["--format", "json"]].concat()));
    assert_eq!(row["n"], 15);
    assert_eq!(row["bins"][0]["n"], 10);
    near(&row["bins"][0]["frequency"], 0.1);
    near(&row["bins"][1]["frequency"], 0.8);
    let alone = sandbox.run(&["score", "--verbose", "--counts"]);
    assert_eq!(alone.code, 2, "counts are a way to read a table");
}

#[test]
fn counts_of_plain_digits_are_read_as_any_others() {
    let sandbox = Sandbox::empty();
    let ask = |rows: &str| {
        sandbox.write("counts.csv", &format!("probability,n,events\n{rows}"));
        let args = ["calibration", "--plain", "--format", "json", "--counts"];
        sandbox.run(&[&args[..], &["--table", "counts.csv"]].concat())
    };
    let plain = ask("0.8,5,4\r\n0.2,10,1\n");
    let others = ask("80%,5.0,4\n1/5, 10,1\n");
    assert_eq!(total(&plain), total(&others));
    // What no row may say is refused, and with its line, whatever came before it.
    for (row, why) in [
        ("0.3,2,3", ":3: 3 events are more than 2"),
        ("0.3,-2,0", ":3: "),
        (
            "0.3,9007199254740992,1",
            ":3: with it the counts add up to more than",
        ),
        ("0.3,9", ":3: "),
    ] {
        let ran = ask(&format!("0.8,5,4\n{row}\n0.2,10,1\n"));
        assert!(ran.err.contains(why), "{row}: {}", ran.err);
        assert_eq!(total(&ran)["n"], 15, "{row}");
    }
}

#[test]
fn options_of_a_table_are_a_choice_or_in_order() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "options.csv",
        "question_id,option,probability,outcome\na,low,0.2,high\na,mid,0.3,high\na,high,0.5,high\n",
    );
    let score = |more: &[&str]| {
        let args = ["score", "--table", "options.csv", "--format", "json"];
        total(&sandbox.run(&[&args[..], more].concat()))
    };
    assert_eq!(score(&[])["kind"], "choice");
    near(&score(&[])["brier_full"], 0.04 + 0.09 + 0.25);
    assert_eq!(score(&["--ordered"])["kind"], "ordered");
    near(&score(&["--ordered"])["rps"], 0.04 + 0.25);
    let calibration = sandbox.run(&["calibration", "--verbose", "--table", "options.csv"]);
    assert_eq!(calibration.code, 2);
    assert!(
        calibration.err.contains("`--options rest`"),
        "{}",
        calibration.err
    );
}

#[test]
fn what_only_a_ledger_has_cannot_be_asked_of_a_table() {
    for (args, why) in [
        (["--owner", "ann"], "a table has no owners"),
        (["--group-by", "word"], "a table cannot be grouped by word"),
        (
            ["--tag", "gas"],
            "it has no column `tags`, which --tag needs",
        ),
    ] {
        let ran =
            sandbox().run(&[&["score", "--verbose", "--table", "rain.csv"][..], &args].concat());
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(why), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_table_that_is_not_there_or_empty_is_an_error() {
    let sandbox = Sandbox::empty();
    sandbox.write("empty.csv", "");
    let missing = sandbox.run(&["score", "--verbose", "--table", "missing.csv"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing
            .err
            .contains("open `missing.csv`: there is no such file"),
        "{}",
        missing.err
    );
    let empty = sandbox.run(&["score", "--verbose", "--table", "empty.csv"]);
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("it is empty"), "{}", empty.err);
    sandbox.write("head.csv", "probability,outcome\n");
    let head = sandbox.run(&["score", "--verbose", "--table", "head.csv"]);
    assert_eq!(
        (head.code, head.out.as_str()),
        (0, "The table has no rows.\n")
    );
}

#[test]
fn what_a_table_holds_commands_no_terminal() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "sly.csv",
        "forecaster,probability,outcome\n\u{1b}[31mann,0.8,1\nbob,\u{1b}[2J,1\n",
    );
    let ran = sandbox.run(&[
        "score",
        "--verbose",
        "--table",
        "sly.csv",
        "--group-by",
        "forecaster",
    ]);
    assert!(!ran.page().contains('\u{1b}'), "{}", ran.page());
    assert!(ran.err.contains("sly.csv:3: probability"), "{}", ran.err);
}

#[test]
fn ten_runs_over_a_table_give_the_same_bytes() {
    let sandbox = Sandbox::empty();
    let rows = (0_u32..2000).map(|i| format!("{},{}\n", f64::from(i % 97) / 97.0, i % 3 / 2));
    sandbox.write(
        "many.csv",
        &format!("probability,outcome\n{}", rows.collect::<String>()),
    );
    let args = ["calibration", "--table", "many.csv", "--format", "json"];
    let first = sandbox.run(&args).out;
    for _ in 0..9 {
        assert_eq!(sandbox.run(&args).out, first);
    }
}

#[test]
fn the_plain_calibration_has_the_table_and_the_parts_of_the_score_alone() {
    let args = [
        "calibration",
        "--table",
        "rain.csv",
        "--plain",
        "--format",
        "json",
    ];
    let row = total(&sandbox().run(&args));
    assert!(row["mcb"].is_number() && row["brier"].is_number());
    assert_eq!(row["cox_slope"], Value::Null);
    assert_eq!(row["bins"].as_array().unwrap().len(), 10);
}
