//! `bad-id`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "bad-id",
    summary: "an id that is not `[a-z0-9][a-z0-9-]{0,63}`, or a reserved word",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Reading,
};
