//! Fuzzing: mutants of records, settings, tables and command lines. None may panic, take longer
//! than five seconds or more than 512 MB.
//!
//! `cargo test` runs a few hundred with a fixed seed; `tests/fuzz/run` as many as one likes.
//! `FORETELL_FUZZ` is how many, `FORETELL_FUZZ_SEED` where to begin. What failed lies in
//! `target/fuzz`.
#![allow(clippy::unwrap_used)] // a driver that cannot go on has failed
#![allow(clippy::print_stdout)] // it says what it ran

mod corpus;
mod limits;
mod mutate;
mod targets;

use std::process::ExitCode;
use std::time::Instant;

use limits::Limits;
use mutate::Mutator;
use targets::TARGETS;

/// How many mutants the gate runs.
const SHORT: u64 = 250;

fn number(name: &str, otherwise: u64) -> u64 {
    let said = std::env::var(name).ok();
    said.map_or(otherwise, |said| said.parse().expect("a whole number"))
}

fn main() -> ExitCode {
    // Runners of tests ask a test binary what it has.
    if std::env::args().any(|arg| arg == "--list") {
        return ExitCode::SUCCESS;
    }
    let count = number("FORETELL_FUZZ", SHORT);
    let seed = number("FORETELL_FUZZ_SEED", 1);
    let only = std::env::var("FORETELL_FUZZ_ONLY").unwrap_or_default();
    let mut failed = 0;
    for target in TARGETS.iter().filter(|target| target.name.contains(&only)) {
        let corpus = (target.corpus)();
        let start = Instant::now();
        let mutants = (count * target.share / 100).max(1);
        let mut limits = Limits::new(target.name, count > SHORT);
        for n in 0..mutants {
            let mut mutator = Mutator::new(seed.wrapping_add(n));
            let mutant = mutator.mutant(&corpus, target.words);
            limits.run(n, &mutant, target.run);
        }
        println!(
            "{}: {mutants} mutants of {} files from seed {seed} in {} s: {}",
            target.name,
            corpus.len(),
            start.elapsed().as_secs(),
            limits.said()
        );
        failed += limits.failures.len();
    }
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
