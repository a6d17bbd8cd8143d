//! Numbers in, numbers out: scores, calibration, tests, pooling. Knows no names, no dates, no files.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod bias;
mod bounds;
mod brier;
pub mod calibration;
pub mod cdf;
pub mod difficulty;
pub mod distribution;
pub mod ensemble;
mod figure;
pub mod interval;
mod kolmogorov;
pub mod lifetime;
mod log;
pub mod multi;
pub mod ordered;
mod pair;
pub mod pit;
pub mod platform;
pub mod pool;
pub mod proportion;
mod quadrature;
pub mod quantile;
pub mod quantile_corp;
mod quantiles;
pub mod random;
mod resample;
mod sharpness;
mod skill;
pub mod special;
mod spherical;
mod sum;
mod tally;
pub mod wis;

pub use bounds::Bounds;
pub use brier::{brier, brier_full};
pub use figure::{Figure, Interval, Undefined};
pub use log::{MeanLogScore, log_score, log_score_with_floor};
pub use pair::{Outcome, Pair, Weight};
pub use pit::Pit;
pub use resample::Resampling;
pub use sharpness::Sharpness;
pub use skill::{brier_skill, log_skill, skill};
pub use spherical::spherical;
pub use sum::{Sum, count, sum};
pub use tally::{Cell, Tally, Teller};
