//! What several plots share: lines that hold a value until the next, with their names.

use maud::{Markup, html};

use crate::scoring::count;

use super::frame::{Frame, words};
use super::ink::{label, series};
use super::path::Path;

/// A value from a day on; none where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The day, as its number.
    pub day: f64,
    /// The value from then on; none where nothing stands any more.
    pub value: Option<f64>,
}

/// A line that holds each value until the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its name.
    pub name: String,
    /// Its values, by day.
    pub points: Vec<Point>,
}

/// A range of values over some days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    /// The first day, as its number.
    pub from: f64,
    /// The last.
    pub to: f64,
    /// The lowest value.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

/// How many tracks have their names where they end; more would cover each other.
const NAMED: usize = 3;
/// How many tracks a legend names.
const LEGEND: usize = 12;
/// How many values have their spots; more would hide the lines.
const SPOTS: usize = 8;
/// The height of a line of small text.
const LINE: f64 = 13.0;
/// Room for the names of tracks.
pub(super) const ROOM: f64 = 132.0;

/// Returns the place of a value on a day, in whole pixels: a page may hold thousands of tracks.
fn at(frame: &Frame, day: f64, value: f64) -> (f64, f64) {
    (frame.at_x(day).round(), frame.at_y(value).round())
}

impl Track {
    /// Returns the first and the last value, where there are any.
    pub(super) fn ends(&self) -> Option<(f64, f64)> {
        let mut values = self.points.iter().filter_map(|point| point.value);
        let first = values.next()?;
        Some((first, values.next_back().unwrap_or(first)))
    }

    /// Returns its line; it ends on the given day.
    fn path(&self, frame: &Frame, until: f64) -> Path {
        let mut path = Path::default();
        let mut stands = false;
        for (i, point) in self.points.iter().enumerate() {
            let next = self
                .points
                .get(i + 1)
                .map_or(until, |next| next.day)
                .min(until);
            let (Some(value), true) = (point.value, point.day <= until) else {
                stands = false;
                continue;
            };
            let (x, y) = at(frame, point.day, value);
            path = if stands { path.up(y) } else { path.to(x, y) };
            path = path.across(frame.at_x(next).round());
            stands = true;
        }
        path
    }

    /// Returns a spot for each of its values, up to the given day.
    fn spots(&self, frame: &Frame, until: f64) -> Path {
        let standing = self.points.iter().filter(|point| point.day <= until);
        let spots = standing.filter_map(|point| Some((point.day, point.value?)));
        spots.fold(Path::default(), |path, (day, value)| {
            let (x, y) = at(frame, day, value);
            path.spot(x, y)
        })
    }
}

/// Returns the lines of the tracks; they end on the given day.
pub(super) fn lines(tracks: &[Track], frame: &Frame, until: f64) -> Vec<Path> {
    let line = |track: &Track| track.path(frame, until);
    tracks.iter().map(line).collect()
}

/// Returns the spots of the values, where they are few.
pub(super) fn spots(tracks: &[Track], frame: &Frame, until: f64) -> Vec<Path> {
    let values: usize = tracks.iter().map(|track| track.points.len()).sum();
    let few = tracks.iter().filter(|_| values <= SPOTS);
    few.map(|track| track.spots(frame, until)).collect()
}

/// Returns the names of the tracks where they end, where they are few.
pub(super) fn labels(tracks: &[Track], frame: &Frame) -> Markup {
    html! {
        @for (i, (track, height)) in tracks.iter().zip(names(tracks, frame)).enumerate() {
            @if let Some(height) = height {
                (words(frame.right + 8.0, height, &format!("f{}", series(i)), &label(&track.name)))
            }
        }
    }
}

/// Returns the names of forecasters, each once, in the order of their colours.
pub(super) fn once_each<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns the names of several forecasters in their colours.
pub(super) fn named(names: &[&str], frame: &Frame) -> Option<Markup> {
    let rows = names.iter().zip(1..).enumerate();
    (names.len() > 1).then(|| {
        html! {
            @for (i, (name, row)) in rows {
                (words(frame.right + 8.0, frame.top + LINE * count(row), &format!("f{}", series(i)), &label(name)))
            }
        }
    })
}

/// Returns the axes, the upright one with the legend, if any: both are the same for the same
/// forecasters.
pub(super) fn with_legend(tracks: &[Track], frame: &Frame) -> [Markup; 2] {
    let [upright, level] = frame.axes();
    match legend(tracks, frame) {
        Some(legend) => [html! { (upright) (legend) }, level],
        None => [upright, level],
    }
}

/// Returns the names of more tracks than have theirs where they end, in their order: the same
/// forecasters have the same legend.
fn legend(tracks: &[Track], frame: &Frame) -> Option<Markup> {
    let x = frame.right + 8.0;
    let rows = || {
        tracks
            .iter()
            .zip(1..)
            .take(LEGEND)
            .map(|(track, place)| (track, frame.top + LINE * 1.2 * count(place)))
    };
    (tracks.len() > NAMED).then(|| {
        html! {
            @for (i, (track, y)) in rows().enumerate() {
                path class={ "line s" (series(i)) } d=(Path::default().to(x, y - 4.0).across(x + 16.0).d()) {}
                (words(x + 20.0, y, &format!("f{}", series(i)), &label(&track.name)))
            }
            @if tracks.len() > LEGEND {
                (words(x, frame.top + LINE * 1.2 * count(LEGEND + 1), "tick", &format!("and {} more", tracks.len() - LEGEND)))
            }
        }
    })
}

/// Returns the heights of the names beside the tracks; one alone has none.
fn names(tracks: &[Track], frame: &Frame) -> Vec<Option<f64>> {
    if tracks.len() < 2 || tracks.len() > NAMED {
        return Vec::new();
    }
    let ended = |track: &Track| track.ends().map(|(_, last)| frame.at_y(last) + 4.0);
    let wanted: Vec<_> = tracks.iter().map(ended).collect();
    let mut places = spread(&wanted.iter().copied().flatten().collect::<Vec<_>>()).into_iter();
    wanted
        .into_iter()
        .map(|wanted| wanted.and_then(|_| places.next()))
        .collect()
}

/// Returns the heights of lines of text, moved down as far as they would cover each other.
fn spread(wanted: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut heights = wanted.to_vec();
    let mut free = f64::NEG_INFINITY;
    for i in order {
        heights[i] = heights[i].max(free);
        free = heights[i] + LINE;
    }
    heights
}

/// Returns the line of the day on which all this is seen.
pub(super) fn today(day: Option<f64>, frame: &Frame) -> Markup {
    html! {
        @if let Some(x) = day.map(|day| frame.at_x(day)) {
            path class="now" d=(Path::default().to(x, frame.top).up(frame.bottom).d()) {}
            (words(x + 4.0, frame.bottom - 6.0, "tick", "today"))
        }
    }
}

/// Returns the shades.
pub(super) fn shades(shades: &[Shade], frame: &Frame) -> Markup {
    let corner = |day: f64, value: f64| (frame.at_x(day), frame.at_y(value));
    let all = shades.iter().fold(Path::default(), |path, one| {
        path.area(corner(one.from, one.high), corner(one.to, one.low))
    });
    html! { @if !all.is_empty() { path class="zone" d=(all.d()) {} } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::plot::frame::Axis;

    fn frame() -> Frame {
        let days = Axis::days("day", 735_000.0, 735_100.0);
        Frame::new(days, Axis::percent("chance"), (168.0, 158.0))
    }

    fn point(day: f64, value: impl Into<Option<f64>>) -> Point {
        Point {
            day: 735_000.0 + day,
            value: value.into(),
        }
    }

    #[test]
    fn a_line_holds_its_value_until_the_next_and_breaks_where_nothing_stands() {
        let points = vec![
            point(0.0, 0.4),
            point(20.0, 0.8),
            point(50.0, None),
            point(60.0, 0.5),
        ];
        let track = Track {
            name: "ann".into(),
            points,
        };
        // The area is 100 wide from 54, and 100 high down to 114.
        let path = track.path(&frame(), 735_080.0);
        assert_eq!(path.d(), "M54 74H74V34H104M114 64H134");
        let short = track.path(&frame(), 735_010.0);
        assert_eq!(short.d(), "M54 74H64");
    }

    #[test]
    fn names_never_cover_each_other() {
        let heights = spread(&[50.0, 48.0, 52.0, 100.0]);
        assert_eq!(heights, [61.0, 48.0, 74.0, 100.0]);
    }
}
