//! `relative-date`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::{Word, span};
use crate::model::{Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "relative-date",
        "a question whose dates depend on the day on which it is read",
    ),
    check,
);

const POINTERS: &[&str] = &["coming", "current", "next", "this"];

const UNITS: &[&str] = &[
    "autumn", "decade", "month", "quarter", "spring", "summer", "week", "weekend", "winter", "year",
];

const MANY_UNITS: &[&str] = &["days", "decades", "months", "quarters", "weeks", "years"];

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let question = &subject.forecast.question;
    let all = subject.question();
    let found = (0..all.len()).find_map(|i| relative(&all[i..]));
    if let Some(found) = found {
        let bytes = span(found);
        let text = &question[bytes.clone()];
        findings.add(
            subject.part(&Route::of("question"), bytes.start, bytes.end),
            format!("`{text}` means another time on another day"),
            "name the day, the month or the year",
        );
    }
}

/// Returns the words of a relative date with which the words begin.
fn relative(words: &[Word]) -> Option<&[Word]> {
    let text = |i: usize| words.get(i).map_or("", |word: &Word| &word.text);
    let joined = |i: usize| words.get(i).is_some_and(|word| word.joined);
    if matches!(text(0), "today" | "tomorrow" | "tonight") {
        return words.get(..1);
    }
    if POINTERS.contains(&text(0)) && joined(0) {
        if UNITS.contains(&text(1)) {
            return words.get(..2);
        }
        // next five years, coming few months
        let within = (1..=2).find(|&i| MANY_UNITS.contains(&text(i)) && joined(i - 1));
        return within.and_then(|last| words.get(..=last));
    }
    end_of_unit(words)
}

/// Returns the words of "end of the year" where no year follows.
fn end_of_unit(words: &[Word]) -> Option<&[Word]> {
    let [end, of, the, unit, rest @ ..] = words else {
        return None;
    };
    let spelt = end.text == "end" && of.text == "of" && the.text == "the";
    let named = unit.joined && rest.first().is_some_and(is_name);
    (spelt && UNITS.contains(&unit.text.as_str()) && !named).then(|| &words[..4])
}

/// Returns whether a word says which one is meant: "of the year 2015", "of the quarter in which".
fn is_name(word: &Word) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_digit())
        || matches!(&*word.text, "in" | "of" | "that")
}
