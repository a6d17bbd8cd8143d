//! The scoreboard.

use crate::ledger::Ledger;
use crate::model::{ForecastId, Kind, KindName, Origin};
use crate::scoring::{BinaryOutcome, Case, log_score, multi};

use super::binary::{self, Missing, binary};
use super::figures::{choice_scores, ordered_scores, quantity_scores};
use super::gather::gather;
use super::row::{Apart, Basis, Coverage, Row};
use super::skipped::{Reason, Skipped};
use super::{Group, Named, Request, Said, split, values};

/// The scores of a ledger.
#[derive(Clone, Debug)]
pub struct Scores {
    /// A row for each group of each kind, and of numbers of each unit; the total of a kind and unit
    /// after its groups.
    pub rows: Vec<Row>,
    /// What was left out.
    pub skipped: Skipped,
}

/// What may be averaged together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Class {
    kind: KindName,
    unit: Option<String>,
}

impl Class {
    fn of(said: &Said<'_>) -> Self {
        let forecast = &said.entry.forecast;
        Self {
            kind: forecast.kind.name(),
            unit: values::unit(forecast),
        }
    }

    fn take<'a>(&self, said: &[Said<'a>]) -> Vec<Said<'a>> {
        let these = said.iter().filter(|one| Self::of(one) == *self);
        these.copied().collect()
    }
}

/// Returns the scores of a ledger. Scores of different kinds or units are never averaged.
#[must_use]
pub fn score(ledger: &Ledger, request: &Request) -> Scores {
    let mut gathered = gather(ledger, request);
    let mut skipped = std::mem::take(&mut gathered.skipped);
    gathered.said.retain(|said| match scorable(said) {
        Ok(()) => true,
        Err(reason) => {
            skipped.add(reason, &said.entry.forecast.id);
            false
        }
    });
    let missing = [&gathered.pending, &gathered.ambiguous];
    let every = gathered.said.iter().chain(missing.into_iter().flatten());
    let mut classes: Vec<Class> = every.map(Class::of).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut rows = Vec::new();
    for class in classes {
        let [unresolved, ambiguous] = missing.map(|said| {
            let these = class.take(said);
            split(&these, &request.group_by)
        });
        for (group, said) in split(&class.take(&gathered.said), &request.group_by) {
            let missing = Missing {
                unresolved: of_group(&unresolved, &group),
                ambiguous: of_group(&ambiguous, &group),
            };
            rows.push(Row {
                basis: Basis::of(&said),
                coverage: Coverage::of(&gathered.covered, &group, |entry| {
                    let forecast = &entry.forecast;
                    forecast.kind.name() == class.kind && values::unit(forecast) == class.unit
                }),
                figures: figures(class.kind, &said, missing, request),
                apart: apart(class.kind, &said, request),
                infinite: infinite(class.kind, &said),
                kind: class.kind,
                unit: class.unit.clone(),
                group,
            });
        }
    }
    Scores { rows, skipped }
}

/// Returns why what was said cannot be scored, if it cannot.
fn scorable(said: &Said<'_>) -> Result<(), Reason> {
    match said.entry.forecast.kind.name() {
        KindName::Binary => binary(said, BinaryOutcome::NO)
            .map(|_| ())
            .ok_or(Reason::Unfit),
        KindName::Choice | KindName::Ordered | KindName::Scenarios => {
            values::choice(said).map(|_| ())
        }
        KindName::Number | KindName::Date => values::quantity(said).map(|_| ()),
    }
}

fn of_group<'b, 'a>(groups: &'b [(Group, Vec<Said<'a>>)], group: &Group) -> &'b [Said<'a>] {
    let found = groups.iter().find(|(other, _)| other == group);
    found.map_or(&[], |(_, said)| said)
}

/// Returns the figures of what was said about questions of one kind and unit.
fn figures(
    kind: KindName,
    said: &[Said<'_>],
    missing: Missing<'_>,
    request: &Request,
) -> Vec<Named> {
    let (floor, doubt) = (request.floor, request.doubt());
    let choices = || scored(said, values::choice);
    match kind {
        KindName::Binary => binary::figures(said, missing, request),
        KindName::Choice | KindName::Scenarios => {
            choice_scores(&choices(), have_same_options(said), floor, doubt)
        }
        KindName::Ordered => ordered_scores(&choices(), floor, doubt),
        KindName::Number | KindName::Date => {
            quantity_scores(&scored(said, values::quantity), doubt)
        }
    }
}

fn scored<T>(said: &[Said<'_>], case: fn(&Said<'_>) -> Result<Case<T>, Reason>) -> Vec<Case<T>> {
    said.iter().filter_map(|one| case(one).ok()).collect()
}

fn have_same_options(said: &[Said<'_>]) -> bool {
    let options = |one: &Said<'_>| -> Vec<String> {
        let kind: &Kind = &one.entry.forecast.kind;
        kind.options().into_iter().map(str::to_owned).collect()
    };
    said.windows(2)
        .all(|two| options(&two[0]) == options(&two[1]))
}

/// Returns stated numbers, yardstick words and coded readings apart, as far as there are any.
fn apart(kind: KindName, said: &[Said<'_>], request: &Request) -> Vec<Apart> {
    let of_origin = |origin: Origin| {
        let these = said.iter().filter(|one| one.estimate.origin() == origin);
        let these: Vec<Said<'_>> = these.copied().collect();
        (!these.is_empty()).then(|| Apart {
            origin,
            basis: Basis::of(&these),
            figures: figures(kind, &these, Missing::default(), request),
        })
    };
    Origin::ALL.into_iter().filter_map(of_origin).collect()
}

/// Returns the forecasts whose log score is infinite: what was called impossible happened.
fn infinite(kind: KindName, said: &[Said<'_>]) -> Vec<ForecastId> {
    let is_infinite = |one: &&Said<'_>| match kind {
        KindName::Binary => binary(one, BinaryOutcome::NO)
            .is_some_and(|row| log_score(row.pair.forecast, row.pair.outcome).is_infinite()),
        KindName::Choice | KindName::Ordered | KindName::Scenarios => {
            values::choice(one).is_ok_and(|case| multi::log_score(&case.value).is_infinite())
        }
        KindName::Number | KindName::Date => values::quantity(one)
            .is_ok_and(|case| case.value.log_score().is_ok_and(f64::is_infinite)),
    };
    let mut ids: Vec<ForecastId> = said
        .iter()
        .filter(is_infinite)
        .map(|one| one.entry.forecast.id.clone())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
