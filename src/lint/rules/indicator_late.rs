//! `indicator-late`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::{Kind, Route, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::warning(
        "indicator-late",
        "an indicator due after the set's deadline",
    ),
    check,
);

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
