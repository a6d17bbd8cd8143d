//! The cells of the long table, which `foretell export table` writes: all that a ledger knows.

use crate::model::{
    Confidence, KindName, Moment, OutcomeWord, Probability, Provenance, day_number, parse_day,
};
use crate::query::{Column, PARAMETERS};

use super::layout::Cells;
use super::numbers::{NumberForm, Rounded};
use super::row::{BadRow, Read, RowOutcome, RowValue, is_void, without_answer};

/// What a row of the long table says besides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LongCells<'a> {
    pub(super) kind: KindName,
    /// The place of the estimate among those of its forecaster, from 1; 0 where it is not given.
    pub(super) revision: u64,
    pub(super) withdrawn: bool,
    /// The last day of grace.
    pub(super) due: Option<Moment>,
    pub(super) range: Option<(Probability, Probability)>,
    pub(super) word: &'a str,
    pub(super) yardstick: &'a str,
    pub(super) coded: bool,
    /// What the estimate is declared to be.
    pub(super) provenance: Option<Provenance>,
    pub(super) confidence: Option<Confidence>,
    pub(super) topic: &'a str,
    pub(super) document: &'a str,
    pub(super) base_rate: Option<Probability>,
    pub(super) bounds: Option<(f64, f64)>,
    pub(super) unit: &'a str,
}

/// What the value of a row of the long table is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LongPart<'a> {
    /// The probability of a yes, or nothing.
    Whole(Option<Probability>),
    /// The probability of an option, with the place of that.
    Option(u64, &'a str, Option<Rounded>),
    /// A quantile of this level.
    Quantile(f64, f64),
    /// The probability that it has happened by the end of this day.
    Date(f64, Probability),
    /// A draw, with its number.
    Sample(u64, f64),
    /// A parameter, by its place among their names, of this part of a mixture; 0 where it is of none.
    Parameter(u32, u32, f64),
}

impl<'a, C: Cells> Read<'a, '_, C> {
    /// Returns what a row of the long table says besides.
    pub(super) fn long(&self) -> Result<LongCells<'a>, String> {
        let kind = self.one_of(Column::Kind, KindName::ALL, KindName::as_str)?;
        let kind = kind.ok_or_else(|| self.bad(Column::Kind, ""))?;
        let numbers = self.layout.numbers;
        let share = |column| {
            self.optional(column, |cell| {
                numbers.decimal(cell).and_then(Probability::new)
            })
        };
        let range = (share(Column::RangeLow)?, share(Column::RangeHigh)?);
        let number = |column| self.optional(column, |cell| number_or_day(cell, numbers));
        let bounds = (number(Column::BoundLow)?, number(Column::BoundHigh)?);
        Ok(LongCells {
            kind,
            revision: self.whole_or_none(Column::Revision)?,
            withdrawn: self.flag(Column::Withdrawn)?,
            due: self.moment(Column::Due)?,
            range: range.0.zip(range.1),
            word: self.text(Column::Word)?,
            yardstick: self.text(Column::Yardstick)?,
            coded: self.flag(Column::Coded)?,
            provenance: self.one_of(Column::Provenance, Provenance::ALL, Provenance::as_str)?,
            confidence: self.one_of(Column::Confidence, Confidence::ALL, Confidence::as_str)?,
            topic: self.text(Column::Topic)?,
            document: self.text(Column::Document)?,
            base_rate: share(Column::BaseRate)?,
            bounds: bounds.0.zip(bounds.1),
            unit: self.text(Column::Unit)?,
        })
    }

    /// Returns the value of a row of the long table.
    pub(super) fn long_value(&self, kind: KindName) -> Result<RowValue<'a>, BadRow> {
        let is_of_numbers = matches!(kind, KindName::Number | KindName::Date);
        let given = |column| !self.cell(column).is_empty();
        let share = || match self.cell(Column::Value) {
            [] => Ok(None),
            _ => self
                .probability(Column::Value)
                .map(Some)
                .map_err(|bad| BadRow {
                    is_above_one: bad.is_above_one && !is_of_numbers,
                    ..bad
                }),
        };
        let read = |cell: &[u8]| number_or_day(cell, self.layout.numbers);
        let number = || {
            let number = self.optional(Column::Value, read)?;
            number.ok_or_else(|| self.bad(Column::Value, ""))
        };
        let part = if given(Column::Option) {
            let place = self.whole_or_none(Column::OptionNumber)?;
            let places = self.layout.numbers.places(self.cell(Column::Value));
            let stated = share()?.map(|value| Rounded { value, places });
            LongPart::Option(place, self.text(Column::Option)?, stated)
        } else if given(Column::Quantile) {
            LongPart::Quantile(self.level()?, number()?)
        } else if given(Column::Date) {
            let day = self.optional(Column::Date, read)?.unwrap_or_default();
            let by = share()?.ok_or_else(|| self.bad(Column::Value, ""))?;
            LongPart::Date(day, by)
        } else if given(Column::Sample) {
            LongPart::Sample(self.whole_or_none(Column::Sample)?, number()?)
        } else if given(Column::Parameter) {
            LongPart::Parameter(self.component()?, self.parameter()?, number()?)
        } else if given(Column::Threshold) {
            return Err("probabilities of thresholds have no score yet"
                .to_owned()
                .into());
        } else {
            LongPart::Whole(share()?)
        };
        Ok(RowValue::Long(part))
    }

    /// Returns the part of a mixture, from 1; 0 where none is named.
    fn component(&self) -> Result<u32, String> {
        let number = self.whole_or_none(Column::Component)?;
        u32::try_from(number).map_err(|_| self.bad(Column::Component, "is too large"))
    }

    /// Returns the place of the parameter that is named.
    fn parameter(&self) -> Result<u32, String> {
        let name = self.text(Column::Parameter)?;
        let mut places = PARAMETERS.iter().zip(0..);
        let place = places
            .find(|(one, _)| **one == name)
            .map(|(_, place)| place);
        let why = || format!("is none of {}", PARAMETERS.join(", "));
        place.ok_or_else(|| self.bad(Column::Parameter, &why()))
    }

    /// Returns the outcome of a row of the long table.
    pub(super) fn long_outcome(&self, kind: KindName) -> Result<RowOutcome<'a>, String> {
        let (cell, status) = (self.cell(Column::Outcome), self.cell(Column::Status));
        let is = |text: &[u8], word: &str| text.eq_ignore_ascii_case(word.as_bytes());
        let open = ["open", "waiting", "awaiting"];
        match status {
            _ if open.iter().any(|word| is(status, word)) => return Ok(RowOutcome::Open),
            _ if is(status, "overdue") => return Ok(RowOutcome::Overdue),
            _ if is_void(status) && is(cell, "ambiguous") => return Ok(RowOutcome::Ambiguous),
            _ if is_void(status) => return Ok(RowOutcome::Void),
            b"" if cell.is_empty() => return Ok(RowOutcome::Open),
            _ if !status.is_empty() && !is(status, "resolved") => {
                let why = "is none of open, waiting, awaiting, overdue, resolved and void";
                return Err(self.bad(Column::Status, why));
            }
            _ if cell.is_empty() => return Err("it is resolved without an outcome".to_owned()),
            _ => {}
        }
        let text = self.text(Column::Outcome)?;
        let has_options = matches!(
            kind,
            KindName::Choice | KindName::Ordered | KindName::Scenarios
        );
        if has_options {
            return Ok(RowOutcome::Option(text));
        }
        if is(cell, "ambiguous") {
            return Ok(RowOutcome::Ambiguous);
        }
        if let Some(outcome) = without_answer(text) {
            return Ok(outcome);
        }
        match kind {
            KindName::Number | KindName::Date => self.quantity(text),
            _ => self.event(),
        }
    }

    /// Reads an outcome that is a number or a day, or lies beyond the bounds.
    fn quantity(&self, text: &str) -> Result<RowOutcome<'a>, String> {
        let number = match OutcomeWord::of(text) {
            Some(OutcomeWord::Below | OutcomeWord::Before) => Some(f64::NEG_INFINITY),
            Some(OutcomeWord::Above | OutcomeWord::Never) => Some(f64::INFINITY),
            _ => number_or_day(text.as_bytes(), self.layout.numbers),
        };
        let number = number.map(RowOutcome::Number);
        number.ok_or_else(|| self.bad(Column::Outcome, "is no number and no day"))
    }

    /// Returns what a cell holds; nothing where it is empty.
    fn optional<T>(
        &self,
        column: Column,
        read: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<Option<T>, String> {
        match self.cell(column) {
            [] => Ok(None),
            cell => match read(cell) {
                Some(value) => Ok(Some(value)),
                None => Err(self.bad(column, "cannot be read")),
            },
        }
    }

    fn whole_or_none(&self, column: Column) -> Result<u64, String> {
        if self.cell(column).is_empty() {
            return Ok(0);
        }
        self.whole(column)
    }

    fn flag(&self, column: Column) -> Result<bool, String> {
        let read = |cell: &[u8]| match cell.to_ascii_lowercase().as_slice() {
            b"true" | b"1" | b"yes" => Some(true),
            b"false" | b"0" | b"no" => Some(false),
            _ => None,
        };
        Ok(self.optional(column, read)?.unwrap_or(false))
    }

    fn one_of<T: Copy, const N: usize>(
        &self,
        column: Column,
        all: [T; N],
        name: fn(T) -> &'static str,
    ) -> Result<Option<T>, String> {
        let read = |cell: &[u8]| {
            let is = |one: &T| cell.eq_ignore_ascii_case(name(*one).as_bytes());
            all.iter().find(|one| is(one)).copied()
        };
        self.optional(column, read)
    }
}

/// Reads a number; of a day its number.
fn number_or_day(cell: &[u8], numbers: NumberForm) -> Option<f64> {
    numbers.decimal(cell).or_else(|| {
        let day = parse_day(str::from_utf8(cell).ok()?).ok()?;
        Some(day_number(day))
    })
}
