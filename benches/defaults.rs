//! How long what people type takes: each job with its defaults, beside another program that does the same.
//!
//! `cargo bench --bench defaults` prints all jobs, `cargo bench --bench defaults -- counts` those whose name
//! holds the word. `PYTHON` names a Python that has polars, scikit-learn, scipy and statsmodels; `LIMIT` says
//! after how many seconds whoever still runs is stopped [300].
#![allow(clippy::print_stdout)] // a bench prints

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{FORETELL, ms, write_ledger};
use foretell::scoring::random::Stream;

/// A job: what is typed, beside what does the same.
struct Job {
    name: &'static str,
    ours: &'static [&'static str],
    beside: Beside,
    /// As many times as long as the other the job may take, or as short.
    wanted: f64,
}

/// What stands beside a job.
enum Beside {
    /// `peers/figures.py` with these arguments.
    Peer(&'static [&'static str]),
    /// Other commands of ours, one after another.
    Ours(&'static [&'static [&'static str]]),
}

const PLAIN: &[&str] = &[
    "calibration",
    "--plain",
    "--resamples",
    "0",
    "--table",
    "MANY",
];
const RECORDS: usize = 10_000;

/// The jobs. A name in capitals is a table or the ledger, which are made when they are wanted.
const JOBS: &[Job] = &[
    job(
        "calibration, 100,000 distinct rows",
        &["calibration", "--table", "ROWS"],
        Beside::Peer(&["calibration", "ROWS", "1000"]),
        0.05,
    ),
    job(
        "calibration, 1,000,000 distinct rows, beside --plain --resamples 0",
        &["calibration", "--table", "MANY"],
        Beside::Ours(&[PLAIN]),
        10.0,
    ),
    job(
        "calibration, 1,000,000 distinct rows",
        &["calibration", "--table", "MANY"],
        Beside::Peer(&["calibration", "MANY", "1000"]),
        0.05,
    ),
    job(
        "calibration --counts, 1,000,000 cells",
        &["calibration", "--counts", "--table", "COUNTS"],
        Beside::Peer(&["counts", "COUNTS", "1000"]),
        0.05,
    ),
    job(
        "score --adjust --resamples 0, 1,000,000 rows",
        &["score", "--adjust", "--resamples", "0", "--table", "WIDE"],
        Beside::Peer(&["adjust", "WIDE", "0"]),
        1.0,
    ),
    job(
        "pool, 10,000 records, beside list",
        &["pool", "--root", "LEDGER"],
        Beside::Ours(&[&["list", "--root", "LEDGER"]]),
        2.0,
    ),
    job(
        "fmt --check, 10,000 records, beside check",
        &["fmt", "--check", "--root", "LEDGER"],
        Beside::Ours(&[&["check", "--root", "LEDGER"]]),
        2.0,
    ),
    job(
        "report, 10,000 records, beside score and score --adjust",
        &["report", "--root", "LEDGER", "--out", "PAGES"],
        Beside::Ours(&[
            &["score", "--root", "LEDGER"],
            &["score", "--adjust", "--root", "LEDGER"],
        ]),
        3.0,
    ),
];

const fn job(
    name: &'static str,
    ours: &'static [&'static str],
    beside: Beside,
    wanted: f64,
) -> Job {
    Job {
        name,
        ours,
        beside,
        wanted,
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let word = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let wanted = |job: &&Job| word.as_ref().is_none_or(|word| job.name.contains(word));
    let has_peers = has_peers();
    for job in JOBS.iter().filter(wanted) {
        let ours = run(folder.path(), FORETELL, job.ours);
        let beside = match job.beside {
            Beside::Peer(_) if !has_peers => None,
            Beside::Peer(args) => {
                let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/figures.py");
                Some(run(folder.path(), &python(), &[&[script], args].concat()))
            }
            Beside::Ours(all) => {
                let each = all.iter().map(|args| run(folder.path(), FORETELL, args));
                Some(each.sum())
            }
        };
        println!("{}", job.name);
        let Some(beside) = beside else {
            println!("  {:8.0} ms; the peer is not there", ms(ours));
            continue;
        };
        println!(
            "  {:8.0} ms beside {:8.0} ms: {:.3} times as long, wanted at most {}",
            ms(ours),
            ms(beside),
            ms(ours) / ms(beside),
            job.wanted
        );
    }
}

fn python() -> String {
    std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn has_peers() -> bool {
    let asked = Command::new(python())
        .args(["-c", "import polars, scipy, sklearn, statsmodels"])
        .output();
    asked.is_ok_and(|output| output.status.success())
}

/// Runs a program once, until the limit at most, and returns how long it took.
fn run(folder: &Path, program: &str, args: &[&str]) -> Duration {
    let args: Vec<String> = args.iter().map(|arg| made(folder, arg)).collect();
    let limit = std::env::var("LIMIT")
        .ok()
        .and_then(|limit| limit.parse().ok());
    let limit = Duration::from_secs(limit.unwrap_or(300));
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(&args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is there");
    loop {
        match child.try_wait().expect("it is ours") {
            Some(status) => {
                // What would change, or is found, is no failure of ours.
                let most = i32::from(program == FORETELL);
                let is_done = status.code().is_some_and(|code| code <= most);
                assert!(is_done, "{program} {args:?} failed");
                return start.elapsed();
            }
            None if start.elapsed() > limit => {
                println!(
                    "stopped after {} s: {program} {}",
                    limit.as_secs(),
                    args.join(" ")
                );
                child
                    .kill()
                    .and_then(|()| child.wait())
                    .expect("it is ours");
                return limit;
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// Returns an argument; where it names a table or the ledger, the path of that, made when it is first wanted.
fn made(folder: &Path, arg: &str) -> String {
    if arg.contains(|letter: char| letter.is_ascii_lowercase()) {
        return arg.to_owned();
    }
    let path = folder.join(arg);
    if !path.exists() {
        match arg {
            "ROWS" => fs::write(&path, rows(100_000)).expect("the folder is ours"),
            "MANY" => fs::write(&path, rows(1_000_000)).expect("the folder is ours"),
            "COUNTS" => fs::write(&path, counts(1_000_000)).expect("the folder is ours"),
            "WIDE" => fs::write(&path, wide(1_000_000)).expect("the folder is ours"),
            "LEDGER" => {
                fs::create_dir(&path).expect("the folder is ours");
                write_ledger(&path, RECORDS);
            }
            "PAGES" => {}
            _ => return arg.to_owned(),
        }
    }
    path.to_string_lossy().into_owned()
}

/// Returns a table of distinct forecasts, which come true by their probability.
fn rows(rows: u32) -> String {
    let mut stream = Stream::new(31, 0);
    let mut text = String::from("probability,outcome\n");
    for _ in 0..rows {
        let p = stream.unit();
        let _ = writeln!(text, "{p:.9},{}", u8::from(stream.happens(p)));
    }
    text
}

/// Returns a table of counts of up to a thousand.
fn counts(rows: u32) -> String {
    let mut stream = Stream::new(37, 0);
    let mut text = String::from("probability,n,events\n");
    for row in 0..rows {
        let p = (f64::from(row) + 0.5) / f64::from(rows);
        let n = 1 + stream.below(1000);
        let _ = writeln!(text, "{p:.9},{n},{}", stream.binomial(n, p));
    }
    text
}

/// Returns a table of questions that five of two hundred forecasters answered each.
fn wide(rows: u32) -> String {
    let mut stream = Stream::new(41, 0);
    let mut text = String::from("question_id,forecaster,probability,outcome\n");
    let mut truth = false;
    for row in 0..rows {
        let (question, place) = (row / 5, row % 5);
        if place == 0 {
            truth = stream.happens(0.4);
        }
        let who = place + 5 * (question % 40);
        let p = f64::from(1 + stream.below(99)) / 100.0;
        let _ = writeln!(text, "q{question:07},f{who},{p},{}", u8::from(truth));
    }
    text
}
