//! Findings ⇒ text, one format per file.

mod excerpt;
mod github;
mod json;
#[cfg(test)]
mod samples;
mod text;

pub use github::github;
pub use json::json;
pub use text::{Tally, text};
