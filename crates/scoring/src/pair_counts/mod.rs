//! Pair counts: pairs counted by what was said and what happened.

mod builder;
mod cells;

pub use builder::PairCountsBuilder;
pub use cells::{Cell, PairCounts};
pub(crate) use cells::{sums, whole};
