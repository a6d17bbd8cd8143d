//! `earlier-order`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "earlier-order",
        "an earlier forecast whose deadline is not earlier",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        let earlier = subject.forecast.relations().earlier.as_ref();
        let Some(earlier) = earlier.filter(|&id| *id != subject.forecast.id) else {
            continue;
        };
        let Some(other) = whole.find(earlier) else {
            continue;
        };
        if !other.forecast.deadline.is_before(subject.forecast.deadline) {
            findings
                .add(
                    subject.value("earlier"),
                    format!(
                        "`{earlier}` is due on {}, not before this one on {}",
                        other.forecast.deadline, subject.forecast.deadline
                    ),
                    "`earlier` names the same event with an earlier deadline",
                )
                .and(other.value("deadline"), "its deadline");
        }
    }
}
