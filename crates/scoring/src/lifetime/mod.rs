//! Scores over the life of a question: which forecast stood when, and for how long.
//!
//! Times are numbers of seconds on any clock; only what goes by days needs them to be counted from a
//! midnight UTC.

mod history;
mod life;
mod mean;

pub use history::{EstimateHistory, ForecastSpan, Update};
pub use life::{DAY, Life};
pub use mean::{coverage, coverage_while_open, daily, time_weighted};
