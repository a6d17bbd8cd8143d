//! Numbers in, numbers out: scores, calibration, tests, pooling. Knows no names, no dates, no files.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod figure;
mod pair;
mod sum;

pub use figure::{Figure, Undefined};
pub use pair::{Outcome, Pair, Weight};
pub use sum::{Sum, count, sum};
