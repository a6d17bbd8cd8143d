//! How well like-for-like scores tell who is better, and how often their intervals hold the truth, as the table
//! of `docs/scoring.md`: `cargo bench --bench leagues`.
//!
//! `LEAGUE_RUNS` says how many leagues of each size, 2,000 where it says nothing.
#![allow(clippy::print_stdout, reason = "a bench prints")]

#[path = "../crates/scoring/tests/league/simulation.rs"]
mod simulation;

use rayon::prelude::*;
use simulation::{LEAGUES, Tried, tried};

fn main() {
    let runs = std::env::var("LEAGUE_RUNS").ok();
    let runs: u64 = runs.and_then(|runs| runs.parse().ok()).unwrap_or(2000);
    println!(
        "| forecasters | questions | raw means | fixed effects | like for like | intervals that hold | width |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (forecasters, questions) in LEAGUES {
        let all = (0..runs).into_par_iter();
        let all = all.map(|seed| tried(seed, forecasters, questions));
        let all = all.reduce(Tried::default, Tried::plus);
        let [raw, fixed, drawn] = all.correlations();
        let (held, error) = all.held();
        println!(
            "| {forecasters} | {questions} | {raw:.2} | {fixed:.2} | {drawn:.2} | {:.1}% ± {:.1} | {:.2} |",
            100.0 * held,
            100.0 * error,
            all.width()
        );
    }
}
