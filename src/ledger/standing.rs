//! Standing estimates: who said what at a given time.

use super::View;
use crate::model::{Estimate, Forecast, same_name};

/// The estimates of one forecaster on one forecast, in the order in which they were made.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<'a> {
    /// Who made them.
    pub by: &'a str,
    /// The estimates, earliest first; of two on the same day the later in the record is last.
    pub estimates: Vec<&'a Estimate>,
}

/// Returns what each forecaster gave before the outcome was known, by name, as far as the view sees it;
/// of several of one day the last.
///
/// Derived estimates are left out: they only follow from others.
#[must_use]
pub fn runs<'a>(forecast: &'a Forecast, view: &View) -> Vec<Run<'a>> {
    let mut runs = every_run(forecast, view);
    for run in &mut runs {
        run.estimates.retain(|estimate| !estimate.retrospective);
        // Of two of one day the later takes the place of the other.
        run.estimates.dedup_by(|later, earlier| {
            let is_one = earlier.is_superseded_by(later);
            if is_one {
                *earlier = *later;
            }
            is_one
        });
    }
    runs.retain(|run| !run.estimates.is_empty());
    runs
}

/// Returns the run of a forecaster and those of all others, as [`runs`] does.
#[must_use]
pub fn own_and_others<'a>(
    forecast: &'a Forecast,
    view: &View,
    forecaster: &str,
) -> (Option<Run<'a>>, Vec<Run<'a>>) {
    let (own, others): (Vec<_>, Vec<_>) = runs(forecast, view)
        .into_iter()
        .partition(|run| same_name(run.by, forecaster));
    (own.into_iter().next(), others)
}

/// Returns each forecaster's estimates, by name, as [`runs`] does, and beside them those that
/// others of the same day replaced and those that were given when the outcome was known.
#[must_use]
pub fn every_run<'a>(forecast: &'a Forecast, view: &View) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    for estimate in view
        .estimates(forecast)
        .filter(|estimate| !estimate.derived)
    {
        match runs.iter_mut().find(|run| run.by == &*estimate.by) {
            Some(run) => run.estimates.push(estimate),
            None => runs.push(Run {
                by: &estimate.by,
                estimates: vec![estimate],
            }),
        }
    }
    for run in &mut runs {
        // Stable, so that the record's order decides between estimates of one day.
        run.estimates.sort_by(|a, b| a.date.compare(b.date));
    }
    runs.sort_by(|a, b| a.by.cmp(b.by));
    runs
}

/// Returns each forecaster's estimate in force at the end of the view's day, by name: of a
/// question with an outcome that from before it was known.
#[must_use]
pub fn standing<'a>(forecast: &'a Forecast, view: &View) -> Vec<&'a Estimate> {
    runs(forecast, view)
        .iter()
        .filter_map(|run| run.estimates.last().copied())
        .collect()
}
