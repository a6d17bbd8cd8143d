//! `late-criteria`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "late-criteria",
    summary: "a question or criteria that were changed after the deadline",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
