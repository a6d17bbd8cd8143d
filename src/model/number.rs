//! Numbers as people write them, and how large they may be.

use std::fmt;

/// The greatest magnitude of a number: its square is still a number.
pub const LARGEST: f64 = 1e154;

/// The least spread of a distribution: what the greatest distance is still a number of times as long
/// as.
pub const LEAST_SPREAD: f64 = 1e-150;

/// From here on numbers are written with an exponent: no double below 2⁵³ has more digits than
/// these, and nobody counts more.
const SCIENTIFIC_FROM: f64 = 1e15;

/// Below this, too: nobody counts the zeros behind a point.
const SCIENTIFIC_BELOW: f64 = 1e-6;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It has not the form of one.
    NotANumber,
    /// It is further from 0 than [`LARGEST`].
    TooLarge,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("is not a number"),
            Self::TooLarge => write!(f, "is larger than a number may be, {LARGEST:e}"),
        }
    }
}

/// Reads a decimal number up to [`LARGEST`]. Rust alone would take `inf` and `nan` as well.
pub fn number(text: &str) -> Result<f64, NumberError> {
    let digits = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    let plain = text.bytes().all(digits) && text.bytes().any(|b| b.is_ascii_digit());
    let number: Option<f64> = plain.then(|| text.parse().ok()).flatten();
    match number {
        Some(number) if number.abs() <= LARGEST => Ok(number),
        Some(_) => Err(NumberError::TooLarge),
        None => Err(NumberError::NotANumber),
    }
}

/// Reads a decimal number where it does not matter why there is none.
#[must_use]
pub fn decimal(text: &str) -> Option<f64> {
    number(text).ok()
}

/// Reads a share, `95%` or `0.95`.
#[must_use]
pub fn share(text: &str) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(percent) => Some(decimal(percent.trim_end())? / 100.0),
        None => decimal(text),
    }
}

/// Returns whether a number has no more digits than are written out.
#[must_use]
pub fn is_plain(number: f64) -> bool {
    number == 0.0 || (SCIENTIFIC_BELOW..SCIENTIFIC_FROM).contains(&number.abs())
}

/// Returns a number in full, as one would write it: `1234.5`, `1e100`.
#[must_use]
pub fn written(number: f64) -> String {
    if is_plain(number) {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_decimal_of_a_size_that_can_be_squared() {
        assert_eq!(number("-1.5e3"), Ok(-1500.0));
        assert_eq!(number("1e154"), Ok(LARGEST));
        for text in ["1.1e154", "-1e155", "1e999", "-1e308"] {
            assert_eq!(number(text), Err(NumberError::TooLarge), "{text}");
        }
        for text in ["inf", "nan", "", "-", "1_000", "1e", "0x1"] {
            assert_eq!(number(text), Err(NumberError::NotANumber), "{text}");
        }
        assert!((LARGEST * LARGEST).is_finite());
        assert!((2.0 * LARGEST / LEAST_SPREAD).is_finite());
        assert_eq!(
            NumberError::TooLarge.to_string(),
            "is larger than a number may be, 1e154"
        );
    }

    #[test]
    fn numbers_are_written_out_as_far_as_digits_are_read() {
        let all = [
            0.0,
            -1234.5,
            999_999_999_999_999.0,
            1e15,
            -2.5e100,
            1e-6,
            2e-7,
        ]
        .map(written);
        let expected = [
            "0",
            "-1234.5",
            "999999999999999",
            "1e15",
            "-2.5e100",
            "0.000001",
            "2e-7",
        ];
        assert_eq!(all, expected);
    }
}
