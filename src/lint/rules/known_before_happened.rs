//! `known-before-happened`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "known-before-happened",
    summary: "an outcome known before the event",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    let (Some(known), Some(happened)) = (resolution.known, resolution.happened) else {
        return;
    };
    if known.is_before(happened) {
        findings
            .add(
                subject.resolution("known"),
                format!("the outcome was known on {known}, before it happened on {happened}"),
                "correct one of the two days",
            )
            .and(subject.resolution("happened"), "happened here");
    }
}
