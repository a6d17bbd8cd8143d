//! Results and findings ⇒ text. Returns it; knows no terminal.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod escape;
pub mod findings;
mod style;

pub use style::{Ink, Style};
