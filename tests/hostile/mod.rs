//! Text of a stranger in every field and every format, files made to break a reader, and repositories
//! whose settings name programs.

mod edge;
mod edge_records;
mod files;
mod findings;
#[cfg(unix)]
mod git;
mod held;
mod ledger;
#[cfg(unix)]
mod programs;
mod promises;
mod rows;
