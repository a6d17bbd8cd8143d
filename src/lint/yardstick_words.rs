//! The words of a yardstick in prose.

use super::wording::{Word, spells};
use crate::model::{Band, Yardstick};

/// Returns the longest term of the yardstick with which the words begin, and its range.
pub(super) fn term_at<'w>(words: &'w [Word], yardstick: &Yardstick) -> Option<(Band, &'w [Word])> {
    yardstick
        .terms
        .iter()
        .flat_map(|term| term.words.iter().map(move |word| (term.band, word)))
        .filter_map(|(band, word)| Some((band, spells(words, word)?)))
        .max_by_key(|(_, found)| found.len())
}

/// Returns whether a text begins with a word of the yardstick, whatever its case.
pub(super) fn begins_with_term(text: &str, yardstick: &Yardstick) -> bool {
    let words = yardstick.terms.iter().flat_map(|term| &term.words);
    let begins = |word: &String| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    words.into_iter().any(begins)
}
