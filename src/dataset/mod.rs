//! The one dataset behind every answer, from a ledger or from a table.
//!
//! ```text
//! ledger ──▶ from_ledger ─┐
//!                         ├─▶ questions, rows, counted cells ──▶ weighting ──▶ pairs ──▶ groups
//! table ───▶ table ───────┘
//! ```
//!
//! There is one weighting, one grouping, one cohort, one numbering of clusters and one check of what
//! rows of a question have in common. Rows of a table that stand alone are counted as they come.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod cells;
mod cohort;
mod collect;
mod from_ledger;
mod grouping;
mod notes;
mod option_events;
mod over_time;
mod provenance;
mod quantity;
mod question;
mod row;
mod set;
pub mod table;
mod weighting;

pub use crate::query::{About, COLUMNS, Column, ColumnSpec, Holds, PARAMETERS};
pub use cells::{FORMULA, guarded, join_list, split_list, unguarded};
pub(crate) use cohort::{Fate, fate};
pub use collect::{RunCoverage, ScoredEstimate, ScoredEstimates, collect_pairs, distinct, tested};
pub use from_ledger::from_ledger;
pub use grouping::{Coverage, Portion, coverage, group_name, split, split_with_counted};
use notes::scaled;
pub use option_events::OptionEvents;
pub use provenance::ProvenanceCounts;
pub use quantity::{Quantity, QuantityPair};
pub use question::{Ending, Observed, Question, QuestionClass, QuestionDetails, Times, seconds};
pub use row::{EstimateValue, Row, RowDetails};
pub use set::{CountedRows, Dataset};
pub use table::from_table;
pub use weighting::{WeightedEstimate, WeightedRun, is_late, stood_from_to, weigh};
