//! Which rows of a table are meant, and how they stood.

use chrono::NaiveDate;

use crate::ledger::Selection;
use crate::model::{KindName, same_name};
use crate::query::{Purpose, Request, TableOptions};

use crate::dataset::cohort::known;

use super::row::{RowOutcome, TableRow};

/// Which rows are meant, and from when they are seen.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    selection: Selection,
    as_of: Option<NaiveDate>,
    /// Whether the kind of the table's questions is meant at all.
    kind: bool,
}

impl Filter {
    pub(super) fn new(
        request: &Request,
        options: &TableOptions,
        purpose: Purpose,
        kind: KindName,
    ) -> Self {
        let mut selection = request.selection.clone();
        if purpose.takes_everybody() {
            selection.forecasters.clear();
        }
        Self {
            selection,
            as_of: options.as_of.then_some(request.view.as_of),
            kind: request.selection.takes_kind(kind),
        }
    }

    /// Says whether every row is meant.
    pub(super) fn takes_all(&self) -> bool {
        self.kind && self.as_of.is_none() && self.selection == Selection::default()
    }

    /// Returns whether the row is meant, and there to be seen.
    pub(super) fn takes(&self, row: &TableRow<'_>) -> bool {
        let Selection {
            tags,
            due_before,
            due_after,
            ..
        } = &self.selection;
        let tagged =
            |tag: &String| TableRow::each_tag(row.tags).any(|other| same_name(&other, tag));
        let due =
            |fits: &dyn Fn(NaiveDate) -> bool| row.deadline.is_some_and(|day| fits(day.day()));
        let made_after = |day| row.made_at.is_some_and(|made| made.day() > day);
        self.takes_kind(row)
            && tags.iter().all(|tag| tag.takes(tagged))
            && self.selection.takes_forecaster(row.forecaster)
            && due_before.is_none_or(|day| due(&|due| due < day))
            && due_after.is_none_or(|day| due(&|due| due > day))
            && !self.as_of.is_some_and(made_after)
    }

    fn takes_kind(&self, row: &TableRow<'_>) -> bool {
        match row.long {
            Some(long) => self.selection.takes_kind(long.kind),
            None => self.kind,
        }
    }

    /// Returns what had happened on the day from which things are seen.
    pub(super) fn outcome<'a>(&self, row: &TableRow<'a>) -> RowOutcome<'a> {
        let known = known(row.known_at, row.deadline);
        let later = |day| known.is_some_and(|known| known.day() > day);
        if self.as_of.is_some_and(later) {
            RowOutcome::Open
        } else {
            row.outcome
        }
    }
}
