//! `quantile-order`

use crate::lint::rule::{Check, Rule};
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "quantile-order",
    summary: "quantiles that do not rise with their levels",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Reading,
};
