//! Records and rows in the formats of other tools.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod table;
pub mod verdicts;
