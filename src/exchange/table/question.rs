//! What the rows of one question have in common.

use chrono::NaiveDate;

use super::cell::Cell;
use crate::dataset::Column;
use crate::ledger::{Entry, Ledger, State, View, VoidReason};
use crate::model::{Kind, Moment, Outcome, day_number};

/// A question as the table has it.
pub(super) struct Question<'a> {
    pub(super) entry: &'a Entry,
    state: State<'a>,
    /// When the outcome was known, where there is one.
    known: Option<Moment>,
    /// The last day of grace.
    due: NaiveDate,
    /// The first question of its cluster, by id.
    cluster: &'a Entry,
}

impl<'a> Question<'a> {
    /// Returns the question at that place of the ledger, seen from the view.
    pub(super) fn new(ledger: &'a Ledger, position: usize, view: &View) -> Self {
        let entry = &ledger.entries()[position];
        let forecast = &entry.forecast;
        let state = view.state(ledger, entry);
        let resolution = match state {
            State::Resolved(_) | State::Void(VoidReason::Annulled | VoidReason::Ambiguous) => {
                view.resolution(forecast)
            }
            _ => None,
        };
        Self {
            due: view.grace_ends(ledger, entry),
            known: resolution.map(|one| one.known_or(forecast.deadline)),
            state,
            cluster: &ledger.entries()[ledger.cluster(position)],
            entry,
        }
    }

    /// Returns when its outcome was known; where there is none, when it will be at the latest.
    pub(super) fn known(&self) -> Moment {
        match self.state {
            State::Resolved(resolution) => resolution.known_or(self.entry.forecast.deadline),
            _ => self.entry.forecast.deadline.plus_days(1),
        }
    }

    /// Returns its cell of a column.
    pub(super) fn cell(&self, column: Column) -> Cell {
        let forecast = &self.entry.forecast;
        match column {
            Column::QuestionId => Cell::word(forecast.id.as_str()),
            Column::Kind => Cell::word(forecast.kind.name().as_str()),
            Column::Outcome => self.outcome(),
            Column::KnownAt => self.known.map_or(Cell::Empty, Cell::moment),
            Column::Opened => Cell::moment(forecast.opening()),
            Column::Deadline => Cell::moment(forecast.deadline),
            Column::Due => Cell::day(self.due),
            Column::Status => Cell::word(self.state.as_str()),
            Column::Cluster => Cell::word(self.cluster.forecast.id.as_str()),
            Column::Tags if forecast.tags.is_empty() => Cell::Empty,
            Column::Tags => Cell::List(forecast.tags.clone()),
            Column::Topic => Cell::text(Some(self.entry.topic())),
            Column::Document => {
                let source = forecast.source.as_ref();
                Cell::text(source.and_then(|source| source.document.as_deref()))
            }
            Column::BaseRate => {
                let base_rate = forecast.base_rate.as_ref();
                let base_rate = base_rate.filter(|one| !one.is_retrospective(self.known()));
                Cell::share(base_rate.and_then(|base_rate| base_rate.probability.point()))
            }
            Column::BoundLow => self.bound(|(low, _)| low),
            Column::BoundHigh => self.bound(|(_, high)| high),
            Column::Unit => match &forecast.kind {
                Kind::Number { unit, .. } => Cell::text(unit.as_deref()),
                _ => Cell::Empty,
            },
            _ => Cell::Empty,
        }
    }

    /// Returns whether its numbers are days.
    pub(super) fn is_of_days(&self) -> bool {
        matches!(self.entry.forecast.kind, Kind::Date { .. })
    }

    fn outcome(&self) -> Cell {
        match &self.state {
            State::Resolved(resolution) => outcome(&resolution.outcome),
            State::Void(reason @ (VoidReason::Annulled | VoidReason::Ambiguous)) => {
                Cell::word(reason.as_str())
            }
            // What depends on something else that did not come about was never asked.
            State::Open
            | State::Waiting
            | State::Awaiting { .. }
            | State::Overdue { .. }
            | State::Void(_) => Cell::Empty,
        }
    }

    /// Returns a bound of a number or a day. A day that no bounds hold lies between the opening and
    /// the deadline.
    fn bound(&self, pick: fn((f64, f64)) -> f64) -> Cell {
        let forecast = &self.entry.forecast;
        let day = |moment: Moment| day_number(moment.day());
        let bounds = match forecast.kind {
            Kind::Number { bounds, .. } => bounds,
            Kind::Date { bounds } => {
                bounds.or_else(|| Some((day(forecast.opening()), day(forecast.deadline))))
            }
            _ => None,
        };
        bounds.map_or(Cell::Empty, |bounds| {
            Cell::number(pick(bounds), self.is_of_days())
        })
    }
}

fn outcome(outcome: &Outcome) -> Cell {
    match outcome {
        Outcome::Yes => Cell::Whole(1),
        Outcome::No => Cell::Whole(0),
        Outcome::Fraction(share) => Cell::share(Some(*share)),
        Outcome::Option(option) => Cell::text(Some(option)),
        Outcome::Shares(shares) => {
            let share = |(option, share): &(String, _)| {
                let share = Cell::share(Some(*share)).csv();
                format!("{option}={share}")
            };
            Cell::List(shares.iter().map(share).collect())
        }
        Outcome::Number(number) => Cell::Number(*number),
        Outcome::Date(day) => Cell::day(*day),
        Outcome::Below
        | Outcome::Above
        | Outcome::Before
        | Outcome::Never
        | Outcome::Annulled
        | Outcome::Ambiguous => Cell::Word(outcome.to_string()),
    }
}
