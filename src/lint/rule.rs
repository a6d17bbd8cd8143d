//! What a rule is.

use crate::model::Severity;

use super::findings::Findings;
use super::views::{LedgerView, RecordView};

/// One thing that a check looks for.
pub struct Rule {
    /// Its name everywhere: in reports, settings, waivers and the manual.
    pub code: &'static str,
    /// What it finds, in a line: lower case, no full stop.
    pub summary: &'static str,
    /// How grave its findings are where the settings do not say.
    pub severity: Severity,
    /// The release that brought it.
    pub since: &'static str,
    /// Whether it speaks where the settings do not say.
    pub default_on: bool,
    /// How it finds.
    pub check: Check,
}

/// How a rule finds.
pub enum Check {
    /// The reader finds it while it reads a record.
    Reading,
    /// By looking at one forecast.
    Record(fn(&RecordView<'_>, &mut Findings)),
    /// By looking at all records together.
    Ledger(fn(&LedgerView<'_>, &mut Findings)),
    /// A command of its own finds it; `check` does not.
    Command,
}
