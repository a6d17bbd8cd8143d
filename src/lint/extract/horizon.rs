//! Until when a sentence says that something will be.

use crate::lint::dated::dated;
use crate::lint::wording::{Word, span, spells, words};

/// Words before a date until which something runs.
const BEFORE: [&str; 12] = [
    "by",
    "until",
    "till",
    "before",
    "through",
    "in",
    "during",
    "by the end of",
    "before the end of",
    "by early",
    "by mid",
    "by late",
];

/// Words for a time without a date.
const LOOSE: [&str; 22] = [
    "short term",
    "near term",
    "medium term",
    "longer term",
    "long term",
    "long run",
    "near future",
    "foreseeable future",
    "coming years",
    "coming year",
    "coming months",
    "coming decade",
    "next year",
    "next few years",
    "next few months",
    "next decade",
    "this year",
    "this decade",
    "next several years",
    "next several months",
    "years to come",
    "short to medium term",
];

/// Returns the words that say until when, as the sentence has them.
pub(super) fn horizon(sentence: &str) -> Option<String> {
    let all = words(sentence);
    let at = |place: usize| by_date(&all[place..]).or_else(|| loose(&all[place..]));
    let found = (0..all.len()).find_map(at)?;
    Some(
        sentence[span(found)]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Reads `by 2018` and `before the end of December 2015`.
fn by_date(words: &[Word]) -> Option<&[Word]> {
    let lead = BEFORE
        .iter()
        .filter_map(|lead| spells(words, lead))
        .max_by_key(|lead| lead.len())?;
    let date = dated(&words[lead.len()..])?;
    Some(&words[..lead.len() + date.words])
}

/// Reads `in the short to medium term` and `over the next 12 months`, without what leads to it.
fn loose(words: &[Word]) -> Option<&[Word]> {
    let phrase = LOOSE.iter().find_map(|phrase| spells(words, phrase));
    phrase.or_else(|| {
        let [lead, number, unit, ..] = words else {
            return None;
        };
        let is_unit = ["years", "months", "weeks", "decades"].contains(&unit.text.as_str());
        let is_lead = ["next", "within", "coming"].contains(&lead.text.as_str());
        let is_number = number.text.len() < 12;
        (is_lead && is_unit && is_number).then(|| &words[..3])
    })
}

#[cfg(test)]
mod tests {
    use super::horizon;

    #[test]
    fn the_time_is_told_as_it_stands() {
        for (text, want) in [
            ("It will double by 2018.", Some("by 2018")),
            (
                "Signed before the end of December 2015, at last",
                Some("before the end of December 2015"),
            ),
            (
                "In the short to\nmedium term they will.",
                Some("short to medium term"),
            ),
            ("over the next 12 months it may", Some("next 12 months")),
            ("It may.", None),
            ("They met in Moscow.", None),
        ] {
            assert_eq!(horizon(text).as_deref(), want, "{text}");
        }
    }
}
