//! How long the report takes, beside the scoreboard: whole runs of the binary, from disk to disk.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a bench that cannot go on has failed

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

#[path = "../tests/common/generated.rs"]
mod generated;

/// How often each run is made; the fastest counts, since nothing makes a run faster than it is.
const TIMES: usize = 5;
/// How many bytes the report of 10,000 forecasts may take.
const MAX_BYTES: u64 = 20_000_000;
/// `score` with all statistics: the scoreboard, which has every figure with its interval, and the
/// scores adjusted for difficulty, which is the only flag of `score` that adds a statistic. The two
/// exclude each other, so that they are two runs. The others choose: what is weighed, grouped,
/// filtered or printed, and how often it is resampled.
const STATISTICS: [&[&str]; 2] = [
    &["score", "--format", "json"],
    &["score", "--adjust", "--format", "json"],
];

fn main() {
    let dir = tempfile::tempdir().unwrap();
    lay(dir.path(), 2_000, 10);
    let [plain, adjusted] = STATISTICS.map(|args| fastest(|| run(dir.path(), args)));
    let report = fastest(|| run(dir.path(), &["report", "--out", "report.html"]));
    let bytes = fs::metadata(dir.path().join("report.html")).unwrap().len();
    println!("2,000 forecasts, 20,000 estimates");
    println!("  score                        {:>6} ms", plain.as_millis());
    println!(
        "  score --adjust               {:>6} ms",
        adjusted.as_millis()
    );
    println!(
        "  report                       {:>6} ms  {:.1} MB",
        report.as_millis(),
        mega(bytes)
    );
    let ratio = |whole: Duration| report.as_secs_f64() / whole.as_secs_f64();
    println!(
        "  report / score with all statistics {:>5.2}, of score alone {:.2}",
        ratio(plain + adjusted),
        ratio(plain)
    );
    many();
}

/// Reports on 10,000 forecasts, in pages.
fn many() {
    let dir = tempfile::tempdir().unwrap();
    lay(dir.path(), 10_000, 10);
    let begun = Instant::now();
    run(dir.path(), &["report", "--out", "pages"]);
    let took = begun.elapsed();
    let sizes = fs::read_dir(dir.path().join("pages"))
        .unwrap()
        .map(|file| file.unwrap().metadata().unwrap().len());
    let sizes: Vec<u64> = sizes.collect();
    println!("10,000 forecasts, 100,000 estimates");
    println!(
        "  report in {} pages {} ms, {:.1} MB in all, the largest page {:.1} MB",
        sizes.len(),
        took.as_millis(),
        mega(sizes.iter().sum()),
        mega(sizes.iter().copied().max().unwrap_or(0))
    );
    let all: u64 = sizes.iter().sum();
    assert!(all < MAX_BYTES, "{all} bytes");
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files in memory")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn lay(root: &Path, forecasts: usize, estimates: usize) {
    fs::write(root.join("foretell.yaml"), "forecaster: desk\n").unwrap();
    for (path, text) in generated::ledger(forecasts, estimates) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn fastest(mut job: impl FnMut()) -> Duration {
    let once = || {
        let begun = Instant::now();
        job();
        begun.elapsed()
    };
    std::iter::repeat_with(once).take(TIMES).min().unwrap()
}

fn run(root: &Path, args: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_foretell"))
        .args(args)
        .current_dir(root)
        .env("FORETELL_AS_OF", "2026-11-24")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}
