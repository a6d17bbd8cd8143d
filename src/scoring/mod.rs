//! Numbers in, numbers out: scores, calibration, tests, pooling. Knows no names, no dates, no files.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod adjust;
mod bootstrap;
mod brier;
pub mod calibration;
mod chance;
pub mod compare;
pub mod discrimination;
mod figure;
mod log;
mod pair;
pub mod proportion;
mod quantiles;
pub mod random;
mod resample;
mod sharpness;
mod skill;
pub mod special;
mod spherical;
mod sum;
mod tally;

pub use adjust::{Adjusted, Entry};
pub use bootstrap::{Bootstrap, Case, Ends};
pub use brier::{brier, brier_full};
pub use chance::AgainstChance;
pub use figure::{Figure, Interval, Undefined};
pub use log::{MeanLogScore, log_score, log_score_with_floor};
pub use pair::{Outcome, Pair, Weight};
pub use resample::Resampling;
pub use sharpness::Sharpness;
pub use skill::{brier_skill, log_skill, skill};
pub use spherical::spherical;
pub use sum::{Sum, count, sum};
pub use tally::{Cell, Tally, Teller};
pub mod bayes;
pub mod coherence;
pub mod hazards;
