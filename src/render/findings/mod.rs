//! Findings ⇒ text, one format per file.

mod concise;
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

pub use concise::{concise, statistics};
pub use github::github;
pub use gitlab::gitlab;
pub use json::{FindingsV1, json};
pub use junit::junit;
pub use markdown::{markdown, summary};
pub use run::{CheckInfoV1, CheckRun, RuleChoiceV1, SelfInterestV1};
pub use sarif::sarif;
use text::ink;
pub use text::{CheckedCounts, text};
