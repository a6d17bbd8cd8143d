//! `condition-order`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::{LedgerView, RecordView};
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "condition-order",
        "an outcome known before that of its condition",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        let given = subject.forecast.given.as_ref();
        let parent = given.and_then(|given| whole.find(&given.forecast));
        if let Some(parent) = parent {
            compare(&subject, &parent, findings);
        }
    }
}

fn compare(child: &RecordView<'_>, parent: &RecordView<'_>, findings: &mut Findings) {
    let Some(resolution) = &child.forecast.resolution else {
        return;
    };
    if resolution.outcome.is_void() {
        return;
    }
    let id = &parent.forecast.id;
    let Some(condition) = &parent.forecast.resolution else {
        findings
            .add(
                child.key("resolution"),
                format!("resolved, and its condition `{id}` is not"),
                format!("resolve `{id}` first"),
            )
            .and(child.key("given"), "the condition");
        return;
    };
    let known = resolution.known_or(child.forecast.deadline);
    let parent_known = condition.known_or(parent.forecast.deadline);
    if known.is_before(parent_known) {
        findings
            .add(
                child.key("resolution"),
                format!("known on {known}, before its condition `{id}` on {parent_known}"),
                "correct one of the days; what was known first did not depend on the condition",
            )
            .and(parent.key("resolution"), "the condition's resolution");
    }
}
