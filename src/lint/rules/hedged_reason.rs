//! `hedged-reason`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::{Word, sentences, words};
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "hedged-reason",
        "a reason that says what may be, without a number",
    )
    .off(),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, because) in subject.own_reasons() {
        let all = words(because);
        for sentence in sentences(&all) {
            let Some(hedge) = sentence.iter().find(|word| is_hedge(word)) else {
                continue;
            };
            if sentence.iter().any(has_digit) {
                continue;
            }
            let route = subject.estimate_route(i).key("because");
            findings.add(
                subject.part(&route, hedge.bytes.start, hedge.bytes.end),
                format!("`{}` may mean anything from 0 to 100 %", hedge.text),
                "say how likely, or what would have to happen first",
            );
        }
    }
}

/// Returns whether a word says only that something can be. `May` is a month, save at the start.
fn is_hedge(word: &Word) -> bool {
    let month = word.text == "may" && word.capital && !word.first;
    matches!(word.text.as_str(), "could" | "may" | "might" | "possibly") && !month
}

fn has_digit(word: &Word) -> bool {
    word.text.contains(|c: char| c.is_ascii_digit())
}
