//! An estimate that is logged: what is written of it.

use std::cmp::Ordering;

use chrono::NaiveDate;
use foretell::ledger::{View, every_run};
use foretell::model::{Estimate, Forecast, Moment, same_name};
use foretell::record::edit::{Entries, Yaml};
use foretell::record::value_entries;

use crate::clock;
use crate::error::Error;
use crate::estimate_value;

/// An estimate that is logged.
#[derive(Clone, Copy, Debug)]
pub struct NewEstimate<'a> {
    /// Who makes it.
    pub by: &'a str,
    /// What is estimated.
    pub said: NewValue<'a>,
    /// When, where that is not today.
    pub date: Option<Moment>,
    /// How sound the grounds are.
    pub confidence: Option<&'a str>,
    /// The reason, or that of the correction.
    pub because: Option<&'a str>,
    /// Whether it corrects the last one, for the day of that.
    pub amends: bool,
}

/// What is estimated.
#[derive(Clone, Copy, Debug)]
pub enum NewValue<'a> {
    /// This, in words as they are typed.
    Value(&'a [String]),
    /// What the last estimate said: it was looked at anew, and stands.
    Again(&'a Estimate),
    /// Nothing any more.
    Withdrawn,
}

impl<'a> NewEstimate<'a> {
    /// Returns an estimate of today.
    pub fn new(by: &'a str, said: NewValue<'a>, because: Option<&'a str>) -> Self {
        Self {
            by,
            said,
            date: None,
            confidence: None,
            because,
            amends: false,
        }
    }

    /// Returns the day of which it speaks, and its keys.
    pub fn entries(
        &self,
        forecast: &Forecast,
        today: NaiveDate,
    ) -> Result<(Moment, Entries), Error> {
        let amended = self
            .amends
            .then(|| last_estimate(forecast, self.by, today))
            .transpose()?;
        let date = amended.map_or(self.date.unwrap_or(Moment::Day(today)), |one| one.date);
        let mut entries: Entries = Vec::new();
        let mut put = |name: &str, value: Yaml| entries.push((name.to_owned(), value));
        put("date", Yaml::plain(date.to_string()));
        put("by", Yaml::text(self.by));
        let (values, mark) = match self.said {
            NewValue::Value(typed) => (
                estimate_value::entries(typed, &forecast.kind.on(date))?,
                None,
            ),
            NewValue::Again(last) => (
                value_entries(&last.value, &forecast.kind),
                Some("reaffirmed"),
            ),
            NewValue::Withdrawn => (Vec::new(), Some("withdrawn")),
        };
        for (name, value) in values {
            put(&name, value);
        }
        if let NewValue::Again(last) = self.said
            && let Some(yardstick) = last.yardstick()
        {
            put("yardstick", Yaml::text(yardstick));
        }
        if let Some(mark) = mark {
            put(mark, Yaml::plain("true"));
        }
        if let Some(confidence) = self.confidence {
            put("confidence", Yaml::text(confidence));
        }
        // Only what says when it was written can be told from what was written after the fact.
        let logged = logged(forecast, self.by, date)?;
        put("logged", Yaml::plain(logged.to_string()));
        if let Some(because) = self.because {
            let key = if self.amends { "amends" } else { "because" };
            put(key, Yaml::text(because));
        }
        Ok((date, entries))
    }
}

/// Returns the last estimate of a forecaster, which may be amended.
fn last_estimate<'a>(
    forecast: &'a Forecast,
    by: &str,
    today: NaiveDate,
) -> Result<&'a Estimate, Error> {
    let runs = every_run(forecast, &View::new(today, 0));
    let run = runs.into_iter().find(|run| same_name(run.by, by));
    run.and_then(|run| run.estimates.last().copied())
        .ok_or_else(|| {
            Error::usage(format!(
                "{by} has no estimate of `{}` to amend",
                forecast.id
            ))
            .hint("leave out `--amend` to log one, or name its forecaster with `--by`")
        })
}

/// Returns when an estimate is written: today, and the time where the day has one of the forecaster
/// already, so that it is known which of the two is the later.
fn logged(forecast: &Forecast, by: &str, date: Moment) -> Result<Moment, Error> {
    let now = clock::moment()?;
    let is_second = forecast
        .estimates
        .iter()
        .any(|one| same_name(&one.by, by) && one.date.compare(date) == Ordering::Equal);
    Ok(if is_second {
        now
    } else {
        Moment::Day(now.day())
    })
}
