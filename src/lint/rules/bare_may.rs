//! `bare-may`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::Word;
use crate::model::{Route, Rule, Value, is_bare_may};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "bare-may",
        "a question of what may happen, or an estimate that it may",
    ),
    check,
);

/// Words with which a question asks for something else than what is possible.
const ASKING: &[&str] = &[
    "are", "did", "do", "does", "had", "has", "have", "is", "shall", "was", "were", "will", "would",
];

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    question(subject, findings);
    // What was coded is in its source's words.
    for (i, estimate) in subject.estimates().filter(|(_, one)| one.coded().is_none()) {
        let Value::Declined(word) = &estimate.value else {
            continue;
        };
        if is_bare_may(word) {
            let route = subject.estimate_route(i);
            let stated = route.key("probability");
            // Of options and numbers it stands under the key of their form.
            let is_there = subject.node(&stated).is_some();
            findings.add(
                subject.at(if is_there { stated } else { route }),
                format!("`{word}` leaves open how likely it is"),
                "give a number or a word of the yardstick, or say `no estimate`",
            );
        }
    }
}

fn question(subject: &RecordView<'_>, findings: &mut Findings) {
    let all = subject.question();
    let asks = |word: &&Word| is_bare(word) || ASKING.contains(&word.text.as_str());
    // "Will the state that could veto it sign?" asks what will happen.
    if let Some(word) = all.iter().find(asks).filter(|word| is_bare(word)) {
        findings.add(
            subject.part(&Route::of("question"), word.bytes.start, word.bytes.end),
            format!(
                "almost anything {} happen, so the answer is always yes",
                word.text
            ),
            "ask what will happen",
        );
    }
}

/// Returns whether a word says only that something can be. `May` is a month, save at the start.
fn is_bare(word: &Word) -> bool {
    let month = word.text == "may" && word.capital && !word.first;
    matches!(word.text.as_str(), "could" | "may" | "might") && !month
}
