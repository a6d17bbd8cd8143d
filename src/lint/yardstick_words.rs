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
