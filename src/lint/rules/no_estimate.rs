//! `no-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning("no-estimate", "a forecast without an estimate").off(),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    // Once the deadline has passed its outcome is awaited, and no estimate.
    let is_past = subject.forecast.deadline.day() < subject.as_of;
    if subject.forecast.estimates.is_empty() && !is_past {
        findings.add(
            subject.whole(),
            "nobody has made an estimate",
            format!("add one: `foretell estimate {} 70%`", subject.forecast.id),
        );
    }
}
