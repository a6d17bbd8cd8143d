//! Compares the library with what other libraries compute on the data in `tests/data/gold`.

mod reader;
mod report;

use reader::Dataset;
