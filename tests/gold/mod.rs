//! Compares the library with what other libraries compute on the data in `tests/data/gold`.

mod binary;
mod cli;
mod cli_table;
mod cli_together;
mod distribution;
mod ensemble;
mod interval;
mod lifetime;
mod multi;
mod pair;
mod pool;
mod proportion;
mod quantile;
mod reader;
mod report;
mod simulated;
mod tables;

use reader::{Dataset, datasets};
use report::{Report, figure, figures, number, numbers};

/// Returns the mean of numbers, of which there are some.
fn mean(values: &[f64]) -> f64 {
    foretell::scoring::sum(values.iter().copied()) / foretell::scoring::count(values.len())
}
