//! `fixed-rule`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::rules::RULES;
use crate::lint::views::LedgerView;
use crate::model::{Level, Location, Route, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::warning(
        "fixed-rule",
        "a waiver or a setting that has no effect, since the rule is always an error",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        for (i, waiver) in subject.forecast.waivers.iter().enumerate() {
            let route = Route::of("waive").item(i).key("rule");
            look_up(&waiver.rule, subject.at(route), findings);
        }
    }
    for (code, level) in &whole.settings.rules {
        if *level != Level::Error {
            look_up(code, whole.settings_place(code), findings);
        }
    }
}

fn look_up(code: &str, place: Location, findings: &mut Findings) {
    if RULES.iter().any(|rule| rule.code == code && rule.is_fixed) {
        findings.add(
            place,
            format!("`{code}` is always an error"),
            "remove the line: a record that cannot be read must not pass in silence",
        );
    }
}
