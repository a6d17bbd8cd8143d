//! Results and findings become text: tables, JSON, CSV, Markdown. Knows no terminal.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod escape;
pub mod number;
mod sheet;

pub use sheet::{Column, Look, Sheet};
