//! The long table: a ledger as rows for other tools, one for each part of an estimate.
//!
//! ```text
//! ledger ──▶ question ─┐
//!            estimate ─┼─▶ cells, by column ──▶ write (CSV, JSON Lines)
//!            part ─────┘
//! ```

mod cell;
mod estimate;
mod export;
mod lost;
mod part;
mod question;
mod schema;
mod write;

pub use export::export;
pub use lost::{Lost, lost};
pub(crate) use part::Part;
pub use schema::{dictionary, schema};
pub use write::TableFormat;
