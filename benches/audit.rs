//! How long `audit` takes beside `git log -p` over the same history.
//!
//! `cargo bench --bench audit` prints the ratio.
#![allow(clippy::print_stdout)] // a bench prints

mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{FORETELL, best, ms, quietly};

const RECORDS: usize = 2_000;
const COMMITS: usize = 60_000;
const RUNS: usize = 3;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    quietly(git(root).args(["init", "--quiet", "--initial-branch=main"]));
    import(root, &history());
    quietly(git(root).args(["reset", "--quiet", "--hard", "main"]));
    let log = best(RUNS, || {
        quietly(git(root).args(["log", "-p", "--", "forecasts"]));
    });
    let audit = best(RUNS, || {
        quietly(Command::new(FORETELL).args(["audit", "--root"]).arg(root));
    });
    println!("{COMMITS} commits, {RECORDS} records, best of {RUNS}");
    println!("  git log -p -- forecasts       {:8.0} ms", ms(log));
    println!("  foretell audit                {:8.0} ms", ms(audit));
    println!(
        "  ratio                         {:8.2}",
        ms(audit) / ms(log)
    );
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    git
}

fn import(root: &Path, stream: &str) {
    let mut git = git(root);
    let git = git.args(["fast-import", "--quiet"]).stdin(Stdio::piped());
    let mut child = git.spawn().expect("there is a git");
    let mut pipe = child.stdin.take().expect("it was asked for");
    pipe.write_all(stream.as_bytes()).expect("git reads");
    drop(pipe);
    assert!(
        child.wait().is_ok_and(|status| status.success()),
        "fast-import failed"
    );
}

/// Returns a history in which each record is added, and then gets estimates, one a commit.
fn history() -> String {
    let mut records: Vec<String> = (0..RECORDS).map(record).collect();
    let mut out = String::new();
    for commit in 0..COMMITS {
        let number = commit % RECORDS;
        // Twenty commits a day, from 1 January 2020 on.
        let (day, second) = (commit / 20, 1_577_880_000 + commit / 20 * 86_400);
        if commit >= RECORDS {
            records[number] += &estimate(day, commit);
        }
        let text = &records[number];
        let _ = write!(
            out,
            "commit refs/heads/main\ncommitter desk <desk@example.org> {second} +0000\n\
             data 4\nnext\nM 100644 inline forecasts/topic-{}/forecast-{number}.yaml\n\
             data {}\n{text}\n",
            number % 100,
            text.len()
        );
    }
    out
}

fn record(number: usize) -> String {
    format!(
        "question: Will indicator {number} rise between 2020 and 2030?\n\
         criteria: |\n  \
           Yes if the statistical office's first release for December 2029 is above that for\n  \
           December 2019. Revisions do not count.\n\
         tags: [bench, group-{}]\n\
         deadline: 2029-12-31\n\
         owner: desk-{}\n\
         estimates:\n{}",
        number % 17,
        number % 5,
        estimate(number / 20, number)
    )
}

fn estimate(day: usize, number: usize) -> String {
    let date = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).expect("there was such a day")
        + chrono::Days::new(day as u64);
    format!(
        "  - date: {date}\n    by: analyst-{}\n    probability: {}%\n    \
         because: the release of that month came in as one would expect\n",
        number % 9,
        number % 99 + 1
    )
}
