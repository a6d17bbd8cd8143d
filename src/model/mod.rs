//! What a valid forecast is, and what a finding is. Knows nothing else of ours.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod probability;

pub use probability::Probability;
