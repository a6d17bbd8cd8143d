//! How far those agree who read the same text: words, ranges, deadlines, outcomes, and what the scores
//! are by each reading.

use std::collections::BTreeMap;

use crate::ledger::{Entry, Ledger, Selection, View};
use crate::model::{
    Blinding, Coded, CodedReading, Estimate, Outcome, Probability, Reading, Stated, Value,
};
use crate::scoring::agreement::{Agreement, CodedPair};
use crate::scoring::{BinaryOutcome, Statistic, Undefined, brier, count};

/// What two coders can agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodedPart {
    /// The word, the range or the number that the forecaster says, or that there is none.
    Word,
    /// The range that it stands for, where both read one.
    Range,
    /// The deadline.
    Deadline,
    /// The outcome.
    Outcome,
}

/// A part of a record that two coders read differently.
#[derive(Clone, Debug)]
pub struct Disagreement<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// What they disagree on.
    pub part: CodedPart,
    /// What the first reads.
    pub first: String,
    /// What the second reads.
    pub second: String,
}

/// The Brier score of what a coder read, by the outcomes as they read them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoderScore {
    /// How many estimates it is of.
    pub n: usize,
    /// The score.
    pub brier: Statistic,
}

/// How far two coders agree, part by part.
#[derive(Clone, Debug)]
pub struct CoderAgreement<'a> {
    /// Who read first: the record goes by this reading.
    pub first: &'a str,
    /// Who read again.
    pub second: &'a str,
    /// Whether the second was kept from knowing the outcomes; none where the codings differ.
    pub blind: Option<Blinding>,
    /// The agreement on each part.
    pub parts: Vec<(CodedPart, Agreement)>,
    /// Everything that they read differently, by part and forecast.
    pub disagreements: Vec<Disagreement<'a>>,
    /// The score by the first reading.
    pub first_score: CoderScore,
    /// The score by the second.
    pub second_score: CoderScore,
}

impl CodedPart {
    /// Every part.
    pub const ALL: [Self; 4] = [Self::Word, Self::Range, Self::Deadline, Self::Outcome];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Range => "range",
            Self::Deadline => "deadline",
            Self::Outcome => "outcome",
        }
    }
}

/// A record that two coders read.
struct ReadTwice<'a> {
    entry: &'a Entry,
    estimate: &'a Estimate,
    first: CodedReading,
    second: &'a CodedReading,
    blind: Option<Blinding>,
}

/// Returns how far each pair of coders agrees who read the same estimates.
#[must_use]
pub fn agreement<'a>(
    ledger: &'a Ledger,
    selection: &Selection,
    view: &View,
) -> Vec<CoderAgreement<'a>> {
    let mut pairs: BTreeMap<(&str, &str), Vec<ReadTwice<'a>>> = BTreeMap::new();
    for entry in selection.of(ledger, view) {
        let estimates = entry.forecast.estimates.iter();
        for estimate in estimates.filter(|one| selection.takes_forecaster(&one.by)) {
            let [coded, rest @ ..] = estimate.codings() else {
                continue;
            };
            for again in rest {
                let Some(second) = &again.reading else {
                    continue;
                };
                let key = (coded.by.as_str(), again.by.as_str());
                pairs.entry(key).or_default().push(ReadTwice {
                    entry,
                    estimate,
                    first: reading(coded, estimate, entry, view),
                    second,
                    blind: again.blind,
                });
            }
        }
    }
    let pairs = pairs.into_iter();
    pairs
        .map(|((first, second), cases)| compared(first, second, &cases))
        .collect()
}

/// Returns what a coder read: what they say, and else what the record says.
fn reading(coded: &Coded, estimate: &Estimate, entry: &Entry, view: &View) -> CodedReading {
    let own = coded.reading.clone().unwrap_or_default();
    let forecast = &entry.forecast;
    let resolution = view.resolution(forecast);
    CodedReading {
        probability: own.probability.or_else(|| stated(estimate)),
        deadline: own.deadline.or(Some(forecast.deadline)),
        outcome: own.outcome.or_else(|| Some(resolution?.outcome.clone())),
    }
}

/// Returns what an estimate says, a refusal too; nothing of one that only follows from another.
fn stated(estimate: &Estimate) -> Option<Stated> {
    match &estimate.value {
        _ if estimate.derived => None,
        Value::Probability(stated) => Some(stated.clone()),
        Value::Declined(text) => Some(Stated {
            text: text.clone(),
            reading: Reading::Declined,
        }),
        _ => None,
    }
}

fn compared<'a>(first: &'a str, second: &'a str, cases: &[ReadTwice<'a>]) -> CoderAgreement<'a> {
    let clusters = clusters(cases);
    let mut parts = Vec::new();
    let mut disagreements = Vec::new();
    for part in CodedPart::ALL {
        let mut categories = BTreeMap::new();
        let mut number = |category: &str| {
            let next = categories.len();
            *categories.entry(category.to_owned()).or_insert(next)
        };
        let mut pairs = Vec::new();
        for (case, &cluster) in cases.iter().zip(&clusters) {
            let both = (said(&case.first, part), said(case.second, part));
            let (Some(first), Some(second)) = both else {
                continue;
            };
            pairs.push(CodedPair {
                first: number(&first),
                second: number(&second),
                cluster,
            });
            if first != second {
                disagreements.push(Disagreement {
                    entry: case.entry,
                    part,
                    first,
                    second,
                });
            }
        }
        parts.push((part, Agreement::new(pairs)));
    }
    let blind = cases.first().and_then(|case| case.blind);
    CoderAgreement {
        first,
        second,
        blind: blind.filter(|_| cases.iter().all(|case| case.blind == blind)),
        parts,
        disagreements,
        first_score: score(cases.iter().map(|case| (case, &case.first))),
        second_score: score(cases.iter().map(|case| (case, case.second))),
    }
}

/// Returns the number of each case's cluster: by its name, else each forecast by itself.
fn clusters(cases: &[ReadTwice<'_>]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let number = |case: &ReadTwice<'_>| {
        let forecast = &case.entry.forecast;
        let name = forecast.cluster.as_deref();
        let key = (
            name.is_none(),
            name.unwrap_or(forecast.id.as_str()).to_owned(),
        );
        let next = numbers.len();
        *numbers.entry(key).or_insert(next)
    };
    cases.iter().map(number).collect()
}

/// Returns what a coder reads of a part, in words that are the same for the same reading.
fn said(reading: &CodedReading, part: CodedPart) -> Option<String> {
    let probability = reading.probability.as_ref();
    match part {
        CodedPart::Word => probability.map(word),
        CodedPart::Range => {
            let band = probability?.band()?;
            let percent = |end: Probability| (end.get() * 1000.0).round() / 10.0;
            Some(format!("{}–{}%", percent(band.low), percent(band.high)))
        }
        CodedPart::Deadline => reading.deadline.map(|deadline| deadline.day().to_string()),
        CodedPart::Outcome => reading.outcome.as_ref().map(ToString::to_string),
    }
}

fn word(stated: &Stated) -> String {
    match &stated.reading {
        Reading::Word(reading) => reading.word.clone(),
        Reading::Declined => "no estimate".to_owned(),
        Reading::Number(_) | Reading::Range(_) => stated.text.to_string(),
    }
}

/// Returns the Brier score of what a coder read. What only follows from another estimate is not scored.
fn score<'c>(cases: impl Iterator<Item = (&'c ReadTwice<'c>, &'c CodedReading)>) -> CoderScore {
    let scored = cases.filter(|(case, _)| !case.estimate.derived);
    let scored = scored.filter_map(|(_, reading)| {
        let outcome = match reading.outcome.as_ref()? {
            Outcome::Yes => BinaryOutcome::YES,
            Outcome::No => BinaryOutcome::NO,
            _ => return None,
        };
        Some(brier(reading.probability.as_ref()?.point()?, outcome))
    });
    let scored: Vec<f64> = scored.collect();
    let n = scored.len();
    let mean = || scored.iter().sum::<f64>() / count(n);
    CoderScore {
        n,
        brier: (n > 0).then(mean).ok_or(Undefined::Empty),
    }
}
