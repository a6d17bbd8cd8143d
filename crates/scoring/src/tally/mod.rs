//! Tallies: pairs counted by what was said and what happened.

mod cells;
mod teller;

pub use cells::{Cell, Tally};
pub(crate) use cells::{sums, whole};
pub use teller::Teller;
