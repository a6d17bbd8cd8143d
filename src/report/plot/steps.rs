//! What several plots share: lines that hold a value until the next, with their names.

use maud::{Markup, html};

use super::frame::{Frame, dot, words};
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

/// How many tracks have their names beside them; more would cover each other.
const NAMED: usize = 12;
/// The height of a line of small text.
const LINE: f64 = 13.0;
/// Room for the names of tracks.
pub(super) const ROOM: f64 = 132.0;

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
            let (x, y) = (frame.at_x(point.day), frame.at_y(value));
            path = if stands { path.up(y) } else { path.to(x, y) };
            path = path.across(frame.at_x(next));
            stands = true;
        }
        path
    }
}

/// Returns the tracks, with their names where there are several; they end on the given day.
pub(super) fn draw(tracks: &[Track], frame: &Frame, until: f64) -> Markup {
    html! {
        @for (i, track) in tracks.iter().enumerate() {
            path class={ "line s" (series(i)) } d=(track.path(frame, until).d()) {}
            @for point in track.points.iter().filter(|point| point.day <= until) {
                @if let Some(value) = point.value {
                    (dot(frame.at_x(point.day), frame.at_y(value), 3.0, &format!("dot f{}", series(i))))
                }
            }
        }
        @if tracks.len() > 1 && tracks.len() <= NAMED { (names(tracks, frame)) }
    }
}

fn names(tracks: &[Track], frame: &Frame) -> Markup {
    let ended = |track: &Track| track.ends().map(|(_, last)| frame.at_y(last) + 4.0);
    let wanted: Vec<_> = tracks.iter().map(ended).collect();
    let places = spread(&wanted.iter().copied().flatten().collect::<Vec<_>>());
    let mut places = places.into_iter();
    html! {
        @for (i, track) in tracks.iter().enumerate() {
            @if wanted[i].is_some() {
                (words(frame.right + 8.0, places.next().unwrap_or(frame.top), &format!("f{}", series(i)), &label(&track.name)))
            }
        }
    }
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
    use crate::report::plot::frame::Axis;

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
