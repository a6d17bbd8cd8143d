//! The scoreboard.

use crate::dataset::{
    Dataset, Portion, ProvenanceCounts, QuestionClass, ScoredEstimate, ScoredEstimates,
    collect_pairs, coverage, split, split_with_counted,
};
use crate::model::{ForecastId, KindName, Origin};
use crate::query::{Excluded, ExclusionReason, Group, Request, SampleSize};
use crate::scoring::{Case, log_score, multi};

use super::Figures;
use super::binary::{self, Missing};
use super::figures::{choice_scores, ordered_scores, quantity_scores};
use super::row::{ByOrigin, ScoreRow};
use super::sampling::size;

/// The scores of a dataset.
#[derive(Clone, Debug)]
pub struct Scores {
    /// A row for each group of each kind, and of numbers of each unit; the total of a kind and unit
    /// after its groups.
    pub rows: Vec<ScoreRow>,
    /// What counts, by provenance.
    pub provenance: ProvenanceCounts,
    /// What was left out.
    pub skipped: Excluded,
}

/// Returns the scores of a dataset. Scores of different kinds or units are never averaged.
#[must_use]
pub fn score(dataset: &Dataset<'_>, request: &Request) -> Scores {
    let mut collected = collect_pairs(dataset, request);
    let mut excluded = std::mem::take(&mut collected.excluded);
    collected.scored.retain(|scored| match scorable(scored) {
        Ok(()) => true,
        Err(reason) => {
            scored.question.exclude_one(&mut excluded, reason);
            false
        }
    });
    let missing = collected.pending.iter().chain(&collected.ambiguous);
    let every = collected.scored.iter().chain(missing);
    let classes = classes(dataset, every).into_iter();
    let rows = classes.flat_map(|class| of_class(dataset, &collected, &class, request));
    Scores {
        rows: rows.collect(),
        provenance: ProvenanceCounts::of(&collected.scored),
        skipped: excluded,
    }
}

/// Returns the rows of one class, the total last.
fn of_class(
    dataset: &Dataset<'_>,
    collected: &ScoredEstimates<'_, '_>,
    class: &QuestionClass,
    request: &Request,
) -> Vec<ScoreRow> {
    let groups = &request.group_by;
    let [unresolved, ambiguous] = [&collected.pending, &collected.ambiguous]
        .map(|these| split(dataset, take(these, class), groups));
    let runs = collected.coverage.iter();
    let runs: Vec<_> = runs
        .filter(|run| *run.question.class == *class)
        .copied()
        .collect();
    let coverages = coverage(dataset, &runs, groups);
    let scored = take(&collected.scored, class);
    let portions = if class.kind == KindName::Binary {
        split_with_counted(dataset, scored, groups)
    } else {
        split(dataset, scored, groups)
    };
    let row = |portion: Portion<'_, '_>| {
        let missing = Missing {
            unresolved: of_group(&unresolved, &portion.group),
            ambiguous: of_group(&ambiguous, &portion.group),
        };
        let covered = coverages.iter().find(|(group, _)| *group == portion.group);
        ScoreRow {
            basis: size(&portion),
            coverage: covered.map(|(_, coverage)| *coverage),
            figures: figures(dataset, &portion, class.kind, missing, request),
            apart: apart(dataset, &portion, class.kind, request),
            infinite: infinite(&portion.scored),
            kind: class.kind,
            unit: class.unit.clone(),
            group: portion.group,
        }
    };
    portions.into_iter().map(row).collect()
}

/// Returns the classes that there are, in order.
fn classes<'s, 'd: 's, 'l: 'd + 's>(
    dataset: &Dataset<'_>,
    every: impl Iterator<Item = &'s ScoredEstimate<'d, 'l>>,
) -> Vec<QuestionClass> {
    let mut classes: Vec<&QuestionClass> = every.map(|one| &*one.question.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut classes: Vec<QuestionClass> = classes.into_iter().cloned().collect();
    let counted = QuestionClass {
        kind: KindName::Binary,
        unit: None,
    };
    if dataset.counted().pairs() > 0 && !classes.contains(&counted) {
        classes.push(counted);
    }
    classes
}

fn take<'d, 'l>(
    these: &[ScoredEstimate<'d, 'l>],
    class: &QuestionClass,
) -> Vec<ScoredEstimate<'d, 'l>> {
    let these = these.iter().filter(|one| *one.question.class == *class);
    these.copied().collect()
}

/// Returns why what was given cannot be scored, if it cannot.
fn scorable(scored: &ScoredEstimate<'_, '_>) -> Result<(), ExclusionReason> {
    match scored.question.kind() {
        KindName::Binary => scored.pair().map(|_| ()).ok_or(ExclusionReason::Unfit),
        KindName::Choice | KindName::Ordered | KindName::Scenarios => scored.choice().map(|_| ()),
        KindName::Number | KindName::Date => scored.quantity().map(|_| ()),
    }
}

fn of_group<'s, 'd, 'l>(
    groups: &'s [Portion<'d, 'l>],
    group: &Group,
) -> &'s [ScoredEstimate<'d, 'l>] {
    let found = groups.iter().find(|portion| portion.group == *group);
    found.map_or(&[], |portion| &portion.scored)
}

/// Returns the figures of what was given on questions of one kind and unit.
fn figures(
    dataset: &Dataset<'_>,
    portion: &Portion<'_, '_>,
    kind: KindName,
    missing: Missing<'_, '_, '_>,
    request: &Request,
) -> Figures {
    let (floor, doubt) = (request.floor, request.doubt());
    let scored = &portion.scored;
    let choices = || cases(scored, ScoredEstimate::choice);
    let figures = match kind {
        KindName::Binary => binary::figures(dataset, portion, missing, request),
        KindName::Choice | KindName::Scenarios => {
            choice_scores(&choices(), have_same_options(scored), floor, doubt)
        }
        KindName::Ordered => ordered_scores(&choices(), floor, doubt),
        KindName::Number | KindName::Date => {
            quantity_scores(&cases(scored, ScoredEstimate::quantity), doubt)
        }
    };
    figures.into()
}

fn cases<'d, 'l, T>(
    scored: &[ScoredEstimate<'d, 'l>],
    case: fn(&ScoredEstimate<'d, 'l>) -> Result<Case<T>, ExclusionReason>,
) -> Vec<Case<T>> {
    scored.iter().filter_map(|one| case(one).ok()).collect()
}

fn have_same_options(scored: &[ScoredEstimate<'_, '_>]) -> bool {
    scored
        .windows(2)
        .all(|two| two[0].question.options == two[1].question.options)
}

/// Returns stated numbers, yardstick words and coded readings apart, as far as there are any.
fn apart(
    dataset: &Dataset<'_>,
    portion: &Portion<'_, '_>,
    kind: KindName,
    request: &Request,
) -> Vec<ByOrigin> {
    let of_origin = |origin: Origin| {
        let these = portion.scored.iter();
        let these = these.filter(|one| one.row.origin() == Some(origin));
        let these = Portion {
            group: Group::new(),
            scored: these.copied().collect(),
            counted: crate::scoring::PairCounts::default(),
        };
        (!these.scored.is_empty()).then(|| ByOrigin {
            origin,
            basis: SampleSize::of(&these.scored),
            figures: figures(dataset, &these, kind, Missing::default(), request),
        })
    };
    Origin::ALL.into_iter().filter_map(of_origin).collect()
}

/// Returns the forecasts whose log score is infinite: what was called impossible came about.
fn infinite(scored: &[ScoredEstimate<'_, '_>]) -> Vec<ForecastId> {
    let is_infinite = |one: &&ScoredEstimate<'_, '_>| match one.question.kind() {
        KindName::Binary => one
            .pair()
            .is_some_and(|pair| log_score(pair.forecast, pair.outcome).is_infinite()),
        KindName::Choice | KindName::Ordered | KindName::Scenarios => one
            .choice()
            .is_ok_and(|case| multi::log_score(&case.value).is_infinite()),
        KindName::Number | KindName::Date => one
            .quantity()
            .is_ok_and(|case| case.value.log_score().is_ok_and(f64::is_infinite)),
    };
    // Of other tables the ids are not ours, and there may be very many.
    let found = scored.iter().filter(|one| one.question.details.is_some());
    let ids = found
        .filter(is_infinite)
        .filter_map(|one| ForecastId::parse(&one.question.id).ok());
    let mut ids: Vec<ForecastId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
