//! Results and findings as text for people and machines.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod diff;

pub use diff::unified;
