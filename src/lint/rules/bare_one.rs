//! `bare-one`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "bare-one",
    summary: "a bare `1`: certainty, or one per cent?",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Reading,
};
