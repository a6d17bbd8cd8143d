//! `resolver-is-forecaster`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "resolver-is-forecaster",
    summary: "a resolution logged by one of the forecasters",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: false,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let resolution = subject.forecast.resolution.as_ref();
    let Some(by) = resolution.and_then(|resolution| resolution.by.as_ref()) else {
        return;
    };
    if let Some((i, _)) = subject.estimates().find(|(_, estimate)| estimate.by == *by) {
        findings
            .add(
                subject.resolution("by"),
                format!("{by} judges a forecast of their own"),
                "let somebody else resolve it",
            )
            .and(subject.estimate(i, "by"), "estimated here");
    }
}
