//! Estimates of a table: what was said about a question, by whom and when.

use crate::dataset::join_list;
use crate::evaluate::Weigh;
use crate::model::Moment;
use crate::scoring::Weight;

use super::filter::known;
use super::grouping::{Traits, empty};
use super::row::Row;
use super::ties::{Numbering, Ties};
use super::{Column, Names};

/// What was said about a question, by whom and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate<S> {
    /// The line of its first row.
    pub line: u64,
    /// The numbers of its question and its cluster.
    pub ties: Ties,
    /// The number of who said it.
    pub forecaster: u32,
    /// The number of its tags, which are one text.
    pub tags: u32,
    /// When it was said, and when its question was open.
    pub times: Times,
    /// How much it counts.
    pub weight: Weight,
    /// What was said, and what happened.
    pub said: S,
}

/// The days of an estimate and its question, where they are given.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Times {
    /// When it was said.
    pub made_at: Option<Moment>,
    /// When the question was first asked.
    pub opened: Option<Moment>,
    /// When it is decided at the latest.
    pub deadline: Option<Moment>,
    /// When the outcome was known.
    pub resolved_at: Option<Moment>,
}

impl<S> Estimate<S> {
    /// Returns the same estimate saying something else.
    pub(super) fn saying<T>(self, said: T) -> Estimate<T> {
        Estimate {
            line: self.line,
            ties: self.ties,
            forecaster: self.forecaster,
            tags: self.tags,
            times: self.times,
            weight: self.weight,
            said,
        }
    }
}

impl Times {
    pub(super) fn of(row: &Row<'_>) -> Self {
        Self {
            made_at: row.made_at,
            opened: row.opened,
            deadline: row.deadline,
            resolved_at: row.resolved_at,
        }
    }

    /// Returns when the outcome was known, where that can be told.
    #[must_use]
    pub fn known(&self) -> Option<Moment> {
        known(self.resolved_at, self.deadline)
    }
}

/// The names of a table by number.
#[derive(Clone, Debug)]
pub struct Register {
    ties: Numbering,
    forecasters: Names,
    tags: Names,
}

impl Register {
    pub(super) fn new(with_clusters: bool) -> Self {
        Self {
            ties: Numbering::new(with_clusters),
            forecasters: Names::default(),
            tags: Names::default(),
        }
    }

    /// Returns a row as an estimate.
    pub(super) fn estimate<S>(&mut self, row: &Row<'_>, said: S) -> Estimate<S> {
        Estimate {
            line: row.line,
            ties: self.ties.of(row),
            forecaster: self.forecasters.number(row.forecaster),
            tags: self.tags.number(row.tags),
            times: Times::of(row),
            weight: row.weight,
            said,
        }
    }

    /// Returns the number of tags with those of another row added.
    pub(super) fn joined(&mut self, tags: u32, more: &str) -> u32 {
        let had = self.tags.text(tags);
        if had == more {
            return tags;
        }
        let had: Vec<_> = Row::each_tag(had).collect();
        let new: Vec<_> = Row::each_tag(more)
            .filter(|tag| !had.contains(tag))
            .collect();
        if new.is_empty() {
            return tags;
        }
        let joined = join_list(had.iter().chain(&new).map(AsRef::as_ref));
        self.tags.number(&joined)
    }

    /// Returns what decides the groups of an estimate.
    pub(super) fn traits<S>(&self, estimate: &Estimate<S>) -> Traits<'_> {
        Traits {
            forecaster: self.forecasters.text(estimate.forecaster),
            tags: self.tags.text(estimate.tags),
            made_at: estimate.times.made_at,
            deadline: estimate.times.deadline,
        }
    }

    /// Returns the names of the forecasters.
    #[must_use]
    pub fn forecasters(&self) -> &Names {
        &self.forecasters
    }

    /// Returns the names of the questions.
    #[must_use]
    pub fn questions(&self) -> &Names {
        self.ties.questions()
    }
}

/// Says which cell that a weighing needs is empty.
pub(super) fn check(row: &Row<'_>, weigh: Weigh) -> Result<(), String> {
    if weigh == Weigh::Each {
        return Ok(());
    }
    let days = weigh == Weigh::Days;
    let dated = days || matches!(weigh, Weigh::Horizon(_));
    let lacks = [
        (row.question.is_empty(), Column::QuestionId),
        (row.made_at.is_none(), Column::MadeAt),
        (days && row.opened.is_none(), Column::Opened),
        (dated && row.deadline.is_none(), Column::Deadline),
    ];
    match lacks.into_iter().find(|(lacks, _)| *lacks) {
        Some((_, column)) => Err(empty(column)),
        None => Ok(()),
    }
}
