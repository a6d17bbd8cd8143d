//! foretell keeps an analyst's judgements as text records in git, and scores them.
//!
//! The folders are the way that the data takes; `foretell-scoring`, a library of its own, is [`scoring`] here:
//!
//! ```text
//! store ──text──▶ record ──▶ model ──▶ ledger ─┐
//! (disk, git)       │                          ├─▶ dataset ──▶ analysis ──answers─▶ render ──text──▶ cli
//!                   │              table (CSV …)┘      ▲     pairs ▼ figures   ▲
//!                   │                                query    scoring          │
//!                   └───────▶ lint ◀── ledger ───────────────── findings ──────┘
//! ```
//!
//! A table is what `exchange` writes from a ledger and `dataset` reads in place of one.

pub mod analysis;
pub mod dataset;
pub mod exchange;
pub mod ledger;
pub mod lint;
pub mod metrics;
pub mod model;
pub mod query;
pub mod record;
pub mod render;
pub mod store;

/// Numbers in, numbers out: a library of its own.
pub use foretell_scoring as scoring;
