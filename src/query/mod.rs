//! What is asked, and what every answer says of it: which estimates count, how they are grouped, what
//! was left out, and how much a figure rests on.
//!
//! It knows neither records' rows nor answers, so that the dataset and what is asked of it can both
//! stand on it.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod columns;
mod dimension;
mod exclusion;
mod heads;
mod purpose;
mod request;
mod sample_size;
mod table_options;

pub use crate::model::Weighting;
pub use columns::{About, COLUMNS, Column, ColumnSpec, Holds, PARAMETERS};
pub use dimension::{Dimension, Group};
pub use exclusion::{Excluded, ExclusionReason};
pub use heads::{Columns, ColumnsError};
pub use purpose::Purpose;
pub use request::{LEVEL, MORE_DRAWS, RESAMPLES, Regraded, Request, SEED};
pub use sample_size::SampleSize;
pub use table_options::{BadRows, OutcomeWords, ProbabilityUnit, TableOptions};
