//! Results and findings become text: tables, JSON, CSV, Markdown. Knows no terminal.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod adjust;
mod answer;
pub mod breakdown;
pub mod calibration;
pub mod census;
pub mod chain;
pub mod class;
pub mod coherence;
pub mod compare;
mod day_v1;
mod diagram;
mod diff;
mod difference;
mod envelope_v1;
pub mod escape;
pub mod evaluation;
mod figure_v1;
pub mod findings;
mod first_lines;
mod log_v1;
pub mod number;
pub mod overdue;
mod page;
mod part_v1;
pub mod platform;
pub mod plot;
pub mod pool;
mod record_in_full_v1;
mod record_lists;
mod record_v1;
pub mod records;
mod row_csv;
pub mod run_info;
pub mod scenarios;
pub mod schema;
pub mod score;
mod scoring_info_v1;
mod screen_table;
pub mod show;
mod style;
pub mod table;
pub mod value;
pub mod value_of_information;
mod view_info_v1;

pub use answer::{Answer, Answered};
pub use day_v1::DayV1;
pub use diagram::Diagram;
pub use diff::unified;
pub use envelope_v1::EnvelopeV1;
pub use figure_v1::{FiguresV1, GroupV1, NumberV1, SampleSizeV1};
pub use first_lines::{first_lines, rule, weighing};
pub use log_v1::{LogEntryV1, LogFactsV1};
pub use page::Page;
pub use part_v1::{PartRowV1, PartV1};
pub use record_in_full_v1::{RecordInFullV1, ReferenceV1};
pub use record_lists::{DueList, Log, RecordList};
pub use record_v1::{
    DueV1, EstimateFactsV1, EstimateV1, RecordEstimateV1, RecordFactsV1, RecordV1, ResolutionV1,
};
pub use row_csv::row_csv;
pub use scoring_info_v1::ScoringInfoV1;
pub use screen_table::{ScreenColumn, ScreenTable};
pub use style::{Color, Style};
pub use view_info_v1::{FiltersV1, ViewInfoV1};
