//! `due-soon`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "due-soon",
    summary: "a forecast that falls overdue soon",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
