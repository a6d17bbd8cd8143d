//! `no-unit`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::{Kind, Severity};

pub(super) const RULE: Rule = Rule {
    code: "no-unit",
    summary: "a number without its unit",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    if matches!(subject.forecast.kind, Kind::Number { unit: None, .. }) {
        findings.add(
            subject.value("question"),
            "nothing says what the number is counted in",
            "add `unit:`, as in `percent` or `million tonnes`",
        );
    }
}
