//! Text of a stranger in every field and every format, and files made to break a reader.

mod edge;
mod edge_records;
mod files;
mod findings;
mod held;
mod ledger;
mod rows;
