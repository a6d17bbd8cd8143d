//! Tables: forecasts with their outcomes from elsewhere, read row by row.
//!
//! ```text
//! shape ──▶ csv_rows, json_rows, … ──▶ row ──▶ sink ─┬▶ streaming (counted cells) ─┬▶ the dataset
//!           (cells, by the layout)                   └▶ buffered ──▶ assemble ─────┘
//! ```

mod assemble;
mod blocks;
mod buffered;
mod clusters;
mod count;
mod csv_rows;
mod fault;
mod filter;
mod from_table;
mod json_array;
mod json_rows;
mod layout;
mod line_ends;
mod long;
mod long_value;
mod markdown_rows;
mod names;
mod numbers;
mod order;
mod read;
mod repeated;
mod required;
mod row;
mod row_counts;
mod shape;
mod sink;
mod streaming;
mod tags;
mod watched;

pub use fault::{Faults, RowFault, TableError};
pub use from_table::{check_rows, from_table};
pub use layout::Form;
pub use names::Names;
pub use row_counts::RowCounts;
pub use watched::MAX_ROW_BYTES;

use fault::empty;
