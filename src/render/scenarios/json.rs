//! Scenario sets in JSON, version 1.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::sheets::{multiplier, title, yes_or_no};
use crate::analysis::belief;
use crate::analysis::scenarios::{
    Assessment, Bearing, Event, From, ScenarioStep, SetRequest, Sign, Watched,
};
use crate::ledger::{Ledger, State};
use crate::model::Value;
use crate::render::{EnvelopeV1, value};
use crate::scoring::bayes::{Belief, WeightOfEvidence};

/// A set as one forecaster's numbers have it.
#[derive(Debug, Serialize)]
struct SetV1 {
    set: String,
    title: Option<String>,
    state: &'static str,
    outcome: Option<String>,
    forecaster: Option<String>,
    starts: String,
    stated_on: Option<String>,
    scenarios: Vec<ScenarioV1>,
    indicators: Vec<IndicatorV1>,
    watch: Vec<WatchV1>,
}

#[derive(Debug, Serialize)]
struct ScenarioV1 {
    scenario: String,
    title: Option<String>,
    start: BeliefV1,
    follows: BeliefV1,
    supposed: Option<BeliefV1>,
    stated: Option<BeliefV1>,
}

#[derive(Debug, Serialize)]
struct BeliefV1 {
    probability: f64,
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize)]
struct IndicatorV1 {
    forecast: String,
    state: &'static str,
    outcome: Option<String>,
    known: Option<String>,
    illustration: bool,
    diagnostic: bool,
    counted_in_start: bool,
    counts_together_with: Option<String>,
    pushes: Vec<PushV1>,
}

#[derive(Debug, Serialize)]
struct PushV1 {
    scenario: String,
    factor: f64,
    factor_low: f64,
    factor_high: f64,
    decibans: f64,
    decibans_low: f64,
    decibans_high: f64,
}

#[derive(Debug, Serialize)]
struct WatchV1 {
    forecast: String,
    due: Option<String>,
    state: &'static str,
    bits: f64,
    brier_gain: f64,
    brier_share: Option<f64>,
    implied: BeliefV1,
    own: Option<BeliefV1>,
    own_by: Vec<String>,
    gap: Option<f64>,
    if_yes: Vec<BeliefV1>,
    if_no: Vec<BeliefV1>,
}

#[derive(Debug, Serialize)]
struct StepV1 {
    set: String,
    forecaster: Option<String>,
    day: String,
    events: Vec<Map<String, Json>>,
    scenarios: Vec<ScenarioV1>,
}

/// Returns the accounts of sets in JSON.
#[must_use]
pub fn json(
    ledger: &Ledger,
    assessments: &[Assessment<'_>],
    watched: &[Vec<Watched<'_, '_>>],
    request: &SetRequest,
) -> String {
    let pairs = assessments.iter().zip(watched);
    let rows = pairs
        .map(|(one, watched)| set_v1(ledger, one, watched, request))
        .collect();
    EnvelopeV1::new("scenarios", run_info(request), rows).text()
}

/// Returns the paths of sets in JSON.
#[must_use]
pub fn history(steps: &[ScenarioStep<'_>], request: &SetRequest) -> String {
    let rows = steps.iter().map(step_v1).collect();
    EnvelopeV1::new("scenarios", run_info(request), rows).text()
}

/// Returns what made the accounts, for the JSON.
#[must_use]
pub fn run_info(request: &SetRequest) -> Map<String, Json> {
    let from = match request.from {
        From::Opening => "opening",
        From::Latest => "latest",
    };
    let supposed = request.suppose.iter();
    let supposed: Map<String, Json> = supposed
        .map(|(id, outcome)| (id.to_string(), json!(yes_or_no(*outcome))))
        .collect();
    let mut map = Map::new();
    map.insert("as_of".into(), json!(request.view.as_of.to_string()));
    map.insert("booked".into(), json!(request.view.booked));
    map.insert("grace".into(), json!(request.view.grace));
    map.insert("from".into(), json!(from));
    map.insert("forecasters".into(), json!(request.forecasters));
    map.insert("suppose".into(), Json::Object(supposed));
    map
}

fn set_v1(
    ledger: &Ledger,
    assessment: &Assessment<'_>,
    watched: &[Watched<'_, '_>],
    request: &SetRequest,
) -> SetV1 {
    let forecast = &assessment.entry.forecast;
    let state = request.view.state(ledger, assessment.entry);
    SetV1 {
        set: forecast.id.to_string(),
        title: forecast.title.clone(),
        state: state.as_str(),
        outcome: match state {
            State::Resolved(resolution) => Some(value::outcome(&resolution.outcome)),
            _ => None,
        },
        forecaster: assessment.by.map(str::to_owned),
        starts: assessment.start.to_string(),
        stated_on: assessment.stated.map(|one| one.date.to_string()),
        scenarios: scenarios_v1(assessment),
        indicators: assessment
            .signs
            .iter()
            .map(|sign| indicator_v1(assessment, sign))
            .collect(),
        watch: watched.iter().map(watch_v1).collect(),
    }
}

fn scenarios_v1(assessment: &Assessment<'_>) -> Vec<ScenarioV1> {
    let options = assessment.set.options().into_iter().enumerate();
    options
        .map(|(i, option)| ScenarioV1 {
            scenario: option.to_owned(),
            title: title(assessment, option),
            start: belief_v1(assessment.inquiry.prior()[i]),
            follows: belief_v1(assessment.posterior.beliefs[i]),
            supposed: assessment
                .supposed
                .as_ref()
                .map(|one| belief_v1(one.beliefs[i])),
            stated: stated(assessment, option),
        })
        .collect()
}

fn stated(assessment: &Assessment<'_>, option: &str) -> Option<BeliefV1> {
    let Value::Options(options) = &assessment.stated?.value else {
        return None;
    };
    let (_, stated) = options.iter().find(|(name, _)| name == option)?;
    belief(stated).map(belief_v1)
}

fn belief_v1(belief: Belief) -> BeliefV1 {
    let range = belief.range();
    BeliefV1 {
        probability: belief.point(),
        low: range.low(),
        high: range.high(),
    }
}

fn indicator_v1(assessment: &Assessment<'_>, sign: &Sign<'_>) -> IndicatorV1 {
    let push = assessment.push(sign);
    let diagnostic = sign
        .evidence
        .is_none_or(|evidence| assessment.inquiry.evidence()[evidence].is_diagnostic());
    let options = assessment.set.options().into_iter().enumerate();
    IndicatorV1 {
        forecast: sign.indicator.forecast.to_string(),
        state: state(sign.bearing),
        outcome: match sign.bearing {
            Bearing::Pushes { outcome, .. } | Bearing::Counted { outcome, .. } => {
                Some(yes_or_no(outcome).to_owned())
            }
            Bearing::Partial(share) => Some(share.get().to_string()),
            _ => None,
        },
        known: sign.bearing.known().map(|known| known.to_string()),
        illustration: sign.indicator.illustration,
        diagnostic,
        counted_in_start: matches!(sign.bearing, Bearing::Counted { .. }),
        counts_together_with: match push {
            Some(WeightOfEvidence::Covered { by }) => assessment
                .sign(*by)
                .map(|other| other.indicator.forecast.to_string()),
            _ => None,
        },
        pushes: options
            .filter_map(|(i, option)| push_v1(push, i, option))
            .collect(),
    }
}

fn push_v1(push: Option<&WeightOfEvidence>, scenario: usize, option: &str) -> Option<PushV1> {
    let factor = multiplier(push, scenario)?;
    let decibans = factor.decibans();
    Some(PushV1 {
        scenario: option.to_owned(),
        factor: factor.point,
        factor_low: factor.low,
        factor_high: factor.high,
        decibans: decibans.point,
        decibans_low: decibans.low,
        decibans_high: decibans.high,
    })
}

/// Returns the state of an indicator, in the words of `list`.
fn state(bearing: Bearing) -> &'static str {
    match bearing {
        Bearing::Pushes { .. } | Bearing::Counted { .. } | Bearing::Partial(_) => "resolved",
        Bearing::Open => "open",
        Bearing::Waiting => "waiting",
        Bearing::Overdue { .. } => "overdue",
        Bearing::Void(_) => "void",
        Bearing::Missing => "missing",
    }
}

fn watch_v1(one: &Watched<'_, '_>) -> WatchV1 {
    let own = one.own.as_ref();
    let beliefs = |all: &[Belief]| all.iter().map(|one| belief_v1(*one)).collect();
    WatchV1 {
        forecast: one.sign.indicator.forecast.to_string(),
        due: one.due.map(|due| due.to_string()),
        state: state(one.sign.bearing),
        bits: one.open.bits,
        brier_gain: one.open.brier_gain,
        brier_share: one.open.share,
        implied: belief_v1(one.open.implied),
        own: own.map(|own| belief_v1(own.says)),
        own_by: own
            .map(|own| own.by.iter().map(|&by| by.to_owned()).collect())
            .unwrap_or_default(),
        gap: own.map(|own| own.gap),
        if_yes: beliefs(&one.open.if_yes),
        if_no: beliefs(&one.open.if_no),
    }
}

fn step_v1(step: &ScenarioStep<'_>) -> StepV1 {
    StepV1 {
        set: step.assessment.entry.forecast.id.to_string(),
        forecaster: step.assessment.by.map(str::to_owned),
        day: step.day.to_string(),
        events: step.events.iter().map(event_v1).collect(),
        scenarios: scenarios_v1(&step.assessment),
    }
}

fn event_v1(event: &Event<'_>) -> Map<String, Json> {
    let pairs = match event {
        Event::Estimate(estimate) => {
            vec![("what", "estimate".to_owned()), ("by", estimate.by.clone())]
        }
        Event::Known { indicator, bearing } => vec![
            ("what", "indicator".to_owned()),
            ("forecast", indicator.forecast.to_string()),
            ("outcome", super::sheets::outcome(*bearing)),
        ],
        Event::Resolved(resolution) => vec![
            ("what", "resolution".to_owned()),
            ("outcome", value::outcome(&resolution.outcome)),
        ],
    };
    pairs
        .into_iter()
        .map(|(name, text)| (name.to_owned(), json!(text)))
        .collect()
}
