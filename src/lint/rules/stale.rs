//! `stale`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::standing::standing;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "stale",
        "an open forecast that its forecaster has not looked at for a year",
    )
    .off(),
    check,
);

/// Days in a year.
const YEAR: i64 = 365;

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let forecast = subject.forecast;
    // Once the deadline has passed its outcome is awaited, and no estimate.
    if forecast.resolution.is_some() || forecast.deadline.day() < subject.as_of {
        return;
    }
    for (i, estimate) in standing(subject) {
        let days = (subject.as_of - estimate.date.day()).num_days();
        if days > YEAR {
            findings.add(
                subject.estimate(i, "date"),
                format!("{} has said nothing for {days} days", estimate.by),
                "estimate anew, with the same number where it still holds, or withdraw",
            );
        }
    }
}
