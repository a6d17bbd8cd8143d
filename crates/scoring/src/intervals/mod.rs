//! Intervals that need no random numbers, chosen by how often they hold the truth.

mod both_outcomes;
mod student;

pub use both_outcomes::{ScoredPairs, both_outcomes_of_means};
pub(crate) use student::require_clusters;
pub use student::{LEAST_CLUSTERS, Spread, student_of_means};
