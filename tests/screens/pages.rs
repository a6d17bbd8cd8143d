//! Every screen at every width, as pages to look at.

use std::fmt::Write as _;

use crate::common::team::{PLAIN, team};
use crate::common::{Sandbox, assert_page};

/// The records of the team's ledger beside its scenario set.
const RECORDS: u64 = 60;

/// Returns every screen of a ledger, one under the other.
fn screens(
    sandbox: &Sandbox,
    records: [&str; 2],
    forecasters: [&str; 2],
    width: &str,
    color: &str,
) -> String {
    let [first, second] = records;
    let [one, other] = forecasters;
    let commands: [&[&str]; 14] = [
        &[],
        &["list"],
        &["due"],
        &["show", first],
        &["show", second],
        &["calibration"],
        &["score"],
        &["compare", one, other],
        &["pool"],
        &["scenarios"],
        &["coherence"],
        &["log", "--last", "5"],
        &["check"],
        &["list", first],
    ];
    let mut out = String::new();
    for args in commands {
        let mut command = sandbox.command();
        command
            .env("COLUMNS", width)
            .args(args)
            .args(["--color", color]);
        let ran = crate::common::Ran::of(&mut command);
        writeln!(out, "$ foretell {}\n{}", args.join(" "), ran.page()).unwrap();
    }
    out
}

#[test]
fn the_screens_of_our_ledger() {
    let sandbox = Sandbox::our_ledger();
    for (width, color) in LOOKS {
        let records = ["gas-deal", "ps2-contract-2027"];
        let page = screens(&sandbox, records, ["bobo-lo", "desk"], width, color);
        assert_page("screens", &name("ours", width, color), &page);
    }
}

#[test]
fn the_screens_of_a_team() {
    let sandbox = team(1, RECORDS, PLAIN);
    for (width, color) in LOOKS {
        let page = screens(
            &sandbox,
            ["strike-0", "harvest-2"],
            ["ann", "ben"],
            width,
            color,
        );
        assert_page("screens", &name("team", width, color), &page);
    }
}

#[test]
fn the_screens_of_the_demo() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["demo", "."]);
    for (width, color) in LOOKS {
        let records = ["ackerman-2010", "derex-2013"];
        let page = screens(&sandbox, records, ["market", "survey"], width, color);
        assert_page("screens", &name("demo", width, color), &page);
    }
}

#[test]
fn colour_takes_no_room_and_changes_no_word() {
    let sandbox = team(1, RECORDS, PLAIN);
    for (width, _) in &LOOKS[..4] {
        let page = |color| {
            let records = ["strike-0", "harvest-2"];
            screens(&sandbox, records, ["ann", "ben"], width, color)
        };
        let mut plain = String::new();
        for (i, part) in page("always").split("\u{1b}[").enumerate() {
            let text = part.split_once('m').map_or("", |(_, text)| text);
            plain += if i == 0 { part } else { text };
        }
        assert_eq!(plain, page("never"), "{width}");
    }
}

/// How wide, and whether in colour.
const LOOKS: [(&str, &str); 5] = [
    ("60", "never"),
    ("80", "never"),
    ("100", "never"),
    ("160", "never"),
    ("80", "always"),
];

fn name(ledger: &str, width: &str, color: &str) -> String {
    match color {
        "always" => format!("{ledger}-{width}-colour"),
        _ => format!("{ledger}-{width}"),
    }
}
