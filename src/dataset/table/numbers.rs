//! How the numbers of a table are written: with which sign before decimals, and in what unit.

use std::borrow::Cow;

use crate::model::{Notation, NumberError, Numeral, NumeralError, Probability, decimal, number};
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

/// Why a cell is no probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotAProbability {
    /// It is a bare number above 1, which may be a per cent.
    AboveOne,
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

    /// Returns the probability that a cell holds: `0.7`, `70%`, `7/10`, `7 to 3`.
    pub(super) fn probability(self, cell: &[u8]) -> Result<Probability, NotAProbability> {
        let cell = self.with_point(cell).map_err(|_| NotAProbability::Other)?;
        if self.unit == Some(ProbabilityUnit::Percent)
            && let Ok(percents) = number(&cell)
        {
            return Probability::new(percents / 100.0).ok_or(NotAProbability::Other);
        }
        match Numeral::parse(&cell) {
            Ok(numeral) => numeral.number().ok_or(NotAProbability::Other),
            Err(NumeralError::OutOfRange(Some(Notation::Decimal))) => {
                self.outside(decimal(&cell).unwrap_or(f64::NAN))
            }
            Err(_) => Err(NotAProbability::Other),
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
