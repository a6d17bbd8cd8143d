//! A question asked of a ledger, and its answer: what the library offers to others.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod adjust;
mod binary;
mod calibration;
pub mod chain;
pub mod coherence;
mod compare;
mod difference;
pub mod figures;
mod gather;
mod group;
mod in_force;
mod measure;
mod pool;
mod quantities;
mod request;
pub mod review;
mod row;
mod rows;
pub mod scenarios;
mod score;
mod skipped;
pub mod table;
mod together;
mod tested;
mod values;
mod weigh;
pub mod wording;
mod worth;

pub use adjust::{AdjustedRow, AdjustedTable, Adjustment, adjust};
pub use calibration::{Bin, Calibration, Table, calibration};
pub use compare::{Compared, Comparison, Dropped, compare};
pub use difference::{Difference, Told};
mod tested;
mod values;
mod weigh;
mod work;

pub use calibration::{Bin, Calibration, How, Table, calibration, fit};
pub use figures::{Doubt, Named, Sample};
pub use gather::{Covered, Gathered, Said, gather};
pub use group::{Group, split};
pub use in_force::belief;
pub use measure::{Class, Measure};
pub use pool::{Average, Method, Pooled, Pools, pool};
pub use quantities::Quantities;
pub use request::{Dimension, LEVEL, RESAMPLES, Request, SEED};
pub use row::{Apart, Basis, Coverage, Row};
pub use rows::{BINS, Cut, Rows};
pub use score::{Scores, score};
pub use skipped::{Reason, Skipped};
pub use weigh::{Nothing, Tally, Weigh, Weighed, weigh};
pub use worth::{Worth, worth};
pub use work::{Counted, Hand, Line, Rule, Work, work};
