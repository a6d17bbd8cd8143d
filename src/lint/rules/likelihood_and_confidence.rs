//! `likelihood-and-confidence`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::{Word, sentences, span, spells, words};
use crate::lint::yardstick_words::term_at;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "likelihood-and-confidence",
        "a likelihood and a confidence in one sentence",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, because) in subject.own_reasons() {
        if !because.contains("onfidence") {
            continue;
        }
        let all = words(because);
        if !all.iter().any(|word| word.text == "confidence") {
            continue;
        }
        let yardstick = subject.yardstick(i);
        for sentence in sentences(&all) {
            let likely = (0..sentence.len()).find_map(|at| term_at(&sentence[at..], yardstick));
            let confident = (0..sentence.len()).find_map(|at| confidence(&sentence[at..]));
            if let (Some((_, term)), Some(confidence)) = (likely, confident) {
                let bytes = span(confidence);
                let route = subject.estimate_route(i).key("because");
                findings.add(
                    subject.part(&route, bytes.start, bytes.end),
                    format!(
                        "`{}` and `{}` in one sentence",
                        &because[span(term)],
                        &because[bytes]
                    ),
                    "give the confidence a sentence of its own, or the key `confidence`",
                );
            }
        }
    }
}

/// Returns the words of a level of confidence with which the words begin.
fn confidence(words: &[Word]) -> Option<&[Word]> {
    ["high", "low", "medium", "moderate"]
        .iter()
        .find_map(|level| spells(words, &format!("{level} confidence")))
}
