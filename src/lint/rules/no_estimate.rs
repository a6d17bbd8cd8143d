//! `no-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "no-estimate",
    summary: "a forecast without an estimate",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: false,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    if subject.forecast.estimates.is_empty() {
        findings.add(
            subject.whole(),
            "nobody has made an estimate",
            format!("add one: `foretell estimate {} 70%`", subject.forecast.id),
        );
    }
}
