//! Records and the whole ledger ⇒ findings; one rule per file in `rules/`.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod audit;
mod brought;
mod change;
mod check;
pub mod command_rules;
mod dated;
mod explain;
pub mod extract;
mod findings;
mod incoherences;
mod level;
mod located;
mod references;
mod rule;
mod rules;
mod standing;
mod views;
mod waive;
mod wording;
mod yardstick_words;

pub use brought::brought;
pub use change::LedgerBefore;
pub use check::{Report, apply_levels, check, check_only, settings};
pub use explain::explain;
pub use findings::{Added, Findings};
pub use level::level;
pub use located::{LocatedFinding, SETTINGS_FILE, SOURCES_FOLDER, locate_all};
pub use rule::Check;
pub use rules::{BACKDATED_ESTIMATE, CHECKS, DUPLICATE_ID, RULES};
pub use views::{LedgerView, RecordView};
pub use waive::snoozed;
