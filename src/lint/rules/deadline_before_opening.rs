//! `deadline-before-opening`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::error(
        "deadline-before-opening",
        "the deadline is before the opening",
    ),
    check,
);

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
