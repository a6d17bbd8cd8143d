//! Every form of every command that reads, over a ledger in which a stranger wrote every text.

use std::collections::BTreeSet;

use super::held;
use super::ledger::{FIELDS, SHOWN, sound, text};
use crate::common::Sandbox;

/// The kinds of records in a group.
const KINDS: [&str; 8] = [
    "rain", "late", "soon", "sun", "frost", "race", "share", "set",
];

/// The commands that print rows, with how many rows each has for a group where that is certain.
const COMMANDS: [(&str, Option<usize>); 20] = [
    ("list", Some(KINDS.len())),
    ("list --state overdue --sort topic", Some(1)),
    ("log", None),
    ("due", Some(5)),
    ("score", None),
    ("score --group-by tag", None),
    ("score --group-by document", None),
    ("score --group-by topic", None),
    ("score --adjust", None),
    ("score --like metaculus", None),
    ("calibration", None),
    ("calibration --rows word", None),
    ("calibration --rows distinct --group-by forecaster", None),
    ("calibration --like fatebook", None),
    ("pool", None),
    ("scenarios", None),
    ("scenarios --history", None),
    ("scenarios --voi", None),
    ("coherence", None),
    ("coherence --history", None),
];

fn run(sandbox: &Sandbox, command: &str, more: &[&str]) -> String {
    let mut args: Vec<&str> = command.split(' ').collect();
    let resamples = ["score", "calibration", "pool", "compare", "report", "plot"];
    if resamples.contains(&args[0]) {
        args.extend(["--resamples", "0"]);
    }
    args.extend(more);
    let ran = sandbox.run(&args);
    assert_eq!(ran.code, 0, "{args:?}\n{}{}", ran.out, ran.err);
    held::is_quiet(&format!("{args:?}, standard error"), &ran.err);
    ran.out
}

#[test]
fn the_ledger_is_sound_so_that_every_text_reaches_every_command() {
    let ran = sound(&SHOWN).run(&["check", "--format", "json"]);
    let errors: Vec<_> = ran.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn tables_are_quiet_and_each_record_is_a_row() {
    let sandbox = sound(&SHOWN);
    for (command, rows) in COMMANDS {
        held::is_quiet(command, &run(&sandbox, command, &[]));
        let out = run(&sandbox, command, &["--verbose"]);
        held::is_quiet(command, &out);
        for group in 0..SHOWN.len() {
            let id = format!("p{group}-");
            // What a line breaks off is set in.
            let begins = |line: &&str| line.starts_with(&id);
            let found = out.lines().filter(begins).count();
            assert!(
                rows.is_none_or(|rows| rows == found),
                "{command}, {group}: {found}\n{out}"
            );
        }
    }
}

#[test]
fn csv_keeps_its_columns_and_has_no_formula() {
    let sandbox = sound(&SHOWN);
    for (command, rows) in COMMANDS {
        let out = run(&sandbox, command, &["--format", "csv"]);
        // A record has a row for each number.
        let rows_of_csv = held::csv(command, &out);
        let id = |row: &csv::StringRecord| {
            let mut cells = row.iter();
            cells.find(|cell| cell.starts_with('p')).map(str::to_owned)
        };
        let found = rows_of_csv
            .iter()
            .filter_map(id)
            .collect::<BTreeSet<_>>()
            .len();
        assert!(
            rows.is_none_or(|rows| rows * SHOWN.len() == found),
            "{command}: {found}"
        );
    }
    assert!(run(&sandbox, "list", &["--format", "csv"]).contains("'=HYPERLINK"));
}

#[test]
fn markdown_has_no_markup_of_a_stranger() {
    let sandbox = sound(&SHOWN);
    for (command, rows) in COMMANDS {
        let out = run(&sandbox, command, &["--format", "markdown"]);
        let found = held::markdown(command, &out);
        assert!(
            rows.is_none_or(|rows| rows * SHOWN.len() == found),
            "{command}: {found}"
        );
    }
}

#[test]
fn json_gives_every_text_back_as_it_was() {
    let sandbox = sound(&SHOWN);
    for (command, _) in COMMANDS {
        let page = held::json(command, &run(&sandbox, command, &["--format", "json"]));
        let mut found = BTreeSet::new();
        held::texts(&page, &mut found);
        holds(command, &found, &SHOWN);
    }
    for payload in SHOWN {
        // One group is enough for one record, and quicker to read.
        let sandbox = sound(&[payload]);
        let show = "show p0-rain";
        let page = held::json(show, &run(&sandbox, show, &["--format", "json"]));
        let mut found = BTreeSet::new();
        held::texts(&page, &mut found);
        holds("show", &found, &[payload]);
    }
}

/// Holds the texts of a command to those of every field that it gives back.
fn holds(command: &str, found: &BTreeSet<String>, payloads: &[&str]) {
    for (field, _) in FIELDS.iter().filter(|(_, of)| *of == command) {
        for (group, payload) in payloads.iter().enumerate() {
            let want = text(payload, field, group);
            assert!(
                found.contains(&want),
                "{command} has no {want:?}: {found:#?}"
            );
        }
    }
}

#[test]
fn one_record_whole_is_quiet_and_a_field_is_a_line() {
    for payload in SHOWN {
        let sandbox = sound(&[payload]);
        for kind in KINDS {
            let what = format!("show p0-{kind}");
            let out = run(&sandbox, &what, &[]);
            held::is_quiet(&what, &out);
            let count = |head: &str| out.lines().filter(|line| line.starts_with(head)).count();
            for head in ["  state ", "  owner ", "  tags ", "Criteria", "Lesson"] {
                assert_eq!(count(head), 1, "{what}\n{out}");
            }
        }
        let work = "score --show-work p0-rain";
        held::is_quiet(work, &run(&sandbox, work, &[]));
        held::json(work, &run(&sandbox, work, &["--format", "json"]));
        let set = "scenarios p0-set";
        held::is_quiet(set, &run(&sandbox, set, &[]));
    }
}

#[test]
fn two_strangers_are_compared() {
    for payload in SHOWN {
        let sandbox = sound(&[payload]);
        let (first, second) = (text(payload, "first", 0), text(payload, "second", 0));
        let compare = |format: &str| {
            let args = [
                "compare",
                "--format",
                format,
                "--resamples",
                "0",
                "--",
                &first,
                &second,
            ];
            let ran = sandbox.run(&args);
            assert_eq!(ran.code, 0, "{args:?}\n{}{}", ran.out, ran.err);
            ran.out
        };
        held::is_quiet(payload, &compare("table"));
        held::csv(payload, &compare("csv"));
        held::markdown(payload, &compare("markdown"));
        let mut found = BTreeSet::new();
        held::texts(&held::json(payload, &compare("json")), &mut found);
        assert!(
            found.contains(&first) && found.contains(&second),
            "{found:#?}"
        );
    }
}

#[test]
fn a_name_that_nobody_has_is_told_without_acting() {
    let sandbox = sound(&SHOWN[..1]);
    for payload in SHOWN {
        for args in [["list", "--root", payload], ["show", "--", payload]] {
            let ran = sandbox.run(&args);
            assert_eq!(ran.code, 2, "{args:?}\n{}{}", ran.out, ran.err);
            held::is_quiet(payload, &(ran.out + &ran.err));
        }
    }
}

/// Holds a page to have no element that the same page has not where every text is a plain word.
fn has_no_more_than(plain: &Sandbox, sandbox: &Sandbox, command: &str) {
    let page = run(sandbox, command, &[]);
    held::is_quiet(command, &page);
    let mut ours = held::elements(&run(plain, command, &[]));
    // A text that looks like an address may be a link, and a cell without a number has no class.
    let more = ["a href=", "a href= rel=", "/a", "td class= data-key="];
    ours.extend(more.map(str::to_owned));
    let strange: Vec<_> = held::elements(&page).difference(&ours).cloned().collect();
    assert!(strange.is_empty(), "{command}: {strange:?}");
    for link in page.split("href=").skip(1) {
        let link = link.trim_start_matches('"');
        let known = ["#", "http", "data:", "index", "page", "forecasts"];
        assert!(
            known.iter().any(|start| link.starts_with(start)),
            "{command}: {}",
            &link[..40]
        );
    }
}

#[test]
fn the_report_and_its_plots_have_no_element_of_a_stranger() {
    let words: Vec<String> = (0..SHOWN.len()).map(|n| format!("word{n}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (plain, sandbox) = (sound(&words), sound(&SHOWN));
    for command in [
        "report",
        "plot reliability",
        "plot score",
        "plot horizon",
        "plot calendar",
    ] {
        has_no_more_than(&plain, &sandbox, command);
    }
    held::markdown("report", &run(&sandbox, "report --format markdown", &[]));
    let plain = sound(&words[..1]);
    for payload in SHOWN {
        let sandbox = sound(&[payload]);
        for plot in [
            "history p0-rain",
            "history p0-sun",
            "fan p0-share",
            "scenarios p0-race",
        ] {
            has_no_more_than(&plain, &sandbox, &format!("plot {plot}"));
        }
    }
}
