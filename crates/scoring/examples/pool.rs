//! Several forecasters' estimates as one. `cargo run -p foretell-scoring --example pool`
#![allow(clippy::print_stdout)] // an example prints

use foretell_scoring::pool::{Panel, mean, mean_odds, median, neyman_roughgarden};
use foretell_scoring::{BinaryOutcome, Probability, brier};

/// What five forecasters said of one event, which then happened.
const SAID: [f64; 5] = [0.55, 0.7, 0.75, 0.8, 0.95];

fn main() {
    let said = SAID.map(|value| Probability::new(value).expect("it is a probability"));
    let panel = Panel::equal(&said).expect("there are some");
    let pooled = [
        ("mean", Ok(mean(&panel))),
        ("median", Ok(median(&panel))),
        ("log-odds pool", mean_odds(&panel)),
        ("Neyman–Roughgarden", neyman_roughgarden(&panel)),
    ];
    for (method, pooled) in pooled {
        match pooled {
            Ok(pooled) => println!(
                "{method:<20} {:.3}  Brier score {:.3}",
                pooled.get(),
                brier(pooled, BinaryOutcome::YES)
            ),
            // One said 0 % and another 100 %.
            Err(why) => println!("{method:<20} n/a: {why}"),
        }
    }
}
