//! Adjusting mean scores for the difficulty of the questions answered.

mod effects;
mod sharing;

pub use effects::{Adjusted, ScoreEntry};

pub(crate) use sharing::Sharing;
