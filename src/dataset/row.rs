//! A row: what one forecaster gave on one question at one time.

use crate::model::{Band, Confidence, Estimate, Moment, Origin, Probability, Provenance};
use crate::query::ExclusionReason;
use crate::scoring::Weight;
use crate::scoring::multi::Probabilities;

use super::Quantity;

/// What one forecaster gave on one question at one time.
#[derive(Clone, Debug)]
pub struct Row<'l> {
    /// The number of the forecaster, in the order of their names.
    pub forecaster: u32,
    /// The number of its tags.
    pub(super) tags: u32,
    /// The line on which it begins in a table; its place in a record.
    pub line: u64,
    /// How much it counts, before any weighting.
    pub weight: Weight,
    /// From when on it counts: its day, or the day on which it was written where that is later.
    pub made: Option<Moment>,
    /// When it was written down, where that is said.
    pub logged: Option<Moment>,
    /// Whether it is known to be from before the outcome was known.
    pub provenance: Provenance,
    /// Whether it claims an earlier day than that from which it counts.
    pub backdated: bool,
    /// What was given.
    pub value: EstimateValue,
    /// What is known of it besides.
    pub details: Option<Box<RowDetails<'l>>>,
}

/// What is known of an estimate besides.
#[derive(Clone, Debug, PartialEq)]
pub struct RowDetails<'l> {
    /// The estimate in the record, where there is one.
    pub record: Option<&'l Estimate>,
    /// What the words or the range of a yes-or-no question allow.
    pub band: Option<Band>,
    /// The word of a yardstick, and the yardstick.
    pub word: Option<(String, String)>,
    /// How sound its grounds were said to be.
    pub confidence: Option<Confidence>,
    /// How it came to be a number.
    pub origin: Origin,
}

/// What an estimate gives, as scores take it.
#[derive(Clone, Debug, PartialEq)]
pub enum EstimateValue {
    /// The forecaster no longer stands by what they gave before.
    Withdrawn,
    /// The forecaster refused to give a number.
    Declined,
    /// A word has a range and no number.
    NoPoint,
    /// The probability of a yes.
    Probability(Probability),
    /// The probability of each option, in the question's order.
    Options(Box<Probabilities>),
    /// A number or a day.
    Quantity(Box<Quantity>),
    /// Something that no score takes.
    Unfit(ExclusionReason),
}

impl EstimateValue {
    /// Says whether it is a number, and not silence.
    #[must_use]
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Withdrawn | Self::Declined | Self::NoPoint)
    }

    /// Returns a number to put rows in order by that are alike in all else.
    pub(super) fn order(&self) -> u64 {
        match self {
            Self::Probability(probability) => probability.get().to_bits(),
            _ => 0,
        }
    }
}

impl<'l> Row<'l> {
    /// Returns the estimate in the record, where there is one.
    #[must_use]
    pub fn record(&self) -> Option<&'l Estimate> {
        self.details.as_ref()?.record
    }

    /// Returns the probability of a yes, where one was given.
    #[must_use]
    pub fn probability(&self) -> Option<Probability> {
        match self.value {
            EstimateValue::Probability(probability) => Some(probability),
            _ => None,
        }
    }

    /// Returns how it came to be a number, where that is known.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        Some(self.details.as_ref()?.origin)
    }

    /// Returns the word of a yardstick that was used, with the yardstick.
    #[must_use]
    pub fn word(&self) -> Option<&(String, String)> {
        self.details.as_ref()?.word.as_ref()
    }

    /// Returns how sound its grounds were said to be.
    #[must_use]
    pub fn confidence(&self) -> Option<Confidence> {
        self.details.as_ref()?.confidence
    }

    /// Returns what the words or the range allow; of a mere number the number.
    #[must_use]
    pub fn band(&self) -> Option<Band> {
        let point = self.probability()?;
        let details = self.details.as_ref();
        let band = details.and_then(|details| details.band);
        Some(band.unwrap_or_else(|| Band::closed(point, point)))
    }
}
