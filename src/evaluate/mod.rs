//! A question asked of a ledger, and its answer: what the library offers to others.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod adjust;
mod binary;
mod calibration;
mod compare;
mod difference;
pub mod figures;
mod gather;
mod group;
mod like;
mod measure;
mod pool;
mod request;
mod row;
mod rows;
mod score;
mod skipped;
mod together;
mod values;
mod weigh;

pub use adjust::{AdjustedRow, AdjustedTable, Adjustment, adjust};
pub use calibration::{Bin, Calibration, Table, calibration};
pub use compare::{Compared, Comparison, Dropped, compare};
pub use difference::{Difference, Told};
pub use figures::{Doubt, Named, Sample};
pub use gather::{Covered, Gathered, Said, gather};
pub use group::{Group, split};
pub use like::{Liked, LikedBin, LikedCurve, LikedRow, Platform, TOO_FINE, like, like_calibration};
pub use measure::{Class, Measure};
pub use pool::{Average, Method, Pooled, Pools, pool};
pub use request::{Dimension, LEVEL, RESAMPLES, Request, SEED};
pub use row::{Apart, Basis, Coverage, Row};
pub use rows::{BINS, Cut, Rows};
pub use score::{Scores, score};
pub use skipped::{Reason, Skipped};
pub use weigh::{Nothing, Tally, Weigh, Weighed, weigh};
