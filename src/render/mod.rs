//! Results and findings become text: tables, JSON, CSV, Markdown. Knows no terminal.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod adjust;
pub mod breakdown;
pub mod calibration;
pub mod chain;
pub mod class;
pub mod coherence;
pub mod compare;
mod diagram;
mod diff;
mod difference;
mod envelope_v1;
pub mod escape;
pub mod evaluation;
mod figure_v1;
pub mod findings;
pub mod number;
pub mod overdue;
pub mod platform;
pub mod plot;
pub mod pool;
mod record_v1;
pub mod records;
pub mod run_info;
pub mod scenarios;
pub mod score;
mod screen_table;
pub mod show;
mod style;
pub mod table;
pub mod value;
pub mod value_of_information;

pub use diagram::Diagram;
pub use diff::unified;
pub use envelope_v1::EnvelopeV1;
pub use record_v1::{EstimateV1, RecordV1, ResolutionV1};
pub use screen_table::{ScreenColumn, ScreenTable};
pub use style::{Color, Style};
