//! The manual says what is read: its tables are held to the readers.

use std::collections::BTreeSet;
use std::fs;

use foretell::model::{Numeral, NumeralError, OutcomeWord};

use crate::common::root;

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
