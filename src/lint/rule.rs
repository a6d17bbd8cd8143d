//! How a rule finds.

use crate::model::Rule;

use super::findings::Findings;
use super::views::{LedgerView, RecordView};

/// A rule, and how it finds.
pub enum Check {
    /// By looking at one forecast.
    Record(&'static Rule, fn(&RecordView<'_>, &mut Findings)),
    /// By looking at all records together.
    Ledger(&'static Rule, fn(&LedgerView<'_>, &mut Findings)),
}

impl Check {
    /// Returns the rule.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        match self {
            Self::Record(rule, _) | Self::Ledger(rule, _) => rule,
        }
    }
}
