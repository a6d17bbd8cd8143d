//! Numbers in the cells of a table.

use crate::model::{self, NumberError};

/// Powers of ten that are exact as floating-point numbers, as far as short decimals need them.
const TENS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Returns the number that a cell holds: the one nearest to its decimal, as everywhere.
///
/// A short decimal is a whole number divided by a power of ten. Both are exact, so that the one
/// division rounds as it should; that is a quarter of the work of reading any number at all.
///
/// - Clinger, W. D. (1990). How to read floating point numbers accurately. *ACM SIGPLAN Notices*,
///   25(6), 92–101.
pub(super) fn number(cell: &[u8]) -> Result<f64, NumberError> {
    match (short(cell), str::from_utf8(cell)) {
        (Some(number), _) => Ok(number),
        (None, Ok(text)) => model::number(text),
        (None, Err(_)) => Err(NumberError::NotANumber),
    }
}

/// Returns the number that a cell holds, where it does not matter why there is none.
pub(super) fn decimal(cell: &[u8]) -> Option<f64> {
    number(cell).ok()
}

/// Returns the number of a short decimal without a sign.
#[inline]
pub(super) fn short(cell: &[u8]) -> Option<f64> {
    let (mut digits, mut places, mut point) = (0_u64, 0, false);
    // Fifteen digits and a point: under 2⁵³, up to which whole numbers are exact.
    if cell.len() > 16 {
        return None;
    }
    for &byte in cell {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(byte - b'0');
                places += usize::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let count = cell.len() - usize::from(point);
    if count == 0 || count > 15 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits are below 2^53")]
    Some(digits as f64 / TENS[places])
}

/// The most that the rows of a table may count together: up to 2^53 every whole number is a floating-point one.
pub(super) const EXACT_UP_TO: u64 = 1 << 53;

/// Returns the count that a cell holds, or why it is none; `12.0` is one.
pub(super) fn whole(cell: &[u8]) -> Result<u64, String> {
    let number = number(cell).map_err(|why| why.to_string())?;
    if number < 0.0 || number.fract() != 0.0 {
        return Err("is no whole number from 0 on".to_owned());
    }
    #[expect(clippy::cast_precision_loss, reason = "it is a power of two")]
    if number > EXACT_UP_TO as f64 {
        return Err(format!("is more than a table may count, {EXACT_UP_TO}"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and fits"
    )]
    Ok(number as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
            assert_eq!(decimal(text.as_bytes()), Some(number), "{text}");
        }
        for text in [
            "", ".", "-", "nan", "inf", "0,5", "1.2.3", "0x1", "1e999", "½",
        ] {
            assert_eq!(decimal(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_whole_number_is_not_negative_nor_broken() {
        assert_eq!(whole(b"12"), Ok(12));
        assert_eq!(whole(b"12.0"), Ok(12));
        assert_eq!(whole(b"4294967296"), Ok(4_294_967_296));
        for (text, why) in [
            ("-1", "is no whole number from 0 on"),
            ("1.5", "is no whole number from 0 on"),
            ("", "is not a number"),
            (
                "9007199254740994",
                "is more than a table may count, 9007199254740992",
            ),
            (
                "90071992547409930",
                "is more than a table may count, 9007199254740992",
            ),
            ("1e155", "is larger than a number may be, 1e154"),
        ] {
            assert_eq!(whole(text.as_bytes()), Err(why.to_owned()), "{text}");
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
            prop_assert!(short(text.as_bytes()).is_none_or(|short| short.to_bits() == long.to_bits()));
        }
    }
}
