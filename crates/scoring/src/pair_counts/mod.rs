//! Pair counts: pairs counted by what was said and what happened.

mod builder;
mod cell;
mod cells;

pub use builder::PairCountsBuilder;
pub use cell::Cell;
pub use cells::PairCounts;
pub(crate) use cells::{sums, whole};
