//! The numbers of an estimate of any kind, one by one, in JSON and CSV.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::dataset::Column;
use crate::exchange::table::Part;
use crate::model::{Estimate, Forecast, KindName};

/// One number of an estimate, and what it is the number of; the cells of a row of
/// `foretell export table`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartV1 {
    /// The option that `value` is the probability of.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<String>")]
    option: Value,
    /// The level of the quantile that `value` is.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<f64>")]
    quantile: Value,
    /// The day by whose end it has happened with the probability `value`.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<super::DayV1>")]
    happens_by: Value,
    /// The number of the draw that `value` is, from 1.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<u64>")]
    sample: Value,
    /// The part of a mixture that the parameter is of, from 1.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<u64>")]
    component: Value,
    /// The parameter of the distribution that `value` is.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<String>")]
    parameter: Value,
    /// A probability, a number or a day; null where no number was given.
    #[schemars(extend("type" = ["number", "string", "null"]))]
    value: Value,
    /// The lower end of the range that the author's word or range allows.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<f64>")]
    range_low: Value,
    /// Its upper end.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schemars(with = "Option<f64>")]
    range_high: Value,
}

impl PartV1 {
    /// Returns the numbers of an estimate, in order; one that gives none is one part all the same.
    #[must_use]
    pub fn of(estimate: &Estimate, forecast: &Forecast) -> Vec<Self> {
        let is_of_days = forecast.kind.name() == KindName::Date;
        let parts = Part::of(estimate, is_of_days).into_iter();
        parts.map(|part| Self::new(&part)).collect()
    }

    fn new(part: &Part<'_>) -> Self {
        let cell = |column| part.cell(column).json();
        Self {
            option: cell(Column::Option),
            quantile: cell(Column::Quantile),
            happens_by: cell(Column::Date),
            sample: cell(Column::Sample),
            component: cell(Column::Component),
            parameter: cell(Column::Parameter),
            value: cell(Column::Value),
            range_low: cell(Column::RangeLow),
            range_high: cell(Column::RangeHigh),
        }
    }
}

/// A row of CSV for one number of an estimate, with what it is about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartRowV1<F> {
    /// What it is about.
    #[serde(flatten)]
    facts: F,
    /// The number.
    #[serde(flatten)]
    part: Option<PartV1>,
}

impl<F: Clone> PartRowV1<F> {
    /// Returns a row for each number, or one without any.
    #[must_use]
    pub fn all(facts: F, parts: &[PartV1]) -> Vec<Self> {
        if parts.is_empty() {
            return vec![Self { facts, part: None }];
        }
        let row = |part: &PartV1| Self {
            facts: facts.clone(),
            part: Some(part.clone()),
        };
        parts.iter().map(row).collect()
    }
}
