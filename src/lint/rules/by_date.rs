//! `by-date`

use crate::lint::dated::{dated, is_ahead};
use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::span;
use crate::model::{Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "by-date",
        "a question that says `by` a date, which may or may not include it",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let question = &subject.forecast.question;
    let all = subject.question();
    for (i, word) in all.iter().enumerate() {
        let date = dated(&all[i + 1..]).filter(|_| word.text == "by" && word.joined);
        let Some(date) = date.filter(|date| is_ahead(date.first_day, subject.forecast)) else {
            continue;
        };
        let bytes = span(&all[i..=i + date.words]);
        findings.add(
            subject.part(&Route::of("question"), bytes.start, bytes.end),
            format!("`{}` may or may not include it", &question[bytes]),
            "write `before` and the first day, month or year that no longer counts",
        );
    }
}
