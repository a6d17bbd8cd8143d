//! What several forecasters of a table said of the same questions: compared, pooled and adjusted.

use std::collections::BTreeMap;
use std::io::Read;

use crate::evaluate::adjust::adjustment;
use crate::evaluate::compare::comparison;
use crate::evaluate::figures::QuantityPair;
use crate::evaluate::measure::{Class, Measure, Scored};
use crate::evaluate::pool::{Question, pools};
use crate::evaluate::together::{Asked, Names, Standing, Stretch, Voice, seconds};
use crate::evaluate::{Adjustment, Comparison, Pools, Reason, Request, Skipped, Weigh};
use crate::model::{KindName, Moment};
use crate::scoring::count;
use crate::scoring::lifetime::{Life, Update};
use crate::scoring::multi::ChoicePair;

use super::estimate::{Estimate, Register};
use super::grouping::empty;
use super::hold::{Estimates, Hold, Told, kind};
use super::layout::{Form, Layout};
use super::read::read;
use super::wants::wants;
use super::weigh::weigh;
use super::{Column, Event, Faults, TableError};

/// Returns two forecasters of a table compared, and what is wrong with some of its rows.
///
/// # Errors
///
/// Where there is no table to read, it lacks a column, or one of the two is not in it.
pub fn compare(
    input: impl Read,
    request: &Request,
    first: &str,
    second: &str,
) -> Result<(Comparison, Faults), TableError> {
    let mut table = Together::read(input, request, "compare")?;
    for name in [first, second] {
        if table.register.forecasters().find(name).is_none() {
            return Err(TableError::NoForecaster(name.to_owned()));
        }
    }
    let names = Names::sorted(vec![first.to_owned(), second.to_owned()]);
    let scored = table.scored(&names, request);
    let skipped = table.skipped();
    let comparison = comparison(&scored, &names, [first, second], request, skipped);
    Ok((comparison, table.faults))
}

/// Returns the scores of a table's forecasters adjusted for difficulty, and what is wrong with some
/// of its rows.
///
/// # Errors
///
/// Where there is no table to read, or it lacks a column.
pub fn adjust(input: impl Read, request: &Request) -> Result<(Adjustment, Faults), TableError> {
    let mut table = Together::read(input, request, "--adjust")?;
    let names = table.names();
    let scored = table.scored(&names, request);
    let adjustment = adjustment(&scored, &names, request, table.skipped());
    Ok((adjustment, table.faults))
}

/// Returns what pooled forecasts of a table would have scored, and what is wrong with some of its
/// rows.
///
/// # Errors
///
/// Where there is no table to read, it lacks a column, or its forecasts are not of yes or no.
pub fn pool(input: impl Read, request: &Request) -> Result<(Pools, Faults), TableError> {
    let mut table = Together::read(input, request, "pool")?;
    let names = table.names();
    let Told::Events(estimates) = table.take() else {
        return Err(TableError::Unsuited(
            "only forecasts of yes or no can be pooled",
        ));
    };
    let asked = table.asked(estimates, (&names, request), event, |event| Some(*event));
    let question = |asked: Asked<Event>| {
        let outcome = asked.stretches.first()?.standing.first()?.said.outcome;
        Some(Question {
            asked: asked.keep(|event| Some(event.forecast)),
            outcome,
        })
    };
    let questions: Vec<_> = asked.into_iter().filter_map(question).collect();
    let pools = pools(&questions, names, request, table.skipped());
    Ok((pools, table.faults))
}

/// Returns the outcome of a yes-or-no question as a number.
fn event(event: &Event) -> f64 {
    event.outcome.get()
}

/// Returns the option that came about as a number.
fn option(pair: &ChoicePair) -> f64 {
    pair.option().map_or(f64::NAN, count)
}

/// A table of which several forecasters' estimates are laid beside each other.
struct Together {
    register: Register,
    kind: KindName,
    told: Option<Told>,
    skipped: Skipped,
    faults: Faults,
}

impl Together {
    fn read(input: impl Read, request: &Request, who: &'static str) -> Result<Self, TableError> {
        let reading = request.table.clone().unwrap_or_default();
        if reading.counts {
            return Err(TableError::Unsuited("counts do not say who said what"));
        }
        let mut wants = wants(request, &reading)?;
        let needs = [Column::QuestionId, Column::Forecaster];
        wants.needs.extend(needs.map(|column| (column, who)));
        let uses = [Column::MadeAt, Column::Deadline, Column::KnownAt];
        wants.uses.extend(uses);
        let mut form = Form::Pairs;
        let hold = |layout: &Layout| {
            form = layout.form;
            Ok(Hold::new(request, &reading, layout))
        };
        let (hold, faults) = read(input, &reading, &wants, hold)?;
        let Estimates {
            register,
            told,
            skipped,
            faults,
        } = hold.finish(faults);
        Ok(Self {
            register,
            kind: kind(form, &reading),
            told: Some(told),
            skipped,
            faults,
        })
    }

    fn take(&mut self) -> Told {
        self.told.take().unwrap_or(Told::Events(Vec::new()))
    }

    /// Returns the names of all forecasters.
    fn names(&self) -> Names {
        let names = self.register.forecasters();
        let each = (0..).take(names.len()).map(|number| names.text(number));
        Names::sorted(each.map(str::to_owned).collect())
    }

    /// Returns what was left out, faulty rows among it.
    fn skipped(&mut self) -> Skipped {
        self.faults.sort();
        let mut skipped = std::mem::take(&mut self.skipped);
        skipped.add_rows(Reason::BadRow, self.faults.rows);
        skipped
    }

    /// Returns the questions by each score that their kind has.
    fn scored(&mut self, names: &Names, request: &Request) -> Vec<Scored> {
        let class = Class {
            kind: self.kind,
            unit: None,
        };
        let measures = Measure::of(self.kind);
        let floor = request.floor;
        // Each estimate with both scores, so that the table is laid out once.
        let by = (names, request);
        let asked = match self.take() {
            Told::Events(estimates) => self.asked(estimates, by, event, |event| {
                Some(measures.map(|one| one.event(event.forecast, event.outcome, floor)))
            }),
            Told::Choices { estimates, .. } => self.asked(estimates, by, option, |pair| {
                Some(measures.map(|one| one.choice(pair, floor)))
            }),
            Told::Quantities(estimates) => {
                let outcome = |pair: &QuantityPair| pair.outcome;
                self.asked(estimates, by, outcome, |pair| {
                    Some(measures.map(|one| one.quantity(pair)))
                })
            }
        };
        let scored = |(i, measure): (usize, Measure)| Scored {
            class: class.clone(),
            measure,
            asked: asked
                .iter()
                .map(|one| one.keep(|scores| scores[i]))
                .collect(),
        };
        measures.into_iter().enumerate().map(scored).collect()
    }

    /// Returns the questions with something made of each estimate.
    fn asked<S, T: Copy>(
        &mut self,
        estimates: Vec<Estimate<S>>,
        (names, request): (&Names, &Request),
        outcome: fn(&S) -> f64,
        value: impl Fn(&S) -> Option<T>,
    ) -> Vec<Asked<T>> {
        let estimates = self.named(estimates);
        let shared = Shared::of_each(&estimates, outcome);
        let weighed = weigh(estimates, request);
        for (&reason, &rows) in &weighed.skipped.rows {
            self.skipped.add_rows(reason, rows);
        }
        let mut questions: BTreeMap<u32, Vec<Estimate<S>>> = BTreeMap::new();
        for one in weighed.counted {
            questions.entry(one.ties.question).or_default().push(one);
        }
        let mut asked = Vec::new();
        for (number, estimates) in questions {
            let shared = &shared[&number];
            let stretches = shared.agreed().and_then(|weight| {
                let stretches = self.stretches(&estimates, names, request.weigh, &value)?;
                Ok(stretches.into_iter().map(|one| one.times(weight)).collect())
            });
            match stretches {
                Ok(stretches) => asked.push(self.question(number, &estimates, stretches)),
                Err(why) => self
                    .faults
                    .add(shared.line, estimates.len(), why.to_owned()),
            }
        }
        asked
    }

    /// Leaves out what does not say of which question or by whom it is.
    fn named<S>(&mut self, estimates: Vec<Estimate<S>>) -> Vec<Estimate<S>> {
        let questions = self.register.questions().len();
        let mut named = Vec::with_capacity(estimates.len());
        for one in estimates {
            if usize::try_from(one.ties.question).is_ok_and(|number| number >= questions) {
                self.faults.add(one.line, 1, empty(Column::QuestionId));
            } else if self.register.forecasters().text(one.forecaster).is_empty() {
                self.faults.add(one.line, 1, empty(Column::Forecaster));
            } else {
                named.push(one);
            }
        }
        named
    }

    fn question<S, T>(
        &self,
        number: u32,
        estimates: &[Estimate<S>],
        stretches: Vec<Stretch<T>>,
    ) -> Asked<T> {
        let first = &estimates[0];
        let known = first.times.known().map(|known| seconds(known.end()));
        Asked {
            id: self.register.questions().text(number).to_owned(),
            cluster: first.ties.cluster as usize,
            // What nobody knows when it was known teaches nothing.
            known: known.unwrap_or(f64::INFINITY),
            stretches,
        }
    }

    /// Returns what stood when of one question.
    fn stretches<S, T: Copy>(
        &self,
        estimates: &[Estimate<S>],
        names: &Names,
        weighing: Weigh,
        value: impl Fn(&S) -> Option<T>,
    ) -> Result<Vec<Stretch<T>>, &'static str> {
        let mut each: BTreeMap<usize, Vec<&Estimate<S>>> = BTreeMap::new();
        for one in estimates {
            let name = self.register.forecasters().text(one.forecaster);
            if let Some(who) = names.number(name) {
                each.entry(who).or_default().push(one);
            }
        }
        let single = each.values().all(|own| own.len() == 1);
        if weighing.is_single() || (single && weighing == Weigh::Each) {
            let standing = each.iter().filter_map(|(&who, own)| {
                Some(Standing {
                    who,
                    // Without a time it cannot have learnt from anything.
                    since: since(own[0]).unwrap_or(f64::NEG_INFINITY),
                    said: value(&own[0].said)?,
                })
            });
            return Ok(Stretch::once(standing.collect()).into_iter().collect());
        }
        let voices = each.into_iter().map(|(who, own)| voice(who, &own, &value));
        let voices = voices.collect::<Result<Vec<_>, _>>()?;
        Ok(match (weighing, life(estimates)) {
            (Weigh::Days, Some(life)) => Stretch::over_life(&voices, life),
            (Weigh::Days, None) => Vec::new(),
            _ => Stretch::at_each(&voices),
        })
    }
}

/// What the rows of a question should have in common.
struct Shared {
    line: u64,
    weight: f64,
    outcome: f64,
    differs: Option<&'static str>,
}

impl Shared {
    fn of_each<S>(estimates: &[Estimate<S>], outcome: fn(&S) -> f64) -> BTreeMap<u32, Self> {
        let mut each: BTreeMap<u32, Self> = BTreeMap::new();
        for one in estimates {
            let (weight, outcome) = (one.weight.get(), outcome(&one.said));
            let first = each.entry(one.ties.question).or_insert(Self {
                line: one.line,
                weight,
                outcome,
                differs: None,
            });
            let same = |a: f64, b: f64| a.total_cmp(&b).is_eq();
            if !same(first.outcome, outcome) {
                first.differs = Some("the rows of its question do not agree on the outcome");
            } else if !same(first.weight, weight) {
                first.differs = Some("the rows of its question do not agree on the weight");
            }
        }
        each
    }

    /// Returns the weight of the question, or what its rows do not agree on.
    fn agreed(&self) -> Result<f64, &'static str> {
        self.differs.map_or(Ok(self.weight), Err)
    }
}

/// Returns when an estimate was made.
fn since<S>(one: &Estimate<S>) -> Option<f64> {
    one.times.made_at.map(Moment::start).map(seconds)
}

fn voice<S, T>(
    who: usize,
    own: &[&Estimate<S>],
    value: impl Fn(&S) -> Option<T>,
) -> Result<Voice<T>, &'static str> {
    let update = |one: &&Estimate<S>| {
        Some(Update {
            at: since(one)?,
            said: value(&one.said),
        })
    };
    let updates = own.iter().map(update).collect::<Option<Vec<_>>>();
    let mut updates = updates
        .ok_or("a forecaster has several estimates of the question, and `made_at` is empty")?;
    // Stable, so that of two estimates of one time the later row is the later estimate.
    updates.sort_by(|a, b| a.at.total_cmp(&b.at));
    Ok(Voice { who, updates })
}

/// Returns from when to when a question was open.
fn life<S>(estimates: &[Estimate<S>]) -> Option<Life> {
    let times = &estimates[0].times;
    let known = times.known()?.start();
    Life::new(
        seconds(times.opened?.start()),
        seconds(times.deadline?.end()),
        seconds(known),
    )
}
