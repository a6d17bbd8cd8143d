//! `estimate-after-deadline`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "estimate-after-deadline",
        "an estimate dated after the deadline",
    ),
    check,
);

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
