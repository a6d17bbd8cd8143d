//! `uncommitted-resolution`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "uncommitted-resolution",
    summary: "a resolution that no commit has yet",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Command,
};
