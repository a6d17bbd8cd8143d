//! A probability in figures: the one place where such a text becomes a number.

use std::fmt;

use super::{Band, Probability, decimal, number};

/// A probability in figures, and how it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numeral {
    /// One number.
    Number(Probability, Notation),
    /// A range of them, `0.55-0.75`, `55-75%` or `55%-75%`.
    Range(Band),
}

/// How one number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `0.7`
    Decimal,
    /// `70%`
    Percent,
    /// `7/10`
    Fraction,
    /// `7 to 3`: for to against.
    Odds,
}

/// Why a text is no probability in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumeralError {
    /// Nothing is there.
    Empty,
    /// It has none of the forms.
    NotANumeral,
    /// It has the form, and lies outside 0 to 1; of a range none.
    OutOfRange(Option<Notation>),
    /// A range whose ends are the wrong way round.
    Reversed,
    /// `7:3`, which YAML 1.1 reads as the number 423.
    Colon,
    /// `40/60`, whose parts add up to a hundred: 40 %, or 40 for to 60 against, but hardly two thirds.
    SharesOfHundred(String),
    /// `<1%`, which is an end and no number; a range that says the same.
    Bound(String),
}

impl fmt::Display for NumeralError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SharesOfHundred(_) => "its parts add up to a hundred",
            Self::Bound(_) => "it is an end and no number",
            Self::Empty => "nothing is stated",
            Self::NotANumeral => "it has none of the forms",
            Self::OutOfRange(_) => "a probability lies between 0 and 1",
            Self::Reversed => "the range begins above its end",
            Self::Colon => "odds are written with `to`: YAML 1.1 reads 7:3 as 423",
        })
    }
}

impl Numeral {
    /// Reads a probability in figures, from a text or from the bytes of a cell.
    ///
    /// ```
    /// use foretell::model::{Notation, Numeral, NumeralError, Probability};
    ///
    /// let even = Probability::new(0.5).unwrap();
    /// assert_eq!(Numeral::parse("50%"), Ok(Numeral::Number(even, Notation::Percent)));
    /// assert_eq!(Numeral::parse("5 to 5"), Ok(Numeral::Number(even, Notation::Odds)));
    /// assert_eq!(Numeral::parse("likely"), Err(NumeralError::NotANumeral));
    /// ```
    pub fn parse(text: impl AsRef<[u8]>) -> Result<Self, NumeralError> {
        let bytes = text.as_ref().trim_ascii();
        // First of all the form of nearly every cell of a long table.
        if let Ok(value) = number(bytes) {
            return one(value, Notation::Decimal);
        }
        let text = str::from_utf8(bytes).map_err(|_| NumeralError::NotANumeral)?;
        if text.is_empty() {
            return Err(NumeralError::Empty);
        }
        // About so much is so much: nobody means a digit more.
        let text = text.trim_start_matches(['~', '≈']).trim_start();
        if let Ok(value) = number(text) {
            return one(value, Notation::Decimal);
        }
        if let Some(read) = counted(text) {
            return read;
        }
        if let Some(range) = bound(text) {
            return Err(NumeralError::Bound(range));
        }
        // A day has two hyphens.
        let has_two_ends = text.split(DASHES).count() == 2;
        if let Some(ends) = Self::each(text, DASHES).filter(|_| has_two_ends) {
            return range(&ends?);
        }
        if text.contains(':') && text.bytes().all(|b| b.is_ascii_digit() || b == b':') {
            return Err(NumeralError::Colon);
        }
        Err(NumeralError::NotANumeral)
    }

    /// Reads several numbers between separators, `0,20,50%`: decimals, or all of a hundred where the
    /// last has the sign. `None` where the text has no such form.
    #[must_use]
    pub fn each(text: &str, separators: &[char]) -> Option<Result<Vec<Probability>, NumeralError>> {
        let scale = if text.ends_with('%') { 100.0 } else { 1.0 };
        let number = |part: &str| number(part.trim().trim_end_matches('%').trim_end()).ok();
        let numbers = text.split(separators).map(number);
        let numbers: Vec<f64> = numbers.collect::<Option<_>>()?;
        let share = |n: &f64| Probability::new(n / scale).ok_or(NumeralError::OutOfRange(None));
        (numbers.len() > 1).then(|| numbers.iter().map(share).collect())
    }

    /// Returns the number; of a range none.
    #[must_use]
    pub fn number(self) -> Option<Probability> {
        match self {
            Self::Number(value, _) => Some(value),
            Self::Range(_) => None,
        }
    }

    /// Reads a share: a decimal or a percentage, and nothing else that means a number.
    #[must_use]
    pub fn parse_share(text: &str) -> Option<Probability> {
        Self::parse(text).ok()?.share()
    }

    /// Returns how many places behind the point a decimal or a percentage shows, as a share of 1: of
    /// `0.33` and `33%` two. `None` of any other text: a third shows none.
    ///
    /// ```
    /// use foretell::model::Numeral;
    ///
    /// assert_eq!(["0.30", "33.3%", "3e-1", "1/3"].map(Numeral::places), [Some(2), Some(3), Some(1), None]);
    /// ```
    #[must_use]
    pub fn places(text: impl AsRef<[u8]>) -> Option<u32> {
        let bytes = text.as_ref().trim_ascii();
        let point = bytes.iter().position(|byte| *byte == b'.');
        // First of all the form of nearly every cell of a long table.
        if let Some(behind) = point.map(|point| &bytes[point + 1..])
            && bytes[..point.unwrap_or_default()]
                .iter()
                .all(u8::is_ascii_digit)
            && !behind.is_empty()
            && behind.iter().all(u8::is_ascii_digit)
        {
            return u32::try_from(behind.len()).ok();
        }
        let text = str::from_utf8(bytes).ok()?;
        let text = text.trim_start_matches(['~', '≈']).trim_start();
        let percent = PERCENT.iter().find_map(|sign| text.strip_suffix(sign));
        let figures = percent.unwrap_or(text).trim_end();
        decimal(figures)?;
        let (digits, power) = figures.split_once(['e', 'E']).unwrap_or((figures, "0"));
        let (_, behind) = digits.split_once('.').unwrap_or((digits, ""));
        let behind = i64::try_from(behind.len()).ok()? - power.parse::<i64>().ok()?;
        let behind = behind + if percent.is_some() { 2 } else { 0 };
        u32::try_from(behind.max(0)).ok()
    }

    /// Returns the number where it is a decimal or a percentage.
    fn share(self) -> Option<Probability> {
        match self {
            Self::Number(value, Notation::Decimal | Notation::Percent) => Some(value),
            _ => None,
        }
    }
}

fn one(value: f64, notation: Notation) -> Result<Numeral, NumeralError> {
    let value =
        Probability::new(without_noise(value)).ok_or(NumeralError::OutOfRange(Some(notation)))?;
    Ok(Numeral::Number(value, notation))
}

/// Reads `70%`, `7/10` and `7 to 3`; `None` where the text has no such form.
fn counted(text: &str) -> Option<Result<Numeral, NumeralError>> {
    let number = |part: &str| number(part.trim()).ok();
    let percent = PERCENT.iter().find_map(|sign| text.strip_suffix(sign));
    Some(if let Some(percent) = percent {
        one(number(percent)? / 100.0, Notation::Percent)
    } else if let Some((above, below)) = text.split_once('/').or(text.split_once(" in ")) {
        let whole = |part: &str| part.trim().parse::<u32>().ok();
        if let (Some(a), Some(b)) = (whole(above), whole(below))
            && text.contains('/')
            && a.checked_add(b) == Some(100)
        {
            let meant = format!("`{a}%` or `{a} to {b}`");
            return Some(Err(NumeralError::SharesOfHundred(meant)));
        }
        let (above, below) = (number(above)?, number(below)?);
        one(above / below, Notation::Fraction)
    } else {
        let (yes, no) = text.split_once(" to ")?;
        let (yes, no) = (number(yes)?, number(no)?);
        // Two negative numbers would come out as a probability.
        let share = if yes < 0.0 || no < 0.0 {
            f64::NAN
        } else {
            yes / (yes + no)
        };
        one(share, Notation::Odds)
    })
}

/// What says that a number is a per cent.
const PERCENT: [&str; 4] = ["%", "percent", "per cent", "pct"];

/// Returns the range that a text such as `<1%` or `>99%` means.
fn bound(text: &str) -> Option<String> {
    let (sign, end) = text
        .split_at_checked(1)
        .filter(|(sign, _)| ["<", ">"].contains(sign))?;
    let end = end.trim_start_matches('=').trim();
    // Not the whole reader again: of a text without end it would not come to an end either.
    let read = match number(end) {
        Ok(value) => one(value, Notation::Decimal),
        Err(_) => counted(end)?,
    };
    read.ok()?.share()?;
    let (low, high) = match (sign, end.ends_with('%')) {
        ("<", _) => ("0", end),
        (">", true) => (end.trim_end_matches('%'), "100%"),
        (">", false) => (end, "1"),
        _ => return None,
    };
    Some(format!("`{low}-{high}`"))
}

/// How far a sum or a product of decimals lies from the decimal that is meant: 0.1 and 0.2 make
/// 0.30000000000000004.
const FLOAT_NOISE: f64 = 4e-16;

/// Returns the levels of both ends of a central interval, without the noise of halving what lies outside:
/// 10 % and 90 % of one of 80 %.
pub(crate) fn end_levels(level: f64) -> [f64; 2] {
    let below = without_noise((1.0 - level) / 2.0);
    [below, without_noise(1.0 - below)]
}

/// Returns the decimal of nine digits that a number is but for the noise of its making, or that it is
/// in single precision, else the number itself: a third is none. Noise makes nothing certain: what is
/// above 0 stays so, as does what is below 1.
pub(crate) fn without_noise(value: f64) -> f64 {
    const DIGITS: f64 = 1e9;
    let short = (value * DIGITS).round() / DIGITS;
    let is_certain = [0.0, 1.0].contains(&short);
    if (value - short).abs() <= FLOAT_NOISE && !is_certain {
        short
    } else {
        of_single(value).unwrap_or(value)
    }
}

/// Returns the shortest decimal of a number that single precision holds: 0.30000001192092896 is what
/// becomes of 0.3 there, and of double precision one number in 500 million.
fn of_single(value: f64) -> Option<f64> {
    #[expect(clippy::cast_possible_truncation, reason = "whether it does is asked")]
    let single = value as f32;
    let is_same = f64::from(single).to_bits() == value.to_bits() && single.is_normal();
    is_same.then(|| single.to_string().parse().ok())?
}

/// What stands between the ends of a range.
const DASHES: &[char] = &['-', '–'];

fn range(ends: &[Probability]) -> Result<Numeral, NumeralError> {
    match *ends {
        [low, high] if low <= high => Ok(Numeral::Range(Band::closed(low, high))),
        _ => Err(NumeralError::Reversed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: f64, notation: Notation) -> Numeral {
        Numeral::Number(Probability::new(value).unwrap(), notation)
    }

    #[test]
    fn each_notation_is_told_from_the_others() {
        for text in ["0.7", ".7", "7e-1", " 0.7 ", "+0.7"] {
            assert_eq!(
                Numeral::parse(text),
                Ok(said(0.7, Notation::Decimal)),
                "{text}"
            );
        }
        assert_eq!(Numeral::parse("70 %"), Ok(said(0.7, Notation::Percent)));
        assert_eq!(Numeral::parse("7 / 10"), Ok(said(0.7, Notation::Fraction)));
        assert_eq!(Numeral::parse("7 to 3"), Ok(said(0.7, Notation::Odds)));
        for text in ["0.5-0.75", "50-75%", "50%-75%", "50–75%", "50 - 75 %"] {
            let Ok(Numeral::Range(band)) = Numeral::parse(text) else {
                panic!("{text}")
            };
            assert_eq!((band.low.get(), band.high.get()), (0.5, 0.75), "{text}");
        }
    }

    #[test]
    fn what_is_no_probability_in_figures_says_why() {
        use Notation::{Decimal, Fraction, Odds, Percent};
        use NumeralError::{Colon, Empty, NotANumeral, OutOfRange, Reversed};
        for (text, why) in [
            ("  ", Empty),
            ("1.7", OutOfRange(Some(Decimal))),
            ("-0.1", OutOfRange(Some(Decimal))),
            ("170%", OutOfRange(Some(Percent))),
            ("7/0", OutOfRange(Some(Fraction))),
            ("0 to 0", OutOfRange(Some(Odds))),
            ("-1 to -1", OutOfRange(Some(Odds))),
            ("55-75", OutOfRange(None)),
            ("75-55%", Reversed),
            ("7:3", Colon),
        ] {
            assert_eq!(Numeral::parse(text), Err(why), "{text}");
        }
        for text in [
            "likely",
            "nan",
            "inf",
            "-",
            "%",
            "1_000",
            "0,7",
            "1-2-3%",
            "2015-12-31",
            "<<1%",
            "<1/3",
            // As deep as it is long, a text took the stack.
            &"<".repeat(1_000_000),
            &"a".repeat(1_000_000),
        ] {
            assert_eq!(Numeral::parse(text), Err(NotANumeral), "{text}");
        }
        assert_eq!(Numeral::parse(b"\xff"), Err(NotANumeral));
    }

    #[test]
    fn percentages_are_the_nearest_number_to_what_was_written() {
        for percent in 0..=100_i32 {
            let want: f64 = format!("{percent}e-2").parse().unwrap();
            let read = Numeral::parse(format!("{percent}%"));
            assert_eq!(read, Ok(said(want, Notation::Percent)));
        }
    }

    #[test]
    fn what_can_mean_one_thing_is_read() {
        for (text, value) in [
            ("~70%", 0.7),
            ("≈ 0.7", 0.7),
            ("70 percent", 0.7),
            ("70 per cent", 0.7),
            ("70pct", 0.7),
            ("1 in 5", 0.2),
            ("3/7", 3.0 / 7.0),
            ("99/100", 0.99),
            ("7/10", 0.7),
            ("0.30000000000000004", 0.3),
            ("30.000000000000004%", 0.3),
            ("0.09999999999999998", 0.1),
            ("1e-300", 1e-300),
            ("0.9999999999999999", 0.999_999_999_999_999_9),
            ("1", 1.0),
        ] {
            let read = Numeral::parse(text).ok().and_then(Numeral::number);
            assert_eq!(read, Probability::new(value), "{text}");
        }
        let third = Numeral::parse("0.3333333333333333").unwrap().number();
        assert_eq!(third.map(Probability::get), Some(1.0 / 3.0));
    }

    #[test]
    fn a_number_in_single_precision_is_the_decimal_that_it_was() {
        for text in [
            "0.30000001192092896",
            "0.699999988079071",
            "0.0010000000474974513",
        ] {
            let read = Numeral::parse(text).unwrap().number().unwrap().get();
            assert!((read * 1000.0).fract().abs() < 1e-12, "{text}: {read}");
        }
        for exact in [0.5, 0.25, 0.1, 1.0 / 3.0, 1.0 - f64::EPSILON, 0.0, 1.0] {
            assert_eq!(without_noise(exact).to_bits(), exact.to_bits(), "{exact}");
        }
    }

    #[test]
    fn places_are_those_that_are_shown() {
        for (text, places) in [
            ("1", Some(0)),
            (".3333", Some(4)),
            ("0.30", Some(2)),
            ("30%", Some(2)),
            ("33.3 %", Some(3)),
            ("~3e-1", Some(1)),
            ("3.33e-1", Some(3)),
            ("1e2%", Some(0)),
            ("1/3", None),
            ("3 to 7", None),
            ("30-40%", None),
            ("likely", None),
            ("", None),
        ] {
            assert_eq!(Numeral::places(text), places, "{text}");
        }
    }

    #[test]
    fn what_can_mean_several_things_is_refused_with_them() {
        use NumeralError::{Bound, SharesOfHundred};
        let said = |text: &str| text.to_owned();
        for (text, why) in [
            ("40/60", SharesOfHundred(said("`40%` or `40 to 60`"))),
            ("50 / 50", SharesOfHundred(said("`50%` or `50 to 50`"))),
            ("<1%", Bound(said("`0-1%`"))),
            ("> 99%", Bound(said("`99-100%`"))),
            ("<=0.01", Bound(said("`0-0.01`"))),
            (">0.9", Bound(said("`0.9-1`"))),
        ] {
            assert_eq!(Numeral::parse(text), Err(why), "{text}");
        }
        for text in ["<likely", "<", "even", "1 in", "percent", "~"] {
            assert_eq!(
                Numeral::parse(text),
                Err(NumeralError::NotANumeral),
                "{text}"
            );
        }
    }

    #[test]
    fn only_a_decimal_and_a_percentage_are_a_share() {
        let share = |text| Numeral::parse(text).unwrap().share().map(Probability::get);
        assert_eq!(["0.3", "30%"].map(share), [Some(0.3); 2]);
        assert_eq!(["3/10", "3 to 7", "30-40%"].map(share), [None; 3]);
    }
}
