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

/// Reads a decimal number up to [`LARGEST`], from a text or from the bytes of a cell: the one nearest
/// to what is written. Rust alone would take `inf` and `nan` as well.
pub fn number(text: impl AsRef<[u8]>) -> Result<f64, NumberError> {
    let text = text.as_ref();
    if let Some(number) = short_number(text) {
        return Ok(number);
    }
    let digits = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    let plain = text.iter().all(digits) && text.iter().any(u8::is_ascii_digit);
    let text = str::from_utf8(text).ok().filter(|_| plain);
    match text.and_then(|text| text.parse::<f64>().ok()) {
        Some(number) if number.abs() <= LARGEST => Ok(number),
        Some(_) => Err(NumberError::TooLarge),
        None => Err(NumberError::NotANumber),
    }
}

/// Reads a decimal number where it does not matter why there is none.
#[must_use]
pub fn decimal(text: impl AsRef<[u8]>) -> Option<f64> {
    number(text).ok()
}

/// Powers of ten that are exact as floating-point numbers, as far as short decimals need them.
const TENS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Reads a decimal of at most fifteen digits without a sign; any other is none.
///
/// A short decimal is a whole number divided by a power of ten. Both are exact, so that the one
/// division rounds as it should; that is a quarter of the work of reading any number at all.
///
/// - Clinger, W. D. (1990). How to read floating point numbers accurately. *ACM SIGPLAN Notices*,
///   25(6), 92–101.
#[inline]
fn short_number(text: &[u8]) -> Option<f64> {
    let (mut digits, mut places, mut point) = (0_u64, 0, false);
    // Fifteen digits and a point: under 2⁵³, up to which whole numbers are exact.
    if text.len() > 16 {
        return None;
    }
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(byte - b'0');
                places += usize::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let count = text.len() - usize::from(point);
    if count == 0 || count > 15 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits are below 2^53")]
    Some(digits as f64 / TENS[places])
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_a_decimal_of_a_size_that_can_be_squared() {
        assert_eq!(number("-1.5e3"), Ok(-1500.0));
        assert_eq!(number("1e154"), Ok(LARGEST));
        for text in ["1.1e154", "-1e155", "1e999", "-1e308"] {
            assert_eq!(number(text), Err(NumberError::TooLarge), "{text}");
        }
        assert_eq!(number("1e"), Err(NumberError::NotANumber));
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

    #[test]
    fn a_number_is_a_decimal_and_nothing_else() {
        for (text, number) in [
            ("0.7", 0.7),
            (".7", 0.7),
            ("1", 1.0),
            ("1.", 1.0),
            ("-2.5", -2.5),
            ("7e-1", 0.7),
            ("0.5608382112793984", 0.560_838_211_279_398_4),
            ("123456789012345678", 123_456_789_012_345_680.0),
        ] {
            assert_eq!(decimal(text), Some(number), "{text}");
        }
        for text in [
            "", ".", "-", "nan", "inf", "0,5", "1.2.3", "0x1", "1_000", "1e999", "½",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_reads_every_decimal_as_the_long_way_does(
            (digits, places) in (0_u64..1_000_000_000_000_000, 0_usize..16),
        ) {
            let text = format!("{digits:0>16}");
            let (whole, part) = text.split_at(16 - places);
            let text = format!("{}.{part}", whole.trim_start_matches('0'));
            let long: f64 = if text == "." { 0.0 } else { text.parse().unwrap() };
            let short = short_number(text.as_bytes());
            prop_assert!(short.is_none_or(|short| short.to_bits() == long.to_bits()));
        }
    }
}
