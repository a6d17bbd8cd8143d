//! A quantity that several questions ask for, by one deadline after another.

use std::fmt;

use crate::ledger::{Entry, View};
use crate::model::{Kind, Outcome, day_number};
use crate::render::plot::{Came, Hedgehog, Plot, Spine, hedgehog};

use super::plots::{given, span, step};

/// Why there is no hedgehog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSeries {
    /// There are not two questions for a number with different deadlines.
    TooFew,
    /// The numbers are counted in these.
    Units(Vec<String>),
    /// Nobody gave a median.
    NoMedian,
}

impl std::error::Error for NoSeries {}

impl fmt::Display for NoSeries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew => {
                f.write_str("it takes two questions for a number, with different deadlines")
            }
            Self::Units(units) => write!(f, "they count in {}", units.join(" and in ")),
            Self::NoMedian => f.write_str("nobody gave a median"),
        }
    }
}

/// What was said of one deadline.
struct Said {
    by: String,
    day: f64,
    deadline: f64,
    median: f64,
}

/// Returns the hedgehog of the questions for a number among these: the caller knows that they ask
/// for one quantity.
///
/// # Errors
///
/// Where they are fewer than two, are counted in several units, or have no estimate with a median.
pub fn hedgehog_of(name: &str, entries: &[&Entry], view: &View) -> Result<Plot, NoSeries> {
    let numbers: Vec<_> = entries.iter().filter_map(|entry| number(entry)).collect();
    let mut deadlines: Vec<_> = numbers
        .iter()
        .map(|(entry, _)| entry.forecast.deadline.day())
        .collect();
    deadlines.sort_unstable();
    deadlines.dedup();
    if deadlines.len() < 2 {
        return Err(NoSeries::TooFew);
    }
    let mut units: Vec<_> = numbers.iter().map(|(_, unit)| *unit).collect();
    units.sort_unstable();
    units.dedup();
    if units.len() > 1 {
        let name = |unit: Option<&str>| unit.unwrap_or("no unit").to_owned();
        return Err(NoSeries::Units(units.into_iter().map(name).collect()));
    }
    let spines = spines(
        numbers
            .iter()
            .flat_map(|(entry, _)| said(entry, view))
            .collect(),
    );
    if spines.is_empty() {
        return Err(NoSeries::NoMedian);
    }
    let mut outturns: Vec<Came> = numbers
        .iter()
        .filter_map(|(entry, _)| came(entry, view))
        .collect();
    outturns.sort_by(|a, b| a.deadline.total_cmp(&b.deadline));
    Ok(hedgehog(&Hedgehog {
        name: name.to_owned(),
        unit: units.pop().flatten().map(str::to_owned),
        outturns,
        spines,
    }))
}

/// Returns a question for a number, with what it is counted in.
fn number(entry: &Entry) -> Option<(&Entry, Option<&str>)> {
    match &entry.forecast.kind {
        Kind::Number { unit, .. } => Some((entry, unit.as_deref())),
        _ => None,
    }
}

fn deadline(entry: &Entry) -> f64 {
    day_number(entry.forecast.deadline.day())
}

fn came(entry: &Entry, view: &View) -> Option<Came> {
    match span(&entry.forecast, view).known? {
        (known, Outcome::Number(value)) => Some(Came {
            deadline: deadline(entry),
            known,
            value,
        }),
        _ => None,
    }
}

/// Returns the medians that were given.
fn said(entry: &Entry, view: &View) -> Vec<Said> {
    let steps = given(&entry.forecast, view).filter_map(step);
    let said = steps.filter_map(|step| {
        let median = step.median()?;
        Some(Said {
            by: step.by,
            day: step.day,
            deadline: deadline(entry),
            median,
        })
    });
    said.collect()
}

/// Returns what each forecaster said on each day.
fn spines(mut said: Vec<Said>) -> Vec<Spine> {
    said.sort_by(|a, b| {
        let when = a.day.total_cmp(&b.day).then_with(|| a.by.cmp(&b.by));
        when.then(a.deadline.total_cmp(&b.deadline))
    });
    let together = |a: &Said, b: &Said| a.by == b.by && a.day.total_cmp(&b.day).is_eq();
    let spine = |all: &[Said]| Spine {
        by: all[0].by.clone(),
        day: all[0].day,
        medians: all.iter().map(|one| (one.deadline, one.median)).collect(),
    };
    said.chunk_by(together).map(spine).collect()
}
