//! The parts of an estimate: options, quantiles, days, draws or parameters.

use std::iter;

use chrono::NaiveDate;

use super::cell::Cell;
use crate::dataset::Column;
use crate::model::{Band, Estimate, Parametric, Reading, Simple, Stated, Value, end_levels};

/// One part of an estimate, which is a row.
pub(crate) struct Part<'a> {
    of: Of<'a>,
    value: Cell,
    range: Option<Band>,
}

/// What the value of a part is.
enum Of<'a> {
    /// The probability of the event, or nothing.
    Whole,
    /// The probability of this option, by its place from 1.
    Option(usize, &'a str),
    /// The quantile of this level.
    Quantile(f64),
    /// The probability that it has happened by the end of this day.
    Date(NaiveDate),
    /// This draw, from 1.
    Sample(usize),
    /// This parameter, of this part of a mixture, from 1, where it is of one.
    Parameter(Option<usize>, &'static str),
}

impl<'a> Part<'a> {
    /// Returns the parts of an estimate, in order; one that gives no number is one part all the
    /// same.
    pub(crate) fn of(estimate: &'a Estimate, is_of_days: bool) -> Vec<Self> {
        let number = |of, value| Part::new(of, Cell::number(value, is_of_days));
        match &estimate.value {
            Value::Withdrawn | Value::Declined(_) => vec![Part::new(Of::Whole, Cell::Empty)],
            Value::Probability(stated) => vec![Part::stated(Of::Whole, stated)],
            Value::Options(options) => {
                let option = |(i, (option, stated)): (usize, &'a (String, Stated))| {
                    Part::stated(Of::Option(i + 1, option), stated)
                };
                options.iter().enumerate().map(option).collect()
            }
            Value::Quantiles(quantiles) => {
                let quantiles = quantiles.iter();
                quantiles
                    .map(|(level, value)| number(Of::Quantile(level.get()), *value))
                    .collect()
            }
            Value::Interval { low, high, level } => ends(*low, *high, level.get())
                .into_iter()
                .map(|(level, value)| number(Of::Quantile(level), value))
                .collect(),
            Value::Distribution(Parametric::Simple(said)) => parameters(None, said).collect(),
            Value::Distribution(Parametric::Mixture(said)) => {
                let parts = said.parts().iter().enumerate();
                let part = |(i, (weight, said)): (usize, &(f64, Simple))| {
                    let of = Of::Parameter(Some(i + 1), Parametric::WEIGHT);
                    let weight = Part::new(of, Cell::Number(*weight));
                    iter::once(weight).chain(parameters(Some(i + 1), said))
                };
                parts.flat_map(part).collect()
            }
            Value::Samples(draws) => {
                let draws = draws.iter().enumerate();
                draws
                    .map(|(i, draw)| number(Of::Sample(i + 1), *draw))
                    .collect()
            }
            Value::HappensBy(days) => {
                let day =
                    |(day, by): &(NaiveDate, _)| Part::new(Of::Date(*day), Cell::share(Some(*by)));
                days.iter().map(day).collect()
            }
        }
    }

    fn new(of: Of<'a>, value: Cell) -> Self {
        Self {
            of,
            value,
            range: None,
        }
    }

    /// Returns a probability as its author wrote it: its point, and the range where it is one.
    fn stated(of: Of<'a>, stated: &Stated) -> Self {
        Self {
            range: match &stated.reading {
                Reading::Range(band) => Some(*band),
                Reading::Word(word) => Some(word.band),
                Reading::Number(_) | Reading::Declined => None,
            },
            ..Self::new(of, Cell::share(stated.point()))
        }
    }

    /// Returns its cell of a column.
    pub(crate) fn cell(&self, column: Column) -> Cell {
        match (column, &self.of) {
            (Column::Option, Of::Option(_, option)) => Cell::text(Some(option)),
            (Column::OptionNumber, Of::Option(number, _))
            | (Column::Sample, Of::Sample(number))
            | (Column::Component, Of::Parameter(Some(number), _)) => Cell::Whole(*number),
            (Column::Quantile, Of::Quantile(level)) => Cell::Number(*level),
            (Column::Date, Of::Date(day)) => Cell::day(*day),
            (Column::Parameter, Of::Parameter(_, name)) => Cell::word(name),
            (Column::Value, _) => self.value.clone(),
            (Column::RangeLow, _) => Cell::share(self.range.map(|range| range.low)),
            (Column::RangeHigh, _) => Cell::share(self.range.map(|range| range.high)),
            _ => Cell::Empty,
        }
    }
}

/// Returns the parameters of a distribution, alone or as a part of a mixture.
fn parameters<'a>(
    component: Option<usize>,
    said: &Simple,
) -> impl Iterator<Item = Part<'a>> + use<'a> {
    let each = said.parameters();
    each.map(move |(name, value)| Part::new(Of::Parameter(component, name), Cell::Number(value)))
}

/// Returns the ends of a central interval as quantiles: level and value.
fn ends(low: f64, high: f64, level: f64) -> [(f64, f64); 2] {
    let [below, above] = end_levels(level);
    [(below, low), (above, high)]
}
