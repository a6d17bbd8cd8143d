//! Days and probabilities as they are typed, and as records have them.

use crate::common::{Ran, Sandbox};

/// A record without estimates.
const RECORD: &str = "question: Will it be before 1 July 2026?\ncriteria: x\nopened: 2026-01-01\n\
                      deadline: 2026-06-30\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-02-03");
    sandbox.write("forecasts/q.yaml", RECORD);
    sandbox
}

/// Runs a command that must end so, and say or write these texts.
fn check(name: &str, args: &[&str], code: i32, texts: &[&str], wrong: &mut Vec<String>) {
    let sandbox = sandbox();
    let Ran {
        out,
        err,
        code: ended,
    } = sandbox.run(args);
    let all = format!("{out}{err}{}", sandbox.read("forecasts/q.yaml"));
    let lacks: Vec<_> = texts.iter().filter(|text| !all.contains(**text)).collect();
    if ended != code || !lacks.is_empty() {
        wrong.push(format!(
            "{name} {args:?}: exit {ended}, lacks {lacks:?}\n{out}{err}"
        ));
    }
}

#[test]
fn probabilities_that_may_mean_two_things_are_refused_with_both() {
    let mut wrong = Vec::new();
    let cases: [(&str, &str, i32, &[&str]); 30] = [
        ("A7", "40/60", 2, &["`40%` or `40 to 60`"]),
        ("A7", "50/50", 2, &["`50%` or `50 to 50`"]),
        ("A7", "20/80", 2, &["`20%` or `20 to 80`"]),
        ("A7", "1/99", 2, &["`1%` or `1 to 99`"]),
        ("A7", "95 / 5", 2, &["`95%` or `95 to 5`"]),
        ("A7", "3/7", 0, &["3/7 = 43%", "probability: 3/7"]),
        ("A7", "1/9", 0, &["1/9 = 11%"]),
        ("A7", "7/10", 0, &["7/10 = 70%"]),
        ("A7", "1/3", 0, &["1/3 = 33%"]),
        ("A7", "99/100", 0, &["99/100 = 99%"]),
        ("A7", "40 to 60", 0, &["40 to 60 = 40%"]),
        ("A7", "40-60%", 0, &["probability: 40-60%"]),
        ("B10", "0.01%", 0, &["probability: 0.01%"]),
        ("B11", "<1%", 2, &["write the range `0-1%`"]),
        ("B11", ">99%", 2, &["write the range `99-100%`"]),
        ("B11", ">=0.9", 2, &["write the range `0.9-1`"]),
        ("B11", "~70%", 0, &["probability: ~70%"]),
        ("B11", "≈ 0.7", 0, &["says ≈ 0.7"]),
        ("B11", "1 in 5", 0, &["1 in 5 = 20%"]),
        ("B11", "1 in 3", 0, &["1 in 3 = 33%"]),
        ("B11", "70 percent", 0, &["probability: 70 percent"]),
        ("B11", "70 per cent", 0, &["probability: 70 per cent"]),
        ("B11", "even", 2, &["write `50%`"]),
        ("B11", "evens", 2, &["write `50%`"]),
        ("B11", "70", 2, &["did you mean `70%`?"]),
        ("B11", "7:3", 2, &["write `7 to 3`"]),
        ("B11", "0,7", 2, &["write `0.7`"]),
        ("B11", "75-55%", 2, &["the lower end first"]),
        ("A14", "007", 2, &["not a probability"]),
        ("B11", "likley", 2, &["did you mean `likely`?"]),
    ];
    for (name, value, code, texts) in cases {
        check(
            name,
            &["estimate", "q", value, "--because", "x"],
            code,
            texts,
            &mut wrong,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn days_are_typed_as_people_say_them_and_the_day_meant_is_told() {
    let mut wrong = Vec::new();
    // It is Tuesday, 3 February 2026.
    let cases: [(&str, &str, i32, &[&str]); 21] = [
        ("B5", "2026-02-01", 0, &["date: 2026-02-01"]),
        (
            "B5",
            "1 Feb 2026",
            0,
            &["`1 Feb 2026` is Sunday, 2026-02-01", "date: 2026-02-01"],
        ),
        ("B5", "1 February 2026", 0, &["date: 2026-02-01"]),
        ("B5", "Feb 1, 2026", 0, &["date: 2026-02-01"]),
        (
            "B5",
            "yesterday",
            0,
            &["`yesterday` is Monday, 2026-02-02", "date: 2026-02-02"],
        ),
        ("B5", "today", 0, &["date: 2026-02-03"]),
        ("B5", "-3d", 0, &["date: 2026-01-31"]),
        ("B5", "-1w", 0, &["date: 2026-01-27"]),
        // Where somebody is, tomorrow has begun.
        (
            "B5",
            "tomorrow",
            0,
            &["`tomorrow` is Wednesday, 2026-02-04", "in UTC"],
        ),
        ("B5", "in 2 days", 2, &["2026-02-05"]),
        ("B5", "next friday", 2, &["2026-02-06"]),
        ("B5", "in 3 months", 2, &["2026-05-03"]),
        ("B5", "+14d", 2, &["2026-02-17"]),
        ("B5", "eoy", 2, &["2026-12-31"]),
        (
            "B5",
            "01/02/2026",
            2,
            &["it may be 2026-02-01 or 2026-01-02"],
        ),
        ("B5", "1.2.2026", 2, &["it may be 2026-02-01 or 2026-01-02"]),
        ("B5", "31/01/2026", 2, &["as 2026-01-31"]),
        ("B5", "2026-2-1", 2, &["as 2026-02-01"]),
        ("B5", "soon", 2, &["it is not a day such as"]),
        ("B5", "2026-02-01T10:00-05:00", 0, &["2026-02-01T15:00:00Z"]),
        ("B5", "2026-02-01T10:00", 2, &["a time needs a zone"]),
    ];
    for (name, day, code, texts) in cases {
        let date = format!("--date={day}");
        // What lies ahead is said, and then refused for lying ahead.
        check(
            name,
            &["estimate", "q", "70%", &date, "--because", "x"],
            code,
            texts,
            &mut wrong,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn records_and_tables_take_days_in_full_alone() {
    let mut wrong = Vec::new();
    let cases: [(&str, Result<&str, &str>, &str); 9] = [
        ("2026-06-30", Ok(""), ""),
        ("2026-06-30T23:59-05:00", Ok(""), ""),
        ("2026-06-30T23:59:00-05:00", Ok(""), ""),
        (
            "01/02/2026",
            Err("it may be 2026-02-01 or 2026-01-02"),
            "it may be 2026-02-01 or 2026-01-02",
        ),
        (
            "01.02.2026",
            Err("it may be 2026-02-01 or 2026-01-02"),
            "it may be",
        ),
        ("31/12/2026", Err("as 2026-12-31"), "as 2026-12-31"),
        ("31 Dec 2026", Err("it is not a day"), "it is not a day"),
        ("tomorrow", Err("it is not a day"), "it is not a day"),
        ("+14d", Err("it is not a day"), "it is not a day"),
    ];
    for (day, in_record, in_table) in cases {
        let sandbox = Sandbox::new();
        let text = RECORD.replace("2026-06-30", &format!("'{day}'"));
        sandbox.write("forecasts/q.yaml", &text);
        let ran = sandbox.run(&["check"]);
        let is_right = match in_record {
            Ok(_) => !ran.out.contains("bad-date"),
            Err(why) => ran.out.contains("bad-date") && ran.out.contains(why),
        };
        sandbox.write(
            "t.csv",
            &format!("question_id,made_at,probability,outcome\nq,{day},0.7,1\n"),
        );
        let table = sandbox.run(&["score", "--table", "t.csv", "--weigh", "first"]);
        if !is_right || !table.err.contains(in_table) {
            wrong.push(format!("{day}\n{}{}", ran.out, table.err));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
