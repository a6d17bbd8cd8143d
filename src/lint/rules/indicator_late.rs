//! `indicator-late`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::LedgerView;
use crate::model::{Kind, Route, Severity};

pub(super) const RULE: Rule = Rule {
    code: "indicator-late",
    summary: "an indicator due after the set's deadline",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Ledger(check),
};

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        let Kind::Scenarios(set) = &subject.forecast.kind else {
            continue;
        };
        for (i, indicator) in set.indicators.iter().enumerate() {
            let Some(other) = whole.find(&indicator.forecast) else {
                continue;
            };
            let (due, end) = (other.forecast.deadline, subject.forecast.deadline);
            if end.is_before(due) {
                findings
                    .add(
                        subject.at(Route::of("indicators").item(i).key("forecast")),
                        format!("`{}` is due on {due}, after the set's deadline {end}", indicator.forecast),
                        "an indicator speaks before the scenarios are decided: give it an earlier deadline",
                    )
                    .and(other.value("deadline"), "its deadline");
            }
        }
    }
}
