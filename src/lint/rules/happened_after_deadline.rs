//! `happened-after-deadline`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Moment, Outcome, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::error(
        "happened-after-deadline",
        "a yes, or a date, for what happened after the deadline",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let deadline = subject.forecast.deadline;
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    let (happened, key, instead) = match (&resolution.outcome, resolution.happened) {
        (Outcome::Yes, Some(happened)) => (happened, "happened", "no"),
        (Outcome::Date(day), _) => (Moment::Day(*day), "outcome", "never"),
        _ => return,
    };
    if deadline.is_before(happened) {
        findings
            .add(
                subject.resolution(key),
                format!("it happened on {happened}, after the deadline {deadline}"),
                format!("the outcome is `{instead}`, unless one of the days is wrong"),
            )
            .and(subject.value("deadline"), "the deadline");
    }
}
