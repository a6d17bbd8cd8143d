//! Changes of records on the disk: checked before they are written, and never lost.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use foretell::model::Settings;
use foretell::record::edit::{Change, Yaml, apply};
use foretell::record::{SourceFile, read};
use foretell::store::{Lock, StoreError, Updated, add, load, update};

const FILE: &str = "forecasts/rain.yaml";
const TEXT: &str =
    "question: Will it rain?   # in Berlin\nopened: 2014-04-01\ndeadline: 2014-05-31\n";

fn lock(root: &Path) -> Lock {
    Lock::acquire(root, Duration::from_mins(1), || {}).unwrap()
}

fn ledger() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    add(&lock(root.path()), FILE, TEXT, || Ok::<_, StoreError>(())).unwrap();
    root
}

fn estimate(by: &str, probability: &str) -> Change {
    Change::AppendEstimate(vec![
        ("date".to_owned(), Yaml::plain("2014-05-12")),
        ("by".to_owned(), Yaml::text(by)),
        ("probability".to_owned(), Yaml::text(probability)),
    ])
}

/// Makes a change as a command does: what would make the record faulty is not written.
fn change(root: &Path, change: &Change) -> Result<Updated, Box<dyn Error>> {
    let edit = |text: &str| Ok(apply(text, 0, change)?.text);
    let check = |text: &str| {
        let content = Ok(text.into());
        let path = FILE.into();
        let records = read(&SourceFile { path, content }, &Settings::default());
        match records[0].forecast {
            Some(_) => Ok(()),
            None => Err(records[0].findings[0].message.clone().into()),
        }
    };
    update(&lock(root), FILE, edit, check)
}

#[test]
fn estimates_logged_at_the_same_time_are_all_kept() {
    let root = ledger();
    thread::scope(|scope| {
        for writer in 0..4 {
            let root = root.path();
            scope.spawn(move || {
                for number in 0..10 {
                    let by = format!("{writer}-{number}");
                    change(root, &estimate(&by, "70%")).unwrap();
                }
            });
        }
    });
    let files = load(root.path());
    let records = read(&files[0], &Settings::default());
    let estimates = &records[0].forecast.as_ref().unwrap().estimates;
    let mut by: Vec<&str> = estimates.iter().map(|one| &*one.by).collect();
    by.sort_unstable();
    by.dedup();
    assert_eq!(by.len(), 40);
    let text = files[0].content.clone().unwrap();
    assert!(text.starts_with(TEXT));
}

#[test]
fn a_change_that_would_make_the_record_faulty_is_not_written() {
    let root = ledger();
    let refused = change(root.path(), &estimate("desk", "170%")).unwrap_err();
    assert!(refused.to_string().contains("170%"), "{refused}");
    assert_eq!(fs::read_to_string(root.path().join(FILE)).unwrap(), TEXT);
}

#[test]
fn a_change_that_cannot_be_made_leaves_the_file_as_it_was() {
    let root = ledger();
    let amended = Change::AmendResolution {
        resolution: Vec::new(),
        because: "misread".to_owned(),
    };
    let refused = change(root.path(), &amended).unwrap_err();
    assert_eq!(refused.to_string(), "amend its resolution: it has none");
    assert_eq!(fs::read_to_string(root.path().join(FILE)).unwrap(), TEXT);
}
