//! `indicator-incoherent`

use crate::analysis::scenarios::{APART, From, SetRequest, assess};
use crate::analysis::wording::misfit;
use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::{Kind, Route, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::warning(
        "indicator-incoherent",
        "an indicator's own estimate far from the one that its set implies",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    let ledger = whole.tied();
    let request = SetRequest {
        view: whole.view_of_day(),
        from: From::Latest,
        forecasters: Vec::new(),
        suppose: Vec::new(),
    };
    for entry in ledger.entries() {
        let Kind::Scenarios(set) = &entry.forecast.kind else {
            continue;
        };
        let Some(subject) = whole.find(&entry.forecast.id) else {
            continue;
        };
        if request.view.state(ledger, entry).is_over() {
            continue;
        }
        let found = assess(ledger, entry, &request).into_iter().flatten();
        for assessment in found.filter(|one| one.by.is_some()) {
            for one in assessment.watch(&request.view) {
                let Some(own) = one.own.filter(|own| own.gap > APART) else {
                    continue;
                };
                let id = &one.sign.indicator.forecast;
                let place = set
                    .indicators
                    .iter()
                    .position(|other| other.forecast == *id);
                let route = Route::of("indicators").item(place.unwrap_or_default());
                findings.add(
                    subject.at(route.key("likelihood")),
                    misfit(
                        &own,
                        &format!("`{id}`"),
                        assessment.by.unwrap_or_default(),
                        one.open.implied,
                    ),
                    "estimate the indicator, or the set, anew, or correct the likelihoods",
                );
            }
        }
    }
}
