//! What was written down, line by line, in JSON, version 1: what `log` gives.

use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger::{Entry, View};
use crate::model::{Estimate, Forecast, KindName, Resolution, Value};

use super::{DayV1, PartRowV1, PartV1, schema, value};

/// An estimate or a resolution, in the order in which they were written down.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LogEntryV1 {
    /// What was written down.
    #[serde(flatten)]
    pub facts: LogFactsV1,
    /// What it says, in a few words.
    pub text: String,
    /// The numbers of an estimate.
    pub parts: Vec<PartV1>,
    /// When it was written down, to sort by.
    #[serde(skip)]
    pub order: i64,
}

/// What is said of an estimate or a resolution, but for its numbers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LogFactsV1 {
    /// When it was written down.
    pub written: DayV1,
    /// The day that it speaks for: when an estimate was made, or an outcome known.
    pub date: DayV1,
    /// What it is.
    #[schemars(extend("enum" = ["estimate", "resolution"]))]
    pub what: &'static str,
    /// The forecast.
    #[schemars(regex(pattern = schema::ID))]
    pub id: String,
    /// The kind of its question.
    #[schemars(extend("enum" = KindName::ALL.map(KindName::as_str)))]
    pub kind: &'static str,
    /// Who wrote it.
    pub by: Option<String>,
    /// The form in which an estimate was said, as in the record.
    #[schemars(extend("enum" = schema::or_null(Value::FORMS)))]
    pub form: Option<&'static str>,
    /// The outcome of a resolution.
    pub outcome: Option<String>,
}

impl LogEntryV1 {
    /// Returns what was written down about a forecast: its estimates by the forecasters that are
    /// meant, and its resolution.
    #[must_use]
    pub fn of(entry: &Entry, view: &View, takes: impl Fn(&str) -> bool) -> Vec<Self> {
        let forecast = &entry.forecast;
        let estimates = view.estimates(forecast).filter(|one| takes(&one.by));
        let estimates = estimates.map(|one| Self::estimate(one, forecast));
        let resolution = view.resolution(forecast);
        let resolution = resolution.map(|one| Self::resolution(one, forecast));
        estimates.chain(resolution).collect()
    }

    /// Returns the rows of CSV: one for each number of an estimate, one for a resolution.
    #[must_use]
    pub fn rows(&self) -> Vec<PartRowV1<LogFactsV1>> {
        PartRowV1::all(self.facts.clone(), &self.parts)
    }

    fn estimate(estimate: &Estimate, forecast: &Forecast) -> Self {
        let written = estimate.written();
        Self {
            facts: LogFactsV1 {
                written: DayV1::new(written),
                date: DayV1::new(estimate.date),
                what: "estimate",
                id: forecast.id.to_string(),
                kind: forecast.kind.name().as_str(),
                by: Some(estimate.by.to_string()),
                form: Some(estimate.value.form()),
                outcome: None,
            },
            text: value::value(&estimate.value, &forecast.kind),
            parts: PartV1::of(estimate, forecast),
            order: written.start(),
        }
    }

    fn resolution(resolution: &Resolution, forecast: &Forecast) -> Self {
        let written = resolution.written(forecast.deadline);
        Self {
            facts: LogFactsV1 {
                written: DayV1::new(written),
                date: DayV1::new(resolution.known_or(forecast.deadline)),
                what: "resolution",
                id: forecast.id.to_string(),
                kind: forecast.kind.name().as_str(),
                by: resolution.by.clone(),
                form: None,
                outcome: Some(resolution.outcome.to_string()),
            },
            text: value::outcome(&resolution.outcome),
            parts: Vec::new(),
            order: written.start(),
        }
    }
}
