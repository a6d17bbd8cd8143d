//! Records that are read otherwise than they were written.

use crate::common::Sandbox;

/// What every record here has.
const REST: &str = "criteria: x\nopened: 2026-01-01\ndeadline: 2027-06-30\n";
/// A question that is sound.
const QUESTION: &str = "question: Will it be before 1 July 2027?\n";

/// What it is about, files with their texts, and the texts that the findings hold.
type RecordCase<'a> = (&'a str, &'a [(&'a str, String)], &'a [&'a str]);

/// Checks files, each case with the texts that its findings hold, none where there are no findings.
fn check(cases: &[RecordCase<'_>]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|(name, files, texts)| {
            let sandbox = Sandbox::new();
            for (file, text) in *files {
                sandbox.write(&format!("forecasts/{file}.yaml"), text);
            }
            let ran = sandbox.run(&["check"]);
            let lacks: Vec<_> = texts
                .iter()
                .filter(|text| !ran.out.contains(**text))
                .collect();
            let is_quiet = texts.is_empty() == ran.out.starts_with("no findings");
            (!lacks.is_empty() || !is_quiet).then(|| format!("{name} lacks {lacks:?}\n{}", ran.out))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn one(text: &str) -> [(&'static str, String); 1] {
    [("q", text.to_owned())]
}

#[test]
fn a_text_is_not_cut_short_without_a_word() {
    let asked = |question: &str| one(&format!("question: {question}\n{REST}"));
    let with = |more: &str| one(&format!("{QUESTION}{REST}{more}"));
    check(&[
        (
            "A1",
            &asked("Will issue #12 of the tracker be closed before 1 July 2027?"),
            &["text-cut-short", "ends before `#12`"],
        ),
        (
            "A1 on the next line",
            &asked("Will it be\n  closed by #12 before 1 July 2027?"),
            &["text-cut-short"],
        ),
        (
            "A1 a tab",
            &asked("Will it?\t#x before 1 July 2027"),
            &["text-cut-short"],
        ),
        (
            "A1 a title",
            &with("title: Tracker #12\n"),
            &["text-cut-short"],
        ),
        (
            "A1 a reason",
            &with(
                "estimates:\n- date: 2026-02-01\n  by: a\n  probability: 40%\n  because: see #12\n",
            ),
            &["text-cut-short"],
        ),
        (
            "A1 a comment",
            &asked("Will it be before 1 July 2027? # from the briefing"),
            &[],
        ),
        (
            "A1 quoted",
            &asked("\"Will issue #12 be closed before 1 July 2027?\""),
            &[],
        ),
        (
            "A1 within a word",
            &asked("Will C#12 be out before 1 July 2027?"),
            &[],
        ),
    ]);
}

#[test]
fn what_a_merge_left_is_one_finding() {
    let side = format!("{QUESTION}{REST}");
    check(&[
        (
            "A19",
            &one(&format!("<<<<<<< HEAD\n{side}=======\n{side}>>>>>>> x\n")),
            &["merge-conflict", "from line 1 to line 11", "1 error in 1"],
        ),
        (
            "A19 of three",
            &one(&format!(
                "{QUESTION}<<<<<<< HEAD\n||||||| base\n=======\n{REST}>>>>>>> x\n"
            )),
            &["merge-conflict", "1 error in 1"],
        ),
        (
            "A19 without an end",
            &one(&format!("<<<<<<< HEAD\n{side}")),
            &["merge-conflict", "from line 1 to line 1"],
        ),
        (
            "A19 twice",
            &one(&format!(
                "<<<<<<< HEAD\n{QUESTION}=======\n>>>>>>> x\n<<<<<<< HEAD\n{REST}=======\n>>>>>>> x\n"
            )),
            &["merge-conflict", "1 error in 1"],
        ),
        (
            "A19 in the second record",
            &one(&format!(
                "id: a\n{side}---\nid: b\n<<<<<<< HEAD\n{side}=======\n>>>>>>> x\n"
            )),
            &["merge-conflict"],
        ),
        (
            "A19 in a text",
            &one(&format!("{side}title: |-\n  <<<<<<< HEAD\n")),
            &[],
        ),
    ]);
}

#[test]
fn a_name_stands_once_in_one_spelling() {
    check(&[
        (
            "A13",
            &one(&format!("{QUESTION}{REST}tags: [a, a]\n")),
            &["duplicate-tag", "`a` stands twice"],
        ),
        (
            "A13 thrice",
            &one(&format!("{QUESTION}{REST}tags: [a, b, a, a]\n")),
            &["2 warnings"],
        ),
        (
            "A13 blanks",
            &one(&format!("{QUESTION}{REST}tags: [a, 'a ']\n")),
            &["duplicate-tag"],
        ),
        (
            "A13 encoded in two ways",
            &one(&format!("{QUESTION}{REST}tags: [Zo\u{e9}, Zoe\u{301}]\n")),
            &["duplicate-tag"],
        ),
        (
            "A13 in a list of lines",
            &one(&format!("{QUESTION}{REST}tags:\n- a\n- b\n- a\n")),
            &["duplicate-tag", "1 warning"],
        ),
        (
            "A13 once",
            &one(&format!("{QUESTION}{REST}tags: [a, b]\n")),
            &[],
        ),
        (
            "A11",
            &one(&format!("{QUESTION}{REST}tags: [gas, Gas]\n")),
            &["look-alike-name"],
        ),
        (
            "A11 a letter",
            &one(&format!("{QUESTION}{REST}tags: [gas, g\u{430}s]\n")),
            &["look-alike-name"],
        ),
    ]);
}

#[test]
fn numbers_are_not_read_in_another_base_nor_cut_at_a_comma() {
    let number = |more: &str| one(&format!("{QUESTION}{REST}kind: number\nunit: t\n{more}"));
    let quantiles = |map: &str| {
        number(&format!(
            "estimates:\n- {{date: 2026-02-01, by: a, quantiles: {map}}}\n"
        ))
    };
    let outcome = |text: &str| {
        number(&format!(
            "resolution: {{outcome: {text}, happened: 2026-03-01, logged: 2026-03-02, evidence: [x], by: b}}\n"
        ))
    };
    check(&[
        ("A14", &outcome("017"), &["leading zero"]),
        ("A14 below zero", &outcome("-017"), &["leading zero"]),
        ("A14 zero", &outcome("0"), &[]),
        ("A14 a decimal", &outcome("0.17"), &[]),
        (
            "A14 bounds",
            &number("bounds: [010, 100]\n"),
            &["`010` begins with a zero", "write `10`"],
        ),
        (
            "A14 a quantile",
            &quantiles("{5%: 09, 50%: 11, 95%: 14}"),
            &["write `9`"],
        ),
        (
            "A14 samples",
            &number("estimates:\n- {date: 2026-02-01, by: a, samples: [1, 02, 3]}\n"),
            &["write `2`"],
        ),
        (
            "A15",
            &quantiles("{5%: 900, 50%: 1,000, 95%: 2000}"),
            &["a comma ends a value inside { }", "write `1000`", "1 error"],
        ),
        (
            "A15 the last",
            &quantiles("{5%: 900, 50%: 950, 95%: 1,000}"),
            &["write `1000`"],
        ),
        (
            "A15 the first",
            &quantiles("{5%: 1,000, 50%: 2000, 95%: 3000}"),
            &["write `1000`"],
        ),
        (
            "A15 millions",
            &quantiles("{5%: 900, 50%: 1,000,000, 95%: 2000000}"),
            &["a comma ends a value inside { }", "write `1000000`"],
        ),
        (
            "A15 an interval",
            &number(
                "estimates:\n- {date: 2026-02-01, by: a, interval: {low: 1,000, high: 2000, level: 80%}}\n",
            ),
            &["write `1000`"],
        ),
        (
            "A15 none",
            &quantiles("{5%: 900, 50%: 1000, 95%: 2000}"),
            &[],
        ),
    ]);
}
