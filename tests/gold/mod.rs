//! Compares the library with what other libraries compute on the data in `tests/data/gold`.

mod binary;
mod pair;
mod proportion;
mod reader;
mod report;
mod simulated;
mod tables;

use reader::{Dataset, datasets};
use report::{Report, figure, figures, number, numbers};
