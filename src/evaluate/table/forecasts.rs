//! Forecasts that take several rows: options, or quantiles.

use std::collections::HashMap;

use crate::evaluate::{Reason, Skipped};
use crate::evaluate::figures::{Quantity, QuantityPair};
use crate::model::{Moment, Probability};
use crate::scoring::multi::{ChoicePair, Probabilities};
use crate::scoring::quantile::Quantiles;

use super::estimate::{Estimate, Register};
use super::grouping::empty;
use super::row::{Happened, Row, Said};
use super::{Column, Faults, Names};

/// What the rows of one forecast have in common, as numbers.
type Key = (u32, u32, u32, u32, Option<(i64, i64)>);

/// A forecast as its rows come.
#[derive(Clone, Debug)]
struct Begun {
    estimate: Estimate<()>,
    happened: Seen,
    /// The options with their probabilities, or the levels of quantiles with their values.
    parts: Vec<(f64, f64)>,
    options: Vec<u32>,
    fault: Option<String>,
}

/// What happened, as all rows of a forecast should have it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Seen {
    Open,
    Void,
    Option(u32),
    Number(f64),
}

/// Rows put together to forecasts.
#[derive(Clone, Debug)]
pub(super) struct Forecasts {
    pub(super) register: Register,
    found: HashMap<Key, usize>,
    begun: Vec<Begun>,
    /// The ids of forecasts, and options.
    texts: Names,
    /// For each question its options, in the order in which they first appear.
    options: Vec<Vec<u32>>,
}

/// Forecasts put together, with what was wrong with others.
pub(super) type Whole<S> = Vec<Estimate<S>>;

impl Forecasts {
    pub(super) fn new(register: Register) -> Self {
        Self {
            register,
            found: HashMap::new(),
            begun: Vec::new(),
            texts: Names::default(),
            options: Vec::new(),
        }
    }

    /// Adds a row to its forecast.
    pub(super) fn add(&mut self, row: &Row<'_>, outcome: Happened<'_>) -> Result<(), String> {
        if row.question.is_empty() {
            return Err(empty(Column::QuestionId));
        }
        let estimate = self.register.estimate(row, ());
        let question = estimate.ties.question;
        let happened = match outcome {
            Happened::Void => Seen::Void,
            Happened::Number(number) => Seen::Number(number),
            Happened::Option(option) => Seen::Option(self.texts.number(option)),
            Happened::Open | Happened::Event(_) => Seen::Open,
        };
        let instant = |made: Moment| (made.start(), made.end());
        let key = (
            question,
            estimate.forecaster,
            estimate.tags,
            self.texts.number(row.forecast),
            row.made_at.map(instant),
        );
        let next = self.begun.len();
        let place = *self.found.entry(key).or_insert(next);
        if place == next {
            self.begun.push(Begun {
                estimate,
                happened,
                parts: Vec::new(),
                options: Vec::new(),
                fault: None,
            });
        }
        let begun = &mut self.begun[place];
        match row.said {
            Said::Option(option, probability) => {
                let option = self.texts.number(option);
                begun.options.push(option);
                begun.parts.push((0.0, probability.get()));
                note_option(&mut self.options, question, option);
            }
            Said::Quantile { level, value } => begun.parts.push((level, value)),
            Said::Event(_) | Said::Counts { .. } => {}
        }
        if begun.happened != happened {
            begun.fault = Some("its rows do not agree on the outcome".to_owned());
        }
        Ok(())
    }

    /// Returns the forecasts over options.
    pub(super) fn choices(
        mut self,
        faults: &mut Faults,
        skipped: &mut Skipped,
    ) -> (Register, Whole<ChoicePair>, bool) {
        let begun = std::mem::take(&mut self.begun);
        let whole = begun.into_iter().filter_map(|one| {
            let said = |one: &Begun| self.choice(one);
            one.whole(said, faults, skipped)
        });
        let whole = whole.collect();
        let same = self.options.windows(2).all(|two| two[0] == two[1]);
        (self.register, whole, same)
    }

    /// Returns the forecasts of numbers.
    pub(super) fn quantities(
        self,
        faults: &mut Faults,
        skipped: &mut Skipped,
    ) -> (Register, Whole<QuantityPair>) {
        let begun = self.begun.into_iter();
        let whole = begun.filter_map(|one| one.whole(Begun::quantity, faults, skipped));
        (self.register, whole.collect())
    }

    fn choice(&self, begun: &Begun) -> Result<ChoicePair, String> {
        let options = &self.options[begun.estimate.ties.question as usize];
        let mut each = vec![None; options.len()];
        for (option, (_, p)) in begun.options.iter().zip(&begun.parts) {
            let place = options.iter().position(|other| other == option);
            let slot = &mut each[place.expect("every option was noted")];
            if slot.replace(Probability::new(*p)).is_some() {
                return Err(format!("it has the option `{}` twice", self.texts.text(*option)));
            }
        }
        // What a forecast does not name, it gives nothing: the rest must make 1.
        let each = each.into_iter().map(|p| p.flatten().unwrap_or(Probability::ZERO));
        let said = Probabilities::new(each.collect()).map_err(|why| why.to_string())?;
        let Seen::Option(happened) = begun.happened else {
            return Err("it has no outcome".to_owned());
        };
        let place = options.iter().position(|option| *option == happened);
        place.and_then(|place| ChoicePair::new(said, place)).ok_or_else(|| {
            let names: Vec<_> = options.iter().map(|option| self.texts.text(*option)).collect();
            let happened = self.texts.text(happened);
            format!("its outcome `{happened}` is none of its options ({})", names.join(", "))
        })
    }
}

fn note_option(options: &mut Vec<Vec<u32>>, question: u32, option: u32) {
    let question = question as usize;
    if question >= options.len() {
        options.resize(question + 1, Vec::new());
    }
    if !options[question].contains(&option) {
        options[question].push(option);
    }
}

impl Begun {
    /// Returns the whole forecast, where it is one and has an outcome.
    fn whole<S>(
        self,
        said: impl Fn(&Self) -> Result<S, String>,
        faults: &mut Faults,
        skipped: &mut Skipped,
    ) -> Option<Estimate<S>> {
        let said = match (&self.fault, self.happened) {
            (None, Seen::Open) => {
                skipped.add_rows(Reason::Open, 1);
                return None;
            }
            (None, Seen::Void) => {
                skipped.add_rows(Reason::Void, 1);
                return None;
            }
            (None, _) => said(&self),
            (Some(fault), _) => Err(fault.clone()),
        };
        match said {
            Ok(said) => Some(self.estimate.saying(said)),
            Err(why) => {
                faults.add(self.estimate.line, self.parts.len(), why);
                None
            }
        }
    }

    fn quantity(&self) -> Result<QuantityPair, String> {
        let Seen::Number(outcome) = self.happened else {
            return Err("it has no outcome".to_owned());
        };
        let mut parts = self.parts.clone();
        parts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let quantiles = Quantiles::new(parts).map_err(|why| why.to_string())?;
        Ok(QuantityPair {
            said: Quantity::Quantiles(quantiles),
            outcome,
            bounds: None,
        })
    }
}
