//! `waiver-expired`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning("waiver-expired", "a waiver past its end"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, waiver) in subject.forecast.waivers.iter().enumerate() {
        let Some(until) = waiver.until else {
            continue;
        };
        if until.day() < subject.as_of {
            findings.add(
                subject.at(Route::of("waive").item(i).key("until")),
                format!("the waiver of `{}` ended on {until}", waiver.rule),
                "remove it, or give it a later end and a fresh reason",
            );
        }
    }
}
