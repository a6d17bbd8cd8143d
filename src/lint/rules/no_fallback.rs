//! `no-fallback`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "no-fallback",
    summary: "an open question with one source and no other should that fail",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let forecast = subject.forecast;
    let Some(sources) = &forecast.sources else {
        return;
    };
    if forecast.resolution.is_none() && sources.fallback.is_none() {
        findings.add(
            subject.key("sources"),
            "nothing says where to look should the source fail",
            "add `fallback:` to the sources",
        );
    }
}
