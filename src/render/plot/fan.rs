//! The fan of a number or a day: the intervals of each estimate over time, and the outturn.

use maud::{Markup, html};

use crate::render::ScreenTable;
use crate::render::column;
use crate::render::number::{decimals, percent};

use super::Plot;
use super::drawing::Drawing;
use super::frame::{Axis, Frame, dot};
use super::history::day;
use super::ink::series;
use super::path::Path;
use super::steps::{ROOM, named, once_each, today};

/// What was said of a number or a day over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// The id of the forecast.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the number is counted in; none for a day.
    pub unit: Option<String>,
    /// Whether it is a day, given by its number.
    pub is_day: bool,
    /// The first and the last day of the axis, as their numbers.
    pub days: (f64, f64),
    /// The day on which the estimates end.
    pub until: f64,
    /// The day on which this is seen, where nothing is known yet.
    pub today: Option<f64>,
    /// The estimates, by day.
    pub steps: Vec<FanStep>,
    /// The day on which the outturn was known, and the outturn.
    pub outturn: Option<(f64, f64)>,
}

/// One estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct FanStep {
    /// Who made it.
    pub by: String,
    /// When, as the number of the day.
    pub day: f64,
    /// The levels, rising, with the value at each.
    pub quantiles: Vec<(f64, f64)>,
}

impl FanStep {
    /// Returns the median, where it was given.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let half = |(level, _): &&(f64, f64)| (level - 0.5).abs() < 1e-9;
        self.quantiles.iter().find(half).map(|(_, value)| *value)
    }
}

/// How many forecasters have all their intervals drawn.
const BARS_UP_TO: usize = 2;
/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 280.0);

/// Returns the plot of a fan.
#[must_use]
pub fn fan(fan: &Fan) -> Plot {
    let values = fan
        .steps
        .iter()
        .flat_map(|step| &step.quantiles)
        .map(|(_, value)| *value);
    let values: Vec<f64> = values.chain(fan.outturn.map(|(_, value)| value)).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = if values.is_empty() {
        (0.0, 1.0)
    } else {
        (low, high)
    };
    let edge = ((high - low) * 0.08).max(f64::MIN_POSITIVE);
    let y = if fan.is_day {
        Axis::days("Day on which it happens", low - edge, high + edge)
    } else {
        let unit = fan
            .unit
            .as_deref()
            .map(|unit| format!(" ({unit})"))
            .unwrap_or_default();
        Axis::numbers(&format!("Value{unit}"), low - edge, high + edge)
    };
    let names = forecasters(fan);
    let frame = Frame::new(Axis::days("Day", fan.days.0, fan.days.1), y, SIZE);
    let frame = frame.with_names(names.len(), ROOM);
    let drawing = html! {
        (today(fan.today, &frame))
        @for (i, by) in names.iter().enumerate() { (run(fan, by, i, &frame)) }
        @if let Some((known, value)) = fan.outturn {
            path class="now" d=(Path::default().to(frame.left, frame.at_y(value)).across(frame.right).d()) {}
            (dot(frame.at_x(known), frame.at_y(value), 5.0, "mark"))
        }
    };
    Plot {
        id: format!("fan-{}", fan.id),
        title: format!("{}: intervals over time", fan.name),
        short: Some("Intervals over time"),
        description: describe(fan),
        outcome: Some(ending(fan)),
        data: data(fan),
        size: SIZE,
        drawing: Drawing {
            axes: frame.axes().into(),
            above: named(&names, &frame).into_iter().collect(),
            ..drawing.into()
        },
    }
}

fn forecasters(fan: &Fan) -> Vec<&str> {
    once_each(fan.steps.iter().map(|step| step.by.as_str()))
}

/// Returns the estimates of one forecaster, each until the next.
fn run(fan: &Fan, by: &str, colour: usize, frame: &Frame) -> Markup {
    let steps: Vec<&FanStep> = fan.steps.iter().filter(|step| step.by == by).collect();
    let until = |i: usize| steps.get(i + 1).map_or(fan.until, |next| next.day);
    let spans = steps.iter().enumerate().map(|(i, step)| {
        let from = frame.at_x(step.day).round();
        // An estimate of the last day is still a line to be seen.
        (step, from, frame.at_x(until(i)).round().max(from + 3.0))
    });
    // The intervals of many hide each other: of each only the widest is drawn, and thin.
    let many = forecasters(fan).len() > BARS_UP_TO;
    // Intervals of one width never overlap, so that they are one area; those within them are the
    // next, and so is darker what lies within both.
    let mut areas: Vec<Path> = Vec::new();
    let mut medians = Path::default();
    for (step, from, to) in spans {
        for (depth, (low, high)) in intervals(step).into_iter().enumerate() {
            areas.resize(areas.len().max(depth + 1), Path::default());
            let area = std::mem::take(&mut areas[depth]);
            areas[depth] = area.area(
                (from, frame.at_y(high).round()),
                (to, frame.at_y(low).round()),
            );
        }
        if let Some(middle) = step.median() {
            medians = medians.to(from, frame.at_y(middle).round()).across(to);
        }
    }
    html! {
        @for area in areas.iter().take(if many { 1 } else { areas.len() }) {
            path class={ "veil" @if many { " thin" } " f" (series(colour)) } d=(area.d()) {}
        }
        @if !medians.is_empty() { path class={ "line s" (series(colour)) } d=(medians.d()) {} }
    }
}

/// Returns the intervals between levels that lie as far from either end, the widest first.
fn intervals(step: &FanStep) -> Vec<(f64, f64)> {
    let n = step.quantiles.len();
    let pair = |i: usize| {
        let ((low_level, low), (high_level, high)) = (step.quantiles[i], step.quantiles[n - 1 - i]);
        ((low_level + high_level - 1.0).abs() < 1e-9).then_some((low, high))
    };
    (0..n / 2).filter_map(pair).collect()
}

fn value(fan: &Fan, value: f64) -> String {
    if fan.is_day {
        day(value)
    } else {
        decimals(value, 4)
    }
}

fn describe(fan: &Fan) -> String {
    let unit = fan
        .unit
        .as_deref()
        .map(|unit| format!(" {unit}"))
        .unwrap_or_default();
    let last = forecasters(fan).into_iter().filter_map(|by| {
        let step = fan.steps.iter().rev().find(|step| step.by == by)?;
        let (first, last) = (step.quantiles.first()?, step.quantiles.last()?);
        Some(format!(
            "{by} last put {} between {} and {}{unit}.",
            percent(last.0 - first.0),
            value(fan, first.1),
            value(fan, last.1)
        ))
    });
    let mut parts: Vec<String> = last.collect();
    if parts.is_empty() {
        parts.push("Nobody gave an estimate.".to_owned());
    }
    parts.join(" ")
}

fn ending(fan: &Fan) -> String {
    fan.outturn.map_or_else(
        || "The outturn is not known.".to_owned(),
        |(known, outturn)| {
            let unit = fan.unit.as_deref().map(|unit| format!(" {unit}"));
            format!(
                "The outturn was {}{}, known on {}.",
                value(fan, outturn),
                unit.unwrap_or_default(),
                day(known)
            )
        },
    )
}

fn data(fan: &Fan) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("day"),
        column::text("forecaster"),
        column::figure("level"),
        column::figure("value"),
    ]);
    for step in &fan.steps {
        for (level, number) in &step.quantiles {
            sheet.row(vec![
                day(step.day),
                step.by.clone(),
                percent(*level),
                value(fan, *number),
            ]);
        }
    }
    sheet
}
