//! Numbers in, numbers out: scores, calibration, tests, pooling. Knows no names, no dates, no files.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod bias;
mod bounds;
mod figure;
pub mod interval;
pub mod multi;
pub mod ordered;
mod pair;
pub mod quantile;
mod sum;
pub mod wis;

pub use bounds::Bounds;
pub use figure::{Figure, Undefined};
pub use interval::Interval;
pub use pair::{Outcome, Pair, Weight};
pub use sum::{Sum, count, sum};
