//! `changed-deadline`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "changed-deadline",
    summary: "a deadline that was moved after estimates were made",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
