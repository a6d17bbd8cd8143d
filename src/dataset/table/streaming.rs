//! Rows that stand alone, counted as they come.

use std::collections::BTreeMap;

use crate::dataset::grouping::{Grouping, Traits};
use crate::dataset::set::CountedRows;
use crate::model::{KindName, Probability, Provenance, name_key};
use crate::query::Request;
use crate::scoring::PairCountsBuilder;

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

    /// Returns what counts all pairs, where nothing is grouped.
    pub(super) fn only(&mut self) -> Option<&mut PairCountsBuilder> {
        self.grouping.is_none().then_some(&mut self.total)
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
        let all = self
            .counted
            .checked_add(pairs)
            .filter(|all| *all <= EXACT_UP_TO);
        self.counted =
            all.ok_or_else(|| format!("with it the counts add up to more than {EXACT_UP_TO}"))?;
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
