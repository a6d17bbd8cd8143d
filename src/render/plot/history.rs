//! The history of a probability: what each forecaster said over time, and what happened.

use maud::html;

use crate::model::number_day;
use crate::render::ScreenTable;
use crate::render::column;
use crate::render::number::percent;

use super::drawing::{Drawing, USUAL};
use super::frame::{Axis, Frame, dot};
use super::path::Path;
use super::steps::{ROOM, labels, lines, shades, spots, today, with_legend};
use super::{Plot, Shade, Track};

/// What was said of a yes-or-no question over time.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimatePlot {
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

/// Returns the plot of a history.
#[must_use]
pub fn history(history: &EstimatePlot) -> Plot {
    let (from, to) = history.days;
    let frame = Frame::new(
        Axis::days("Day", from, to),
        Axis::percent("Probability"),
        USUAL,
    );
    let frame = frame.with_names(history.tracks.len(), ROOM);
    let drawing = html! {
        (today(history.today, &frame))
        (labels(&history.tracks, &frame))
    };
    let outcome = history.outcome.map(|(known, share)| {
        let x = frame.at_x(known);
        html! {
            path class="now" d=(Path::default().to(x, frame.top).up(frame.bottom).d()) {}
            (dot(x, frame.at_y(share), 5.0, "mark"))
        }
    });
    Plot {
        id: format!("history-{}", history.id),
        title: format!("{}: estimates over time", history.name),
        short: Some("Estimates over time"),
        description: describe(history),
        outcome: Some(ending(history)),
        data: data(history),
        size: USUAL,
        drawing: Drawing {
            under: shades(&history.shades, &frame),
            axes: with_legend(&history.tracks, &frame).into(),
            over: drawing,
            tracks: lines(&history.tracks, &frame, history.until),
            spots: spots(&history.tracks, &frame, history.until),
            above: outcome.into_iter().collect(),
        },
    }
}

fn describe(history: &EstimatePlot) -> String {
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
    let mut parts: Vec<String> = match together(&history.tracks) {
        Some(all) => vec![all],
        None => said.collect(),
    };
    if parts.is_empty() {
        parts.push("Nobody gave an estimate.".to_owned());
    }
    if !history.shades.is_empty() {
        parts.push("The shaded bands are what the words and ranges allow.".to_owned());
    }
    parts.join(" ")
}

fn ending(history: &EstimatePlot) -> String {
    history.outcome.map_or_else(
        || "The outcome is not known.".to_owned(),
        |(known, share)| format!("Outcome: {}, known on {}.", happened(share), day(known)),
    )
}

/// How many forecasters are told of one by one.
const ONE_BY_ONE: usize = 3;

/// Returns what more than a few forecasters said, at first and at last.
fn together(tracks: &[Track]) -> Option<String> {
    let ends: Vec<(f64, f64)> = tracks.iter().filter_map(Track::ends).collect();
    let range = |values: &mut dyn Iterator<Item = f64>| {
        let all: Vec<f64> = values.collect();
        let low = all.iter().copied().fold(f64::INFINITY, f64::min);
        let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = (percent(low), percent(high));
        if low == high {
            low
        } else {
            format!("{}–{high}", low.trim_end_matches('%'))
        }
    };
    (ends.len() > ONE_BY_ONE).then(|| {
        let (first, last) = (
            range(&mut ends.iter().map(|one| one.0)),
            range(&mut ends.iter().map(|one| one.1)),
        );
        format!(
            "{} forecasters: {first} at first, {last} at last.",
            ends.len()
        )
    })
}

fn happened(share: f64) -> String {
    match share {
        1.0 => "yes".to_owned(),
        0.0 => "no".to_owned(),
        _ => percent(share),
    }
}

fn data(history: &EstimatePlot) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("day"),
        column::text("forecaster"),
        column::figure("probability"),
    ]);
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
