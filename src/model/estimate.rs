//! Estimates: what one forecaster said on one day.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::{Moment, Outcome, Parametric, Probability, Reading, Stated, same_name};

/// What one forecaster said on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// When it was made.
    pub date: Moment,
    /// Who made it.
    pub by: Box<str>,
    /// What was said.
    pub value: Value,
    /// How sound its grounds are; a second axis, never multiplied into the probability.
    pub confidence: Option<Confidence>,
    /// The reason.
    pub because: Option<Box<str>>,
    /// When it was entered, where that was later.
    pub logged: Option<Moment>,
    /// Whether its forecaster looked at the question anew and stands by what they said before.
    pub reaffirmed: bool,
    /// Whether it only follows from another estimate: shown, never scored.
    pub derived: bool,
    /// The day of the commit that first carried it, where git was asked and knows.
    pub carried: Option<NaiveDate>,
    /// Whether it was written when the outcome was known. A ledger works it out.
    pub retrospective: bool,
    /// What few estimates have; none where it has nothing of it.
    pub aside: Option<Box<Aside>>,
}

/// What few estimates have, kept apart so that it takes no room in the others, of which a ledger holds many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aside {
    /// Who read it out of a text and entered it, later; after that who read the text again, and what they read.
    pub codings: Vec<Coded>,
    /// Why it replaces the one before it of the same forecaster and day, where it corrects that.
    pub amends: Option<String>,
    /// The yardstick of its words, where it is not the source's or the ledger's.
    pub yardstick: Option<String>,
}

/// What an estimate says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The forecaster no longer stands by what they said before.
    Withdrawn,
    /// A stated refusal to give a number, as written.
    Declined(Box<str>),
    /// The probability of a yes.
    Probability(Stated),
    /// The probability of each option, in the question's order.
    Options(Vec<(String, Stated)>),
    /// Levels, rising, and the quantile at each; dates as day numbers.
    Quantiles(Vec<(Probability, f64)>),
    /// An interval that holds the outcome with the given probability.
    Interval {
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
        /// How probable it is that the outcome lies inside.
        level: Probability,
    },
    /// A distribution of a family, or a mixture of such.
    Distribution(Parametric),
    /// Draws from a distribution.
    Samples(Vec<f64>),
    /// The probability that the event has happened at the end of each day, rising.
    HappensBy(Vec<(NaiveDate, Probability)>),
}

/// How sound the grounds of an estimate are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Thin or doubtful grounds.
    Low,
    /// Plausible and credibly sourced, not well corroborated.
    Moderate,
    /// Good grounds.
    High,
}

impl Value {
    /// Every form in which something can be said, under its key in a record.
    pub const FORMS: [&str; 13] = [
        "withdrawn",
        "declined",
        "probability",
        "probabilities",
        "quantiles",
        "interval",
        "normal",
        "lognormal",
        "student",
        "gamma",
        Parametric::MIXTURE,
        "samples",
        "happens_by",
    ];

    /// Returns the form in which it is said.
    #[must_use]
    pub const fn form(&self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Declined(_) => "declined",
            Self::Probability(_) => "probability",
            Self::Options(_) => "probabilities",
            Self::Quantiles(_) => "quantiles",
            Self::Interval { .. } => "interval",
            Self::Distribution(said) => said.name(),
            Self::Samples(_) => "samples",
            Self::HappensBy(_) => "happens_by",
        }
    }
}

impl Confidence {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Low, Self::Moderate, Self::High];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

/// Who read an estimate out of a text and entered it, later.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// Who.
    pub by: String,
    /// When.
    pub date: Option<Moment>,
    /// Whether the coder did not know the outcome.
    pub blind: Option<Blinding>,
    /// What they read, where that is not what the record says.
    pub reading: Option<CodedReading>,
}

/// Whether a coder was kept from knowing the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blinding {
    /// The coder knew it, or may have.
    Open,
    /// The coder was not shown it, and may have known it all the same.
    OutcomesWithheld,
    /// The coder did not know it.
    Blind,
}

impl Blinding {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Open, Self::OutcomesWithheld, Self::Blind];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "false",
            Self::OutcomesWithheld => "outcomes-withheld",
            Self::Blind => "true",
        }
    }
}

/// What a coder read out of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodedReading {
    /// What the forecaster says: a word, a range, a number or a refusal.
    pub probability: Option<Stated>,
    /// The last day on which the event counts.
    pub deadline: Option<Moment>,
    /// What happened, by the criteria of the record.
    pub outcome: Option<Outcome>,
}

/// How a probability came to be a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The author stated it.
    Stated,
    /// The author used a word of a yardstick.
    Word,
    /// Somebody else read it out of the author's text.
    Coded,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 3] = [Self::Stated, Self::Word, Self::Coded];

    /// Returns the words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated numbers",
            Self::Word => "yardstick words",
            Self::Coded => "coded readings",
        }
    }
}

impl Aside {
    /// Returns it for an estimate, or none where there is nothing of it.
    #[must_use]
    pub fn of_estimate(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Estimate {
    /// Returns when it was written down: when it was coded or logged, else when it was made.
    #[must_use]
    pub fn written(&self) -> Moment {
        self.coded()
            .and_then(|coded| coded.date)
            .or(self.logged)
            .unwrap_or(self.date)
    }

    /// Returns every reading of a text that it stands on, that which it goes by first.
    #[must_use]
    pub fn codings(&self) -> &[Coded] {
        self.aside.as_ref().map_or(&[], |aside| &aside.codings)
    }

    /// Returns the reading of a text that it goes by: who entered it, later.
    #[must_use]
    pub fn coded(&self) -> Option<&Coded> {
        self.codings().first()
    }

    /// Returns why it replaces the one before it of the same forecaster and day, where it corrects that.
    #[must_use]
    pub fn amends(&self) -> Option<&str> {
        self.aside.as_ref()?.amends.as_deref()
    }

    /// Returns the yardstick of its words, where it is not the source's or the ledger's.
    #[must_use]
    pub fn yardstick(&self) -> Option<&str> {
        self.aside.as_ref()?.yardstick.as_deref()
    }

    /// Returns whether somebody else read it out of a text.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        let coder = self.coded().map(|coded| coded.by.as_str());
        coder.is_some_and(|coder| !same_name(coder, &self.by))
    }

    /// Returns whether an estimate of the same forecaster that comes later takes its place: both speak
    /// for one day, or one instant.
    #[must_use]
    pub fn is_superseded_by(&self, later: &Self) -> bool {
        self.date.compare(later.date) == Ordering::Equal
    }

    /// Returns whether it ends the run of what the forecaster said before without a new number.
    #[must_use]
    pub fn ends_run(&self) -> bool {
        matches!(self.value, Value::Withdrawn | Value::Declined(_))
    }

    /// Returns how its probability came to be a number.
    ///
    /// A word stays the author's, whoever entered it; a number that a coder read is the coder's.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match &self.value {
            Value::Probability(Stated {
                reading: Reading::Word(_),
                ..
            }) => Origin::Word,
            _ if self.coded().is_some() => Origin::Coded,
            _ => Origin::Stated,
        }
    }

    /// Returns the stated probability of a binary question.
    #[must_use]
    pub fn stated(&self) -> Option<&Stated> {
        match &self.value {
            Value::Probability(stated) => Some(stated),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Family;

    #[test]
    fn every_family_is_a_form() {
        for family in Family::ALL {
            assert!(Value::FORMS.contains(&family.name()), "{family:?}");
        }
    }

    #[test]
    fn what_most_estimates_lack_takes_no_room_in_them() {
        assert!(size_of::<Estimate>() <= 120, "{}", size_of::<Estimate>());
    }
}
