//! How the numbers of a table are written: with which sign before decimals, and in what unit.

use std::borrow::Cow;

use crate::model::{
    Notation, NumberError, Numeral, NumeralError, Probability, decimal, number, without_noise,
};
use crate::query::ProbabilityUnit;

use super::count::whole;

/// So far a number may lie outside 0 to 1 and be one of the two: what sums of decimals are off by.
const NOISE: f64 = 1e-9;

/// How the numbers of a table are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberForm {
    /// Whether decimals have a comma before them.
    pub(super) has_comma: bool,
    /// What a bare number of a probability is, where it was said.
    pub(super) unit: Option<ProbabilityUnit>,
}

/// A probability, and to how many places behind the point it was rounded, where that shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rounded {
    pub(super) value: Probability,
    pub(super) places: Option<u32>,
}

/// Why a cell is no probability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotAProbability {
    /// It is a bare number above 1, which may be a per cent.
    AboveOne,
    /// It has a form that is none here, or that may mean two things.
    Doubtful(String),
    /// It is anything else.
    Other,
}

impl NumberForm {
    /// Returns the number that a cell holds.
    pub(super) fn number(self, cell: &[u8]) -> Result<f64, NumberError> {
        number(self.with_point(cell)?)
    }

    /// Returns the number that a cell holds, where it does not matter why there is none.
    pub(super) fn decimal(self, cell: &[u8]) -> Option<f64> {
        self.number(cell).ok()
    }

    /// Returns the count that a cell holds, or why it is none.
    pub(super) fn whole(self, cell: &[u8]) -> Result<u64, String> {
        whole(&self.with_point(cell).map_err(|why| why.to_string())?)
    }

    /// Returns a number with a point before decimals.
    pub(super) fn with_point(self, cell: &[u8]) -> Result<Cow<'_, [u8]>, NumberError> {
        if !self.has_comma {
            return Ok(Cow::Borrowed(cell));
        }
        if cell.contains(&b'.') {
            return Err(NumberError::NotANumber);
        }
        let point = |&byte: &u8| if byte == b',' { b'.' } else { byte };
        Ok(Cow::Owned(cell.iter().map(point).collect()))
    }

    /// Returns the share of 1 that a cell holds, `0.05` or `5%`.
    pub(super) fn share(self, cell: &[u8]) -> Option<Probability> {
        let cell = self.with_point(cell).ok()?;
        Numeral::parse_share(str::from_utf8(&cell).ok()?)
    }

    /// Returns how many places behind the point the probability in a cell shows, as a share of 1.
    pub(super) fn places(self, cell: &[u8]) -> Option<u32> {
        let cell = self.with_point(cell).ok()?;
        let is_percent = self.unit == Some(ProbabilityUnit::Percent) && number(&cell).is_ok();
        let places = Numeral::places(&cell)?;
        Some(if is_percent { places + 2 } else { places })
    }

    /// Returns the probability that a cell holds: `0.7`, `70%`, `7/10`, `7 to 3`.
    pub(super) fn probability(self, cell: &[u8]) -> Result<Probability, NotAProbability> {
        if is_plain(cell)
            && !self.has_comma
            && self.unit != Some(ProbabilityUnit::Percent)
            && let Some(plain) = decimal(cell).and_then(Probability::new)
        {
            return Ok(plain);
        }
        let cell = self.with_point(cell).map_err(|_| NotAProbability::Other)?;
        if self.unit == Some(ProbabilityUnit::Percent)
            && let Ok(percents) = number(&cell)
        {
            let share = without_noise(percents / 100.0);
            return Probability::new(share).ok_or(NotAProbability::Other);
        }
        match Numeral::parse(&cell) {
            Ok(numeral) => numeral.number().ok_or_else(|| {
                NotAProbability::Doubtful("is a range, and a row has one number".to_owned())
            }),
            Err(NumeralError::OutOfRange(Some(Notation::Decimal))) => {
                self.outside(decimal(&cell).unwrap_or(f64::NAN))
            }
            Err(why) => Err(doubtful(&cell, &why)),
        }
    }

    /// Returns what a bare number outside 0 to 1 is.
    fn outside(self, number: f64) -> Result<Probability, NotAProbability> {
        match number {
            number if number > 1.0 && number <= 1.0 + NOISE => Ok(Probability::ONE),
            number if (-NOISE..0.0).contains(&number) => Ok(Probability::ZERO),
            number if number > 1.0 && self.unit.is_none() => Err(NotAProbability::AboveOne),
            _ => Err(NotAProbability::Other),
        }
    }
}

/// Says whether a cell is a decimal of at most nine places or so, which has no noise and one meaning.
fn is_plain(cell: &[u8]) -> bool {
    const SHORT: usize = 11;
    let plain = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    cell.len() <= SHORT && cell.iter().all(plain)
}

/// Returns why a text is no probability, with what it may mean.
fn doubtful(cell: &[u8], why: &NumeralError) -> NotAProbability {
    let text = String::from_utf8_lossy(cell);
    NotAProbability::Doubtful(match why {
        NumeralError::SharesOfHundred(meant) => format!("may be {meant}: write which"),
        NumeralError::Colon => format!(
            "is written with `to`, as in `{}`",
            text.replace(':', " to ")
        ),
        NumeralError::Bound(_) => "is an end, and a row has one number".to_owned(),
        _ => return NotAProbability::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_has_the_unit_of_its_table() {
        let read = |unit, cell: &str| {
            let form = NumberForm {
                has_comma: false,
                unit,
            };
            form.probability(cell.as_bytes()).map(Probability::get)
        };
        let percent = Some(ProbabilityUnit::Percent);
        let fraction = Some(ProbabilityUnit::Fraction);
        assert_eq!(read(None, "0.7"), Ok(0.7));
        assert_eq!(read(None, "70 %"), Ok(0.7));
        assert_eq!(read(percent, "70"), Ok(0.7));
        assert_eq!(read(percent, "1"), Ok(0.01));
        assert_eq!(read(percent, "70%"), Ok(0.7));
        assert_eq!(read(None, "1.0000000005"), Ok(1.0));
        assert_eq!(read(None, "-0.0000000005"), Ok(0.0));
        assert_eq!(read(None, "1.00001"), Err(NotAProbability::AboveOne));
        assert_eq!(read(None, "70"), Err(NotAProbability::AboveOne));
        assert_eq!(read(fraction, "70"), Err(NotAProbability::Other));
        assert_eq!(read(percent, "170"), Err(NotAProbability::Other));
        assert_eq!(read(None, "170%"), Err(NotAProbability::Other));
        assert_eq!(read(None, "-0.1"), Err(NotAProbability::Other));
        assert_eq!(read(None, "x"), Err(NotAProbability::Other));
    }

    #[test]
    fn a_comma_is_a_point_where_the_table_has_commas() {
        let form = NumberForm {
            has_comma: true,
            unit: None,
        };
        assert_eq!(form.decimal(b"0,25"), Some(0.25));
        assert_eq!(form.decimal(b"-1,5"), Some(-1.5));
        assert_eq!(form.decimal(b"0.25"), None);
        assert_eq!(form.decimal(b"1,000,000"), None);
        assert_eq!(form.whole(b"12,0"), Ok(12));
        assert_eq!(NumberForm::default().decimal(b"0,25"), None);
    }
}
