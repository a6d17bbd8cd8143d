//! A question asked of a ledger, and its answer: what the library offers to others.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod binary;
mod calibration;
pub mod figures;
mod gather;
mod group;
mod quantities;
mod request;
mod row;
mod rows;
mod score;
mod skipped;
pub mod table;
mod tested;
mod values;
mod weigh;

pub use calibration::{Bin, Calibration, How, Table, calibration, fit};
pub use figures::{Doubt, Named, Sample};
pub use gather::{Covered, Gathered, Said, gather};
pub use group::{Group, split};
pub use quantities::Quantities;
pub use request::{Dimension, LEVEL, RESAMPLES, Request, SEED};
pub use row::{Apart, Basis, Coverage, Row};
pub use rows::{BINS, Cut, Rows};
pub use score::{Scores, score};
pub use skipped::{Reason, Skipped};
pub use weigh::{Nothing, Tally, Weigh, Weighed, weigh};
