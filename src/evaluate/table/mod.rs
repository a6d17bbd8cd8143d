//! Tables: forecasts with their outcomes from elsewhere, read row by row.

mod blocks;
mod column;
mod csv_rows;
mod decimal;
mod estimate;
mod fault;
mod filter;
mod grouping;
mod json_rows;
mod layout;
mod names;
mod part;
mod read;
mod row;
mod stream;
mod ties;
mod wants;
mod weigh;

pub use column::{Column, Columns};
pub use fault::{Fault, Faults, TableError};
pub use layout::{Form, Reading};
pub use names::Names;
