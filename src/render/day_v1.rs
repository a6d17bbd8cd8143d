//! A day or an instant in JSON.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// How every day begins, and with it every instant.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";

/// A day, `2026-01-31`, or an instant that begins with one.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct DayV1(#[schemars(regex(pattern = DAY))] String);

impl DayV1 {
    /// Returns a day or an instant as it is written.
    #[must_use]
    pub fn new(day: impl fmt::Display) -> Self {
        Self(day.to_string())
    }
}

impl fmt::Display for DayV1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
