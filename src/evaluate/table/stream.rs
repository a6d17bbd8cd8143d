//! Pairs counted as they come, where each row counts by itself.

use crate::evaluate::{Group, Reason, Request, Skipped};
use crate::model::KindName;
use crate::scoring::PairCountsBuilder;

use super::decimal::MOST;
use super::filter::Filter;
use super::grouping::Traits;
use super::hold::Event;
use super::layout::Layout;
use super::part::{Pairs, Part, Parts};
use super::read::Take;
use super::row::{Happened, Row, Said};
use super::ties::{Numbering, Ties};
use super::{Column, Reading};

/// Counts pairs as they come.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    filter: Filter,
    /// The questions and clusters, where there is a column for them.
    numbering: Option<Numbering>,
    parts: Parts<Pairs>,
    /// Whether what happened in part does not count.
    whole: bool,
    skipped: Skipped,
    /// How many pairs the rows have counted together.
    counted: u32,
}

impl Stream {
    /// Counts pairs under that layout; only those of a yes or a no, where `whole` says so.
    pub(super) fn new(request: &Request, reading: &Reading, layout: &Layout, whole: bool) -> Self {
        let kind = KindName::Binary;
        let clusters = layout.has(Column::Cluster);
        let named = clusters || layout.has(Column::QuestionId);
        let tied = named || layout.has(Column::Weight);
        Self {
            filter: Filter::new(request, reading, kind),
            numbering: named.then(|| Numbering::new(clusters)),
            parts: Parts::new(request, kind, Pairs::new(tied)),
            whole,
            skipped: Skipped::default(),
            counted: 0,
        }
    }

    fn skip(&mut self, reason: Reason) {
        self.skipped.add_rows(reason, 1);
    }

    /// Returns the pairs of each group, the total last, and what was left out.
    pub(super) fn finish(self) -> (Vec<(Group, Part<Pairs>)>, Skipped) {
        (self.parts.finish(), self.skipped)
    }
}

impl Take for Stream {
    fn teller(&mut self) -> Option<&mut PairCountsBuilder> {
        if self.filter.takes_all() {
            self.parts.only()?.values.teller()
        } else {
            None
        }
    }

    fn take(&mut self, row: &Row<'_>) -> Result<(), String> {
        if !self.filter.takes(row) {
            return Ok(());
        }
        let outcome = match self.filter.outcome(row) {
            Happened::Event(outcome) => outcome,
            Happened::Void => {
                self.skip(Reason::Void);
                return Ok(());
            }
            _ => {
                self.skip(Reason::Open);
                return Ok(());
            }
        };
        if self.whole && !outcome.is_binary() {
            self.skip(Reason::Fractional);
            return Ok(());
        }
        let ties = match &mut self.numbering {
            Some(numbering) => numbering.of(row),
            None => Ties::ALONE,
        };
        let traits = Traits::of(row);
        match row.said {
            Said::Event(forecast) => {
                let said = Event { forecast, outcome };
                let add = |part: &mut Part<Pairs>| part.values.add(said, row.weight, ties);
                self.parts.add(&traits, add)
            }
            Said::Counts {
                forecast,
                pairs,
                events,
            } => {
                let counted = self.counted.checked_add(pairs);
                self.counted = counted
                    .ok_or_else(|| format!("with it the counts add up to more than {MOST}"))?;
                self.parts.add(&traits, |part| {
                    part.values.add_counted(forecast, pairs, events);
                })
            }
            Said::Option(..) | Said::Quantile { .. } => Ok(()),
        }
    }
}
