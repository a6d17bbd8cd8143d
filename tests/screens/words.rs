//! The field's words, and none of those that they replaced.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::root;

/// What was once said in the place of a term of `docs/glossary.md`.
const RETIRED: [&str; 28] = [
    "happened less said",
    "happened over said",
    "outturn less forecast",
    "80% here means",
    "miscalibration by chance",
    "calibration error by chance",
    "tells nothing apart",
    "variance of what was said",
    "confidence less share right",
    "debiased error",
    "days spoken for",
    "mean said",
    "left out:",
    "hangs on",
    "hang on ",
    "shares its fate",
    "look in ",
    "nobody signs this",
    "nobody is there to ask",
    "is no probability:",
    "lay records out",
    "sure loss",
    "one threshold separates",
    "what moved them",
    "a push is in decibans",
    "best reading",
    "worst reading",
    "by tenths of what was said",
];

#[test]
fn no_retired_word_is_in_code_or_in_the_manual() {
    let mut found = String::new();
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        let is_code = file.extension().is_some_and(|ending| ending == "rs");
        for (number, line) in text.lines().enumerate() {
            // Comments are for who changes the code; help is a comment of the command line.
            let is_comment = line.trim_start().starts_with("//");
            let is_help = file.starts_with(root().join("src/cli"));
            if is_code && is_comment && !is_help {
                continue;
            }
            let small = line.to_lowercase();
            for word in RETIRED.iter().filter(|word| small.contains(**word)) {
                found += &format!("{}:{}: {word}\n", file.display(), number + 1);
            }
        }
    }
    assert!(found.is_empty(), "docs/glossary.md has the term:\n{found}");
}

/// Returns the source of both packages and the pages of the manual.
fn files() -> Vec<PathBuf> {
    let mut files = vec![root().join("README.md")];
    for folder in ["src", "crates/scoring/src", "docs"] {
        below(&root().join(folder), &mut files);
    }
    files
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            below(&path, files);
        } else if matches!(ending, Some("rs" | "md")) {
            files.push(path);
        }
    }
}
