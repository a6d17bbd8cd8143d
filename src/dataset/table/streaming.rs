//! Rows that stand alone, counted as they come.

use std::collections::BTreeMap;

use crate::dataset::grouping::{Grouping, Traits};
use crate::dataset::set::CountedRows;
use crate::model::{KindName, Probability, Provenance, name_key};
use crate::query::Request;
use crate::scoring::{Pair, PairCountsBuilder};

use super::Names;
use super::count::EXACT_UP_TO;
use super::row::TableRow;
use super::tags::TagNumbers;

/// Counts rows as they come, by group.
#[derive(Clone, Debug)]
pub(super) struct StreamingSink {
    grouping: Grouping,
    forecasters: Names,
    tags: TagNumbers,
    groups: Vec<PairCountsBuilder>,
    total: PairCountsBuilder,
    /// How many forecasts the rows of counts stand for.
    counted: u64,
}

impl StreamingSink {
    pub(super) fn new(request: &Request) -> Self {
        Self {
            grouping: Grouping::new(&request.group_by),
            forecasters: Names::default(),
            tags: TagNumbers::default(),
            groups: Vec::new(),
            total: PairCountsBuilder::default(),
            counted: 0,
        }
    }

    /// Says whether nothing is grouped, so that no row need be looked at beyond its pairs.
    pub(super) fn counts_all_alike(&self) -> bool {
        self.grouping.is_none()
    }

    /// Counts a pair that goes to no group.
    #[inline]
    pub(super) fn add_pair(&mut self, pair: &Pair) {
        self.total.add(pair);
    }

    /// Counts pairs that go to no group, unless they are too many.
    #[inline]
    pub(super) fn add_pairs(&mut self, forecast: Probability, pairs: u64, events: u64) -> bool {
        let is_fit = events <= pairs && self.note(pairs);
        if is_fit {
            self.total.add_counted(forecast, pairs, events);
        }
        is_fit
    }

    /// Notes how many forecasts rows of counts stand for; says no where they would be too many.
    fn note(&mut self, pairs: u64) -> bool {
        let all = self.counted.checked_add(pairs);
        let all = all.filter(|all| *all <= EXACT_UP_TO);
        self.counted = all.unwrap_or(self.counted);
        all.is_some()
    }

    /// Counts a row with what counts it in each of its groups.
    pub(super) fn add(&mut self, row: &TableRow<'_>, count: impl Fn(&mut PairCountsBuilder)) {
        if !self.grouping.is_none() {
            let name = name_key(row.forecaster);
            let forecaster = self.forecasters.number(&name);
            let tags = self.tags.number(row.tags);
            let groups = self.grouping.of(&Traits {
                forecaster: (forecaster, &name),
                tags: (tags, self.tags.set(tags)),
                kind: KindName::Binary,
                made: row.made_at,
                deadline: row.deadline,
                provenance: Provenance::Unwitnessed,
                question: None,
                row: None,
            });
            for number in groups {
                let room = self.groups.len().max(number + 1);
                self.groups.resize_with(room, PairCountsBuilder::default);
                count(&mut self.groups[number]);
            }
        }
        count(&mut self.total);
    }

    /// Counts a row that is a count itself.
    pub(super) fn add_counted(
        &mut self,
        row: &TableRow<'_>,
        forecast: Probability,
        pairs: u64,
        events: u64,
    ) -> Result<(), String> {
        if !self.note(pairs) {
            return Err(format!(
                "with it the counts add up to more than {EXACT_UP_TO}"
            ));
        }
        self.add(row, |counter| counter.add_counted(forecast, pairs, events));
        Ok(())
    }

    /// Returns the rows that were counted.
    pub(super) fn finish(self) -> CountedRows {
        let mut tallies: Vec<_> = self.groups.into_iter().map(Some).collect();
        let groups = self.grouping.into_numbers().into_iter();
        let groups = groups.filter_map(|(keys, number)| {
            let counted = tallies.get_mut(number)?.take()?;
            Some((keys, counted.finish()))
        });
        CountedRows {
            groups: groups.collect::<BTreeMap<_, _>>(),
            total: self.total.finish(),
        }
    }
}
