//! `logged-before-made`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::error(
        "logged-before-made",
        "an estimate entered before it was made",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, estimate) in subject.estimates() {
        let written = estimate.written();
        // Where its author lives, the day of the estimate may have begun before it has in UTC.
        if written.is_long_before(estimate.date) {
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
