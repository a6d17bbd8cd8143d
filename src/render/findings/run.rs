//! What was run, for the formats that say so.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::CheckedCounts;

/// What was run to find the findings.
#[derive(Clone, Copy, Debug)]
pub struct CheckRun<'a> {
    /// The command.
    pub command: &'static str,
    /// All that made the findings: enough to make them again.
    pub made_with: &'a Map<String, Value>,
    /// The day on which the records were judged.
    pub as_of: NaiveDate,
    /// Whether a warning fails like an error.
    pub strict: bool,
    /// What was looked at.
    pub tally: CheckedCounts,
}
