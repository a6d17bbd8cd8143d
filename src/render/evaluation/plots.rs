//! What the plots of a report are drawn from.

use crate::analysis::review::{Grouped, Review};
use crate::analysis::scenarios::{
    Assessment, Event, From, ScenarioStep, SetRequest, assess, history as steps,
};
use crate::ledger::{Entry, Ledger, Run, View, runs};
use crate::model::{
    Estimate, Forecast, Kind, Moment, Outcome, Probability, Stated, Value, day_number,
};
use crate::query::Dimension;
use crate::render::plot::{
    EstimatePlot, Fan, FanStep, Plot, Point, ScenarioPath, Shade, Track, calendar, fan, history,
    reliability, scenarios, scores,
};

/// Returns the reliability diagram of a review.
#[must_use]
pub fn reliability_of(review: &Review<'_>) -> Plot {
    reliability(&review.fit, review.request.level)
}

/// Returns the scores of one group after another.
#[must_use]
pub fn scores_by(groups: &[Grouped], dimension: Dimension) -> Plot {
    let (id, title, axis) = match dimension {
        Dimension::Year => (
            "score-by-year",
            "Score by year of the deadline",
            "Year of the deadline",
        ),
        Dimension::Horizon => (
            "score-by-horizon",
            "Score by time to the deadline",
            "From the estimate to the deadline",
        ),
        _ => ("score-by-group", "Score by group", "Group"),
    };
    scores(id, title, axis, groups)
}

/// Returns the calendar of the deadlines of these forecasts.
#[must_use]
pub fn calendar_of(ledger: &Ledger, entries: &[&Entry], view: &View) -> Plot {
    let state = |entry: &&Entry| {
        let state = view.state(ledger, entry).name();
        (entry.forecast.deadline.day(), state)
    };
    let deadlines: Vec<_> = entries.iter().map(state).collect();
    calendar(&deadlines, view.as_of)
}

/// What every plot over time of a forecast shares.
pub(super) struct TextSpan {
    days: (f64, f64),
    until: f64,
    today: Option<f64>,
    pub(super) known: Option<(f64, Outcome)>,
}

pub(super) fn span(forecast: &Forecast, view: &View) -> TextSpan {
    let number = |moment: Moment| day_number(moment.day());
    let resolution = view
        .resolution(forecast)
        .filter(|one| !one.outcome.is_void());
    let known =
        resolution.map(|one| (number(one.known_or(forecast.deadline)), one.outcome.clone()));
    let deadline = number(forecast.deadline);
    let first = view
        .estimates(forecast)
        .map(|one| number(one.date))
        .fold(number(forecast.opening()), f64::min);
    // What is known early would be a sliver beside the days that were left.
    let end = known
        .as_ref()
        .map_or(deadline, |(day, _)| day + (day - first) * 0.1);
    // What nobody has taken back stands until the outcome or the deadline.
    let until = known.as_ref().map_or(end, |(day, _)| *day).max(first);
    let now = day_number(view.as_of);
    let today = (known.is_none() && first <= now && now < end).then_some(now);
    TextSpan {
        days: (first, end),
        until,
        today,
        known,
    }
}

/// Returns the history of a yes-or-no question, or of the options of any other that has some.
#[must_use]
pub fn history_of(entry: &Entry, view: &View) -> Option<Plot> {
    let forecast = &entry.forecast;
    if forecast.kind != Kind::Binary {
        return None;
    }
    let TextSpan {
        days,
        until,
        today,
        known,
    } = span(forecast, view);
    let all = runs(forecast, view);
    let tracks: Vec<Track> = all.iter().map(track).collect();
    let says = tracks
        .iter()
        .any(|track| track.points.iter().any(|point| point.value.is_some()));
    let shades = all.iter().flat_map(|run| shades(run, until)).collect();
    says.then(|| {
        history(&EstimatePlot {
            id: forecast.id.to_string(),
            name: forecast.name().to_owned(),
            days,
            until,
            today,
            tracks,
            shades,
            outcome: known.and_then(|(day, outcome)| Some((day, outcome.share()?.get()))),
        })
    })
}

fn track(run: &Run<'_>) -> Track {
    let point = |estimate: &&Estimate| Point {
        day: day_number(estimate.date.day()),
        value: estimate
            .stated()
            .and_then(Stated::point)
            .map(Probability::get),
    };
    Track {
        name: run.by.to_owned(),
        points: run.estimates.iter().map(point).collect(),
    }
}

/// Returns the ranges of a run's words, each for as long as it stood.
fn shades(run: &Run<'_>, until: f64) -> Vec<Shade> {
    let day = |estimate: &Estimate| day_number(estimate.date.day());
    let next = |i: usize| {
        run.estimates
            .get(i + 1)
            .map_or(until, |next| day(next))
            .min(until)
    };
    let shade = |(i, estimate): (usize, &&Estimate)| {
        let band = estimate.stated()?.band()?;
        let (from, to) = (day(estimate), next(i));
        let wide = band.width() > 0.0 && from < to;
        wide.then(|| Shade {
            from,
            to,
            low: band.low.get(),
            high: band.high.get(),
        })
    };
    run.estimates.iter().enumerate().filter_map(shade).collect()
}

/// Returns the request of scenario sets that a report makes.
pub(super) fn set_request(view: &View) -> SetRequest {
    SetRequest {
        view: *view,
        from: From::Opening,
        forecasters: Vec::new(),
        suppose: Vec::new(),
    }
}

/// Returns how a set moved, as its indicators became known and its forecaster spoke.
pub(super) fn path_of_scenarios(
    assessment: &Assessment<'_>,
    steps: &[ScenarioStep<'_>],
    view: &View,
) -> Plot {
    let forecast = &assessment.entry.forecast;
    let span = span(forecast, view);
    let options = assessment.set.options();
    let at = |step: &ScenarioStep<'_>, i: usize| Point {
        day: day_number(step.day),
        value: step
            .assessment
            .posterior
            .beliefs
            .get(i)
            .map(|belief| belief.point()),
    };
    let track = |(i, option): (usize, &&str)| Track {
        name: (*option).to_owned(),
        points: steps.iter().map(|step| at(step, i)).collect(),
    };
    let whose = assessment
        .by
        .map(|by| format!(" ({by})"))
        .unwrap_or_default();
    scenarios(&ScenarioPath {
        // A set has a path for each of its forecasters.
        id: format!(
            "{}{}",
            forecast.id,
            assessment.by.map(slug).unwrap_or_default()
        ),
        name: format!("{}{whose}", forecast.name()),
        days: span.days,
        until: span.until,
        today: span.today,
        tracks: options.iter().enumerate().map(track).collect(),
        events: steps.iter().flat_map(|step| known(step)).collect(),
        outcome: option_that_came(&span, &options),
    })
}

/// Returns a name as a part of an id, in which only plain letters and digits stand.
fn slug(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_string()
        } else {
            format!("-{:x}", u32::from(c))
        }
    };
    format!("--{}", name.chars().map(plain).collect::<String>())
}

/// Returns the indicators that became known with a step.
fn known(step: &ScenarioStep<'_>) -> Vec<(f64, String)> {
    let events = step.events.iter().filter_map(|event| match event {
        Event::Known { indicator, bearing } => {
            let outcome = if bearing.pushes() == Some(true) {
                "yes"
            } else {
                "no"
            };
            Some((
                day_number(step.day),
                format!("{} {outcome}", indicator.forecast),
            ))
        }
        Event::Estimate(_) | Event::Resolved(_) => None,
    });
    events.collect()
}

fn option_that_came(span: &TextSpan, options: &[&str]) -> Option<(f64, usize)> {
    let (day, outcome) = span.known.as_ref()?;
    let Outcome::Option(name) = outcome else {
        return None;
    };
    Some((*day, options.iter().position(|option| option == name)?))
}

/// Returns the path of the options of a forecast: of a scenario set as its indicators moved it, of
/// any other as its first forecaster saw them.
#[must_use]
pub fn path_of(ledger: &Ledger, entry: &Entry, view: &View) -> Option<Plot> {
    let request = set_request(view);
    if let Some(found) = assess(ledger, entry, &request).into_iter().flatten().next() {
        let steps = steps(ledger, &found, &request);
        return (steps.len() > 1).then(|| path_of_scenarios(&found, &steps, view));
    }
    let forecast = &entry.forecast;
    let options = forecast.kind.options();
    let span = span(forecast, view);
    let all = runs(forecast, view);
    let says = |run: &&Run<'_>| {
        run.estimates
            .iter()
            .any(|one| matches!(one.value, Value::Options(_)))
    };
    let run = all.iter().find(says)?;
    let track = |option: &&str| Track {
        name: (*option).to_owned(),
        points: run
            .estimates
            .iter()
            .map(|estimate| point(estimate, option))
            .collect(),
    };
    Some(scenarios(&ScenarioPath {
        id: forecast.id.to_string(),
        name: forecast.name().to_owned(),
        days: span.days,
        until: span.until,
        today: span.today,
        tracks: options.iter().map(track).collect(),
        events: Vec::new(),
        outcome: option_that_came(&span, &options),
    }))
}

fn point(estimate: &Estimate, option: &str) -> Point {
    let value = match &estimate.value {
        Value::Options(options) => options
            .iter()
            .find(|(name, _)| name == option)
            .and_then(|(_, stated)| stated.point()),
        _ => None,
    };
    Point {
        day: day_number(estimate.date.day()),
        value: value.map(Probability::get),
    }
}

/// Returns the estimates that were given before the outcome was known.
pub(super) fn given<'a>(forecast: &'a Forecast, view: &View) -> impl Iterator<Item = &'a Estimate> {
    let seen = view.estimates(forecast);
    seen.filter(|estimate| !estimate.retrospective)
}

/// Returns the fan of a question that asks for a number or a day.
#[must_use]
pub fn fan_of(entry: &Entry, view: &View) -> Option<Plot> {
    let forecast = &entry.forecast;
    let (unit, is_day) = match &forecast.kind {
        Kind::Number { unit, .. } => (unit.clone(), false),
        Kind::Date { .. } => (None, true),
        _ => return None,
    };
    let TextSpan {
        days,
        until,
        today,
        known,
    } = span(forecast, view);
    let steps: Vec<FanStep> = given(forecast, view).filter_map(step).collect();
    (!steps.is_empty()).then(|| {
        fan(&Fan {
            id: forecast.id.to_string(),
            name: forecast.name().to_owned(),
            unit,
            is_day,
            days,
            until,
            today,
            steps,
            outturn: known.and_then(|(day, outcome)| match outcome {
                Outcome::Number(number) => Some((day, number)),
                Outcome::Date(date) => Some((day, day_number(date))),
                _ => None,
            }),
        })
    })
}

pub(super) fn step(estimate: &Estimate) -> Option<FanStep> {
    let quantiles = match &estimate.value {
        Value::Quantiles(quantiles) => quantiles
            .iter()
            .map(|(level, value)| (level.get(), *value))
            .collect(),
        Value::Interval { low, high, level } => {
            let tail = (1.0 - level.get()) / 2.0;
            vec![(tail, *low), (1.0 - tail, *high)]
        }
        Value::Distribution(said) => {
            let said = said.as_dyn();
            LEVELS.map(|level| (level, said.quantile(level))).to_vec()
        }
        Value::Samples(samples) => ends(samples),
        Value::HappensBy(days) => days
            .iter()
            .map(|(day, chance)| (chance.get(), day_number(*day)))
            .collect(),
        _ => return None,
    };
    Some(FanStep {
        by: estimate.by.to_string(),
        day: day_number(estimate.date.day()),
        quantiles,
    })
}

/// The levels at which a distribution is drawn.
const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Returns the samples at the levels.
fn ends(samples: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |level: f64| {
        // The least sample with at least that share of them at or below it.
        let share = |i: usize| crate::scoring::count(i + 1) / crate::scoring::count(sorted.len());
        sorted
            .iter()
            .enumerate()
            .find(|(i, _)| share(*i) >= level)
            .map(|(_, value)| *value)
    };
    LEVELS
        .iter()
        .filter_map(|level| Some((*level, at(*level)?)))
        .collect()
}
