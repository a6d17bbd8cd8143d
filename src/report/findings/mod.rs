//! Findings ⇒ text, one format per file.

mod excerpt;
mod github;
mod json;
mod text;

pub use github::github;
pub use json::json;
pub use text::{Tally, text};
