//! Names as they are compared: of forecasters, owners, tags and questions.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

/// Characters that nobody sees, by Unicode's property `Default_Ignorable_Code_Point`, as ranges.
///
/// - Unicode Consortium (2025). *Unicode Character Database*, DerivedCoreProperties.txt.
const INVISIBLE: [(char, char); 15] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Returns a name as names are compared: in NFC, without characters that nobody sees, with single
/// blanks between its words and none around them. What a file holds stays as it is.
///
/// ```
/// use foretell::model::name_key;
///
/// assert_eq!(name_key("Zoe\u{301} "), "Zo\u{e9}");
/// assert_eq!(name_key("ann\u{200b}\u{a0}lee"), "ann lee");
/// assert_eq!(name_key("ann"), "ann");
/// ```
#[must_use]
pub fn name_key(name: &str) -> Cow<'_, str> {
    if is_key(name) {
        return Cow::Borrowed(name);
    }
    let seen: String = name.nfc().filter(|c| !is_invisible(*c)).collect();
    let words: Vec<_> = seen.split_whitespace().collect();
    let key = words.join(" ");
    if key == name {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(key)
    }
}

/// Returns whether a name is written as it is compared, so that no other spelling of it is plainer.
#[must_use]
pub fn is_name_key(name: &str) -> bool {
    name_key(name) == name
}

/// Says whether a name is its own key at first sight: words in ASCII with single blanks between them. A
/// table may have a million of them.
fn is_key(name: &str) -> bool {
    let mut before = b' ';
    let is_apart = |byte: u8| {
        let blanks = before == b' ' && byte == b' ';
        before = byte;
        !blanks && (byte == b' ' || !(byte.is_ascii_whitespace() || byte == 0x0b))
    };
    name.is_ascii() && name.bytes().all(is_apart) && !name.ends_with(' ')
}

fn is_invisible(c: char) -> bool {
    INVISIBLE
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
}

/// Returns whether two names are one.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || name_key(a) == name_key(b)
}

/// Returns what names have in common that look alike, or differ by case alone.
#[must_use]
pub fn look(name: &str) -> String {
    let small = name_key(name).to_lowercase();
    let shape: String = skeleton(&small).collect();
    // What looks like a capital in Unicode's list does so whatever its case.
    shape.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_however_it_is_encoded() {
        for other in [
            "Zoe\u{301}",
            "Zo\u{e9} ",
            " Zo\u{e9}",
            "Zo\u{e9}\u{200b}",
            "\u{feff}Zo\u{e9}\u{a0}",
            "Z\u{ad}o\u{e9}",
        ] {
            assert!(same_name(other, "Zo\u{e9}"), "{other:?}");
        }
        assert!(same_name("ann  lee", "ann\u{a0}lee"));
        for other in [
            " ann lee",
            "ann lee ",
            "ann\tlee",
            "ann\u{b}lee",
            "ann  lee",
        ] {
            assert_eq!(name_key(other), "ann lee", "{other:?}");
        }
        for other in ["zo\u{e9}", "Zoe", "Zo\u{435}\u{301}", ""] {
            assert!(!same_name(other, "Zo\u{e9}"), "{other:?}");
        }
    }

    #[test]
    fn names_that_look_alike_are_not_one() {
        for (a, b) in [
            ("ann", "Ann"),
            ("ann", "\u{430}nn"),
            ("PAUL", "paul"),
            ("bob", "b\u{43e}b"),
        ] {
            assert_eq!(look(a), look(b), "{a:?} {b:?}");
            assert!(!same_name(a, b), "{a:?} {b:?}");
        }
        assert_ne!(look("ann"), look("anna"));
    }
}
