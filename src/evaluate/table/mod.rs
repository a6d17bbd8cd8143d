//! Tables: forecasts with their outcomes from elsewhere, read row by row.
//!
//! ```text
//! blocks ──▶ csv_rows, json_rows ──▶ row ──▶ stream ─────────────▶ part ──▶ figures
//!            (cells, by the layout)     └──▶ hold ──▶ weigh ────────┘
//! ```

mod blocks;
mod calibration;
mod collect;
mod column;
mod csv_rows;
mod decimal;
mod estimate;
mod fault;
mod filter;
mod forecasts;
mod grouping;
mod hold;
mod json_rows;
mod layout;
mod names;
mod part;
mod read;
mod row;
mod score;
mod stream;
mod ties;
mod together;
mod wants;
mod weigh;

pub use crate::dataset::Column;
pub use calibration::calibration;
pub use collect::estimates;
pub use column::Columns;
pub use estimate::{Estimate, Register, Times};
pub use fault::{Fault, Faults, TableError};
pub use hold::{Estimates, Event, Told};
pub use layout::{Form, Reading};
pub use names::Names;
pub use score::score;
pub use ties::Ties;
pub use together::{adjust, compare, pool};
