//! The path of scenarios, or of any options: how the probability of each moved.

use maud::{Markup, html};

use crate::render::number::percent;
use crate::render::{ScreenTable, column};

use super::drawing::Drawing;
use super::frame::{Axis, Frame, dot, words};
use super::history::day;
use super::ink::{label, series};
use super::path::Path;
use super::steps::{ROOM, labels, lines, spots, today, with_legend};
use super::{Plot, Track};

/// How the probabilities of options that exclude each other moved.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioPath {
    /// The id of the set or the forecast.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The first and the last day of the axis, as their numbers.
    pub days: (f64, f64),
    /// The day on which the lines end.
    pub until: f64,
    /// The day on which this is seen, where nothing is known yet.
    pub today: Option<f64>,
    /// A line for each option.
    pub tracks: Vec<Track>,
    /// What moved them: the day, and what was known then.
    pub events: Vec<(f64, String)>,
    /// The day on which the outcome was known, and the place of the option that came about.
    pub outcome: Option<(f64, usize)>,
}

/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 300.0);

/// Returns the plot of the path of scenarios.
#[must_use]
pub fn scenarios(path: &ScenarioPath) -> Plot {
    let (from, to) = path.days;
    let frame = Frame::new(
        Axis::days("Day", from, to),
        Axis::percent("Probability"),
        SIZE,
    );
    let frame = Frame {
        top: 26.0,
        ..frame.with_room(ROOM)
    };
    let drawing = html! {
        (events(path, &frame))
        (today(path.today, &frame))
        (labels(&path.tracks, &frame))
    };
    let outcome = path.outcome.map(|(known, place)| {
        let class = format!("dot f{}", series(place));
        dot(frame.at_x(known), frame.top, 5.0, &class)
    });
    Plot {
        id: format!("scenarios-{}", path.id),
        title: format!("{}: probabilities over time", path.name),
        short: Some("Probabilities over time"),
        description: describe(path),
        outcome: ending(path),
        data: data(path),
        size: SIZE,
        drawing: Drawing {
            under: html! {},
            axes: with_legend(&path.tracks, &frame).into(),
            over: drawing,
            tracks: lines(&path.tracks, &frame, path.until),
            spots: spots(&path.tracks, &frame, path.until),
            above: outcome.into_iter().collect(),
        },
    }
}

/// Returns an upright line for each day on which something became known, with the numbers of that.
fn events(path: &ScenarioPath, frame: &Frame) -> Markup {
    let numbered: Vec<(usize, f64)> = (1..).zip(path.events.iter().map(|event| event.0)).collect();
    let days = numbered.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq());
    let days = days.filter_map(|day| Some((day.first()?, day.last()?.0)));
    html! {
        @for ((first, day), last) in days {
            @let x = frame.at_x(*day);
            path class="now" d=(Path::default().to(x, frame.top).up(frame.bottom).d()) {}
            @if *first == last { (words(x, frame.top - 8.0, "tick mid", &last.to_string())) }
            @else { (words(x, frame.top - 8.0, "tick mid", &format!("{first}–{last}"))) }
        }
    }
}

fn describe(path: &ScenarioPath) -> String {
    let moved = path.tracks.iter().filter_map(|track| {
        let (first, last) = track.ends()?;
        let (name, first, last) = (label(&track.name), percent(first), percent(last));
        Some(if track.points.len() == 1 {
            format!("{name} at {first}")
        } else {
            format!("{name} from {first} to {last}")
        })
    });
    let moved = moved.collect::<Vec<_>>().join("; ");
    let moved = if moved.is_empty() {
        "no probabilities were given".to_owned()
    } else {
        moved
    };
    format!("{moved}.")
}

fn ending(path: &ScenarioPath) -> Option<String> {
    let (known, place) = path.outcome?;
    let option = path.tracks.get(place)?;
    Some(format!(
        "{} came about, known on {}.",
        label(&option.name),
        day(known)
    ))
}

/// Returns the days on which anything changed, in order.
fn days(path: &ScenarioPath) -> Vec<f64> {
    let points = path.tracks.iter().flat_map(|track| &track.points);
    let mut days: Vec<f64> = points.map(|point| point.day).collect();
    days.extend(path.events.iter().map(|(day, _)| *day));
    days.sort_by(f64::total_cmp);
    days.dedup();
    days
}

fn data(path: &ScenarioPath) -> ScreenTable {
    let names = path.tracks.iter().map(|track| column::figure(&track.name));
    let known = column::prose("what was known");
    let mut sheet = ScreenTable::new(
        [column::whole("day")]
            .into_iter()
            .chain(names)
            .chain([known]),
    );
    for number in days(path) {
        let at = |track: &Track| {
            let standing = track.points.iter().rev().find(|point| point.day <= number);
            standing
                .and_then(|point| point.value)
                .map(percent)
                .unwrap_or_default()
        };
        let known = path
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| event.0.total_cmp(&number).is_eq());
        let known = known
            .map(|(i, (_, what))| format!("{}: {what}", i + 1))
            .collect::<Vec<_>>();
        let cells = path.tracks.iter().map(at);
        sheet.row(
            [day(number)]
                .into_iter()
                .chain(cells)
                .chain([known.join("; ")])
                .collect(),
        );
    }
    sheet.without_empty_columns()
}
