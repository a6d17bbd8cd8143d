//! The hedgehog: what was said of a quantity, at one time after another, over what it came to.

use maud::{Markup, html};

use crate::render::ScreenTable;
use crate::render::column;
use crate::render::number::decimals;

use super::Plot;
use super::drawing::Drawing;
use super::frame::{Axis, Frame, dot};
use super::history::day;
use super::ink::series;
use super::path::Path;
use super::steps::{ROOM, named, once_each};

/// A quantity that was asked for by one deadline after another.
#[derive(Clone, Debug, PartialEq)]
pub struct Hedgehog {
    /// What it is called.
    pub name: String,
    /// What it is counted in.
    pub unit: Option<String>,
    /// What it came to, by deadline.
    pub outturns: Vec<Came>,
    /// What was said, by day.
    pub spines: Vec<Spine>,
}

/// What a quantity came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Came {
    /// The deadline, as the number of the day.
    pub deadline: f64,
    /// The day on which it was known.
    pub known: f64,
    /// The outturn.
    pub value: f64,
}

/// What one forecaster said on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Spine {
    /// Who said it.
    pub by: String,
    /// When, as the number of the day.
    pub day: f64,
    /// The deadlines, rising, with the median for each.
    pub medians: Vec<(f64, f64)>,
}

/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 280.0);

/// Returns the plot of a quantity: the line of its outturns and, from the last that was known, a
/// line through the medians that were given for the deadlines ahead.
#[must_use]
pub fn hedgehog(of: &Hedgehog) -> Plot {
    let points = || {
        let seen = of.outturns.iter().map(|came| (came.deadline, came.value));
        let said = of
            .spines
            .iter()
            .flat_map(|spine| spine.medians.iter().copied());
        seen.chain(said)
    };
    let ends = |at: fn((f64, f64)) -> f64| {
        let low = points().map(at).fold(f64::INFINITY, f64::min);
        let high = points().map(at).fold(f64::NEG_INFINITY, f64::max);
        // One point alone still has an axis.
        let edge = ((high - low) * 0.08).max(0.5);
        (low - edge, high + edge)
    };
    let ((from, to), (low, high)) = (ends(|(x, _)| x), ends(|(_, y)| y));
    let unit = of.unit.as_deref().map(|unit| format!(" ({unit})"));
    let frame = Frame::new(
        Axis::days("Deadline", from, to),
        Axis::numbers(&format!("Value{}", unit.unwrap_or_default()), low, high),
        SIZE,
    );
    let names = once_each(of.spines.iter().map(|spine| spine.by.as_str()));
    let frame = frame.with_names(names.len(), ROOM);
    let drawing = html! {
        @for spine in &of.spines { (draw(spine, of, &names, &frame)) }
        (seen(of, &frame))
    };
    Plot {
        id: "hedgehog".to_owned(),
        title: format!("{}: forecasts over outturns", of.name),
        short: None,
        description: describe(of),
        outcome: None,
        data: data(of),
        size: SIZE,
        drawing: Drawing {
            axes: frame.axes().into(),
            above: named(&names, &frame).into_iter().collect(),
            ..drawing.into()
        },
    }
}

/// Returns a spine: from what was known then, if anything, through what was said.
fn draw(spine: &Spine, of: &Hedgehog, names: &[&str], frame: &Frame) -> Markup {
    let colour = series(names.iter().position(|name| *name == spine.by).unwrap_or(0));
    let known = of
        .outturns
        .iter()
        .rev()
        .find(|came| came.known <= spine.day);
    let known = known.map(|came| (came.deadline, came.value));
    let ahead = spine.medians.iter().copied();
    let ahead = ahead.filter(|(deadline, _)| known.is_none_or(|(last, _)| *deadline > last));
    let spots = ahead.clone().fold(Path::default(), |path, (x, y)| {
        path.spot(frame.at_x(x), frame.at_y(y))
    });
    html! {
        path class={ "line s" (colour) } d=(through(known.into_iter().chain(ahead), frame).d()) {}
        path class={ "line spot s" (colour) } d=(spots.d()) {}
    }
}

/// Returns the outturns.
fn seen(of: &Hedgehog, frame: &Frame) -> Markup {
    let points = of.outturns.iter().map(|came| (came.deadline, came.value));
    html! {
        path class="line seen" d=(through(points.clone(), frame).d()) {}
        @for (x, y) in points { (dot(frame.at_x(x), frame.at_y(y), 4.0, "mark")) }
    }
}

/// Returns the line through some points.
fn through(points: impl Iterator<Item = (f64, f64)>, frame: &Frame) -> Path {
    points.fold(Path::default(), |path, (x, y)| {
        let (x, y) = (frame.at_x(x), frame.at_y(y));
        if path.is_empty() {
            path.to(x, y)
        } else {
            path.line(x, y)
        }
    })
}

fn describe(of: &Hedgehog) -> String {
    let unit = of.unit.as_deref().map(|unit| format!(" {unit}"));
    let unit = unit.unwrap_or_default();
    let came = match (of.outturns.first(), of.outturns.last()) {
        (Some(first), Some(last)) if first.deadline < last.deadline => format!(
            "It came to {}{unit} by {}, and to {}{unit} by {}.",
            decimals(first.value, 4),
            day(first.deadline),
            decimals(last.value, 4),
            day(last.deadline)
        ),
        (Some(one), _) => format!(
            "It came to {}{unit} by {}.",
            decimals(one.value, 4),
            day(one.deadline)
        ),
        _ => "No outturn is known.".to_owned(),
    };
    let (mut over, mut under) = (0, 0);
    for (deadline, said) in of.spines.iter().flat_map(|spine| &spine.medians) {
        let same = |came: &&Came| came.deadline.total_cmp(deadline).is_eq();
        let came = of.outturns.iter().find(same);
        match came {
            Some(came) if *said > came.value => over += 1,
            Some(came) if *said < came.value => under += 1,
            _ => {}
        }
    }
    let were = if over == 1 { "was" } else { "were" };
    format!("{came} Of the medians, {over} {were} above the outturn and {under} below it.")
}

fn data(of: &Hedgehog) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("deadline"),
        column::whole("said on"),
        column::text("forecaster"),
        column::figure("median"),
        column::figure("outturn"),
    ]);
    for came in &of.outturns {
        let value = decimals(came.value, 4);
        sheet.row(vec![
            day(came.deadline),
            String::new(),
            String::new(),
            String::new(),
            value,
        ]);
    }
    for spine in &of.spines {
        for (deadline, median) in &spine.medians {
            sheet.row(vec![
                day(*deadline),
                day(spine.day),
                spine.by.clone(),
                decimals(*median, 4),
                String::new(),
            ]);
        }
    }
    sheet
}
