//! What is typed on the command line, and what records say that are read beside others.

use crate::common::{Ran, Sandbox};

/// What every record here has, besides its question.
const REST: &str = "criteria: x\nopened: 2026-01-01\ndeadline: 2027-06-30\n";

fn record(question: &str, more: &str) -> String {
    format!("question: {question}\n{REST}{more}")
}

/// Returns a ledger with records, on 3 February 2026.
fn ledger(records: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new().on("2026-02-03");
    for (file, text) in records {
        sandbox.write(&format!("forecasts/{file}"), text);
    }
    sandbox
}

/// Returns what is wrong with a run that must end so, and say these texts.
fn wrong(name: &str, ran: &Ran, code: i32, texts: &[&str]) -> Option<String> {
    let all = format!("{}{}", ran.out, ran.err);
    let lacks: Vec<_> = texts.iter().filter(|text| !all.contains(**text)).collect();
    (ran.code != code || !lacks.is_empty())
        .then(|| format!("{name}: exit {}, lacks {lacks:?}\n{all}", ran.code))
}

/// Fails with all that is wrong.
fn none(wrong: impl Iterator<Item = Option<String>>) {
    let wrong: Vec<_> = wrong.flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_of_records_is_read() {
    let text = record("Is it?", "");
    let is_read = |name, files: &[&str], code, says: &[&str]| {
        let files: Vec<_> = files.iter().map(|file| (*file, text.as_str())).collect();
        wrong(name, &ledger(&files).run(&["list"]), code, says)
    };
    let twins = |name, files: &[&str]| {
        let files: Vec<_> = files.iter().map(|file| (*file, text.as_str())).collect();
        wrong(name, &ledger(&files).run(&["check"]), 1, &["error["])
    };
    none(
        [
            is_read("A3", &["a.yml"], 0, &["1 forecast,"]),
            is_read("A3 capitals", &["a.YAML"], 0, &["1 forecast,"]),
            is_read("A3 a capital", &["a.Yml"], 0, &["1 forecast,"]),
            is_read("A3 in a folder", &["gas/a.yml"], 0, &["1 forecast,"]),
            is_read(
                "A3 another ending",
                &["a.yaml.txt"],
                0,
                &["There are no forecasts yet"],
            ),
            twins("A3 one stem", &["a.yml", "a.yaml"]),
            twins("A3 one stem in capitals", &["a.yml", "a.YML"]),
        ]
        .into_iter(),
    );
}

#[test]
fn a_text_that_was_cut_short_is_put_in_quotes() {
    let estimate = "estimates:\n- date: 2026-02-01\n  by: a\n  probability: 40%\n  because: ";
    let cases = [
        (
            "A1 --fix",
            record("Will issue #12 be closed?", ""),
            "question: 'Will issue #12 be closed?'",
        ),
        (
            "A1 --fix on the next line",
            record("Will\n  issue #1 be so?", ""),
            "'Will\n  issue #1 be so?'",
        ),
        (
            "A1 --fix an apostrophe",
            record("Will Ann's #1 be it?", ""),
            "'Will Ann''s #1 be it?'",
        ),
        (
            "A1 --fix a reason",
            record("Is it?", &format!("{estimate}see #1\n")),
            "because: 'see #1'",
        ),
        (
            "A1 --fix a list",
            record("Is it?", "sources:\n  primary: list #1\n"),
            "primary: 'list #1'",
        ),
        (
            "A1 --fix no comment",
            record("Is it? # of the desk", ""),
            "question: Is it? # of the desk",
        ),
    ];
    for (name, text, after) in cases {
        let sandbox = ledger(&[("q.yaml", &text)]);
        sandbox.run(&["check", "--fix"]);
        let fixed = sandbox.read("forecasts/q.yaml");
        assert!(fixed.contains(after), "{name}\n{fixed}");
        let ran = sandbox.run(&["check"]);
        assert!(!ran.out.contains("text-cut-short"), "{name}\n{}", ran.out);
    }
}

/// Returns a record with an estimate and an outcome.
fn resolved(question: &str) -> String {
    format!(
        "question: {question}\ncriteria: x\nopened: 2025-01-01\ndeadline: 2025-06-30\n\
         estimates:\n- {{date: 2025-02-01, by: a, probability: 70%}}\n\
         resolution: {{outcome: no, logged: 2025-07-01, known: 2025-07-01, by: desk, evidence: [x]}}\n"
    )
}

#[test]
fn one_question_in_two_records_is_found_and_is_one_cluster() {
    for (name, second, clusters) in [
        ("A12", resolved("Will it be?"), 1),
        ("A12 another case", resolved("WILL it be?"), 1),
        ("A12 blanks", resolved("Will  it\n  be?"), 1),
        ("A12 quotes", resolved("'Will it be? '"), 1),
        ("A12 another word", resolved("Will it not be?"), 2),
        (
            "A12 another deadline",
            resolved("Will it be?").replace("deadline: 2025-06-30", "deadline: 2025-06-29"),
            2,
        ),
    ] {
        let sandbox = ledger(&[("a.yaml", &resolved("Will it be?")), ("b.yaml", &second)]);
        let found = sandbox
            .run(&["check"])
            .out
            .contains("warning[duplicate-question]");
        assert_eq!(found, clusters == 1, "{name}");
        let json = sandbox
            .run(&["score", "--resamples", "0", "--format", "json"])
            .json();
        let row = json["rows"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (row["questions"].as_u64(), row["clusters"].as_u64()),
            (Some(2), Some(clusters)),
            "{name}"
        );
    }
}

#[test]
fn instants_are_read_by_one_reader() {
    let (late, table) = (
        "2026-07-01T04:59:00Z",
        "question_id,made_at,probability,outcome,deadline\n",
    );
    for (name, text) in [
        ("B6", "2026-06-30T23:59-05:00"),
        ("B6 a blank", "2026-06-30 23:59-05:00"),
        ("B6 no colon", "2026-06-30T23:59:00-0500"),
        ("B6 hours", "2026-06-30 23:59:00 -05"),
        ("B6 UTC", "2026-07-01 04:59 UTC"),
        ("B6 parts of a second", "2026-07-01T04:59:00.000Z"),
    ] {
        let text_of = record("Is it?", "").replace("2027-06-30", &format!("'{text}'"));
        let sandbox = ledger(&[("q.yaml", &text_of)]);
        let check = sandbox.run(&["check"]);
        assert!(!check.out.contains("bad-date"), "{name}\n{}", check.out);
        let json = sandbox.run(&["list", "--format", "json"]).json();
        assert_eq!(json["rows"][0]["deadline"], late, "{name} in a record");
        sandbox.write("t", &format!("{table}q,{text},0.7,1,2026-08-01\n"));
        let ran = sandbox.run(&[
            "score",
            "--table",
            "t",
            "--weigh",
            "first",
            "--resamples",
            "0",
        ]);
        assert!(
            ran.code == 0 && ran.err.is_empty(),
            "{name} in a table\n{}",
            ran.err
        );
        let date = format!("--date={text}");
        let ran = sandbox.run(&["estimate", "q", "70%", "--dry-run", &date]);
        assert!(
            ran.out.contains(late) || ran.err.contains(late),
            "{name} as typed\n{}{}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn the_day_is_that_of_whoever_writes() {
    let question = record("Is it?", "");
    let estimate = |name, date: &str, code, says: &[&str]| {
        let sandbox = ledger(&[("q.yaml", &question)]);
        let date = format!("--date={date}");
        let ran = sandbox.run(&["estimate", "q", "70%", "--because", "x", &date]);
        wrong(name, &ran, code, says)
    };
    let checked = |name, lines: &str, code: &str, is_found: bool| {
        let sandbox = ledger(&[("q.yaml", &record("Is it?", lines))]);
        let out = sandbox.run(&["check"]).out;
        (out.contains(code) != is_found).then(|| format!("{name}\n{out}"))
    };
    let logged = |date: &str, logged: &str| {
        format!(
            "estimates:\n- {{date: {date}, by: a, probability: 70%, logged: {logged}, because: x}}\n"
        )
    };
    let known = |known: &str| {
        format!(
            "resolution: {{outcome: yes, happened: {known}, known: {known}, logged: 2026-02-03, by: b, evidence: [x]}}\n"
        )
    };
    none(
        [
            estimate("B7", "2026-02-04", 0, &["on 2026-02-04", "in UTC"]),
            estimate("B7 today", "2026-02-03", 0, &["on 2026-02-03"]),
            estimate("B7 two days on", "2026-02-05", 2, &["logged-before-made"]),
            checked(
                "B7 a record",
                &logged("2026-02-04", "2026-02-03"),
                "logged-before-made",
                false,
            ),
            checked(
                "B7 a record, too far",
                &logged("2026-02-05", "2026-02-03"),
                "logged-before-made",
                true,
            ),
            checked(
                "B7 instants",
                &logged("2026-02-03T10:00:00Z", "2026-02-03T09:00:00Z"),
                "logged-before-made",
                true,
            ),
            checked(
                "B7 an outcome",
                &known("2026-02-04"),
                "logged-before-known",
                false,
            ),
            checked(
                "B7 an outcome, too far",
                &known("2026-02-05"),
                "logged-before-known",
                true,
            ),
        ]
        .into_iter(),
    );
}

#[test]
fn prose_may_begin_with_a_hyphen() {
    let question = record("Is it?", "");
    let run = |name, args: &[&str], code, says: &[&str]| {
        let sandbox = ledger(&[("q.yaml", &question)]);
        wrong(name, &sandbox.run(args), code, says)
    };
    let estimate = ["estimate", "q", "70%", "--dry-run", "--because"];
    let resolve = ["resolve", "q", "no", "--dry-run"];
    let new = [
        "new",
        "r",
        "--dry-run",
        "--deadline",
        "2027-06-30",
        "--question",
    ];
    none(
        [
            run(
                "B13",
                &[&estimate[..], &["-5% growth"]].concat(),
                0,
                &["-5% growth"],
            ),
            run(
                "B13 one word",
                &[&estimate[..], &["-5%"]].concat(),
                0,
                &["-5%"],
            ),
            run(
                "B13 dashes",
                &[&estimate[..], &["-- see above"]].concat(),
                0,
                &["-- see above"],
            ),
            run(
                "B13 a note",
                &[&resolve[..], &["--note", "-1 on the year"]].concat(),
                0,
                &["-1 on the year"],
            ),
            run(
                "B13 evidence",
                &[&resolve[..], &["--evidence", "-1 on the year"]].concat(),
                0,
                &["-1 on the year"],
            ),
            run(
                "B13 a question",
                &[&new[..], &["-5% or less?"]].concat(),
                0,
                &["-5% or less?"],
            ),
            run(
                "B13 an option",
                &["estimate", "q", "70%", "--because", "--dry-run"],
                2,
                &["this is an option"],
            ),
        ]
        .into_iter(),
    );
}

#[test]
fn other_names_of_keys_are_told_once() {
    let check = |name, text: &str, says: &[&str], errors: usize| {
        let ran = ledger(&[("q.yaml", text)]).run(&["check"]);
        let found = ran.out.matches("error[").count();
        let miscounted = (found != errors).then(|| format!("{name}: {found} errors\n{}", ran.out));
        wrong(name, &ran, 1, says).or(miscounted)
    };
    let claim = record("Is it?", "").replace("question:", "claim:");
    none(
        [
            check("B14", &claim, &["`claim` → `question`"], 1),
            check(
                "B14 all three",
                &format!("{claim}confidence: 95\nhappened: no\n"),
                &[
                    "`claim` → `question`",
                    "`confidence` → `estimates: [{probability: …}]`",
                    "`happened` → `resolution: {outcome: …}`",
                ],
                3,
            ),
            check(
                "B14 a deadline",
                &record("Is it?", "").replace("deadline:", "due:"),
                &["`due` → `deadline`"],
                1,
            ),
            check(
                "B14 an estimate",
                &record(
                    "Is it?",
                    "estimates:\n- {date: 2026-02-01, forecaster: a, probability: 40%}\n",
                ),
                &["`forecaster` → `by`"],
                1,
            ),
            check(
                "B14 a reason",
                &record(
                    "Is it?",
                    "estimates:\n- {date: 2026-02-01, by: a, probability: 40%, rationale: x}\n",
                ),
                &["`rationale` → `because`"],
                1,
            ),
            check(
                "B14 another case",
                &record("Is it?", "Resolve-By: 2027\n"),
                &["`Resolve-By` → `deadline`"],
                1,
            ),
            check(
                "B14 a key of one's own",
                &record("Is it?", "mood: good\n"),
                &["begin with `x-`"],
                1,
            ),
        ]
        .into_iter(),
    );
    let sandbox = ledger(&[("q.yaml", &claim)]);
    sandbox.run(&["check", "--fix"]);
    assert!(
        sandbox
            .read("forecasts/q.yaml")
            .starts_with("question: Is it?"),
        "B14 --fix"
    );
}

#[test]
fn a_filter_by_a_name_that_no_record_has_is_refused() {
    let text = record(
        "Is it?",
        "tags: [gas, Zo\u{e9}]\nowner: desk\nsource: {document: The briefing}\n\
         estimates:\n- {date: 2026-02-01, by: ann, probability: 40%, because: x}\n",
    );
    let run = |name, args: &[&str], code, says: &[&str]| {
        wrong(name, &ledger(&[("q.yaml", &text)]).run(args), code, says)
    };
    none(
        [
            run(
                "B15",
                &["list", "--tag", "nosuch"],
                2,
                &["no record has the tag `nosuch`"],
            ),
            run(
                "B15 near",
                &["list", "--tag", "gass"],
                2,
                &["did you mean `gas`?"],
            ),
            run(
                "B15 decomposed",
                &["list", "--tag", "Zoe\u{301}"],
                0,
                &["1 forecast"],
            ),
            run(
                "B15 an owner",
                &["overdue", "--owner", "dsk"],
                2,
                &["the owner `dsk`", "`desk`"],
            ),
            run(
                "B15 a forecaster",
                &["score", "--forecaster", "anne"],
                2,
                &["an estimate by `anne`", "`ann`"],
            ),
            run(
                "B15 a document",
                &["due", "--document", "Report"],
                2,
                &["a document whose title holds `Report`"],
            ),
            run(
                "B15 part of a document",
                &["due", "--document", "brief"],
                0,
                &[],
            ),
            run(
                "B15 both there",
                &["list", "--tag", "gas", "--owner", "desk"],
                0,
                &["1 forecast"],
            ),
            run(
                "B15 and another",
                &["list", "--tag", "gas", "--tag", "oil"],
                2,
                &["`oil`"],
            ),
        ]
        .into_iter(),
    );
    let empty = ledger(&[]).run(&["list", "--tag", "nosuch"]);
    assert_eq!(empty.code, 0, "B15 an empty ledger\n{}", empty.err);
}

#[test]
fn what_leaves_no_room_is_found_whatever_the_kind() {
    let check = |name, kind: &str, said: &str, is_found: bool| {
        let estimate = format!("estimates:\n- {{date: 2026-02-01, by: a, because: x, {said}}}\n");
        let out = ledger(&[("q.yaml", &record("Is it?", &format!("{kind}{estimate}")))])
            .run(&["check"])
            .out;
        (out.contains("certain-estimate") != is_found).then(|| format!("{name}\n{out}"))
    };
    let number = "kind: number\nunit: t\nbounds: [0, 10]\n";
    let date = "kind: date\nbounds: [2026-03-01, 2027-03-01]\n";
    none(
        [
            check(
                "B18",
                number,
                "interval: {low: 9, high: 9, level: 80%}",
                true,
            ),
            check(
                "B18 days",
                date,
                "happens_by: {2026-05-01: 0%, 2026-06-01: 100%}",
                true,
            ),
            check(
                "B18 outside the bounds",
                number,
                "quantiles: {5%: 20, 50%: 30, 95%: 40}",
                true,
            ),
            check(
                "B18 below the bounds",
                number,
                "quantiles: {5%: -9, 50%: -8, 95%: -7}",
                true,
            ),
            check("B18 samples", number, "samples: [3, 3, 3]", true),
            check(
                "B18 partly inside",
                number,
                "quantiles: {5%: 5, 50%: 9, 95%: 20}",
                false,
            ),
            check(
                "B18 some room",
                number,
                "interval: {low: 8, high: 9, level: 80%}",
                false,
            ),
            check(
                "B18 days with room",
                date,
                "happens_by: {2026-05-01: 1%, 2026-06-01: 99%}",
                false,
            ),
        ]
        .into_iter(),
    );
}
