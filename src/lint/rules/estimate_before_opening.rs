//! `estimate-before-opening`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "estimate-before-opening",
        "an estimate dated before the question was open",
    ),
    check,
);

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
