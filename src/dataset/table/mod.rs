//! Tables: forecasts with their outcomes from elsewhere, read row by row.
//!
//! ```text
//! blocks ──▶ csv_rows, json_rows ──▶ row ──▶ sink ─┬▶ streaming (counted cells) ─┬▶ the dataset
//!            (cells, by the layout)                └▶ buffered ──▶ assemble ─────┘
//! ```

mod assemble;
mod blocks;
mod buffered;
mod count;
mod csv_rows;
mod fault;
mod filter;
mod from_table;
mod json_rows;
mod layout;
mod long;
mod long_value;
mod names;
mod read;
mod required;
mod row;
mod sink;
mod streaming;
mod tags;

pub use fault::{Faults, RowFault, TableError};
pub use from_table::from_table;
pub use layout::Form;
pub use names::Names;

use fault::empty;
