//! The cells of a row.

use chrono::NaiveDate;
use serde_json::Value;

use crate::dataset::{guarded, join_list};
use crate::model::{Moment, Probability, number_day, written};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A text of a record.
    Text(String),
    /// A word of ours, or a day: never a formula.
    Word(String),
    /// Several texts of a record.
    List(Vec<String>),
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(usize),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// Returns a text of a record; none, or an empty one, is an empty cell.
    pub(super) fn text(text: Option<&str>) -> Self {
        let text = text.filter(|text| !text.is_empty());
        text.map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }

    pub(super) fn word(word: &str) -> Self {
        Self::Word(word.to_owned())
    }

    pub(super) fn moment(moment: Moment) -> Self {
        Self::Word(moment.to_string())
    }

    pub(super) fn day(day: NaiveDate) -> Self {
        Self::Word(day.to_string())
    }

    pub(super) fn share(share: Option<Probability>) -> Self {
        share.map_or(Self::Empty, |share| Self::Number(share.get()))
    }

    /// Returns a number, as a day where it is the number of one.
    pub(super) fn number(number: f64, is_day: bool) -> Self {
        let whole = number.fract() == 0.0;
        match number_day(number).filter(|_| is_day && whole) {
            Some(day) => Self::day(day),
            None => Self::Number(number),
        }
    }

    /// Returns the text of the cell in CSV.
    pub(super) fn csv(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => guarded(text).into_owned(),
            Self::Word(word) => word.clone(),
            Self::List(items) => {
                let list = join_list(items.iter().map(String::as_str));
                guarded(&list).into_owned()
            }
            Self::Number(number) => written(*number),
            Self::Whole(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }

    /// Returns the value of the cell in JSON.
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) | Self::Word(text) => text.as_str().into(),
            Self::List(items) => items.as_slice().into(),
            Self::Number(number) => (*number).into(),
            Self::Whole(number) => (*number).into(),
            Self::Flag(flag) => (*flag).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_as_itself() {
        for number in [0.0, -0.5, 1.0 / 3.0, 1e154, 5e-324, 123_456_789.125, 1e16] {
            let text = Cell::Number(number).csv();
            assert_eq!(crate::model::decimal(&text), Some(number), "{text}");
            assert!(text.len() < 25, "{text}");
        }
    }

    #[test]
    fn a_day_is_written_as_one_and_half_a_day_as_a_number() {
        assert_eq!(Cell::number(735_000.0, true).csv(), "2013-05-12");
        assert_eq!(Cell::number(735_000.5, true).csv(), "735000.5");
        assert_eq!(Cell::number(735_000.0, false).csv(), "735000");
    }

    #[test]
    fn a_text_is_no_formula_and_a_number_keeps_its_sign() {
        assert_eq!(Cell::text(Some("=A1")).csv(), "'=A1");
        assert_eq!(Cell::text(Some("=A1")).json(), "=A1");
        assert_eq!(Cell::List(vec!["-a".into(), "b".into()]).csv(), "'-a;b");
        assert_eq!(Cell::Number(-5.0).csv(), "-5");
    }
}
