//! Counts in the cells of a table.

use crate::model::number;

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
    use super::*;

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
}
