//! `deadline-before-opening`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "deadline-before-opening",
    summary: "the deadline is before the opening",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let deadline = subject.forecast.deadline;
    let Some(opened) = subject.forecast.opened else {
        return;
    };
    if deadline.is_before(opened) {
        findings
            .add(
                subject.value("deadline"),
                format!("the deadline {deadline} is before the opening {opened}"),
                "correct one of the two",
            )
            .and(subject.value("opened"), "opened here");
    }
}
