//! `duplicate-estimate`

use std::cmp::Ordering;

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "duplicate-estimate",
        "two estimates of one forecaster on one day",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let mut scored: Vec<_> = subject
        .estimates()
        .filter(|(_, one)| !one.derived)
        .collect();
    // A stable sort: estimates of one forecaster and one moment keep the record's order.
    scored.sort_by(|(_, a), (_, b)| a.by.cmp(&b.by).then(a.date.start().cmp(&b.date.start())));
    for pair in scored.windows(2) {
        let [(first, a), (second, b)] = pair else {
            continue;
        };
        if a.by == b.by && a.date.compare(b.date) == Ordering::Equal {
            findings
                .add(
                    subject.estimate(*second, "date"),
                    format!("{} made two estimates on {}", b.by, b.date),
                    "remove one, or give both a time with its zone, as in 2014-05-21T10:00:00Z",
                )
                .and(subject.estimate(*first, "date"), "the other one");
        }
    }
}
