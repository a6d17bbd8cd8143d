//! `compound-question`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::span;
use crate::model::{Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning("compound-question", "two questions in one").off(),
    check,
);

/// Words that begin a second statement after `and` or `or`.
const VERBS: &[&str] = &[
    "are", "be", "become", "did", "do", "does", "had", "has", "have", "is", "remain", "was",
    "were", "will", "would",
];

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for pair in subject.question().windows(2) {
        let joins = matches!(pair[0].text.as_str(), "and" | "or");
        if joins && VERBS.contains(&pair[1].text.as_str()) {
            let bytes = span(pair);
            findings.add(
                subject.part(&Route::of("question"), bytes.start, bytes.end),
                "two questions in one",
                "ask each in a record of its own, and join them by `all_of` or `any_of`",
            );
        }
    }
}
