//! What those who forecast did to their own forecasts.

use std::collections::BTreeMap;

use super::seen::FRAME;
use super::trail::{Event, Trail, Trails};
use super::values::words;
use crate::model::{Forecast, Outcome};
use crate::record::Record;

/// What somebody did to forecasts on which they have estimates, or to any whose outcome was known.
///
/// Nothing of this is wrong by itself: in a team of one nobody else is there to do it. Whoever reads
/// the scores is told how often it was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelfInterest {
    /// Who: a forecaster, or the author of a commit as git has the name.
    pub name: String,
    /// The forecasts with an estimate of theirs whose outcome they logged.
    pub resolved: Vec<String>,
    /// The forecasts with an estimate of theirs that they declared annulled or ambiguous.
    pub voided: Vec<String>,
    /// The forecasts whose question, criteria, options or deadline a commit of theirs changed when the
    /// outcome was known.
    pub reworded: Vec<String>,
}

/// Counts it, by name.
pub(super) fn self_interest(records: &[Record], trails: &Trails<'_>) -> Vec<SelfInterest> {
    let mut people: BTreeMap<String, SelfInterest> = BTreeMap::new();
    let forecasts = records.iter().filter_map(|one| one.forecast.as_deref());
    for forecast in forecasts {
        let id = forecast.id.to_string();
        if let (Some(name), Some(resolution)) = (forecast.own_resolver(), &forecast.resolution) {
            let person = people.entry(words(name)).or_default();
            match resolution.outcome {
                Outcome::Annulled | Outcome::Ambiguous => person.voided.push(id.clone()),
                _ => person.resolved.push(id.clone()),
            }
        }
        for author in trails
            .get(&id)
            .iter()
            .flat_map(|trail| late(trail, forecast))
        {
            let reworded = &mut people.entry(words(author)).or_default().reworded;
            if reworded.last() != Some(&id) {
                reworded.push(id.clone());
            }
        }
    }
    let named = |(name, person)| SelfInterest { name, ..person };
    people.into_iter().map(named).collect()
}

/// Returns who changed what was asked when the outcome was known.
fn late<'t>(trail: &'t Trail<'_>, forecast: &Forecast) -> impl Iterator<Item = &'t str> {
    let resolution = forecast.resolution.as_ref();
    let known = resolution.map(|resolution| resolution.known_or(forecast.deadline).day());
    let events = trail.events.iter().filter(move |(at, event)| {
        let Event::Framed { key, .. } = event else {
            return false;
        };
        FRAME.contains(key) && known.is_some_and(|known| at.day >= known)
    });
    events.filter_map(|(at, _)| at.author.as_deref())
}
