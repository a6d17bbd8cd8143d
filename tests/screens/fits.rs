//! No line is wider than the terminal, and no word is broken.

use std::collections::BTreeSet;

use textwrap::core::display_width;

use crate::common::Sandbox;
use crate::common::team::{LONG, PLAIN, team};

/// The commands whose pages are looked at, and the widths.
const COMMANDS: [&[&str]; 19] = [
    &[],
    &["update", "--list"],
    &["sensitivity"],
    &["list"],
    &["list", "--format", "table", "--state", "resolved"],
    &["due"],
    &["log"],
    &["calibration"],
    &["calibration", "--rows", "word"],
    &["calibration", "--group-by", "forecaster"],
    &["score"],
    &["score", "--adjust"],
    &["score", "--over-time", "cumulative"],
    &["score", "--adjust", "--over-time", "rolling=90d"],
    &["score", "--group-by", "tag"],
    &["pool"],
    &["scenarios"],
    &["scenarios", "--history"],
    &["coherence"],
];
const WIDTHS: [u16; 5] = [40, 60, 80, 100, 160];

#[test]
fn no_line_is_wider_than_the_terminal_and_no_word_is_broken() {
    for seed in 1..=2 {
        for words in [PLAIN, LONG] {
            let sandbox = team(seed, 36, words);
            for args in COMMANDS {
                check(&sandbox, args);
            }
            let names = words.forecasters;
            check(&sandbox, &["compare", names[0], names[1]]);
            for number in [0, 2, 11] {
                let stem = words.subjects[number % words.subjects.len()].0;
                check(&sandbox, &["show", &format!("{stem}-{number}")]);
            }
            check(&sandbox, &["show", "government"]);
        }
    }
}

/// Asserts that a page fits every width, and that each of its words stands on the widest page too.
fn check(sandbox: &Sandbox, args: &[&str]) {
    let page = |width: u16| {
        let mut command = sandbox.command();
        let ran = command
            .env("COLUMNS", width.to_string())
            .args(args)
            .output();
        String::from_utf8(ran.unwrap().stdout).unwrap()
    };
    let whole = page(u16::MAX);
    let known: BTreeSet<&str> = words(&whole).collect();
    for width in WIDTHS {
        let page = page(width);
        for line in page.lines().filter(|line| !line.contains("://")) {
            assert!(
                display_width(line) <= usize::from(width),
                "{args:?} at {width}: {line}\n{page}"
            );
        }
        for word in words(&page) {
            assert!(
                known.contains(word),
                "{args:?} at {width}: {word:?}\n{page}\n{whole}"
            );
        }
    }
}

/// Returns the words of a page: not those that `…` ends, nor parts of a drawing, nor those of a script
/// whose lines break between any two signs.
fn words(page: &str) -> impl Iterator<Item = &str> {
    let spoken = |word: &&str| {
        word.contains(char::is_alphanumeric)
            && !word.contains('…')
            && word
                .chars()
                .all(|c| display_width(c.encode_utf8(&mut [0; 4])) < 2)
    };
    let words = page.split_whitespace().filter(spoken);
    // What stands between two items goes with the second.
    words.map(|word| word.trim_end_matches(','))
}
