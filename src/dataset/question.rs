//! A question: what is asked, how it came out, and when that was known.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::ledger::Entry;
use crate::model::{Kind, KindName, Moment, Probability};
use crate::query::{Excluded, ExclusionReason};
use crate::scoring::lifetime::Life;
use crate::scoring::multi::{ChoicePair, Probabilities};
use crate::scoring::{BinaryOutcome, Bounds};

use super::{EstimateValue, QuantityPair, Row};

/// A question of the cohort.
#[derive(Clone, Debug)]
pub struct Question<'l> {
    /// Its id; empty for a row of a table that names none.
    pub id: Cow<'l, str>,
    /// Its number, in the order of ids.
    pub number: usize,
    /// The number of its cluster, in the order of the clusters' names.
    pub cluster: usize,
    /// What it may be averaged with.
    pub class: Arc<QuestionClass>,
    /// Its options, in their order.
    pub options: Arc<[String]>,
    /// When it was open.
    pub times: Times,
    /// How it came out.
    pub ending: Ending,
    /// What is known of it besides.
    pub details: Option<Box<QuestionDetails>>,
    /// Its record, where it has one.
    pub record: Option<&'l Entry>,
    /// Where its rows are.
    pub(super) rows: Range<usize>,
}

/// What is known of a question besides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionDetails {
    /// The folder of its record.
    pub topic: String,
    /// The document that it was read out of.
    pub document: Option<String>,
    /// How often such things happen.
    pub base_rate: Option<Probability>,
    /// The bounds of a number or a day.
    pub bounds: Option<Bounds>,
    /// The last day of grace, where it is given: after it the question is of the cohort.
    pub due: Option<NaiveDate>,
}

/// What may be averaged together: questions of one kind, and numbers in one unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionClass {
    /// The kind.
    pub kind: KindName,
    /// The unit of numbers and days.
    pub unit: Option<String>,
}

/// The days of a question, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Times {
    /// When it was first asked.
    pub opened: Option<Moment>,
    /// When it is decided at the latest.
    pub deadline: Option<Moment>,
    /// When the outcome was known.
    pub known: Option<Moment>,
}

/// How a question of the cohort came out.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// It has an outcome.
    Known(Observed),
    /// It is overdue.
    Unresolved,
    /// Its outcome is unclear.
    Ambiguous,
}

/// An outcome, as scores take it.
#[derive(Clone, Debug, PartialEq)]
pub enum Observed {
    /// How much of the event of a yes-or-no question came about.
    Event(BinaryOutcome),
    /// The option of this place.
    Option(usize),
    /// Each option in part.
    Shares(Box<Probabilities>),
    /// A number, or a day as its number: −∞ for below the bounds, ∞ for above them and for never.
    Number(f64),
    /// Something that does not fit the question.
    Unfit,
}

impl Times {
    /// Returns from when to when the question was open, in seconds since 1970, UTC; `None` where
    /// that is no time at all, or not known.
    #[must_use]
    pub fn life(&self) -> Option<Life> {
        let (opened, deadline, known) = (self.opened?, self.deadline?, self.known?);
        Life::new(
            seconds(opened.start()),
            seconds(deadline.end()),
            seconds(known.start()),
        )
    }
}

impl Question<'_> {
    /// Returns the kind of question.
    #[must_use]
    pub fn kind(&self) -> KindName {
        self.class.kind
    }

    /// Returns the outcome, where there is one.
    #[must_use]
    pub fn observed(&self) -> Option<&Observed> {
        match &self.ending {
            Ending::Known(observed) => Some(observed),
            Ending::Unresolved | Ending::Ambiguous => None,
        }
    }

    /// Returns how much of the event of a yes-or-no question came about.
    ///
    /// # Errors
    ///
    /// Where it has no such outcome.
    pub fn event(&self) -> Result<BinaryOutcome, ExclusionReason> {
        match self.observed() {
            Some(Observed::Event(outcome)) => Ok(*outcome),
            _ => Err(ExclusionReason::Unfit),
        }
    }

    /// Returns whether the event of a yes-or-no question came about; not in part.
    ///
    /// # Errors
    ///
    /// Where it has no such outcome.
    pub fn yes(&self) -> Result<bool, ExclusionReason> {
        self.event()?.happened().ok_or(ExclusionReason::Fractional)
    }

    /// Returns the option that came about, and not several in part.
    ///
    /// # Errors
    ///
    /// Where it has no such outcome.
    pub fn option(&self) -> Result<usize, ExclusionReason> {
        match self.observed() {
            Some(Observed::Option(place)) => Ok(*place),
            _ => Err(ExclusionReason::Fractional),
        }
    }

    /// Returns the option that came about, where every estimate was made of the same options.
    ///
    /// # Errors
    ///
    /// Where it has no such outcome.
    pub fn fixed_option(&self) -> Result<usize, ExclusionReason> {
        let kind = self.record.map(|entry| &entry.forecast.kind);
        match kind {
            Some(Kind::Choice { options }) if options.iter().any(|one| one.since.is_some()) => {
                Err(ExclusionReason::OtherKind)
            }
            _ => self.option(),
        }
    }

    /// Returns what a row gives the options, beside the outcome.
    ///
    /// # Errors
    ///
    /// Why no score takes it.
    pub fn choice(&self, row: &Row<'_>) -> Result<ChoicePair, ExclusionReason> {
        let stated = match &row.value {
            EstimateValue::Options(stated) => Probabilities::clone(stated),
            EstimateValue::Unfit(why) => return Err(*why),
            EstimateValue::NoPoint => return Err(ExclusionReason::NoPoint),
            _ => return Err(ExclusionReason::Unfit),
        };
        let pair = match self.observed() {
            Some(Observed::Option(place)) => ChoicePair::new(stated, self.place_for(row, *place)),
            Some(Observed::Shares(shares)) => self
                .shares_for(row, shares)
                .and_then(|shares| ChoicePair::split(stated, shares)),
            _ => None,
        };
        pair.ok_or(ExclusionReason::Unfit)
    }

    /// Returns the place of an option among those of the row's day: of one that came later, that of the
    /// option which held it.
    fn place_for(&self, row: &Row<'_>, place: usize) -> usize {
        match (self.record, row.record()) {
            (Some(entry), Some(made)) => entry.forecast.kind.place_on(place, made.date),
            _ => place,
        }
    }

    /// Returns the shares of the outcome, each at the place that it has for the row.
    fn shares_for(&self, row: &Row<'_>, shares: &Probabilities) -> Option<Probabilities> {
        let mut held = vec![0.0_f64; shares.len()];
        for (place, share) in shares.iter().enumerate() {
            held[self.place_for(row, place)] += share;
        }
        let held = held
            .into_iter()
            .map(|share| Probability::new(share.min(1.0)));
        Probabilities::new(held.collect::<Option<_>>()?).ok()
    }

    /// Returns what a row gives the number or the day, beside what it was.
    ///
    /// # Errors
    ///
    /// Why no score takes it.
    pub fn quantity(&self, row: &Row<'_>) -> Result<QuantityPair, ExclusionReason> {
        let (Some(Observed::Number(outcome)), EstimateValue::Quantity(said)) =
            (self.observed(), &row.value)
        else {
            return Err(ExclusionReason::Unfit);
        };
        Ok(QuantityPair {
            said: said.as_ref().clone(),
            outcome: *outcome,
            bounds: self.bounds(),
        })
    }

    /// Returns the bounds of a number or a day.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.details.as_ref()?.bounds
    }

    /// Returns how often such things happen, where that is given.
    #[must_use]
    pub fn base_rate(&self) -> Option<Probability> {
        self.details.as_ref()?.base_rate
    }

    /// Notes that this question, or so many of its rows in a table, do not count.
    pub(super) fn exclude(&self, excluded: &mut Excluded, reason: ExclusionReason, rows: usize) {
        match self.record {
            Some(entry) if rows > 0 => excluded.add(reason, &entry.forecast.id),
            Some(_) => {}
            None => excluded.add_rows(reason, rows),
        }
    }

    /// Notes that this question, or a row of it in a table, does not count.
    pub fn exclude_one(&self, excluded: &mut Excluded, reason: ExclusionReason) {
        self.exclude(excluded, reason, 1);
    }
}

/// Returns a number of seconds, which are whole up to 285 million years from 1970.
#[expect(
    clippy::cast_precision_loss,
    reason = "2^53 seconds are 285 million years"
)]
#[must_use]
pub fn seconds(of: i64) -> f64 {
    of as f64
}
