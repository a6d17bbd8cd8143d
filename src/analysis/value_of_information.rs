//! What the answer to an open forecast is worth to what depends on it.

use super::coherence::{
    ConstraintGraph, DeclaredConstraint, EstimateSource, build_constraint_graph, groups, point,
};
use super::in_force::in_force;
use super::scenarios::{Assessment, SetRequest, assess};
use crate::ledger::{Entry, Ledger, Selection, View};
use crate::model::{Moment, Probability};
use crate::scoring::bayes::{InformationValue, other_branch, value_of_information};
use crate::scoring::coherence::Constraint;

/// What the answer to an open forecast is worth to another, or to a scenario set.
#[derive(Clone, Debug)]
pub struct AnswerValue<'a> {
    /// What would move: a scenario set, or a forecast with conditional forms.
    pub target: &'a Entry,
    /// Whose numbers: one forecaster's for a set, everybody's for a forecast; nobody's for a set
    /// that starts evenly.
    pub by: Option<EstimateSource<'a>>,
    /// What to watch.
    pub watch: &'a Entry,
    /// When its answer can be looked up.
    pub due: Moment,
    /// By how much the answer lowers the Brier score (0–1) of the target, in the mean.
    pub brier_gain: f64,
    /// The same as a part of what knowing the target itself would do; none where it is certain.
    pub brier_share: Option<f64>,
    /// How many bits it tells, in the mean.
    pub bits: f64,
    /// The same as a part of what there is to tell; none for a set, and where it is certain.
    pub bits_share: Option<f64>,
}

/// Returns what each open forecast is worth, the most first: to scenario sets by the likelihoods
/// of their indicators, to forecasts by their conditional forms.
#[must_use]
pub fn values_of_information<'a>(
    ledger: &'a Ledger,
    selection: &Selection,
    request: &SetRequest,
) -> Vec<AnswerValue<'a>> {
    let mut found = Vec::new();
    for entry in selection.of(ledger, &request.view) {
        if request.view.state(ledger, entry).is_over() {
            continue;
        }
        for assessment in assess(ledger, entry, request).into_iter().flatten() {
            found.extend(of_set(&assessment, &request.view));
        }
    }
    for positions in groups(ledger, selection, &request.view) {
        found.extend(of_forecasts(ledger, &positions, selection, &request.view));
    }
    found.sort_by(|a, b| b.brier_gain.total_cmp(&a.brier_gain));
    found
}

fn of_set<'a>(assessment: &Assessment<'a>, view: &View) -> Vec<AnswerValue<'a>> {
    let watched = assessment.watch(view).into_iter();
    let worth = watched
        .filter(|one| one.open.covered_by.is_none())
        .filter_map(|one| {
            let watch = one.sign.entry?;
            Some(AnswerValue {
                target: assessment.entry,
                by: assessment.by.map(EstimateSource::One),
                watch,
                due: watch.forecast.lookup(),
                brier_gain: one.open.brier_gain,
                brier_share: one.open.share,
                bits: one.open.bits,
                bits_share: None,
            })
        });
    worth.collect()
}

fn of_forecasts<'a>(
    ledger: &'a Ledger,
    positions: &[usize],
    selection: &Selection,
    view: &View,
) -> Vec<AnswerValue<'a>> {
    let web = build_constraint_graph(ledger, positions, *view);
    let forms = web
        .ties
        .iter()
        .filter_map(|tie| of_form(&web, tie, selection));
    forms.collect()
}

/// Returns what the condition of a forecast's conditional forms is worth to it.
///
/// Where one form is missing it follows from the other and the forecast's own number.
fn of_form<'a>(
    web: &ConstraintGraph<'a>,
    tie: &DeclaredConstraint<'a>,
    selection: &Selection,
) -> Option<AnswerValue<'a>> {
    let Constraint::TotalProbability {
        event,
        condition,
        if_yes,
        if_no,
    } = tie.constraint
    else {
        return None;
    };
    let mut names: Vec<&str> = Vec::new();
    let mut says = |term: usize| {
        let term = &web.terms[term];
        let said = in_force(term.entry, &web.view);
        let meant = said.iter().map(|(_, one)| &*one.by);
        names.extend(meant.filter(|by| selection.takes_forecaster(by)));
        point(&EstimateSource::Pool(names.clone()), term, &said)
    };
    let (own, chance) = (says(event), says(condition)?);
    let (with, without) = (if_yes.and_then(&mut says), if_no.and_then(&mut says));
    let (with, without) = match (with, without) {
        (Some(with), Some(without)) => (with, without),
        (Some(with), None) => (with, other_branch(own?, chance, with)?),
        (None, Some(without)) => (other_branch(own?, chance.complement(), without)?, without),
        (None, None) => return None,
    };
    names.sort_unstable();
    names.dedup();
    let by = if let [one] = names[..] {
        EstimateSource::One(one)
    } else {
        EstimateSource::Pool(names)
    };
    let (event, watch) = (web.terms[event].entry, web.terms[condition].entry);
    Some(worth_of(event, by, watch, chance, with, without))
}

fn worth_of<'a>(
    target: &'a Entry,
    by: EstimateSource<'a>,
    watch: &'a Entry,
    chance: Probability,
    with: Probability,
    without: Probability,
) -> AnswerValue<'a> {
    let InformationValue {
        brier_gain,
        brier_share,
        bits,
        bits_share,
        ..
    } = value_of_information(chance, with, without);
    AnswerValue {
        target,
        by: Some(by),
        watch,
        due: watch.forecast.lookup(),
        brier_gain,
        brier_share,
        bits,
        bits_share,
    }
}
