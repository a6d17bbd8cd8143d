//! `late-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "late-estimate",
    summary: "an estimate made when the outcome was known",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    if resolution.outcome.is_void() {
        return;
    }
    let known = resolution.known_or(subject.forecast.deadline);
    for (i, estimate) in subject.estimates() {
        if !estimate.ends_run() && !estimate.date.is_before(known) {
            findings
                .add(
                    subject.estimate(i, "date"),
                    format!(
                        "the estimate of {} was not made before the outcome was known ({known})",
                        estimate.date
                    ),
                    "it is not scored; correct its date, or `known`, where one of them is wrong",
                )
                .and(subject.key("resolution"), "the resolution");
        }
    }
}
