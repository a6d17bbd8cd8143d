//! Git as a witness: on which day a commit first carried each estimate.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::seen::{Said, Seen, seen};
use super::trail::{Event, Follower, Trail, put};
use crate::record::{RecordHistory, SourceFile};

/// On which day a commit first carried each estimate of each record, by the record's id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness(BTreeMap<String, Vec<Option<NaiveDate>>>);

impl Witness {
    /// Asks history for the estimates that the files of the ledger have now. What is in no commit is
    /// carried by the work tree, today.
    #[must_use]
    pub fn ask(
        history: &RecordHistory<Seen>,
        sources: &[SourceFile],
        imports: &[String],
        today: NaiveDate,
    ) -> Self {
        let text = |source: &SourceFile| source.content.as_deref().ok().map(seen);
        let texts = sources.iter().map(|source| (&*source.path, text(source)));
        let texts: Vec<(&str, Option<Seen>)> = texts.collect();
        let mut now = BTreeMap::new();
        for (path, seen) in &texts {
            put(&mut now, seen.as_ref(), path);
        }
        let trails = Follower::new(history, imports).follow(&now, today);
        let mut days = BTreeMap::new();
        for (id, sides) in &now {
            let (Some(trail), Some((one, _))) = (trails.get(id), sides.first()) else {
                continue;
            };
            let day = |said: &Said| trail.first_carried(said);
            days.insert(id.clone(), one.estimates.iter().map(day).collect());
        }
        Self(days)
    }

    /// Returns the days for the estimates of a record, in its order; none for what a declared import
    /// brought, of which git does not know how old it is.
    #[must_use]
    pub fn of(&self, id: &str) -> &[Option<NaiveDate>] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }
}

impl Trail<'_> {
    /// Returns the day on which an estimate stood there first as it is now.
    fn first_carried(&self, said: &Said) -> Option<NaiveDate> {
        let carried = self.carried.iter().find(|(carried, _)| carried.says(said));
        let mut changed = self.events.iter().filter_map(|(at, event)| match event {
            Event::Changed { new, .. } if new.says(said) => Some(at),
            _ => None,
        });
        let at = carried.map(|(_, at)| at).or_else(|| changed.next())?;
        (!at.is_import).then_some(at.day)
    }
}
