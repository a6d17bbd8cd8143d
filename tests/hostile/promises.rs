//! What SECURITY.md promises is held by the tests that it names.

use std::fs;
use std::path::Path;

use crate::common::root;

/// Returns the texts of all Rust files below a folder.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += &sources(&path);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all += &fs::read_to_string(path).unwrap();
        }
    }
    all
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let page = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let code = sources(&root().join("src")) + &sources(&root().join("tests"));
    let rows = page.lines().filter(|line| line.starts_with("| ")).skip(1);
    let mut promises = 0;
    for row in rows {
        let (_, tests) = row.trim_end_matches(" |").rsplit_once(" | ").unwrap();
        promises += 1;
        for test in tests.split(", ") {
            let name = test.trim_matches('`');
            assert!(code.contains(&format!("fn {name}()")), "{name}");
        }
    }
    assert!(promises >= 8, "{promises}");
}
