//! `late-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "late-estimate",
        "an estimate made when the outcome was known",
    ),
    check,
);

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
