//! `unknown-rule`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::rules::RULES;
use crate::lint::views::LedgerView;
use crate::model::{Location, Route, Severity, nearest};

pub(super) const RULE: Rule = Rule {
    code: "unknown-rule",
    summary: "a waiver or a setting of a rule that does not exist",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Ledger(check),
};

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
