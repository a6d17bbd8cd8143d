//! `forbidden-yaml`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "forbidden-yaml",
    summary: "an anchor, alias, merge key, tag, directive or tab",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Reading,
};
