//! foretell keeps an analyst's judgements as text records in git, and scores them.
//!
//! The folders are the way that the data takes:
//!
//! ```text
//! store ──text──▶ record ──▶ model ──▶ ledger ─┐
//! (disk, git)       │                          ├─▶ dataset ──▶ evaluate ──results──▶ report ──text──▶ cli
//!                   │              table (CSV …)┘      ▲     pairs ▼ figures   ▲
//!                   │                                query    scoring          │
//!                   └───────▶ lint ◀── ledger ───────────────── findings ──────┘
//! ```

pub mod dataset;
pub mod evaluate;
pub mod ledger;
pub mod lint;
pub mod model;
pub mod query;
pub mod record;
pub mod report;
pub mod scoring;
pub mod store;
