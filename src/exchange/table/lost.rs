//! What a ledger has and a table cannot hold.

use crate::ledger::{Ledger, Selection, View};
use crate::model::Kind;

/// Something that a table cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// What it is, of many.
    pub what: &'static str,
    /// How many there are.
    pub count: usize,
}

/// Returns what of the chosen records a table does not hold, as far as there is any, beside the
/// texts for people. `docs/tables.md` says of each what that means.
#[must_use]
pub fn lost(ledger: &Ledger, selection: &Selection, view: &View) -> Vec<Lost> {
    let [
        mut bare,
        mut derived,
        mut relations,
        mut likelihoods,
        mut later,
        mut replaced,
    ] = [0; 6];
    for entry in selection.of(ledger, view) {
        let forecast = &entry.forecast;
        let mine = |by: &str| selection.takes_forecaster(by);
        let seen = || view.estimates(forecast).filter(|one| mine(&one.by));
        bare += usize::from(seen().all(|one| one.derived));
        derived += seen().filter(|one| one.derived).count();
        let named = forecast.references().into_iter();
        relations += named
            .filter(|(key, _)| !matches!(*key, "indicators" | "together"))
            .count();
        if let Kind::Scenarios(set) = &forecast.kind {
            let each = set.indicators.iter().map(|one| one.likelihood.len());
            likelihoods += each.sum::<usize>();
        }
        if let Kind::Choice { options } = &forecast.kind {
            later += options.iter().filter(|one| one.since.is_some()).count();
        }
        replaced += forecast
            .resolution
            .as_ref()
            .map_or(0, |one| one.replaces.len());
    }
    [
        ("questions without an estimate", bare),
        ("derived estimates", derived),
        ("relations and conditions, but for the cluster", relations),
        ("scenario likelihoods", likelihoods),
        ("days since which an option is there", later),
        ("corrected resolutions", replaced),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(what, count)| Lost { what, count })
    .collect()
}
