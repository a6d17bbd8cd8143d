//! Numbers in, numbers out: scores, calibration, tests, pooling. Knows no names, no dates, no files.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod bayes;
pub mod coherence;
pub mod hazards;
