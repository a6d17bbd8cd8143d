//! Tallies: pairs counted by what was said and what happened.

mod cells;
mod teller;

pub(in crate::scoring) use cells::sums;
pub use cells::{Cell, Tally};
pub use teller::Teller;
