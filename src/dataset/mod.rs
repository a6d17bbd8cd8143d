//! The one intermediate between a ledger or a table and what is asked of it.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod cells;
mod columns;

pub use cells::{FORMULA, guarded, join_list, split_list, unguarded};
pub use columns::{About, COLUMNS, Column, ColumnSpec, Holds, PARAMETERS};
