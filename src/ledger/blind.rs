//! What a forecaster sees of a question before their own estimate of it is in.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Ledger, View, own_and_others};
use crate::model::{Forecast, ForecastId, same_name};

impl Ledger {
    /// Returns the ledger as a forecaster sees it who estimates first and looks at others then: the
    /// estimates of a question that is open on that day are hidden where none of theirs stands.
    #[must_use]
    pub fn blind_to(mut self, forecaster: &str, day: NaiveDate) -> Self {
        let view = View::new(day, 0);
        for entry in &mut self.entries {
            let forecast = &entry.forecast;
            let is_open = forecast.resolution.is_none() && forecast.deadline.day() >= day;
            if is_open && !has_estimated(forecast, forecaster, &view) {
                let forecast = Arc::make_mut(&mut entry.forecast);
                let all = forecast.estimates.len();
                let mine = |by: &str| same_name(by, forecaster);
                forecast.estimates.retain(|estimate| mine(&estimate.by));
                let hidden = all - forecast.estimates.len();
                if hidden > 0 {
                    self.hidden.insert(forecast.id.clone(), hidden);
                }
            }
        }
        self
    }

    /// Returns how many estimates of a forecast are hidden from who looks.
    #[must_use]
    pub fn hidden(&self, id: &ForecastId) -> usize {
        self.hidden.get(id).copied().unwrap_or(0)
    }

    /// Returns how many forecasts have estimates that are hidden from who looks.
    #[must_use]
    pub fn with_hidden(&self) -> usize {
        self.hidden.len()
    }
}

/// Returns whether an estimate of the forecaster stands.
fn has_estimated(forecast: &Forecast, forecaster: &str, view: &View) -> bool {
    let (mine, _) = own_and_others(forecast, view, forecaster);
    let last = mine.and_then(|run| run.estimates.last().copied());
    last.is_some_and(|last| !last.ends_run())
}
