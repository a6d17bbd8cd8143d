//! Every console block in README and docs runs and prints what it says.
//!
//! `UPDATE_DOCS=1 cargo test docs` writes what the commands print now into the pages.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::common::{Ran, Sandbox, root};

/// What a session says where a day passes.
const TOMORROW: &str = "# the next day";

/// A page, cut at its console blocks.
enum Part {
    Text(String),
    Console { session: String, lines: Vec<String> },
}

#[test]
fn every_console_block_prints_what_it_shows() {
    let update = std::env::var("UPDATE_DOCS").is_ok();
    let mut commands = 0;
    let mut wrong = String::new();
    for path in pages() {
        let text = fs::read_to_string(&path).unwrap();
        let mut sessions = BTreeMap::new();
        let mut now = String::new();
        for part in parts(&text) {
            match part {
                Part::Text(text) => now += &text,
                Part::Console { session, lines } => {
                    let info = format!("console {session}");
                    writeln!(now, "```{}", info.trim_end()).unwrap();
                    let sandbox = sessions
                        .entry(session.clone())
                        .or_insert_with(|| open(&session));
                    for line in lines.iter().filter_map(|line| line.strip_prefix("$ ")) {
                        if line == TOMORROW {
                            sandbox.wait_a_day();
                            writeln!(now, "$ {line}").unwrap();
                            continue;
                        }
                        commands += 1;
                        write!(now, "$ {line}\n{}", run(sandbox, line, &lines)).unwrap();
                    }
                    now += "```\n";
                }
            }
        }
        if update {
            fs::write(&path, &now).unwrap();
        } else if now != text {
            let diff = similar_lines(&text, &now);
            write!(wrong, "{} differs:\n{diff}", path.display()).unwrap();
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}\nUPDATE_DOCS=1 cargo test docs writes what is printed now"
    );
    assert!(commands > 5, "only {commands} commands were found");
}

/// The README and the pages of the manual.
fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = docs
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.push(root().join("README.md"));
    pages.sort();
    pages
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = vec![Part::Text(String::new())];
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        match parts.last_mut().unwrap() {
            Part::Console { .. } if bare == "```" => parts.push(Part::Text(String::new())),
            Part::Console { lines, .. } => lines.push(bare.to_owned()),
            Part::Text(_) if bare == "```console" || bare.starts_with("```console ") => {
                let session = bare["```console".len()..].trim().to_owned();
                parts.push(Part::Console {
                    session,
                    lines: Vec::new(),
                });
            }
            Part::Text(text) => text.push_str(line),
        }
    }
    parts
}

/// A session named `new…` begins in an empty folder, every other on a copy of our ledger.
fn open(session: &str) -> Sandbox {
    if session.starts_with("new") {
        Sandbox::empty()
    } else {
        Sandbox::our_ledger()
    }
}

fn run(sandbox: &Sandbox, line: &str, lines: &[String]) -> String {
    if line.starts_with("cargo ") && !line.contains(" -- ") {
        // Building and testing are what is going on here; their output is not ours.
        let shown = lines
            .iter()
            .skip_while(|shown| **shown != format!("$ {line}"))
            .skip(1);
        return shown
            .take_while(|shown| !shown.starts_with("$ "))
            .map(|l| format!("{l}\n"))
            .collect();
    }
    let line = line.replace("cargo run --release -- ", "foretell ");
    let mut command = Command::new("sh");
    sandbox.scrub(&mut command);
    let ran = Ran::of(command.args(["-c", &format!("{{ {line}\n}} 2>&1")]));
    let text = ran
        .out
        .trim_end()
        .lines()
        .map(|line| format!("{}\n", line.trim_end()));
    text.collect()
}

fn similar_lines(old: &str, new: &str) -> String {
    let pairs = old.lines().zip(new.lines()).enumerate();
    let first = pairs.into_iter().find(|(_, (a, b))| a != b);
    first.map_or_else(
        || "its length\n".to_owned(),
        |(i, (a, b))| format!("  line {}\n  - {a}\n  + {b}\n", i + 1),
    )
}
