//! What was written down, line by line, in JSON, version 1: what `log` gives.

use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger::{Entry, View};
use crate::model::{Estimate, Forecast, Moment, Resolution};

use super::{DayV1, schema, value};

/// An estimate or a resolution, in the order in which they were written down.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LogEntryV1 {
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
    /// Who wrote it.
    pub by: Option<String>,
    /// What it says, in a few words.
    pub text: String,
    /// When it was written down, to sort by.
    #[serde(skip)]
    pub order: i64,
}

impl LogEntryV1 {
    /// Returns what was written down about a forecast: its estimates by those forecasters, all where
    /// none is named, and its resolution.
    #[must_use]
    pub fn of(entry: &Entry, view: &View, takes: impl Fn(&str) -> bool) -> Vec<Self> {
        let forecast = &entry.forecast;
        let estimates = view.estimates(forecast).filter(|one| takes(&one.by));
        let estimates = estimates.map(|one| Self::estimate(one, forecast));
        let resolution = view.resolution(forecast);
        let resolution = resolution.map(|one| Self::resolution(one, forecast));
        estimates.chain(resolution).collect()
    }

    fn estimate(estimate: &Estimate, forecast: &Forecast) -> Self {
        Self {
            by: Some(estimate.by.clone()),
            text: value::value(&estimate.value, &forecast.kind),
            ..Self::bare("estimate", forecast, estimate.written(), estimate.date)
        }
    }

    fn resolution(resolution: &Resolution, forecast: &Forecast) -> Self {
        let written = resolution.written(forecast.deadline);
        let known = resolution.known_or(forecast.deadline);
        Self {
            by: resolution.by.clone(),
            text: value::outcome(&resolution.outcome),
            ..Self::bare("resolution", forecast, written, known)
        }
    }

    fn bare(what: &'static str, forecast: &Forecast, written: Moment, date: Moment) -> Self {
        Self {
            written: DayV1::new(written),
            date: DayV1::new(date),
            what,
            id: forecast.id.to_string(),
            by: None,
            text: String::new(),
            order: written.start(),
        }
    }
}
