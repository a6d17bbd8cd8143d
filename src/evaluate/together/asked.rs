//! A question as something that can be compared or pooled: its stretches.

use super::{Question, Standing, Stretch, Voice, seconds};
use crate::evaluate::weigh;
use crate::ledger::Run;
use crate::model::Estimate;
use crate::query::Weighting;

/// The forecasters by number, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::evaluate) struct Names(Vec<String>);

/// A question with what forecasters said of it, laid beside each other.
#[derive(Clone, Debug)]
pub(in crate::evaluate) struct Asked<T> {
    /// Its id.
    pub(in crate::evaluate) id: String,
    /// Its cluster.
    pub(in crate::evaluate) cluster: usize,
    /// When the day or the instant was over at which the outcome was known, in seconds since 1970.
    pub(in crate::evaluate) known: f64,
    /// What stood when, in order.
    pub(in crate::evaluate) stretches: Vec<Stretch<T>>,
}

impl Names {
    /// Returns the names in order, each once.
    pub(in crate::evaluate) fn sorted(mut names: Vec<String>) -> Self {
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// Returns the number of a forecaster.
    pub(in crate::evaluate) fn number(&self, name: &str) -> Option<usize> {
        self.0.binary_search_by(|one| one.as_str().cmp(name)).ok()
    }

    /// Returns the name of a number.
    pub(in crate::evaluate) fn name(&self, number: usize) -> &str {
        &self.0[number]
    }

    /// Returns the names.
    pub(in crate::evaluate) fn into_names(self) -> Vec<String> {
        self.0
    }
}

impl<T: Copy> Asked<T> {
    /// Returns the same with something made of what was said; nothing made of it is nothing said.
    pub(in crate::evaluate) fn keep<U: Copy>(&self, of: impl Fn(T) -> Option<U>) -> Asked<U> {
        let stretches = self.stretches.iter().filter_map(|one| one.keep(&of));
        Asked {
            id: self.id.clone(),
            cluster: self.cluster,
            known: self.known,
            stretches: stretches.collect(),
        }
    }
}

/// Returns the questions with something made of each estimate: its score, or what it says.
///
/// An estimate of which nothing is made ends what stood before it.
pub(in crate::evaluate) fn asked<'a, T: Copy>(
    questions: &[Question<'a>],
    names: &Names,
    weighing: Weighting,
    value: impl Fn(&Question<'a>, &'a Estimate) -> Option<T>,
) -> Vec<Asked<T>> {
    let one = |question: &Question<'a>| Asked {
        id: question.entry.forecast.id.to_string(),
        cluster: question.cluster,
        known: seconds(question.known.end()),
        stretches: stretches(question, names, weighing, |one| value(question, one)),
    };
    questions.iter().map(one).collect()
}

fn stretches<'a, T: Copy>(
    question: &Question<'a>,
    names: &Names,
    weighing: Weighting,
    value: impl Fn(&'a Estimate) -> Option<T>,
) -> Vec<Stretch<T>> {
    let known_names = |run: &&Run<'a>| names.number(run.by).is_some();
    let runs = question.runs.iter().filter(known_names);
    let number = |run: &Run<'a>| names.number(run.by).expect("others were left out");
    if weighing.is_single() {
        let picks = runs.filter_map(|run| {
            let tally = weigh(run, &question.entry.forecast, question.known, weighing);
            let estimate = tally.counted.first()?.estimate;
            Some(Standing {
                who: number(run),
                since: seconds(estimate.date.start()),
                said: value(estimate)?,
            })
        });
        return Stretch::once(picks.collect()).into_iter().collect();
    }
    let voices: Vec<_> = runs
        .map(|run| Voice {
            who: number(run),
            updates: question.updates(run, &value),
        })
        .collect();
    match (weighing, question.life()) {
        (Weighting::Days, Some(life)) => Stretch::over_life(&voices, life),
        (Weighting::Days, None) => Vec::new(),
        _ => Stretch::at_each(&voices),
    }
}
