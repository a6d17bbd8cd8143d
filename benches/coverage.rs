//! How often our intervals hold the truth, as the table of `docs/scoring.md`: `cargo bench --bench coverage`.
//!
//! `COVERAGE_RUNS` says how many runs, 2,000 where it says nothing.
#![allow(clippy::print_stdout, reason = "a bench prints")]

#[path = "../crates/scoring/tests/coverage/simulation.rs"]
mod simulation;

use rayon::prelude::*;
use simulation::{CLUSTERS, Coverage, FIGURES, SCENARIOS};

fn main() {
    let runs = std::env::var("COVERAGE_RUNS").ok();
    let runs: usize = runs.and_then(|runs| runs.parse().ok()).unwrap_or(2000);
    println!("| figure | scenario | 10 | 20 | 40 | 100 |");
    println!("|---|---|---|---|---|---|");
    let mut table = Vec::new();
    for scenario in &SCENARIOS {
        for clusters in CLUSTERS {
            let one = |run: usize| -> Vec<Coverage> {
                let drawn = scenario.draw(clusters, run);
                FIGURES
                    .iter()
                    .map(|figure| scenario.coverage(figure, &drawn))
                    .collect()
            };
            let none = || vec![Coverage::default(); FIGURES.len()];
            let all = (0..runs).into_par_iter().map(one).reduce(none, |a, b| {
                a.iter().zip(b).map(|(a, b)| a.plus(b)).collect()
            });
            table.push(all);
        }
    }
    for (place, figure) in FIGURES.iter().enumerate() {
        for (number, scenario) in SCENARIOS.iter().enumerate() {
            let cells = (0..CLUSTERS.len()).map(|clusters| {
                let one = table[number * CLUSTERS.len() + clusters][place];
                cell(one, runs)
            });
            let cells: Vec<String> = cells.collect();
            println!(
                "| {} | {} | {} |",
                figure.name,
                scenario.name,
                cells.join(" | ")
            );
        }
    }
}

/// Returns the share that held the truth and the mean width, and how many runs had no interval.
fn cell(one: Coverage, runs: usize) -> String {
    if one.shown == 0 {
        return "too few".to_owned();
    }
    let none = runs - one.shown;
    let none = if none == 0 {
        String::new()
    } else {
        format!(" ({}% none)", (100 * none).div_ceil(runs))
    };
    format!("{:.1}% {:.2}{none}", 100.0 * one.share(), one.width())
}
