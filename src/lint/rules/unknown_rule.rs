//! `unknown-rule`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::rules::RULES;
use crate::lint::views::LedgerView;
use crate::model::{Location, Route, Rule, nearest};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "unknown-rule",
        "a waiver or a setting of a rule that does not exist",
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
    for code in whole.settings.rules.keys() {
        look_up(code, whole.settings_place(code), findings);
    }
}

fn look_up(code: &str, place: Location, findings: &mut Findings) {
    let codes = || RULES.iter().map(|rule| rule.code);
    if codes().any(|known| known == code) {
        return;
    }
    let help = match nearest(code, codes()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "the rules are listed in docs/rules.md".to_owned(),
    };
    findings.add(place, format!("there is no rule `{code}`"), help);
}
