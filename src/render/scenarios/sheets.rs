//! The sheets of a scenario set.

use crate::analysis::scenarios::{Assessment, Bearing, Event, ScenarioStep, Watched};
use crate::model::{Estimate, Moment, Value};
use crate::render::column;
use crate::render::number::{decibans, factor, percent, score};
use crate::render::{ScreenColumn, ScreenTable, value};
use crate::scoring::bayes::{Belief, Multiplier, WeightOfEvidence};

/// In which order open indicators are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The most telling first.
    #[default]
    Telling,
    /// The first to fall due first.
    Due,
}

/// Returns the scenarios: where they started, what follows, and what the forecaster says.
pub(in crate::render) fn scenarios(assessment: &Assessment<'_>) -> ScreenTable {
    let heads = [
        column::text("scenario"),
        column::figure("prior"),
        column::figure("posterior"),
        column::figure("supposed"),
        column::figure("stated"),
        column::prose("title").rank(1),
    ];
    let mut sheet = ScreenTable::new(heads);
    let supposed = assessment.supposed.as_ref().map(|one| &one.beliefs);
    for (i, option) in assessment.set.options().into_iter().enumerate() {
        let supposed = supposed.map(|beliefs| value::belief(beliefs[i]));
        sheet.row(vec![
            option.to_owned(),
            value::belief(assessment.inquiry.prior()[i]),
            value::belief(assessment.posterior.beliefs[i]),
            supposed.unwrap_or_default(),
            stated(assessment.stated, option),
            title(assessment, option).unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

pub(super) fn title(assessment: &Assessment<'_>, option: &str) -> Option<String> {
    let mut named = assessment.set.scenarios.iter();
    named.find(|one| one.id == option)?.title.clone()
}

/// Returns what an estimate says of a scenario.
fn stated(estimate: Option<&Estimate>, option: &str) -> String {
    match estimate.map(|estimate| &estimate.value) {
        Some(Value::Options(options)) => {
            let found = options.iter().find(|(name, _)| name == option);
            found.map(|(_, one)| value::stated(one)).unwrap_or_default()
        }
        Some(Value::Withdrawn) => "withdrawn".to_owned(),
        Some(Value::Declined(text)) => text.to_string(),
        _ => String::new(),
    }
}

/// Returns an empty sheet with a column of figures for each scenario.
fn by_scenario(
    options: &[&str],
    before: impl IntoIterator<Item = ScreenColumn>,
    after: Option<ScreenColumn>,
) -> ScreenTable {
    let figures = options.iter().map(|&option| column::figure_of(option));
    ScreenTable::new(before.into_iter().chain(figures).chain(after))
}

/// Returns what each indicator that has an outcome did to each scenario.
pub(in crate::render) fn pushes(assessment: &Assessment<'_>) -> ScreenTable {
    let options = assessment.set.options();
    let before = [
        column::text("indicator"),
        column::whole("outcome"),
        column::whole("known").rank(1),
    ];
    let mut sheet = by_scenario(&options, before, None);
    for sign in &assessment.signs {
        if sign.bearing.is_open() {
            continue;
        }
        let known = sign.bearing.known().map(|known| known.to_string());
        let mut row = vec![
            sign.indicator.forecast.to_string(),
            outcome(sign.bearing),
            known.unwrap_or_default(),
        ];
        let push = assessment.push(sign);
        let text = |i| multiplier(push, i).map(push_text).unwrap_or_default();
        row.extend((0..options.len()).map(text));
        sheet.row(row);
    }
    sheet.without_empty_columns()
}

pub(super) fn multiplier(push: Option<&WeightOfEvidence>, scenario: usize) -> Option<Multiplier> {
    match push {
        Some(WeightOfEvidence::Counted { multipliers, .. }) => multipliers.get(scenario).copied(),
        _ => None,
    }
}

/// Returns a push in decibans and as a factor: `+5.6 ×3.6`.
fn push_text(multiplier: Multiplier) -> String {
    let db = multiplier.decibans();
    let point = format!("{} {}", decibans(db.point), factor(multiplier.point));
    if multiplier.low < multiplier.high {
        format!("{point} ({} to {})", decibans(db.low), decibans(db.high))
    } else {
        point
    }
}

/// Returns how an indicator came out, in a word.
pub(super) fn outcome(bearing: Bearing) -> String {
    match bearing {
        Bearing::Pushes { outcome, .. } | Bearing::Counted { outcome, .. } => {
            yes_or_no(outcome).to_owned()
        }
        Bearing::Open => "open".to_owned(),
        Bearing::Waiting => "waiting".to_owned(),
        Bearing::Awaiting { .. } => "awaiting".to_owned(),
        Bearing::Overdue { .. } => "overdue".to_owned(),
        Bearing::Void(reason) => reason.as_str().to_owned(),
        Bearing::Partial(share) => percent(share.get()),
        Bearing::Missing => "not in the ledger".to_owned(),
    }
}

pub(super) fn yes_or_no(outcome: bool) -> &'static str {
    if outcome { "yes" } else { "no" }
}

/// Returns the open indicators, with what their answers would tell.
pub(in crate::render) fn watch(watched: &[Watched<'_, '_>], order: Order) -> ScreenTable {
    let heads = [
        column::text("indicator"),
        column::whole("due"),
        column::whole(""),
        column::figure("bits").rank(1),
        column::figure("of all").rank(3),
        column::figure("implied"),
        column::figure("own"),
        column::whole("if yes").rank(2),
        column::whole("if no").rank(2),
    ];
    let mut sheet = ScreenTable::new(heads);
    let mut watched: Vec<&Watched<'_, '_>> = watched.iter().collect();
    if order == Order::Due {
        watched.sort_by_key(|one| one.due.map_or(i64::MAX, Moment::end));
    }
    for one in watched {
        let state = match one.sign.bearing {
            Bearing::Open => String::new(),
            other => outcome(other),
        };
        let own = one.own.as_ref().map(|own| value::belief(own.says));
        sheet.row(vec![
            one.sign.indicator.forecast.to_string(),
            one.due.map(|due| due.to_string()).unwrap_or_default(),
            state,
            score(one.open.bits),
            one.open.share.map(percent).unwrap_or_default(),
            value::belief(one.open.implied),
            own.unwrap_or_default(),
            distribution(&one.open.if_yes),
            distribution(&one.open.if_no),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns the numbers of a distribution in the scenarios' order: `62/30/8%`.
fn distribution(beliefs: &[Belief]) -> String {
    let bare = |one: &Belief| percent(one.point()).trim_end_matches('%').to_owned();
    let all: Vec<String> = beliefs.iter().map(bare).collect();
    format!("{}%", all.join("/"))
}

/// Returns the path of a set: a row for each day on which something changed.
pub(super) fn history(steps: &[ScenarioStep<'_>]) -> ScreenTable {
    let first = steps.first().map(|step| step.assessment.set.options());
    let options = first.unwrap_or_default();
    let before = [column::whole("day"), column::prose("what")];
    let mut sheet = by_scenario(&options, before, Some(column::whole("stated").rank(1)));
    for step in steps {
        let mut row = vec![step.day.to_string(), events(step)];
        let follows = step.assessment.posterior.beliefs.iter();
        row.extend(follows.map(|one| value::belief(*one)));
        row.push(step.assessment.stated.map(said).unwrap_or_default());
        sheet.row(row);
    }
    sheet.without_empty_columns()
}

/// Returns what a forecaster says of all scenarios, in their order.
fn said(estimate: &Estimate) -> String {
    let Value::Options(options) = &estimate.value else {
        return stated(Some(estimate), "");
    };
    let all: Vec<String> = options.iter().map(|(_, one)| value::stated(one)).collect();
    all.join(" / ")
}

fn events(step: &ScenarioStep<'_>) -> String {
    let one = |event: &Event<'_>| match event {
        Event::Estimate(estimate) => format!("{} estimates", estimate.by),
        Event::Known { indicator, bearing } => {
            format!("{}: {}", indicator.forecast, outcome(*bearing))
        }
        Event::Resolved(resolution) => {
            format!("resolved: {}", value::outcome(&resolution.outcome))
        }
    };
    if step.events.is_empty() {
        return "start".to_owned();
    }
    step.events.iter().map(one).collect::<Vec<_>>().join("; ")
}
