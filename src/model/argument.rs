//! Options and settings that are one of a list, a whole number in a range, or of some form.

use std::error::Error;
use std::fmt;

use super::IdError;

/// Why a text is not what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentError {
    /// It is none of these words.
    NotOneOf(Vec<&'static str>),
    /// It has not this form.
    NotOfForm(&'static str),
    /// It is no whole number in this range.
    OutOfRange {
        /// Of what it is the number.
        of: &'static str,
        /// The least.
        from: usize,
        /// The most.
        to: usize,
    },
    /// What should be an id is none.
    NotAnId(String, IdError),
    /// No rule has this code; the nearest one.
    NotARule(Option<&'static str>),
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOneOf(words) => write!(f, "one of {}", words.join(", ")),
            Self::NotOfForm(form) => f.write_str(form),
            Self::OutOfRange { of, from, to } => write!(f, "a number of {of} from {from} to {to}"),
            Self::NotAnId(text, why) => write!(f, "`{text}` is no id: {why}"),
            Self::NotARule(None) => f.write_str("no rule has this code"),
            Self::NotARule(Some(near)) => {
                write!(f, "no rule has this code; did you mean `{near}`?")
            }
        }
    }
}

impl Error for ArgumentError {}

/// Returns that of the values whose word the text is.
pub fn one_of<T: Copy>(
    text: &str,
    values: &[T],
    word: fn(T) -> &'static str,
) -> Result<T, ArgumentError> {
    let found = values.iter().find(|&&value| word(value) == text);
    let words = || values.iter().map(|&value| word(value)).collect();
    found
        .copied()
        .ok_or_else(|| ArgumentError::NotOneOf(words()))
}

/// Reads a whole number in a range.
pub fn whole_between(
    text: &str,
    of: &'static str,
    from: usize,
    to: usize,
) -> Result<usize, ArgumentError> {
    let number = text.parse().ok();
    let number = number.filter(|number| (from..=to).contains(number));
    number.ok_or(ArgumentError::OutOfRange { of, from, to })
}
