//! Results and findings become text: tables, JSON, CSV, Markdown. Knows no terminal.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod adjust;
pub mod calibration;
pub mod class;
pub mod compare;
mod diff;
mod difference;
mod envelope_v1;
pub mod escape;
mod figure_v1;
pub mod findings;
pub mod like;
pub mod made;
pub mod number;
pub mod pool;
mod record_v1;
pub mod records;
pub mod score;
mod sheet;
pub mod show;
mod style;
pub mod value;

pub use diff::unified;
pub use envelope_v1::EnvelopeV1;
pub use record_v1::{EstimateV1, RecordV1, ResolutionV1};
pub use sheet::{Column, Sheet};
pub use style::{Ink, Style};
