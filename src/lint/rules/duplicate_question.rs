//! `duplicate-question`

use std::collections::BTreeMap;

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::{LedgerView, RecordView};
use crate::model::{Location, Route, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::warning(
        "duplicate-question",
        "a question that stands in two records with one deadline",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<_, RecordView<'_>> = BTreeMap::new();
    for subject in whole.subjects() {
        let Some(other) = first.get(&subject.forecast.question_key()) else {
            first.insert(subject.forecast.question_key(), subject);
            continue;
        };
        findings
            .add(
                place(&subject),
                format!(
                    "`{}` asks the same, with the same deadline",
                    other.forecast.id
                ),
                "keep one of the records, with the estimates of both, or say what tells them apart",
            )
            .and(place(other), "the other one");
    }
}

/// Returns the place of the question; a scenario set may do with its title.
fn place(subject: &RecordView<'_>) -> Location {
    let has = |key| {
        let tree = subject.record.tree();
        tree.is_some_and(|tree| tree.at(&Route::of(key)).is_some())
    };
    subject.at(Route::of(if has("question") {
        "question"
    } else {
        "title"
    }))
}
