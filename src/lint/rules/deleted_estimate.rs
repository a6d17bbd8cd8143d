//! `deleted-estimate`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "deleted-estimate",
    summary: "an estimate that was removed after it was committed",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
