//! `likelihood-range`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "likelihood-range",
    summary: "an indicator's likelihood of 0 or 1",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Reading,
};
