//! A question asked of a ledger, and its answer: what the library offers to others.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod binary;
mod calibration;
pub mod chain;
pub mod coherence;
mod doubt;
mod gather;
mod group;
mod in_force;
mod request;
pub mod review;
mod row;
mod rows;
pub mod scenarios;
mod score;
mod skipped;
mod weigh;
pub mod wording;
mod worth;

pub use calibration::{Bin, Calibration, Table, calibration};
pub use gather::{Covered, Gathered, Said, gather};
pub use group::{Group, split};
pub use in_force::belief;
pub use request::{Dimension, LEVEL, RESAMPLES, Request, SEED};
pub use row::{Basis, Coverage, Named, Row};
pub use rows::{BINS, Cut, Rows};
pub use score::{Scores, score};
pub use skipped::{Reason, Skipped};
pub use weigh::{Nothing, Tally, Weigh, Weighed, weigh};
pub use worth::{Worth, worth};
