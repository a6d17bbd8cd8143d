//! `no-criteria`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Kind, NONE, Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning("no-criteria", "nothing says what will decide the question"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    if is_said(subject.forecast.criteria.as_deref()) {
        return;
    }
    let Kind::Scenarios(set) = &subject.forecast.kind else {
        findings.add(
            subject.value("question"),
            "nothing says what will decide the question",
            "add `criteria:`, so plain that a stranger would decide as you would",
        );
        return;
    };
    for (i, scenario) in set.scenarios.iter().enumerate() {
        // `none` is what is left when no other came about.
        if scenario.id != NONE && !is_said(scenario.criteria.as_deref()) {
            findings.add(
                subject.at(Route::of("scenarios").item(i).key("id")),
                format!("nothing says what will tell that `{}` came about", scenario.id),
                "add `criteria:` to the scenario, so plain that a stranger would decide as you would",
            );
        }
    }
}

fn is_said(criteria: Option<&str>) -> bool {
    criteria.is_some_and(|text| !text.trim().is_empty())
}
