//! `estimate-after-deadline`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "estimate-after-deadline",
    summary: "an estimate dated after the deadline",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let deadline = subject.forecast.deadline;
    for (i, estimate) in subject.estimates() {
        if deadline.is_before(estimate.date) {
            findings
                .add(
                    subject.estimate(i, "date"),
                    format!("the estimate of {} comes after the deadline", estimate.date),
                    "the event could no longer happen in time: correct the date or the deadline",
                )
                .and(subject.value("deadline"), "the deadline");
        }
    }
}
