//! `known-before-opening`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "known-before-opening",
    summary: "a question whose answer was known before it was opened",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let (Some(opened), Some(resolution)) = (subject.forecast.opened, &subject.forecast.resolution)
    else {
        return;
    };
    let Some(known) = resolution.known.or(resolution.happened) else {
        return;
    };
    if known.is_before(opened) && !resolution.outcome.is_void() {
        findings
            .add(
                subject.value("opened"),
                format!("opened on {opened}, when the answer was known since {known}"),
                "annul it, since nothing was left to forecast, or correct the day",
            )
            .and(subject.key("resolution"), "the resolution");
    }
}
