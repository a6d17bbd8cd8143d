//! `changed-question`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "changed-question",
    summary: "a question that was changed after estimates were made",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
