//! Estimates kept one by one, where they are weighed, or take several rows.

use crate::evaluate::figures::QuantityPair;
use crate::evaluate::{Reason, Request, Skipped, Weigh};
use crate::model::{KindName, Probability};
use crate::scoring::multi::ChoicePair;
use crate::scoring::{BinaryOutcome, Pair, Weight};

use super::estimate::{Estimate, Register, check};
use super::filter::Filter;
use super::forecasts::{Forecasts, LeftOut};
use super::layout::{Form, Layout};
use super::read::Take;
use super::row::{Happened, Row, Said};
use super::{Column, Faults, Reading};

/// The estimates of a table.
#[derive(Clone, Debug)]
pub struct Estimates {
    /// Its names.
    pub register: Register,
    /// What was said and what happened.
    pub told: Told,
    /// What was left out.
    pub skipped: Skipped,
    /// What is wrong with some of its rows.
    pub faults: Faults,
}

/// What was said and what happened, by kind of question.
#[derive(Clone, Debug)]
pub enum Told {
    /// Yes or no.
    Events(Vec<Estimate<Event>>),
    /// One of several options.
    Choices {
        /// The estimates.
        estimates: Vec<Estimate<ChoicePair>>,
        /// Whether all questions have the same options.
        same_options: bool,
    },
    /// A number.
    Quantities(Vec<Estimate<QuantityPair>>),
}

/// The probability of an event, and whether it came about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// The probability that was given.
    pub forecast: Probability,
    /// What happened.
    pub outcome: BinaryOutcome,
}

impl Event {
    /// Returns it as a pair.
    #[must_use]
    pub fn pair(self, weight: Weight, cluster: usize) -> Pair {
        Pair {
            forecast: self.forecast,
            outcome: self.outcome,
            weight,
            cluster,
        }
    }
}

/// Keeps estimates one by one.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    filter: Filter,
    weigh: Weigh,
    skipped: Skipped,
    held: Held,
}

#[derive(Clone, Debug)]
enum Held {
    Events(Register, Vec<Estimate<Event>>),
    Choices(Forecasts),
    Quantities(Forecasts),
}

impl Hold {
    pub(super) fn new(request: &Request, reading: &Reading, layout: &Layout) -> Self {
        let register = Register::new(layout.has(Column::Cluster));
        let kind = kind(layout.form, reading);
        Self {
            filter: Filter::new(request, reading, kind),
            weigh: request.weigh,
            skipped: Skipped::default(),
            held: match layout.form {
                Form::Options => Held::Choices(Forecasts::new(register)),
                Form::Quantiles => Held::Quantities(Forecasts::new(register)),
                Form::Pairs | Form::Counts => Held::Events(register, Vec::new()),
            },
        }
    }

    /// Returns the estimates that have an outcome.
    pub(super) fn finish(self, mut faults: Faults) -> Estimates {
        let mut skipped = self.skipped;
        let left = LeftOut {
            faults: &mut faults,
            skipped: &mut skipped,
        };
        let (register, told) = match self.held {
            Held::Events(register, estimates) => (register, Told::Events(estimates)),
            Held::Choices(forecasts) => {
                let (register, estimates, same_options) = forecasts.choices(left);
                let told = Told::Choices {
                    estimates,
                    same_options,
                };
                (register, told)
            }
            Held::Quantities(forecasts) => {
                let (register, estimates) = forecasts.quantities(left);
                (register, Told::Quantities(estimates))
            }
        };
        Estimates {
            register,
            told,
            skipped,
            faults,
        }
    }
}

impl Take for Hold {
    fn take(&mut self, row: &Row<'_>) -> Result<(), String> {
        if !self.filter.takes(row) {
            return Ok(());
        }
        let happened = self.filter.outcome(row);
        check(row, self.weigh)?;
        let (register, estimates) = match &mut self.held {
            Held::Choices(forecasts) | Held::Quantities(forecasts) => {
                return forecasts.add(row, happened);
            }
            Held::Events(register, estimates) => (register, estimates),
        };
        match (row.said, happened) {
            (Said::Event(forecast), Happened::Event(outcome)) => {
                estimates.push(register.estimate(row, Event { forecast, outcome }));
            }
            (_, Happened::Void) => self.skipped.add_rows(Reason::Void, 1),
            _ => self.skipped.add_rows(Reason::Open, 1),
        }
        Ok(())
    }
}

/// Returns the kind of question that a table holds.
pub(super) fn kind(form: Form, reading: &Reading) -> KindName {
    match form {
        Form::Pairs | Form::Counts => KindName::Binary,
        Form::Options if reading.ordered => KindName::Ordered,
        Form::Options => KindName::Choice,
        Form::Quantiles => KindName::Number,
    }
}
