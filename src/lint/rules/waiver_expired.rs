//! `waiver-expired`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::{Route, Severity};

pub(super) const RULE: Rule = Rule {
    code: "waiver-expired",
    summary: "a waiver past its end",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

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
