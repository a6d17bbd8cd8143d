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
        // One that says when it was written, or why, is the later one.
        let is_told = b.amends().is_some() || a.written() != b.written();
        if a.by == b.by && a.date.compare(b.date) == Ordering::Equal && !is_told {
            findings
                .add(
                    subject.estimate(*second, "date"),
                    format!("{} made two estimates on {}", b.by, b.date),
                    "the later in the record counts: say in its `amends` why, or give both a time with its \
                     zone, as in 2014-05-21T10:00:00Z",
                )
                .and(subject.estimate(*first, "date"), "the other one");
        }
    }
}
