//! foretell keeps an analyst's judgements as text records in git, and scores them.
//!
//! The folders are the way that the data takes; `foretell-scoring`, a library of its own, is [`scoring`] here:
//!
//! ```text
//! store ──text──▶ record ──▶ model ──▶ ledger ──▶ evaluate ──results──▶ report ──text──▶ cli
//! (disk, git)       │                    │          ▲  pairs ▼ figures     ▲
//!                   │                    │           scoring               │
//!                   └───────▶ lint ◀─────┘ ────────── findings ────────────┘
//! ```

pub mod evaluate;
pub mod ledger;
pub mod lint;
pub mod model;
pub mod record;
pub mod report;
pub mod store;

/// Numbers in, numbers out: a library of its own.
pub use foretell_scoring as scoring;
