//! A question asked of a ledger, and its answer: what the library offers to others.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod gather;
mod request;
mod skipped;
mod weigh;

pub use gather::{Covered, Gathered, Said, gather};
pub use request::{Dimension, LEVEL, RESAMPLES, Request, SEED};
pub use skipped::{Reason, Skipped};
pub use weigh::{Nothing, Tally, Weigh, Weighed, weigh};
