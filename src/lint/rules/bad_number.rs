//! `bad-number`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "bad-number",
    summary: "a number that is not one, or outside its range",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Reading,
};
