//! Tallies: pairs counted by what was said and what happened.

mod cells;
mod teller;

pub use cells::{Cell, Tally};
pub(in crate::scoring) use cells::{sums, whole};
pub use teller::Teller;
