//! Numbers in, numbers out: scores, calibration, tests, pooling. Knows no names, no dates, no files.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod bias;
mod bounds;
pub mod cdf;
pub mod distribution;
pub mod ensemble;
mod figure;
pub mod interval;
mod kolmogorov;
pub mod multi;
pub mod ordered;
mod pair;
pub mod pit;
mod quadrature;
pub mod quantile;
pub mod random;
pub mod special;
mod sum;
mod tally;
pub mod wis;

pub use bounds::Bounds;
pub use figure::{Figure, Undefined};
pub use interval::Interval;
pub use pair::{Outcome, Pair, Weight};
pub use pit::Pit;
pub use sum::{Sum, count, sum};
pub use tally::{Cell, Tally, Teller};
