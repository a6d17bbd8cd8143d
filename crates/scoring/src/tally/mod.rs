//! Tallies: pairs counted by what was said and what happened.

mod cells;
mod teller;

pub(crate) use cells::sums;
pub use cells::{Cell, Tally};
pub use teller::Teller;
