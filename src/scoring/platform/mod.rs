//! What platforms print, each by its own rule, so that their numbers can be made again.

pub mod fatebook;
pub mod forecastbench;
pub mod good_judgment;
pub mod metaculus;
pub mod predictionbook;
