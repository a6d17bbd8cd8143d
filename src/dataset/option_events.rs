//! Estimates of options as estimates of yes or no, whose calibration can be asked.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::model::{ArgumentError, KindName, Probability, one_of};
use crate::query::{ExclusionReason, Request, Weighting};
use crate::scoring::BinaryOutcome;
use crate::scoring::multi::ChoicePair;

use super::collect::{ScoredEstimate, collect_pairs};
use super::question::{Ending, Observed, QuestionClass, Times};
use super::set::CountedRows;
use super::{Dataset, EstimateValue, Question, Row};

/// Which events an estimate of options is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionEvents {
    /// That an option comes about, for each of them.
    Rest,
    /// That the most probable option comes about.
    Top,
    /// That the outcome is no higher than an option in order, for each but the last.
    Cumulative,
}

impl OptionEvents {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Rest, Self::Top, Self::Cumulative];

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Top => "top",
            Self::Cumulative => "cumulative",
        }
    }

    /// Returns what is asked of options, in words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Rest => "each option against the rest",
            Self::Top => "the most probable option",
            Self::Cumulative => "up to each option in order",
        }
    }

    /// Returns the events that a pair is about: the place of the option, the probability, and whether it
    /// came about.
    fn of(self, pair: &ChoicePair) -> Vec<(usize, Probability, BinaryOutcome)> {
        let against_rest = |option: usize| {
            let (p, outcome) = pair.against_the_rest(option)?;
            Some((option, p, outcome))
        };
        match self {
            Self::Rest => (0..pair.said().len()).filter_map(against_rest).collect(),
            Self::Top => against_rest(pair.said().favourite()).into_iter().collect(),
            Self::Cumulative => {
                let (mut p, mut share) = (0.0, 0.0);
                let up_to = (0..pair.said().len() - 1).filter_map(|option| {
                    p += pair.said().at(option);
                    share += pair.share(option);
                    // What adds up to 1 may lie a hair above it.
                    let outcome = BinaryOutcome::new(share.min(1.0))?;
                    Some((option, Probability::new(p.min(1.0))?, outcome))
                });
                up_to.collect()
            }
        }
    }

    fn takes(self, kind: KindName) -> bool {
        match kind {
            KindName::Ordered => true,
            KindName::Choice | KindName::Scenarios => self != Self::Cumulative,
            KindName::Binary | KindName::Number | KindName::Date => false,
        }
    }
}

impl fmt::Display for OptionEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for OptionEvents {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        one_of(text, &Self::ALL, Self::as_str)
    }
}

impl<'l> Dataset<'l> {
    /// Returns what was given on options as estimates of events, weighed as the request asks, with the
    /// request that takes each as it counts. All events of a question share its cluster.
    #[must_use]
    pub fn option_events(&self, request: &Request, events: OptionEvents) -> (Self, Request) {
        let collected = collect_pairs(self, request);
        let mut excluded = collected.excluded;
        let mut found: BTreeMap<Event, Vec<Row<'l>>> = BTreeMap::new();
        for one in &collected.scored {
            if !events.takes(one.question.kind()) {
                one.question
                    .exclude_one(&mut excluded, ExclusionReason::OtherKind);
                continue;
            }
            match one.choice() {
                Ok(case) => {
                    for (option, p, outcome) in events.of(&case.value) {
                        let event = Event {
                            question: one.question.number,
                            option,
                            outcome: outcome.get().to_bits(),
                        };
                        found.entry(event).or_default().push(row(one, p));
                    }
                }
                Err(why) => one.question.exclude_one(&mut excluded, why),
            }
        }
        let class = Arc::new(QuestionClass {
            kind: KindName::Binary,
            unit: None,
        });
        let (mut questions, mut rows) = (Vec::new(), Vec::new());
        for (event, own) in found {
            let begin = rows.len();
            rows.extend(own);
            let asked = &self.questions[event.question];
            questions.push(Question {
                id: Cow::Owned(format!("{}: {}", asked.id, event.name(asked))),
                number: questions.len(),
                class: Arc::clone(&class),
                options: Arc::default(),
                // How much of its life was spoken for is no matter of its options.
                times: Times {
                    opened: None,
                    ..asked.times
                },
                ending: Ending::Known(Observed::Event(
                    BinaryOutcome::new(f64::from_bits(event.outcome)).unwrap_or(BinaryOutcome::NO),
                )),
                rows: begin..rows.len(),
                ..asked.clone()
            });
        }
        let dataset = Self {
            questions,
            rows,
            counted: CountedRows::default(),
            cuts: false,
            excluded,
            ..self.clone()
        };
        let request = Request {
            weigh: Weighting::Each,
            ..request.clone()
        };
        (dataset, request)
    }
}

/// An event of a question: an option, and how much of it came about. Where options came later, the same
/// option may have come about for one estimate and not for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    question: usize,
    option: usize,
    outcome: u64,
}

impl Event {
    fn name<'a>(self, question: &'a Question<'_>) -> &'a str {
        question.options.get(self.option).map_or("", String::as_str)
    }
}

fn row<'l>(one: &ScoredEstimate<'_, 'l>, p: Probability) -> Row<'l> {
    Row {
        value: EstimateValue::Probability(p),
        weight: one.weight,
        ..one.row.clone()
    }
}
