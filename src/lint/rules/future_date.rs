//! `future-date`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Moment, Rule, add_days};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "future-date",
        "something said or known on a day that has not come",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    // Where the author lives it may be a day later than in UTC.
    let latest = add_days(subject.as_of, 1);
    let is_ahead = |moment: &Moment| moment.day() > latest;
    let mut add = |place, what: &str, moment: Moment| {
        findings.add(
            place,
            format!("{what} on {moment}, and it is only {}", subject.as_of),
            "correct the day",
        );
    };
    for (i, estimate) in subject.estimates() {
        if is_ahead(&estimate.date) {
            add(subject.estimate(i, "date"), "estimated", estimate.date);
        }
    }
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    let days = [
        ("happened", resolution.happened),
        ("known", resolution.known),
        ("logged", resolution.logged),
    ];
    for (key, moment) in days {
        if let Some(moment) = moment.filter(is_ahead) {
            add(subject.resolution(key), key, moment);
        }
    }
}
