//! Scenario sets in JSON, version 1.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::sheets::{multiplier, title, yes_or_no};
use crate::analysis::belief;
use crate::analysis::scenarios::{
    Assessment, Bearing, Event, From, ScenarioStep, SetRequest, Sign, Watched,
};
use crate::ledger::{FilterTerm, Ledger, State, StateName};
use crate::model::Value;
use crate::render::{DayV1, NumberV1, value};
use crate::scoring::bayes::{Belief, Multiplier, WeightOfEvidence};

/// A set as one forecaster's numbers have it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScenarioSetV1 {
    /// Its id.
    set: String,
    /// Its short name.
    title: Option<String>,
    /// Its state on the day.
    #[schemars(extend("enum" = StateName::ALL.map(StateName::as_str)))]
    state: &'static str,
    /// The scenario that came about.
    outcome: Option<String>,
    /// Whose numbers; null where nobody gave any.
    forecaster: Option<String>,
    /// The day of the estimate from which they start.
    starts: DayV1,
    /// The day of the estimate in force.
    stated_on: Option<DayV1>,
    /// The scenarios.
    scenarios: Vec<ScenarioV1>,
    /// The indicators, and what each did.
    indicators: Vec<IndicatorV1>,
    /// The open indicators, the most telling first.
    watch: Vec<WatchV1>,
}

/// A scenario.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct ScenarioV1 {
    /// Its id.
    pub(super) scenario: String,
    /// Its short name.
    title: Option<String>,
    /// The prior.
    start: BeliefV1,
    /// The posterior.
    pub(super) follows: BeliefV1,
    /// The posterior if what is supposed came about.
    supposed: Option<BeliefV1>,
    /// What the forecaster says of it.
    pub(super) stated: Option<BeliefV1>,
}

/// A probability with the range that its words allow.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct BeliefV1 {
    /// The number.
    #[schemars(range(min = 0, max = 1))]
    pub(super) probability: f64,
    /// The lower end of the range.
    #[schemars(range(min = 0, max = 1))]
    pub(super) low: f64,
    /// The upper end of it.
    #[schemars(range(min = 0, max = 1))]
    pub(super) high: f64,
}

/// An indicator, and what it did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct IndicatorV1 {
    /// Its id.
    forecast: String,
    /// Its state.
    #[schemars(extend("enum" = INDICATOR_STATES))]
    state: &'static str,
    /// What happened.
    outcome: Option<String>,
    /// When that was known.
    known: Option<DayV1>,
    /// Whether its likelihoods were written after the outcome.
    illustration: bool,
    /// Whether its answer tells the scenarios apart.
    diagnostic: bool,
    /// Whether the estimate has counted it already.
    counted_in_start: bool,
    /// The indicator that counts in its place.
    counts_together_with: Option<String>,
    /// What it did to each scenario.
    pushes: Vec<PushV1>,
}

/// What an indicator did to a scenario.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct PushV1 {
    /// The scenario.
    scenario: String,
    #[serde(flatten)]
    push: MultiplierV1,
}

/// A factor on odds, and the same in decibans.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct MultiplierV1 {
    /// The factor.
    factor: NumberV1,
    /// The lower end of it.
    factor_low: NumberV1,
    /// The upper end of it.
    factor_high: NumberV1,
    /// Ten times its logarithm.
    decibans: NumberV1,
    /// The lower end of that.
    decibans_low: NumberV1,
    /// The upper end of that.
    decibans_high: NumberV1,
}

/// An open indicator, and what its answer would tell.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct WatchV1 {
    /// Its id.
    forecast: String,
    /// When it is due.
    due: Option<DayV1>,
    /// Its state.
    #[schemars(extend("enum" = INDICATOR_STATES))]
    state: &'static str,
    /// How far the answer would tell the scenarios apart on average.
    #[schemars(range(min = 0))]
    bits: f64,
    /// By how much it would lower the Brier score on average.
    brier_gain: f64,
    /// The same as a share of what knowing all would do.
    brier_share: Option<f64>,
    /// Its probability, as the set implies it.
    implied: BeliefV1,
    /// What is said of it by itself.
    own: Option<BeliefV1>,
    /// By whom.
    own_by: Vec<String>,
    /// How far the two lie apart.
    gap: Option<f64>,
    /// The scenarios if it came about.
    if_yes: Vec<BeliefV1>,
    /// The scenarios if it did not.
    if_no: Vec<BeliefV1>,
}

/// A day on which something changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScenarioStepV1 {
    /// The set.
    pub(super) set: String,
    /// Whose numbers.
    pub(super) forecaster: Option<String>,
    /// The day.
    pub(super) day: DayV1,
    /// What happened on it.
    events: Vec<EventV1>,
    /// The scenarios since then.
    pub(super) scenarios: Vec<ScenarioV1>,
}

/// What happened on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "what", rename_all = "lowercase")]
enum EventV1 {
    /// Somebody estimated.
    Estimate {
        /// Who.
        by: String,
    },
    /// The answer of an indicator was known.
    Indicator {
        /// Which.
        forecast: String,
        /// What it was.
        outcome: String,
    },
    /// The set was resolved.
    Resolution {
        /// The scenario that came about.
        outcome: String,
    },
}

/// What made an answer about scenario sets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScenariosInfoV1 {
    /// The day at whose end things are seen.
    as_of: DayV1,
    /// Whether estimates and outcomes count from when they were written down.
    booked: bool,
    /// Days after the answer could be known before a forecast is overdue.
    grace: u32,
    /// Which estimate the indicators push.
    #[schemars(extend("enum" = ["opening", "latest"]))]
    from: &'static str,
    /// Whose numbers.
    forecasters: Vec<String>,
    /// What is supposed of indicators, `yes` or `no`.
    #[schemars(with = "BTreeMap<String, String>")]
    suppose: Map<String, Json>,
}

/// The states of an indicator: in the words of `list`, or that there is no such record.
const INDICATOR_STATES: [&str; 7] = [
    "open", "waiting", "awaiting", "overdue", "resolved", "void", "missing",
];

impl std::convert::From<&SetRequest> for ScenariosInfoV1 {
    fn from(request: &SetRequest) -> Self {
        let supposed = request.suppose.iter();
        let supposed = supposed.map(|(id, outcome)| (id.to_string(), yes_or_no(*outcome).into()));
        Self {
            as_of: DayV1::new(request.view.as_of),
            booked: request.view.booked,
            grace: request.view.grace,
            from: match request.from {
                From::Opening => "opening",
                From::Latest => "latest",
            },
            forecasters: request
                .forecasters
                .iter()
                .map(FilterTerm::to_string)
                .collect(),
            suppose: supposed.collect(),
        }
    }
}

/// Returns an account of a set.
pub(super) fn set_v1(
    ledger: &Ledger,
    assessment: &Assessment<'_>,
    watched: &[Watched<'_, '_>],
    request: &SetRequest,
) -> ScenarioSetV1 {
    let forecast = &assessment.entry.forecast;
    let state = request.view.state(ledger, assessment.entry);
    ScenarioSetV1 {
        set: forecast.id.to_string(),
        title: forecast.title.clone(),
        state: state.as_str(),
        outcome: match state {
            State::Resolved(resolution) => Some(value::outcome(&resolution.outcome)),
            _ => None,
        },
        forecaster: assessment.by.map(str::to_owned),
        starts: DayV1::new(assessment.start),
        stated_on: assessment.stated.map(|one| DayV1::new(one.date)),
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

pub(super) fn belief_v1(belief: Belief) -> BeliefV1 {
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
        known: sign.bearing.known().map(DayV1::new),
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
    Some(PushV1 {
        scenario: option.to_owned(),
        push: factor.into(),
    })
}

impl std::convert::From<Multiplier> for MultiplierV1 {
    fn from(factor: Multiplier) -> Self {
        let decibans = factor.decibans();
        Self {
            factor: NumberV1(factor.point),
            factor_low: NumberV1(factor.low),
            factor_high: NumberV1(factor.high),
            decibans: NumberV1(decibans.point),
            decibans_low: NumberV1(decibans.low),
            decibans_high: NumberV1(decibans.high),
        }
    }
}

/// Returns the state of an indicator, in the words of `list`.
fn state(bearing: Bearing) -> &'static str {
    match bearing {
        Bearing::Pushes { .. } | Bearing::Counted { .. } | Bearing::Partial(_) => "resolved",
        Bearing::Open => "open",
        Bearing::Waiting => "waiting",
        Bearing::Awaiting { .. } => "awaiting",
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
        due: one.due.map(DayV1::new),
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

/// Returns a day on which something changed.
pub(super) fn step_v1(step: &ScenarioStep<'_>) -> ScenarioStepV1 {
    ScenarioStepV1 {
        set: step.assessment.entry.forecast.id.to_string(),
        forecaster: step.assessment.by.map(str::to_owned),
        day: DayV1::new(step.day),
        events: step.events.iter().map(event_v1).collect(),
        scenarios: scenarios_v1(&step.assessment),
    }
}

fn event_v1(event: &Event<'_>) -> EventV1 {
    match event {
        Event::Estimate(estimate) => EventV1::Estimate {
            by: estimate.by.to_string(),
        },
        Event::Known { indicator, bearing } => EventV1::Indicator {
            forecast: indicator.forecast.to_string(),
            outcome: super::sheets::outcome(*bearing),
        },
        Event::Resolved(resolution) => EventV1::Resolution {
            outcome: value::outcome(&resolution.outcome),
        },
    }
}
