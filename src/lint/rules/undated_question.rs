//! `undated-question`

use crate::lint::dated::year;
use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::Word;
use crate::model::{KindName, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "undated-question",
        "a yes-no question that does not say until when",
    )
    .off(),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let forecast = subject.forecast;
    if forecast.kind.name() == KindName::Binary && !subject.question().iter().any(has_year) {
        findings.add(
            subject.value("question"),
            format!(
                "the question does not say that it ends on {}",
                forecast.deadline
            ),
            "put the date into the question, where it will be read",
        );
    }
}

/// Returns whether a word has a year in it: `2015`, `2014-15`, `2015-12-31`.
fn has_year(word: &Word) -> bool {
    let head = word.text.split('-').next().unwrap_or_default();
    year(&Word {
        text: head.to_owned(),
        ..word.clone()
    })
    .is_some()
}
