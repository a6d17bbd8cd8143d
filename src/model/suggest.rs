//! The nearest word, for "did you mean".

/// Returns the candidate nearest in spelling, or `None` where none is near.
///
/// Near is at most a third of the letters changed, and at most three: enough for a slip of the
/// hand, too little for another word.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let limit = (length / 3).clamp(1, 3);
    candidates
        .into_iter()
        // Cheap, and true of all that are near: a ledger may have ten thousand ids.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_another_word_finds_none() {
        let keys = ["deadline", "opened", "kind"];
        assert_eq!(nearest("dedline", keys), Some("deadline"));
        assert_eq!(nearest("knid", keys), Some("kind"));
        assert_eq!(nearest("horizon", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
