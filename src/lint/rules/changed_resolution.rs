//! `changed-resolution`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "changed-resolution",
    summary: "an outcome that was changed without a trace",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
