//! Numbers in, numbers out: scores, calibration, tests, pooling. Knows no names, no dates, no files.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod figure;
mod pair;
pub mod random;
pub mod special;
mod sum;
mod tally;

pub use figure::{Figure, Undefined};
pub use pair::{Outcome, Pair, Weight};
pub use sum::{Sum, count, sum};
pub use tally::{Cell, Tally, Teller};
