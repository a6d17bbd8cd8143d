//! What the disk holds after kills, under many writers, and beside editors that save meanwhile; and
//! how a command ends that could not write.
//!
//! In the gate a few of each are run. The whole, with its figures, takes some minutes:
//! `FORETELL_CRASH=1 cargo test --release --test integration crash:: -- --nocapture --test-threads 1`

use std::fs;
use std::path::Path;

use crate::common::{Ran, Sandbox};

mod editors;
mod ends;
mod kills;
mod writers;

const FILE: &str = "forecasts/rain.yaml";
const TEXT: &str = "question: Will it rain in Riga before 2028?\n\
    criteria: Yes if it rains.\n\
    opened: 2026-01-01\n\
    deadline: 2027-12-31\n\
    estimates:\n  - {date: 2026-01-02, by: ann, probability: 60%}\n";

/// Returns how many of a thing there are: few in the gate.
fn size(few: usize, all: usize) -> usize {
    if std::env::var("FORETELL_CRASH").is_ok_and(|value| value == "1") {
        all
    } else {
        few
    }
}

/// Logs an estimate under a name.
fn estimate(sandbox: &Sandbox, id: &str, by: &str) -> Ran {
    sandbox.run(&["estimate", id, "70%", "--by", by])
}

/// Returns the hidden files of a folder that end so.
fn hidden(folder: &Path, ending: &str) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.starts_with('.') && name.contains(ending))
        .collect()
}

/// Returns how often a forecaster of that kind made an estimate in a text.
fn made(text: &str, by: &str) -> usize {
    text.matches(&format!("by: {by}")).count()
}
