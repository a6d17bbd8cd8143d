//! The dataset: questions, their rows by forecaster and time, and what was left out.

use std::collections::BTreeMap;

use crate::model::{Yardstick, same_name};
use crate::query::Excluded;
use crate::scoring::PairCounts;

use super::grouping::Key;
use super::table::{Faults, RowCounts};
use super::{Question, Row};

/// Questions with their rows, from a ledger or a table.
#[derive(Clone, Debug)]
pub struct Dataset<'l> {
    /// By id; questions without one come last.
    pub(super) questions: Vec<Question<'l>>,
    /// By question, forecaster and time.
    pub(super) rows: Vec<Row<'l>>,
    /// By name.
    pub(super) forecasters: Vec<String>,
    pub(super) tags: TagSets,
    pub(super) counted: CountedRows,
    /// The yardstick in whose bands numbers fall.
    pub(super) yardstick: Yardstick,
    /// Whether ranges of words, base rates and provenance are known.
    pub(super) detailed: bool,
    /// Whether only what was given before the outcome was known counts, of questions that are due.
    pub(super) cuts: bool,
    /// What was left out so far.
    pub(super) excluded: Excluded,
    /// What is wrong with rows of a table.
    pub(super) faults: Faults,
    /// What became of every row of a table.
    pub(super) counts: RowCounts,
}

/// Rows of a table that stand alone, counted by what was given and what came about, in memory that
/// grows with the distinct forecasts.
#[derive(Clone, Debug, Default)]
pub struct CountedRows {
    /// By group.
    pub(super) groups: BTreeMap<Vec<Key>, PairCounts>,
    /// All of them.
    pub(super) total: PairCounts,
}

/// Sets of tags, each once, sorted and without repetition.
#[derive(Clone, Debug, Default)]
pub(super) struct TagSets(pub(super) Vec<Vec<String>>);

impl TagSets {
    /// Returns the set of these tags.
    pub(super) fn set<'t>(tags: impl Iterator<Item = &'t str>) -> Vec<String> {
        let mut set: Vec<String> = tags.map(str::to_owned).collect();
        set.sort_unstable();
        set.dedup();
        set
    }
}

impl<'l> Dataset<'l> {
    /// Returns the questions, by id.
    #[must_use]
    pub fn questions(&self) -> &[Question<'l>] {
        &self.questions
    }

    /// Returns the rows of a question, by forecaster and time.
    #[must_use]
    pub fn rows(&self, question: &Question<'_>) -> &[Row<'l>] {
        &self.rows[question.rows.clone()]
    }

    /// Returns the rows of each forecaster on a question, by name, each in the order of time.
    pub fn runs(&self, question: &Question<'_>) -> impl Iterator<Item = &[Row<'l>]> {
        self.rows(question)
            .chunk_by(|a, b| a.forecaster == b.forecaster)
    }

    /// Returns the tags of a question, as its first row has them.
    #[must_use]
    pub fn tags(&self, question: &Question<'_>) -> &[String] {
        let first = self.rows(question).first();
        first.map_or(&[], |row| &self.tags.0[row.tags as usize])
    }

    /// Returns the names of the forecasters, in order.
    #[must_use]
    pub fn forecasters(&self) -> &[String] {
        &self.forecasters
    }

    /// Returns the name of a forecaster.
    #[must_use]
    pub fn forecaster(&self, number: u32) -> &str {
        &self.forecasters[number as usize]
    }

    /// Returns the number of a forecaster.
    #[must_use]
    pub fn number(&self, forecaster: &str) -> Option<u32> {
        let found = self
            .forecasters
            .binary_search_by(|one| one.as_str().cmp(forecaster));
        let same = || {
            self.forecasters
                .iter()
                .position(|one| same_name(one, forecaster))
        };
        let place = found.ok().or_else(same);
        place.and_then(|place| u32::try_from(place).ok())
    }

    /// Returns the yardstick in whose bands numbers fall.
    #[must_use]
    pub fn yardstick(&self) -> &Yardstick {
        &self.yardstick
    }

    /// Returns what was left out so far.
    #[must_use]
    pub fn excluded(&self) -> &Excluded {
        &self.excluded
    }

    /// Returns what is wrong with rows of a table.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Returns what became of every row of a table.
    #[must_use]
    pub fn row_counts(&self) -> &RowCounts {
        &self.counts
    }

    /// Says whether only what was given before the outcome was known counts, of questions that are
    /// due; otherwise every row does.
    #[must_use]
    pub fn cuts(&self) -> bool {
        self.cuts
    }

    /// Says whether ranges of words, base rates and provenance are known.
    #[must_use]
    pub fn is_detailed(&self) -> bool {
        self.detailed
    }

    /// Returns all rows that were only counted.
    #[must_use]
    pub fn counted(&self) -> &PairCounts {
        &self.counted.total
    }
}
