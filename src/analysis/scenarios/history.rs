//! How a set moved: a step for each day on which something became known or was said.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Assessment, Bearing, SetRequest, assess};
use crate::ledger::{Ledger, View};
use crate::model::{Estimate, Forecast, Indicator, Resolution};

/// A day on which something changed, and where the set then stood.
#[derive(Clone, Debug)]
pub struct ScenarioStep<'a> {
    /// The day.
    pub day: NaiveDate,
    /// What changed.
    pub events: Vec<Event<'a>>,
    /// The set as it stood at the end of the day.
    pub assessment: Assessment<'a>,
}

/// What changes a set, or what is said of it.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// The forecaster estimated it.
    Estimate(&'a Estimate),
    /// The outcome of an indicator became known.
    Known {
        /// The indicator.
        indicator: &'a Indicator,
        /// How it came out.
        bearing: Bearing,
    },
    /// It became known which scenario came about.
    Resolved(&'a Resolution),
}

/// Returns the steps of an assessment's forecaster, from the start to the view's day.
#[must_use]
pub fn history<'a>(
    ledger: &'a Ledger,
    end: &Assessment<'a>,
    request: &SetRequest,
) -> Vec<ScenarioStep<'a>> {
    let mut days: BTreeMap<NaiveDate, Vec<Event<'a>>> = BTreeMap::new();
    days.entry(end.start.day()).or_default();
    for (day, event) in events(end, &request.view) {
        days.entry(day).or_default().push(event);
    }
    let step = |(day, events)| {
        let view = View {
            as_of: day,
            ..request.view
        };
        let then = SetRequest {
            view,
            suppose: Vec::new(),
            ..request.clone()
        };
        let found = assess(ledger, end.entry, &then).into_iter().flatten();
        let assessment = found.into_iter().find(|one| one.by == end.by)?;
        Some(ScenarioStep {
            day,
            events,
            assessment,
        })
    };
    days.into_iter().filter_map(step).collect()
}

fn events<'a>(end: &Assessment<'a>, view: &View) -> Vec<(NaiveDate, Event<'a>)> {
    let forecast: &'a Forecast = &end.entry.forecast;
    let mut found: Vec<(NaiveDate, Event<'a>)> = forecast
        .estimates
        .iter()
        .filter(|estimate| view.sees(estimate) && Some(&*estimate.by) == end.by)
        .map(|estimate| {
            let said = if view.booked {
                estimate.written()
            } else {
                estimate.date
            };
            (said.day(), Event::Estimate(estimate))
        })
        .collect();
    found.extend(end.signs.iter().filter_map(|sign| {
        let event = Event::Known {
            indicator: sign.indicator,
            bearing: sign.bearing,
        };
        Some((sign.bearing.known()?.day(), event))
    }));
    let resolution = view.resolution(forecast);
    found.extend(resolution.map(|resolution| {
        let known = if view.booked {
            resolution.written(forecast.deadline)
        } else {
            resolution.known_or(forecast.deadline)
        };
        (known.day(), Event::Resolved(resolution))
    }));
    found
}
