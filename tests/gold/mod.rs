//! Compares the library with what other libraries compute on the data in `tests/data/gold`.

mod reader;
mod report;

use reader::{Dataset, Table, datasets};
use report::{Report, figure, figures, number, numbers};

mod distribution;
mod ensemble;
mod interval;
mod lifetime;
mod multi;
mod pool;
mod quantile;

/// Returns the mean of numbers, of which there are some.
fn mean(values: &[f64]) -> f64 {
    foretell::scoring::sum(values.iter().copied()) / foretell::scoring::count(values.len())
}
