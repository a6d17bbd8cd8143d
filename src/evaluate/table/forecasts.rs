//! Forecasts that take several rows: options, or quantiles.

use std::collections::HashMap;

use crate::evaluate::figures::{Quantity, QuantityPair};
use crate::model::{Moment, Probability};
use crate::query::{Excluded, ExclusionReason};
use crate::scoring::multi::{ChoicePair, Probabilities};
use crate::scoring::quantile::Quantiles;

use super::estimate::{Estimate, Register};
use super::grouping::empty;
use super::row::{Happened, Row, Said};
use super::{Faults, Names};
use crate::query::Column;

/// Rows put together to forecasts.
#[derive(Clone, Debug)]
pub(super) struct Forecasts {
    register: Register,
    found: HashMap<Key, usize>,
    begun: Vec<Begun>,
    /// The ids of forecasts, and options.
    texts: Names,
    /// For each question its options, in the order in which they first appear.
    options: Vec<Vec<u32>>,
}

/// What the rows of one forecast have in common: question, forecaster, and an id, or else the tags
/// and the time.
type Key = (u32, u32, u32, u32, Option<(i64, i64)>);

/// A forecast as its rows come.
#[derive(Clone, Debug)]
struct Begun {
    estimate: Estimate<()>,
    outcome: Outcome,
    parts: Vec<Part>,
    fault: Option<String>,
}

/// What a row adds to its forecast.
#[derive(Clone, Copy, Debug)]
enum Part {
    Option(u32, Probability),
    Quantile(f64, f64),
}

/// What happened, as all rows of a forecast should have it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    Open,
    Void,
    Option(u32),
    Number(f64),
}

/// What was left out: faulty forecasts, and those without an outcome.
pub(super) struct LeftOut<'a> {
    pub(super) faults: &'a mut Faults,
    pub(super) skipped: &'a mut Excluded,
}

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
    pub(super) fn add(&mut self, row: &Row<'_>, happened: Happened<'_>) -> Result<(), String> {
        if row.question.is_empty() {
            return Err(empty(Column::QuestionId));
        }
        let estimate = self.register.estimate(row, ());
        let outcome = match happened {
            Happened::Void => Outcome::Void,
            Happened::Number(number) => Outcome::Number(number),
            Happened::Option(option) => Outcome::Option(self.texts.number(option)),
            Happened::Open | Happened::Event(_) => Outcome::Open,
        };
        let part = match row.said {
            Said::Option(option, probability) => {
                let option = self.texts.number(option);
                self.note_option(estimate.ties.question, option);
                Part::Option(option, probability)
            }
            Said::Quantile { level, value } => Part::Quantile(level, value),
            Said::Event(_) | Said::Counts { .. } => return Ok(()),
        };
        let key = self.key(row, &estimate);
        let next = self.begun.len();
        let place = *self.found.entry(key).or_insert(next);
        if place == next {
            self.begun.push(Begun {
                estimate,
                outcome,
                parts: Vec::new(),
                fault: None,
            });
        }
        let begun = &mut self.begun[place];
        begun.parts.push(part);
        begun.estimate.tags = self.register.joined(begun.estimate.tags, row.tags);
        if begun.outcome != outcome {
            begun.fault = Some("its rows do not agree on the outcome".to_owned());
        }
        Ok(())
    }

    fn key(&mut self, row: &Row<'_>, estimate: &Estimate<()>) -> Key {
        let Estimate {
            ties, forecaster, ..
        } = *estimate;
        let id = self.texts.number(row.forecast);
        if row.forecast.is_empty() {
            let instant = |made: Moment| (made.start(), made.end());
            let made_at = row.made_at.map(instant);
            (ties.question, forecaster, id, estimate.tags, made_at)
        } else {
            (ties.question, forecaster, id, 0, None)
        }
    }

    fn note_option(&mut self, question: u32, option: u32) {
        let question = question as usize;
        if question >= self.options.len() {
            self.options.resize(question + 1, Vec::new());
        }
        if !self.options[question].contains(&option) {
            self.options[question].push(option);
        }
    }

    /// Returns the forecasts over options, and whether all questions have the same ones.
    pub(super) fn choices(
        mut self,
        mut left: LeftOut<'_>,
    ) -> (Register, Vec<Estimate<ChoicePair>>, bool) {
        let begun = std::mem::take(&mut self.begun).into_iter();
        let whole = begun.filter_map(|one| one.whole(|one| self.choice(one), &mut left));
        let whole = whole.collect();
        let same = self.options.windows(2).all(|two| two[0] == two[1]);
        (self.register, whole, same)
    }

    /// Returns the forecasts of numbers.
    pub(super) fn quantities(
        self,
        mut left: LeftOut<'_>,
    ) -> (Register, Vec<Estimate<QuantityPair>>) {
        let begun = self.begun.into_iter();
        let whole = begun.filter_map(|one| one.whole(Begun::quantity, &mut left));
        (self.register, whole.collect())
    }

    fn choice(&self, begun: &Begun) -> Result<ChoicePair, String> {
        let options = &self.options[begun.estimate.ties.question as usize];
        let place = |option: u32| options.iter().position(|other| *other == option);
        let mut said = vec![None; options.len()];
        for part in &begun.parts {
            let Part::Option(option, probability) = *part else {
                continue;
            };
            let place = place(option).expect("every option was noted");
            if said[place].replace(probability).is_some() {
                let option = self.texts.text(option);
                return Err(format!("it has the option `{option}` twice"));
            }
        }
        // What a forecast does not name it gives nothing: the others must make 1.
        let said = said
            .into_iter()
            .map(|given| given.unwrap_or(Probability::ZERO));
        let said = Probabilities::new(said.collect()).map_err(|why| why.to_string())?;
        let Outcome::Option(happened) = begun.outcome else {
            return Err(empty(Column::Outcome));
        };
        place(happened)
            .and_then(|place| ChoicePair::new(said, place))
            .ok_or_else(|| self.no_option(happened, options))
    }

    fn no_option(&self, happened: u32, options: &[u32]) -> String {
        let text = |option: &u32| self.texts.text(*option);
        let names: Vec<_> = options.iter().map(text).collect();
        let (happened, names) = (text(&happened), names.join(", "));
        format!("its outcome `{happened}` is none of its options ({names})")
    }
}

impl Begun {
    /// Returns the whole forecast, where it is one and has an outcome.
    fn whole<S>(
        self,
        said: impl FnOnce(&Self) -> Result<S, String>,
        left: &mut LeftOut<'_>,
    ) -> Option<Estimate<S>> {
        let said = match (&self.fault, self.outcome) {
            (Some(fault), _) => Err(fault.clone()),
            (None, Outcome::Open) => {
                left.skipped.add_rows(ExclusionReason::Open, 1);
                return None;
            }
            (None, Outcome::Void) => {
                left.skipped.add_rows(ExclusionReason::Void, 1);
                return None;
            }
            (None, _) => said(&self),
        };
        match said {
            Ok(said) => Some(self.estimate.saying(said)),
            Err(why) => {
                left.faults.add(self.estimate.line, self.parts.len(), why);
                None
            }
        }
    }

    fn quantity(&self) -> Result<QuantityPair, String> {
        let Outcome::Number(outcome) = self.outcome else {
            return Err(empty(Column::Outcome));
        };
        let parts = self.parts.iter().filter_map(|part| match *part {
            Part::Quantile(level, value) => Some((level, value)),
            Part::Option(..) => None,
        });
        let mut parts: Vec<_> = parts.collect();
        parts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let quantiles = Quantiles::new(parts).map_err(|why| why.to_string())?;
        Ok(QuantityPair {
            said: Quantity::Quantiles(quantiles),
            outcome,
            bounds: None,
        })
    }
}
