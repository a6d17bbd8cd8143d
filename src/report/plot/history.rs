//! The history of a probability: what each forecaster said over time, and what happened.

use maud::html;

use crate::model::number_day;
use crate::report::Sheet;
use crate::report::number::percent;

use super::frame::{Axis, Frame, dot};
use super::path::Path;
use super::steps::{ROOM, draw, shades, today};
use super::{Plot, Shade, Track};

/// What was said of a yes-or-no question over time.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The id of the forecast.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The first and the last day of the axis, as their numbers.
    pub days: (f64, f64),
    /// The day on which the lines end: the outcome is known, or the deadline.
    pub until: f64,
    /// The day on which this is seen, where nothing is known yet.
    pub today: Option<f64>,
    /// A line for each forecaster.
    pub tracks: Vec<Track>,
    /// What the words and ranges allow, for as long as they stood.
    pub shades: Vec<Shade>,
    /// The day on which the outcome was known, and how much of it happened, from 0 to 1.
    pub outcome: Option<(f64, f64)>,
}

/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 240.0);

/// Returns the plot of a history.
#[must_use]
pub fn history(history: &History) -> Plot {
    let (from, to) = history.days;
    let frame = Frame::new(
        Axis::days("Day", from, to),
        Axis::percent("Probability"),
        SIZE,
    );
    let frame = if history.tracks.len() > 1 {
        frame.with_room(ROOM)
    } else {
        frame
    };
    let drawing = html! {
        (shades(&history.shades, &frame))
        (frame.draw())
        (today(history.today, &frame))
        (draw(&history.tracks, &frame, history.until))
        @if let Some((known, share)) = history.outcome {
            path class="now" d=(Path::default().to(frame.at_x(known), frame.top).up(frame.bottom).d()) {}
            (dot(frame.at_x(known), frame.at_y(share), 5.0, "mark"))
        }
    };
    Plot {
        id: format!("history-{}", history.id),
        title: format!("{}: estimates over time", history.name),
        description: describe(history),
        data: data(history),
        size: SIZE,
        drawing,
    }
}

fn describe(history: &History) -> String {
    let said = history.tracks.iter().map(|track| match track.ends() {
        None => format!("{} gave no number.", track.name),
        Some((first, last)) if track.points.len() == 1 || (first - last).abs() < f64::EPSILON => {
            format!("{} said {}.", track.name, percent(last))
        }
        Some((first, last)) => {
            format!(
                "{} went from {} to {}.",
                track.name,
                percent(first),
                percent(last)
            )
        }
    });
    let mut parts: Vec<String> = said.collect();
    if parts.is_empty() {
        parts.push("Nobody gave an estimate.".to_owned());
    }
    if !history.shades.is_empty() {
        parts.push("The shaded bands are what the words and ranges allow.".to_owned());
    }
    parts.push(history.outcome.map_or_else(
        || "The outcome is not known.".to_owned(),
        |(known, share)| {
            format!(
                "The outcome, {}, was known on {}.",
                happened(share),
                day(known)
            )
        },
    ));
    parts.join(" ")
}

fn happened(share: f64) -> String {
    match share {
        1.0 => "yes".to_owned(),
        0.0 => "no".to_owned(),
        _ => percent(share),
    }
}

fn data(history: &History) -> Sheet {
    let mut sheet = Sheet::new(&["day", "forecaster", "#probability"]);
    for track in &history.tracks {
        for point in &track.points {
            let said = point.value.map_or_else(|| "none".to_owned(), percent);
            sheet.row(vec![day(point.day), track.name.clone(), said]);
        }
    }
    sheet
}

/// Returns a day number as its day.
pub(super) fn day(number: f64) -> String {
    number_day(number).map_or_else(|| number.to_string(), |day| day.to_string())
}
