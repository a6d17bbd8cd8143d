//! What platforms print, each by its own rule, so that their numbers can be made again.

mod binomial;
pub mod fatebook;
pub mod forecastbench;
pub mod good_judgment;
pub mod metaculus;
pub mod predictionbook;

pub use binomial::binomial_quantile;
