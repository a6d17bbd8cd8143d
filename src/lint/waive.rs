//! Findings that a record keeps quiet for a while.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::command_rules;
use crate::model::{Finding, Forecast, Waiver};
use crate::record::Record;

/// The waivers in force, by file, document and code.
pub(super) struct Waivers<'a>(BTreeSet<(&'a str, usize, &'a str)>);

impl<'a> Waivers<'a> {
    /// Returns the waivers in force on a day.
    pub(super) fn of(records: &'a [Record], as_of: NaiveDate) -> Self {
        let mut found = BTreeSet::new();
        for record in records {
            let Some(forecast) = &record.forecast else {
                continue;
            };
            for waiver in &forecast.waivers {
                if in_force(waiver, as_of) {
                    let code = waiver.rule.as_str();
                    found.insert((&*record.file, record.document, code));
                }
            }
        }
        Self(found)
    }

    /// Returns whether the record of a finding's first place waives it.
    pub(super) fn cover(&self, finding: &Finding) -> bool {
        finding.places.first().is_some_and(|place| {
            let key = (&*place.file, place.document, finding.rule.code);
            self.0.contains(&key)
        })
    }
}

/// Returns what keeps a forecast quiet though it is overdue, while it does.
#[must_use]
pub fn snoozed(forecast: &Forecast, as_of: NaiveDate) -> Option<&Waiver> {
    let code = command_rules::OVERDUE.code;
    let mut waivers = forecast.waivers.iter();
    waivers.find(|waiver| waiver.rule == code && in_force(waiver, as_of))
}

/// Returns whether a waiver is in force on a day: it has a reason, and an end that has not passed.
#[must_use]
fn in_force(waiver: &Waiver, as_of: NaiveDate) -> bool {
    waiver.because.is_some() && waiver.until.is_some_and(|until| as_of <= until.day())
}
