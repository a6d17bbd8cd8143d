//! Findings ⇒ text, one format per file.

mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod run;
#[cfg(test)]
mod samples;
mod sarif;
mod text;

pub use github::github;
pub use gitlab::gitlab;
pub use json::{FindingsV1, json};
pub use junit::junit;
pub use markdown::{markdown, summary};
pub use run::{CheckInfoV1, CheckRun};
pub use sarif::sarif;
pub use text::{CheckedCounts, text};
