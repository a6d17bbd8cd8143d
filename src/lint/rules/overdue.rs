//! `overdue`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "overdue",
    summary: "a forecast whose answer is due and not logged",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
