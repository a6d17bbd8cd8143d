//! The words of a question or a reason, without what it quotes.

use std::ops::Range;

/// A word and where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word in lower case, without a possessive `'s`.
    pub(super) text: String,
    /// Its bytes in the text.
    pub(super) bytes: Range<usize>,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether a sentence begins with it.
    pub(super) first: bool,
    /// Whether only blanks stand between it and the next word.
    pub(super) joined: bool,
}

/// Returns the words of a text. What stands in quotation marks is somebody else's and left out.
pub(super) fn words(text: &str) -> Vec<Word> {
    let own = own_words(text);
    let mut found: Vec<Word> = Vec::new();
    let mut at = 0;
    while let Some(start) = own[at..].find(is_letter).map(|start| at + start) {
        let rest = &own[start..];
        let end = start + rest.find(|c| !is_inner(c)).unwrap_or(rest.len());
        let between = &own[at..start];
        if let Some(last) = found.last_mut() {
            last.joined = between.chars().all(char::is_whitespace);
        }
        let first = found.is_empty() || between.contains(['.', '!', '?', ';']);
        let word = word(&own, start, end, first);
        at = word.bytes.end;
        found.push(word);
    }
    found
}

fn word(text: &str, start: usize, end: usize, first: bool) -> Word {
    let raw = text[start..end].trim_end_matches(['\'', '’', '-', '.']);
    let bare = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s"));
    Word {
        text: bare.unwrap_or(raw).to_lowercase(),
        bytes: start..start + raw.len(),
        capital: raw.starts_with(char::is_uppercase),
        first,
        joined: false,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Returns whether a character may stand inside a word: `Sino-Russian`, `year's`, `0.5`, `40%`.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.' | '%')
}

/// Returns the text with everything in quotation marks blotted out, byte for byte.
fn own_words(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let length = quotation(before, rest).unwrap_or(0);
        if length > 0 {
            // A mark that is no letter keeps the words on both sides apart.
            own.extend(std::iter::repeat_n('"', length));
            before = Some('"');
            rest = &rest[length..];
        } else {
            own.push(c);
            before = Some(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    own
}

/// Returns how many bytes the quotation takes with which the text begins, if it does.
fn quotation(before: Option<char>, text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = match open {
        '"' => '"',
        '“' | '„' => '”',
        '«' => '»',
        '‘' => '’',
        // Between letters it is an apostrophe.
        '\'' if !before.is_some_and(char::is_alphanumeric) => '\'',
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let ends = inner.match_indices(close).find(|(at, _)| {
        let after = inner[at + close.len_utf8()..].chars().next();
        !after.is_some_and(char::is_alphanumeric)
    });
    let (end, _) = ends?;
    Some(open.len_utf8() + end + close.len_utf8())
}

/// Returns the words beginning with the given one that spell a phrase, where they do.
pub(super) fn spells<'w>(words: &'w [Word], phrase: &str) -> Option<&'w [Word]> {
    // Most phrases differ in their first word, and every word of every text is asked about them.
    if !phrase.starts_with(&words.first()?.text) {
        return None;
    }
    let length = phrase.split(' ').count();
    let candidate = words.get(..length)?;
    let same = candidate
        .iter()
        .map(|word| word.text.as_str())
        .eq(phrase.split(' '));
    let joined = candidate[..length - 1].iter().all(|word| word.joined);
    (same && joined).then_some(candidate)
}

/// Returns the sentences of a text, as runs of its words.
pub(super) fn sentences(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|_, next| !next.first)
}

/// Returns the bytes from the first of the words to the last.
pub(super) fn span(words: &[Word]) -> Range<usize> {
    match words {
        [first, .., last] => first.bytes.start..last.bytes.end,
        [only] => only.bytes.clone(),
        [] => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_keep_their_place_and_lose_case_and_possessives() {
        let text = "Will this year's share reach 0.5% in Q3?";
        let found = words(text);
        let bare = "will this year share reach 0.5% in q3";
        assert_eq!(texts(text), bare.split(' ').collect::<Vec<_>>());
        assert_eq!(&text[found[2].bytes.clone()], "year's");
    }

    #[test]
    fn what_is_quoted_is_left_out_and_an_apostrophe_quotes_nothing() {
        for quoted in ["\"may\"", "“may”", "‘may’", "«may»", "'may'", "‘it may’s’"]
        {
            assert_eq!(texts(&format!("a {quoted} b")), ["a", "b"], "{quoted}");
        }
        assert_eq!(
            texts("Russia's may not, the companies' may"),
            ["russia", "may", "not", "the", "companies", "may"]
        );
        assert_eq!(texts("\"open may"), ["open", "may"]);
    }

    proptest! {
        #[test]
        fn words_of_any_text_stand_in_it_one_after_the_other(text in "[\\PC'\"“”‘’«» .%-]{0,60}") {
            let found = words(&text);
            for word in &found {
                let written = text.get(word.bytes.clone()).unwrap();
                prop_assert!(written.to_lowercase().starts_with(&word.text));
            }
            prop_assert!(found.windows(2).all(|two| two[0].bytes.end <= two[1].bytes.start));
            let all: usize = sentences(&found).map(<[Word]>::len).sum();
            prop_assert_eq!(all, found.len());
        }
    }

    #[test]
    fn sentences_end_at_their_marks() {
        let all = words("It is likely. We have high confidence; or not");
        let found: Vec<_> = sentences(&all).map(<[Word]>::len).collect();
        assert_eq!(found, [3, 4, 2]);
    }

    #[test]
    fn a_phrase_runs_over_blanks_only() {
        let found = words("very\n likely, even very, likely");
        assert_eq!(spells(&found, "very likely").map(span), Some(0..12));
        assert_eq!(spells(&found[3..], "very likely"), None);
        assert_eq!(spells(&found[4..], "likely even"), None);
    }
}
