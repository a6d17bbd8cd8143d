//! `known-by-before-deadline`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "known-by-before-deadline",
    summary: "the answer is due before the deadline",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let deadline = subject.forecast.deadline;
    let Some(known_by) = subject.forecast.known_by else {
        return;
    };
    if known_by.is_before(deadline) {
        findings
            .add(
                subject.value("known_by"),
                format!("the answer cannot be looked up on {known_by}: the event counts until {deadline}"),
                "set `known_by` to the deadline or later, or leave it out",
            )
            .and(subject.value("deadline"), "the deadline");
    }
}
