//! All records together: lookup, states, standing estimates, clusters, selection.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod blind;
mod chain;
mod cluster;
mod filter_term;
mod find;
mod readings;
mod select;
mod standing;
mod state;
mod update_reason;
mod whole;

pub use chain::{chain, chains};
pub use filter_term::FilterTerm;
pub use find::Found;
pub use readings::Readings;
pub use select::{Selection, StateName, UnheardOf};
pub use standing::{Run, every_run, own_and_others, runs, standing};
pub use state::{ConditionState, State, View, VoidReason};
pub use update_reason::{UpdateReason, update_reason};
pub use whole::{Entry, Ledger};
