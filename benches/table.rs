//! How long a table takes, and how much memory, beside what a Python user would run.
//!
//! `cargo bench --bench table` prints the ratios; `PYTHON` names a Python that has pandas, polars,
//! scikit-learn and scipy. The job: read, Brier and log score, ten bins, the isotonic decomposition,
//! and a bootstrap of 1,000 resamples or none.
#![allow(clippy::print_stdout)] // a bench prints

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use common::{FORETELL, ms};
use foretell::scoring::random::Stream;
use serde_json::Value;

/// How far figures may differ.
const SAME: f64 = 1e-9;

/// A run: how long it took, how much memory it had at most, and what it printed.
struct Run {
    time: Duration,
    peak: u64,
    answer: Value,
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python)
        .args(["-c", "import pandas, polars, sklearn, scipy"])
        .output();
    let has_peers = has.is_ok_and(|output| output.status.success());
    if !has_peers {
        println!("pandas, polars, scikit-learn and scipy are not there: no ratios to them");
    }
    let peers = if has_peers {
        &["pandas_sklearn", "polars_scipy"][..]
    } else {
        &[]
    };
    for rows in [100_000, 1_000_000] {
        let table = write_table(folder.path(), rows);
        for resamples in [0, 1000] {
            compare(&table, rows, resamples, &python, peers);
        }
    }
    bands(folder.path(), &python, has_peers);
    scaling(folder.path());
}

/// Prints the ratios of the whole job, best of three each, one after the other.
fn compare(table: &Path, rows: u32, resamples: u32, python: &str, peers: &[&str]) {
    let own = best(|| foretell(table, &["--plain"], resamples));
    println!("{rows} rows, {resamples} resamples");
    print("foretell calibration --plain", &own);
    for name in peers {
        let peer = best(|| script(name, table, resamples, python));
        print(name, &peer);
        println!(
            "    {:.1} times as fast, {:.2} of the memory",
            ms(peer.time) / ms(own.time),
            mebibytes(own.peak) / mebibytes(peer.peak)
        );
        let off = difference(&own.answer, &peer.answer);
        assert!(off < SAME, "{name}: figures differ by {off:e}");
        println!("    figures differ by {off:.0e} at most");
    }
}

/// Prints the ratio of the band of the calibration curve.
fn bands(folder: &Path, python: &str, has_peers: bool) {
    let table = write_table(folder, 100_000);
    let own = best(|| foretell(&table, &["--plain", "--bands", "consistency"], 1000));
    println!("100000 rows, consistency band of 1000 resamples");
    print("foretell calibration --bands", &own);
    if has_peers {
        // The same algorithm as reliabilitydiag's, in numpy and scikit-learn; once, for it is slow.
        let peer = script("bands", &table, 1000, python);
        print("numpy and scikit-learn", &peer);
        println!("    {:.1} times as fast", ms(peer.time) / ms(own.time));
    }
}

/// Prints how the time grows with the rows.
fn scaling(folder: &Path) {
    println!("growth, with 1000 resamples");
    let mut before: Option<Duration> = None;
    for rows in [1_000_000, 10_000_000] {
        let table = write_table(folder, rows);
        let run = best(|| foretell(&table, &["--plain"], 1000));
        print(&format!("{rows} rows"), &run);
        if let Some(before) = before {
            // n log n: ten times the rows, and 7/6 of the logarithm.
            println!(
                "    {:.1} times as long; n log n would be 11.7",
                ms(run.time) / ms(before)
            );
        }
        before = Some(run.time);
        assert!(run.peak < 1 << 30, "more than a gibibyte");
        fs::remove_file(table).expect("the folder is ours");
    }
}

/// Writes a table of forecasts with six decimals, of which the extreme ones are too extreme.
fn write_table(folder: &Path, rows: u32) -> PathBuf {
    let path = folder.join(format!("{rows}.csv"));
    if path.is_file() {
        return path;
    }
    let mut stream = Stream::new(31, 0);
    let mut text = String::from("p,outcome\n");
    for _ in 0..rows {
        let millionths = 1 + stream.below(999_999);
        let odds = f64::from(millionths) / f64::from(1_000_000 - millionths);
        let happened = stream.happens(1.0 - 1.0 / (1.0 + 1.1 * odds.powf(0.8)));
        let _ = writeln!(text, "0.{millionths:06},{}", u8::from(happened));
    }
    fs::write(&path, text).expect("the folder is ours");
    path
}

fn foretell(table: &Path, more: &[&str], resamples: u32) -> Run {
    let mut command = Command::new(FORETELL);
    command
        .args([
            "calibration",
            "--format",
            "json",
            "--columns",
            "probability=p",
        ])
        .args(more)
        .args(["--resamples", &resamples.to_string(), "--table"])
        .arg(table);
    let run = measured(&command);
    Run {
        answer: run.answer["rows"][0].clone(),
        ..run
    }
}

fn script(name: &str, table: &Path, resamples: u32, python: &str) -> Run {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let mut command = Command::new(python);
    command
        .arg(scripts.join(format!("{name}.py")))
        .arg(table)
        .arg(resamples.to_string());
    measured(&command)
}

/// Runs a command under `time`, which knows how much memory it had.
fn measured(command: &Command) -> Run {
    let start = Instant::now();
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M"])
        .arg(command.get_program())
        .args(command.get_args())
        // A kernel chosen for another machine would slow the peers down.
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE")
        .output()
        .expect("`time` is there");
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    let kibibytes = said.lines().last().unwrap_or_default();
    Run {
        time,
        peak: kibibytes.parse::<u64>().expect("kibibytes") << 10,
        answer: serde_json::from_slice(&output.stdout).expect("both print JSON"),
    }
}

/// Returns the fastest of three runs.
fn best(run: impl Fn() -> Run) -> Run {
    let runs = (0..3).map(|_| run());
    runs.min_by_key(|run| run.time).expect("there are three")
}

/// Returns the largest difference of the figures that both have.
fn difference(ours: &Value, theirs: &Value) -> f64 {
    let number = |value: &Value| value.as_f64().expect("a number");
    let off = |a: f64, b: f64| (a - b).abs();
    let names = ["brier", "log_loss", "mcb", "dsc", "unc"];
    let scores = names
        .iter()
        .map(|name| off(number(&ours[name]), number(&theirs[name])));
    let bins = ours["bins"].as_array().expect("bins");
    let curve = theirs["curve"].as_array().expect("a curve");
    let pairs = bins.iter().zip(curve);
    let shares = pairs.map(|(bin, share)| off(number(&bin["frequency"]), number(share)));
    scores.chain(shares).fold(0.0, f64::max)
}

fn print(name: &str, run: &Run) {
    println!(
        "  {name:30} {:8.0} ms {:6.0} MiB",
        ms(run.time),
        mebibytes(run.peak)
    );
}

fn mebibytes(bytes: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a machine's memory")]
    let bytes = bytes as f64;
    bytes / f64::from(1 << 20)
}
