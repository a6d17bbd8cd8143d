//! Every number of scenario sets, a line each: what CSV gives.

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{BeliefV1, MultiplierV1, ScenarioStepV1, belief_v1};
use super::sheets::{multiplier, outcome};
use crate::analysis::scenarios::{Assessment, Sign};
use crate::render::{DayV1, row_csv};
use crate::scoring::bayes::Belief;

/// A number of a scenario: what it starts from, what follows, what pushed it.
#[derive(Serialize, JsonSchema)]
struct LineV1<'a> {
    set: &'a str,
    forecaster: Option<&'a str>,
    what: &'static str,
    indicator: Option<&'a str>,
    outcome: Option<String>,
    known: Option<DayV1>,
    scenario: &'a str,
    #[serde(flatten)]
    belief: Option<BeliefV1>,
    #[serde(flatten)]
    push: Option<MultiplierV1>,
}

/// A scenario on a day on which something changed.
#[derive(Serialize, JsonSchema)]
struct StepLineV1<'a> {
    set: &'a str,
    forecaster: Option<&'a str>,
    day: &'a DayV1,
    scenario: &'a str,
    probability: f64,
    low: f64,
    high: f64,
    stated: Option<f64>,
    stated_low: Option<f64>,
    stated_high: Option<f64>,
}

/// Returns all numbers of accounts as CSV.
pub(super) fn of_sets(assessments: &[Assessment<'_>]) -> String {
    let mut lines = Vec::new();
    for one in assessments {
        lines.extend(beliefs(one, "start", one.inquiry.prior()));
        lines.extend(one.signs.iter().flat_map(|sign| pushes(one, sign)));
        lines.extend(beliefs(one, "follows", &one.posterior.beliefs));
        let supposed = one.supposed.iter();
        lines.extend(supposed.flat_map(|after| beliefs(one, "supposed", &after.beliefs)));
    }
    row_csv(&lines)
}

/// Returns the paths of sets as CSV.
pub(super) fn of_steps(steps: &[ScenarioStepV1]) -> String {
    let lines = steps.iter().flat_map(|step| {
        step.scenarios.iter().map(|one| StepLineV1 {
            set: &step.set,
            forecaster: step.forecaster.as_deref(),
            day: &step.day,
            scenario: &one.scenario,
            probability: one.follows.probability,
            low: one.follows.low,
            high: one.follows.high,
            stated: one.stated.as_ref().map(|stated| stated.probability),
            stated_low: one.stated.as_ref().map(|stated| stated.low),
            stated_high: one.stated.as_ref().map(|stated| stated.high),
        })
    });
    row_csv(&lines.collect::<Vec<_>>())
}

fn pushes<'a>(assessment: &'a Assessment<'_>, sign: &'a Sign<'_>) -> Vec<LineV1<'a>> {
    let push = assessment.push(sign);
    let options = assessment.set.options().into_iter().enumerate();
    let line = |(i, option)| {
        Some(LineV1 {
            indicator: Some(sign.indicator.forecast.as_str()),
            outcome: Some(outcome(sign.bearing)),
            known: sign.bearing.known().map(DayV1::new),
            push: Some(multiplier(push, i)?.into()),
            ..line(assessment, "push", option)
        })
    };
    options.filter_map(line).collect()
}

fn beliefs<'a>(
    assessment: &'a Assessment<'_>,
    what: &'static str,
    all: &[Belief],
) -> Vec<LineV1<'a>> {
    let options = assessment.set.options().into_iter().zip(all);
    let line = |(option, belief): (&'a str, &Belief)| LineV1 {
        belief: Some(belief_v1(*belief)),
        ..line(assessment, what, option)
    };
    options.map(line).collect()
}

fn line<'a>(assessment: &'a Assessment<'_>, what: &'static str, scenario: &'a str) -> LineV1<'a> {
    LineV1 {
        set: assessment.entry.forecast.id.as_str(),
        forecaster: assessment.by,
        what,
        indicator: None,
        outcome: None,
        known: None,
        scenario,
        belief: None,
        push: None,
    }
}
