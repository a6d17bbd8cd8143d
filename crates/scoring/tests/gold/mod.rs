//! Compares the library with what other libraries compute on the data in `tests/data/gold`.

mod binary;
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

/// Where the gold data are.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/gold");

/// Returns the mean of numbers, of which there are some.
fn mean(values: &[f64]) -> f64 {
    foretell_scoring::sum(values.iter().copied()) / foretell_scoring::count(values.len())
}
