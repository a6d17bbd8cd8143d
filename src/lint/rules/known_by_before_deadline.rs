//! `known-by-before-deadline`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "known-by-before-deadline",
        "the answer is due before the deadline",
    ),
    check,
);

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
