//! Estimates that take several rows: options, or quantiles.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use crate::dataset::{EstimateValue, Quantity, scaled};
use crate::model::{KindName, Moment, OutcomeWord, Probability, option_of};
use crate::query::{Column, Excluded, ExclusionReason};
use crate::scoring::quantile::Quantiles;

use super::buffered::{BufferedSink, SeenOutcome, TableEstimate, firmer};
use super::long::LongPart;
use super::long_value::{EstimateHead, KeptPart};
use super::numbers::Rounded;
use super::row::{RowOutcome, RowValue, TableRow, without_answer};
use super::row_counts::RowCounts;
use super::{Faults, Names, empty};

/// Rows put together to estimates.
#[derive(Clone, Debug, Default)]
pub(super) struct Assembly {
    found: HashMap<EstimateKey, usize>,
    begun: Vec<BegunEstimate>,
    /// The ids of estimates.
    ids: Names,
}

/// What the rows of one estimate have in common: question, forecaster, and an id or a revision, or
/// else the tags and the time.
type EstimateKey = (u32, u32, u32, u32, Option<(i64, i64)>, u64);

/// An estimate as its rows come.
#[derive(Clone, Debug)]
struct BegunEstimate {
    estimate: TableEstimate,
    outcome: Option<SeenOutcome>,
    void: bool,
    parts: Vec<EstimatePart>,
    /// What its first row says of it, in the long table.
    head: Option<EstimateHead>,
}

/// What a row adds to its estimate.
#[derive(Clone, Copy, Debug)]
enum EstimatePart {
    Option(u32, Rounded),
    Quantile(f64, f64),
    Long(KeptPart),
}

impl Assembly {
    /// Adds a row to its estimate.
    pub(super) fn add(
        &mut self,
        row: &TableRow<'_>,
        estimate: TableEstimate,
        outcome: Option<SeenOutcome>,
        void: bool,
        sink: &mut BufferedSink,
    ) {
        let part = match row.value {
            RowValue::Option(option, probability) => {
                let option = sink.option(option);
                sink.questions[estimate.question as usize].note_option(0, option);
                EstimatePart::Option(option, probability)
            }
            RowValue::Quantile { level, value } => EstimatePart::Quantile(level, value),
            RowValue::Long(part) => EstimatePart::Long(kept(part, &estimate, sink)),
            RowValue::Event(_) | RowValue::Counts { .. } => return,
        };
        let tags = estimate.row.tags;
        let key = self.key(row, &estimate);
        let next = self.begun.len();
        let place = *self.found.entry(key).or_insert(next);
        if place == next {
            self.begun.push(BegunEstimate {
                estimate,
                outcome,
                void,
                parts: Vec::new(),
                head: row.long.map(|long| EstimateHead {
                    kind: long.kind,
                    withdrawn: long.withdrawn,
                    ranged: long.range.is_some(),
                    made: row.made_at,
                }),
            });
        }
        let begun = &mut self.begun[place];
        begun.parts.push(part);
        begun.outcome = firmer(begun.outcome, outcome);
        begun.estimate.row.tags = sink.tags.joined(begun.estimate.row.tags, tags);
    }

    fn key(&mut self, row: &TableRow<'_>, estimate: &TableEstimate) -> EstimateKey {
        let (question, forecaster) = (estimate.question, estimate.row.forecaster);
        if estimate.revision > 0 {
            return (question, forecaster, 0, 0, None, estimate.revision);
        }
        let id = self.ids.number(row.forecast);
        if row.forecast.is_empty() {
            let instant = |made: Moment| (made.start(), made.end());
            let made_at = row.made_at.map(instant);
            (question, forecaster, id, estimate.row.tags, made_at, 0)
        } else {
            (question, forecaster, id, 0, None, 0)
        }
    }

    /// Gives the estimates that are whole and have an outcome to the sink.
    pub(super) fn finish(
        self,
        sink: &mut BufferedSink,
        faults: &mut Faults,
        excluded: &mut Excluded,
        counts: &mut RowCounts,
    ) {
        for mut begun in self.begun {
            let question = begun.estimate.question as usize;
            if sink.questions[question].rest().differs.is_some() {
                continue;
            }
            let parts = begun.parts.len();
            let reason = begun.settle(sink);
            let is_taken = |reason: &_| sink.takes_open && *reason == ExclusionReason::Open;
            if let Some(reason) = reason.filter(|reason| !is_taken(reason)) {
                excluded.add_rows(reason, 1);
                counts.exclude(reason, parts);
                continue;
            }
            match begun.value(sink) {
                Ok(value) => {
                    let mut estimate = begun.estimate;
                    estimate.row.value = value;
                    estimate.parts =
                        u32::try_from(parts).expect("a table has fewer than 2^32 rows");
                    sink.rows.push(estimate);
                }
                Err(why) => faults.add(begun.estimate.row.line, parts, why),
            }
        }
    }
}

impl BegunEstimate {
    /// Makes an option of a word that is one, and returns why an estimate has no outcome.
    fn settle(&mut self, sink: &mut BufferedSink) -> Option<ExclusionReason> {
        let place = self.estimate.question;
        if let Some(SeenOutcome::Option(seen) | SeenOutcome::Word(seen)) = self.outcome {
            let options = sink.options_of(place);
            let texts: Vec<_> = options.iter().map(|one| sink.options.text(*one)).collect();
            let text = sink.options.text(seen);
            let named = option_of(text, &texts).and_then(|option| sink.options.find(option));
            self.outcome = match (named, without_answer(text)) {
                (Some(option), _) => Some(SeenOutcome::Option(option)),
                (None, Some(_)) if self.head.is_some() && is_ambiguous(text) => {
                    Some(SeenOutcome::Ambiguous)
                }
                (None, Some(without)) => {
                    self.void |= without == RowOutcome::Void;
                    None
                }
                (None, None) => self.outcome,
            };
            sink.questions[place as usize].outcome = self.outcome;
        }
        match self.outcome {
            Some(_) => None,
            None if self.void => Some(ExclusionReason::Void),
            None => Some(ExclusionReason::Open),
        }
    }

    fn value(&self, sink: &mut BufferedSink) -> Result<EstimateValue, String> {
        if let Some(head) = self.head {
            let parts = self.parts.iter().filter_map(|part| match part {
                EstimatePart::Long(part) => Some(*part),
                _ => None,
            });
            let options = sink.options_of(self.estimate.question);
            let (value, is_scaled) = head.value(&parts.collect::<Vec<_>>(), &options);
            sink.scaled += usize::from(is_scaled);
            return Ok(value);
        }
        match sink.kind {
            KindName::Number | KindName::Date => self.quantity(),
            _ => self.options(sink),
        }
    }

    fn options(&self, sink: &mut BufferedSink) -> Result<EstimateValue, String> {
        let options = sink.options_of(self.estimate.question);
        let text = |option: u32| sink.options.text(option);
        let place = |option: u32| options.iter().position(|other| *other == option);
        let mut stated = vec![None; options.len()];
        for part in &self.parts {
            let EstimatePart::Option(option, probability) = *part else {
                continue;
            };
            let place = place(option).expect("every option was noted");
            if stated[place].replace(probability).is_some() {
                return Err(format!("it has the option `{}` twice", text(option)));
            }
        }
        // What an estimate does not name it gives nothing: the others must make 1.
        let places = stated
            .iter()
            .flatten()
            .filter_map(|given| given.places)
            .max();
        let stated = stated.into_iter();
        let stated = stated.map(|given| given.map_or(Probability::ZERO, |given| given.value));
        let (stated, is_scaled) =
            scaled(stated.collect(), places).map_err(|why| why.to_string())?;
        let Some(SeenOutcome::Option(seen)) = self.outcome else {
            return Err(empty(Column::Outcome));
        };
        if place(seen).is_none() {
            let names: Vec<_> = options.iter().map(|option| text(*option)).collect();
            let (seen, names) = (text(seen), names.join(", "));
            return Err(format!(
                "its outcome `{seen}` is none of its options ({names})"
            ));
        }
        sink.scaled += usize::from(is_scaled);
        Ok(EstimateValue::Options(Box::new(stated)))
    }

    fn quantity(&self) -> Result<EstimateValue, String> {
        let parts = self.parts.iter().filter_map(|part| match *part {
            EstimatePart::Quantile(level, value) => Some((level, value)),
            EstimatePart::Option(..) | EstimatePart::Long(_) => None,
        });
        let mut parts: Vec<_> = parts.collect();
        parts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let quantiles = Quantiles::new(parts).map_err(|why| why.to_string())?;
        let quantity = Quantity::Quantiles(quantiles);
        Ok(EstimateValue::Quantity(Box::new(quantity)))
    }
}

impl BufferedSink {
    /// Returns the number of an option: of one whose order was given that of its name there.
    fn option(&mut self, option: &str) -> u32 {
        if self.order.is_empty() {
            return self.options.number(option);
        }
        let texts = self.order.iter().map(|one| self.options.text(*one));
        let texts: Vec<&str> = texts.collect();
        let named = option_of(option, &texts).and_then(|named| self.options.find(named));
        named.unwrap_or_else(|| self.options.number(option))
    }

    /// Returns a line that says in which order options first appear, where they are taken in that.
    pub(super) fn first_order(&self) -> Option<String> {
        if self.kind != KindName::Ordered || !self.order.is_empty() {
            return None;
        }
        let places = (0..).zip(&self.questions);
        let (mut first, mut orders) = (None, BTreeSet::new());
        for (place, _) in places {
            let options = self.options_of(place).into_iter();
            let order: Vec<&str> = options.map(|option| self.options.text(option)).collect();
            first.get_or_insert_with(|| order.clone());
            orders.insert(order);
        }
        let first = first?;
        let others = match orders.len() - 1 {
            0 => String::new(),
            others => format!(", and in {others} other orders"),
        };
        Some(format!(
            "its options are taken in the order in which they first appear: {}{others}; \
             --ordered {} says another",
            first.join(", "),
            first.join(",")
        ))
    }

    /// Returns the options of a question: by their places where these are given, those without in the
    /// order in which they first appear, or by name where they have no order.
    pub(super) fn options_of(&self, question: u32) -> Vec<u32> {
        if !self.order.is_empty() {
            return self.order.clone();
        }
        let question = &self.questions[question as usize];
        let mut options = question.rest().options.clone();
        if options.iter().any(|(place, _)| *place > 0) {
            options.sort_by_key(|(place, _)| *place);
        } else if question.kind != KindName::Ordered {
            let text = |(_, option): &(u64, u32)| self.options.text(*option);
            options.sort_by(|a, b| text(a).cmp(text(b)));
        }
        options.into_iter().map(|(_, option)| option).collect()
    }
}

/// Says whether a word says that nobody can tell the answer.
fn is_ambiguous(text: &str) -> bool {
    OutcomeWord::of(text) == Some(OutcomeWord::Ambiguous)
}

/// Returns a part of the long table as it is kept.
fn kept(part: LongPart<'_>, estimate: &TableEstimate, sink: &mut BufferedSink) -> KeptPart {
    match part {
        LongPart::Whole(stated) => KeptPart::Whole(stated),
        LongPart::Option(place, name, stated) => {
            let option = sink.options.number(name);
            sink.questions[estimate.question as usize].note_option(place, option);
            KeptPart::Option(option, stated)
        }
        LongPart::Quantile(level, value) => KeptPart::Quantile(level, value),
        LongPart::Date(day, by) => KeptPart::Date(day, by),
        LongPart::Sample(number, value) => KeptPart::Sample(number, value),
        LongPart::Parameter(component, place, value) => {
            KeptPart::Parameter(component, place, value)
        }
    }
}
