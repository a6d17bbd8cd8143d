//! Why an open forecast asks its forecaster to look again.

use super::{Entry, Ledger, View, own_and_others};
use crate::model::{Estimate, ForecastId, Moment, same_name};

/// Why a forecast asks its forecaster to look again.
#[derive(Clone, Debug, PartialEq)]
pub enum UpdateReason<'a> {
    /// A forecast that it names was resolved since.
    Resolved(&'a ForecastId),
    /// Others gave another number since.
    Moved(Vec<&'a Estimate>),
    /// The last estimate is this many days old.
    Stale(usize),
    /// There is none yet, and the forecast is the forecaster's own.
    Unestimated,
}

/// Returns why a forecast asks this forecaster to look again; none where it does not, or takes no more
/// estimates. An estimate is stale after more than so many days.
#[must_use]
pub fn update_reason<'a>(
    ledger: &'a Ledger,
    entry: &'a Entry,
    view: &View,
    forecaster: &str,
    stale: u32,
) -> Option<UpdateReason<'a>> {
    if !view.state(ledger, entry).takes_estimates() {
        return None;
    }
    let forecast = &entry.forecast;
    let (mine, others) = own_and_others(forecast, view, forecaster);
    let Some(last) = mine.and_then(|run| run.estimates.last().copied()) else {
        let owner = forecast.owner.as_deref();
        let is_mine = owner.is_some_and(|owner| same_name(owner, forecaster));
        return is_mine.then_some(UpdateReason::Unestimated);
    };
    // Who took a number back does not stand by it, and is not asked for it again.
    if last.ends_run() {
        return None;
    }
    let resolved = forecast.references().into_iter().map(|(_, id)| id);
    let resolved = resolved.into_iter().find(|id| {
        let known = ledger.get(id).and_then(|other| {
            let resolution = view.resolution(&other.forecast)?;
            Some(resolution.known_or(other.forecast.deadline))
        });
        known.is_some_and(|known| last.date.is_before(known))
    });
    if let Some(id) = resolved {
        return Some(UpdateReason::Resolved(id));
    }
    let moved: Vec<&Estimate> = others
        .iter()
        .filter_map(|run| moved_since(&run.estimates, last.date))
        .collect();
    if !moved.is_empty() {
        return Some(UpdateReason::Moved(moved));
    }
    let days = usize::try_from((view.as_of - last.date.day()).num_days()).ok()?;
    (days > stale as usize).then_some(UpdateReason::Stale(days))
}

/// Returns the last of one forecaster's estimates, where it is from after that time and says something
/// else than what stood then.
fn moved_since<'a>(estimates: &[&'a Estimate], since: Moment) -> Option<&'a Estimate> {
    let last = *estimates.last()?;
    let stood = estimates
        .iter()
        .rev()
        .find(|one| !since.is_before(one.date));
    let same = stood.is_some_and(|stood| stood.value == last.value);
    (since.is_before(last.date) && !same).then_some(last)
}
