//! Forecasts over several options, of which one comes about: their scores.

mod brier;
mod frequencies;
mod log;
mod pair;
mod probabilities;
mod spherical;

pub use brier::{brier, brier_full};
pub use frequencies::{favourite_won, frequencies};
pub use log::{log_score, log_score_with_floor};
pub use pair::ChoicePair;
pub use probabilities::{Probabilities, ProbabilitiesError};
pub use spherical::spherical;
