//! `estimate-before-opening`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "estimate-before-opening",
    summary: "an estimate dated before the question was open",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(opened) = subject.forecast.opened else {
        return;
    };
    for (i, estimate) in subject.estimates() {
        if estimate.date.is_before(opened) {
            findings
                .add(
                    subject.estimate(i, "date"),
                    format!("the estimate of {} comes before the opening", estimate.date),
                    "correct the date, or move `opened` back to it",
                )
                .and(subject.value("opened"), "opened here");
        }
    }
}
