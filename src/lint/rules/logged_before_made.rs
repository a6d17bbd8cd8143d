//! `logged-before-made`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "logged-before-made",
    summary: "an estimate entered before it was made",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, estimate) in subject.estimates() {
        let written = estimate.written();
        if written.is_before(estimate.date) {
            let key = if estimate.logged == Some(written) {
                "logged"
            } else {
                "coded"
            };
            findings
                .add(
                    subject.estimate(i, "date"),
                    format!(
                        "the estimate of {} was entered before, on {written}",
                        estimate.date
                    ),
                    "correct one of the two days",
                )
                .and(subject.estimate(i, key), "entered here");
        }
    }
}
