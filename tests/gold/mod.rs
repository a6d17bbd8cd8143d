//! Compares the commands with what other libraries compute on the data in
//! `crates/scoring/tests/data/gold`.

mod cli;
mod cli_table;
mod cli_together;
// The same reader and the same comparison as in the tests of `foretell-scoring`.
#[path = "../../crates/scoring/tests/gold/reader.rs"]
mod reader;
#[path = "../../crates/scoring/tests/gold/report.rs"]
mod report;

use reader::{Dataset, datasets};
use report::Report;

/// Where the gold data are.
const DATA: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/crates/scoring/tests/data/gold"
);
