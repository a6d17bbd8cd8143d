//! `backdated-estimate`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "backdated-estimate",
    summary: "an estimate that says it is older than the commit that first carried it",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
