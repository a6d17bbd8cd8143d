//! The manual says what is read: its tables are held to the readers.

use std::collections::BTreeSet;
use std::fs;

use foretell::model::{Numeral, NumeralError, OutcomeWord};

use crate::common::{Ran, Sandbox, root};

/// Returns the rows below a head in a page of the manual, as cells.
fn table(page: &str, head: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs").join(page)).unwrap();
    let lines = text.lines().skip_while(|line| *line != head).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|')).map(|line| {
        let cells = line.trim_matches('|').split(" | ");
        cells.map(|cell| cell.trim().to_owned()).collect()
    });
    let rows: Vec<_> = rows.collect();
    assert!(!rows.is_empty(), "{page} has no table {head}");
    rows
}

/// Returns what stands between backticks in a cell.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_word_of_an_outcome_stands_in_the_manual() {
    let rows = table("tables.md", "| word | says |");
    let listed: Vec<_> = rows.iter().map(|row| quoted(&row[0])).collect();
    let read: Vec<_> = OutcomeWord::all()
        .map(|(_, words)| words.to_vec())
        .collect();
    assert_eq!(listed, read);
    let once: BTreeSet<_> = listed.concat().into_iter().collect();
    assert_eq!(once.len(), listed.concat().len());
}

#[test]
fn every_form_of_a_probability_in_the_manual_is_read_so() {
    for row in table("records.md", "| written | read as |") {
        let want = row[1]
            .strip_suffix('%')
            .and_then(|percent| percent.parse::<f64>().ok());
        for form in quoted(&row[0]) {
            let read = Numeral::parse(form).ok().and_then(Numeral::number);
            let read = read.map(|value| (value.get() * 100.0).round());
            assert_eq!(read, want, "{form}");
            if let Err(NumeralError::SharesOfHundred(meant)) = Numeral::parse(form) {
                assert!(row[1].contains(&meant), "{form}: {meant}");
            }
        }
    }
}

/// Returns what is wrong with a run that was to be as a cell of the manual says: `read`, or `refused`
/// with a text.
fn as_said(ran: &Ran, says: &str) -> Option<String> {
    let all = format!("{}{}", ran.out, ran.err);
    let (what, text) = says.split_once(": ").unwrap_or((says, ""));
    let is_right = match what {
        "refused" => ran.code == 2 || ran.err.contains("left out"),
        _ => ran.code == 0 && !ran.err.contains("left out"),
    };
    let is_said = all.replace('\n', " ").contains(text);
    (!is_right || !is_said).then(|| format!("{says}\n{all}"))
}

/// Scores a table.
fn score(table: &str, args: &[&str]) -> Ran {
    let sandbox = Sandbox::empty();
    sandbox.write("t", table);
    let all = [
        "score",
        "--resamples",
        "0",
        "--format",
        "json",
        "--table",
        "t",
    ];
    sandbox.run(&[&all[..], args].concat())
}

#[test]
fn every_file_in_the_manual_is_read_so() {
    for row in table("tables.md", "| a file such as | is |") {
        let file = quoted(&row[0])[0];
        let file = file
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\t", "\t");
        let ran = score(&file, &[]);
        assert_eq!(as_said(&ran, &row[1]), None, "{}", row[0]);
        if row[1].starts_with("read") {
            let brier = ran.json()["rows"][0]["brier"].as_f64().unwrap();
            assert!((brier - 0.09).abs() < 1e-12, "{}", row[0]);
        }
    }
}

#[test]
fn every_cell_of_days_in_the_manual_is_read_so() {
    for row in table("tables.md", "| a cell of days | is |") {
        for cell in quoted(&row[0]) {
            let file = format!(
                "question_id,made_at,probability,outcome\nq,{cell},0.7,1\nr,2026-01-01,0.7,1\n"
            );
            let ran = score(&file, &["--weigh", "first"]);
            assert_eq!(as_said(&ran, &row[1]), None, "{cell}");
        }
    }
}

#[test]
fn every_cell_of_probabilities_in_the_manual_is_read_so() {
    for row in table("tables.md", "| a cell of `probability` | is |") {
        for cell in quoted(&row[0]) {
            let ran = score(&format!("probability,outcome\n{cell},1\n"), &[]);
            let Some((percent, _)) = row[1]
                .split_once('%')
                .filter(|_| !row[1].starts_with("ref"))
            else {
                assert_eq!(as_said(&ran, &row[1]), None, "{cell}");
                continue;
            };
            let missed = 1.0 - percent.parse::<f64>().unwrap() / 100.0;
            let brier = ran.json()["rows"][0]["brier"].as_f64().unwrap();
            assert!((brier - missed * missed).abs() < 1e-12, "{cell}: {brier}");
        }
    }
}

#[test]
fn every_level_in_the_manual_is_read_so() {
    for row in table("tables.md", "| a cell of `quantile` | is |") {
        for cell in quoted(&row[0]) {
            let file = format!(
                "question_id,quantile,value,outcome\nq,{cell},2,1\nq,0.5,2,1\nq,0.95,2,1\n"
            );
            let says = row[1].replace("5%", "read");
            assert_eq!(as_said(&score(&file, &[]), &says), None, "{cell}");
        }
    }
}

#[test]
fn options_in_the_manual_are_scaled_so() {
    for row in table("tables.md", "| three options | are |") {
        for cells in quoted(&row[0]) {
            let rows = cells.split(' ').zip(["a", "b", "c"]);
            let rows = rows.map(|(p, option)| format!("q,{option},{p},a\n"));
            let file = format!(
                "question_id,option,probability,outcome\n{}",
                rows.collect::<String>()
            );
            let ran = score(&file, &[]);
            assert_eq!(
                as_said(
                    &ran,
                    row[1].split(' ').next().map_or("", |_| {
                        if row[1].starts_with("refused") {
                            &row[1]
                        } else {
                            "read"
                        }
                    })
                ),
                None,
                "{cells}"
            );
            assert_eq!(
                ran.err.contains("was scaled"),
                row[1] == "scaled",
                "{cells}: {}",
                ran.err
            );
        }
    }
}

/// A record without estimates, whose deadline is to be filled in.
const RECORD: &str = "question: Is it?\ncriteria: x\nopened: 2026-01-01\ndeadline: 2027-06-30\n";

/// Returns a ledger with this record, on Tuesday, 3 February 2026.
fn ledger(text: &str) -> Sandbox {
    let sandbox = Sandbox::new().on("2026-02-03");
    sandbox.write("forecasts/q.yaml", text);
    sandbox
}

/// Returns a run of `check` on a record, as one that failed where the rule spoke.
fn checked(text: &str, rule: &str) -> Ran {
    let ran = ledger(text).run(&["check"]);
    Ran {
        code: if ran.out.contains(rule) { 2 } else { 0 },
        ..ran
    }
}

#[test]
fn every_day_in_the_manual_is_read_so() {
    for row in table(
        "records.md",
        "| written | in a record | on the command line |",
    ) {
        for day in quoted(&row[0]) {
            let text = RECORD.replace("2027-06-30", &format!("'{day}'"));
            assert_eq!(as_said(&checked(&text, "bad-date"), &row[1]), None, "{day}");
            let new = [
                "new",
                "r",
                "--dry-run",
                "--question",
                "Is it so?",
                "--deadline",
                day,
            ];
            let says = row[2].replace("read as ", "read: ");
            assert_eq!(
                as_said(&ledger(RECORD).run(&new), &says),
                None,
                "{day} as typed"
            );
        }
    }
}

#[test]
fn every_number_in_the_manual_is_read_so() {
    for row in table("records.md", "| a number such as | is |") {
        for number in quoted(&row[0]) {
            let text = format!(
                "{RECORD}kind: number\nunit: t\nestimates:\n- date: 2026-02-01\n  by: a\n  because: x\n\
                 \x20 quantiles:\n    5%: -1e101\n    50%: {number}\n    95%: 1e101\n"
            );
            assert_eq!(
                as_said(&checked(&text, "bad-number"), &row[1]),
                None,
                "{number}"
            );
        }
    }
}

#[test]
fn every_distribution_in_the_manual_is_read_so() {
    for row in table("records.md", "| a distribution such as | is |") {
        for said in quoted(&row[0]) {
            let text = format!(
                "{RECORD}kind: number\nunit: t\nestimates:\n\
                 - {{date: 2026-02-01, by: a, because: x, {said}}}\n"
            );
            let ran = ledger(&text).run(&["check"]);
            let code = if ran.out.contains("error[") { 2 } else { 0 };
            assert_eq!(as_said(&Ran { code, ..ran }, &row[1]), None, "{said}");
        }
    }
}

#[test]
fn every_other_name_of_a_key_in_the_manual_is_told() {
    for row in table("records.md", "| called elsewhere | in a forecast |") {
        for name in quoted(&row[0]) {
            let out = ledger(&format!("{RECORD}{name}: x\n")).run(&["check"]).out;
            let own = quoted(&row[1])[0];
            assert!(
                out.contains(&format!("`{name}` → `{own}`")),
                "{name}\n{out}"
            );
        }
    }
}

#[test]
fn every_kind_of_case_has_five_variants() {
    let folder = root().join("tests/door");
    let files = fs::read_dir(folder).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let text: String = texts.collect();
    let kinds = (1..=19).flat_map(|n| [format!("A{n}"), format!("B{n}")]);
    let count = |kind: &String| {
        let named = text.matches(&format!("\"{kind} ")).count();
        named + text.matches(&format!("\"{kind}\"")).count()
    };
    let few: Vec<_> = kinds
        .map(|kind| (count(&kind), kind))
        .filter(|(n, _)| *n < 6)
        .collect();
    assert!(
        few.is_empty(),
        "kinds with fewer than a case and five variants: {few:?}"
    );
}
