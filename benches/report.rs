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
const MOST: u64 = 20_000_000;
/// The groupings that together are every statistic that `score` prints of a ledger.
const GROUPS: [&str; 4] = ["forecaster", "tag", "year", "horizon"];

fn main() {
    let dir = tempfile::tempdir().unwrap();
    lay(dir.path(), 2_000, 10);
    let score = fastest(|| {
        for group in GROUPS {
            run(
                dir.path(),
                &["score", "--group-by", group, "--format", "json"],
            );
        }
        run(
            dir.path(),
            &["calibration", "--rows", "corp", "--format", "json"],
        );
    });
    let single = fastest(|| run(dir.path(), &["score", "--format", "json"]));
    let report = fastest(|| run(dir.path(), &["report", "--out", "report.html"]));
    let bytes = fs::metadata(dir.path().join("report.html")).unwrap().len();
    println!("2,000 forecasts, 20,000 estimates");
    println!(
        "  score by forecaster          {:>6} ms",
        single.as_millis()
    );
    println!("  score and calibration whole  {:>6} ms", score.as_millis());
    println!(
        "  report                       {:>6} ms  {:.1} MB",
        report.as_millis(),
        mega(bytes)
    );
    println!(
        "  report / score by forecaster {:>8.2}",
        report.as_secs_f64() / single.as_secs_f64()
    );
    println!(
        "  report / score whole         {:>8.2}",
        report.as_secs_f64() / score.as_secs_f64()
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
    assert!(all < MOST, "{all} bytes");
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
