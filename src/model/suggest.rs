//! The nearest word, for "did you mean".

/// Returns the candidate nearest in spelling, or `None` where none is near.
///
/// Near is at most a third of the letters changed, and at most three: enough for a slip of the
/// hand, too little for another word.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let limit = limit(word);
    candidates
        .into_iter()
        // Cheap, and true of all that are near: a ledger may have ten thousand ids.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns the only candidate that is near in spelling, or `None` where none is or several are.
#[must_use]
pub fn only_near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = limit(word);
    let mut near = candidates
        .into_iter()
        .filter(|candidate| strsim::damerau_levenshtein(word, candidate) <= limit);
    near.next().filter(|_| near.next().is_none())
}

/// Returns how many letters may be wrong.
fn limit(word: &str) -> usize {
    (word.chars().count() / 3).clamp(1, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_between_two_others_means_neither() {
        assert_eq!(only_near("likley", ["likely", "unlikely"]), Some("likely"));
        assert_eq!(only_near("lte", ["late", "lite"]), None);
        assert_eq!(only_near("horizon", ["late"]), None);
    }

    #[test]
    fn a_slip_finds_its_word_and_another_word_finds_none() {
        let keys = ["deadline", "opened", "kind"];
        assert_eq!(nearest("dedline", keys), Some("deadline"));
        assert_eq!(nearest("knid", keys), Some("kind"));
        assert_eq!(nearest("horizon", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
