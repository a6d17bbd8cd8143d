//! The reliability diagram: how often it happened, against what was said.

use maud::{Markup, html};

use crate::analysis::review::{CalibrationReview, CurvePoint};
use crate::render::ScreenTable;
use crate::render::column;
use crate::render::number::{amount, percent, place};
use crate::scoring::{Interval, count};

use super::Plot;
use super::frame::{Axis, Frame, dot, words};
use super::path::Path;

/// The size of the drawing.
const SIZE: (f64, f64) = (480.0, 540.0);
/// Where the diagram ends and the counts begin.
const SPLIT: f64 = 412.0;

/// Returns the reliability diagram: the curve of isotonic regression, the band of a calibrated
/// forecaster at that level, and how many judgements there are.
#[must_use]
pub fn reliability(data: &CalibrationReview, level: f64) -> Plot {
    let x = Axis {
        name: String::new(),
        ..Axis::percent("")
    };
    let above = Frame::new(x, Axis::percent("Share that came about"), (SIZE.0, SPLIT));
    let drawing = html! {
        (band(data, &above))
        (above.draw())
        path class="aim" d=(Path::default().to(above.left, above.bottom).line(above.right, above.top).d()) {}
        (curve(data, &above))
        (counts(data))
    };
    Plot {
        id: "reliability".to_owned(),
        title: "Reliability diagram: what was said and how often it came about".to_owned(),
        short: None,
        outcome: None,
        description: describe(data, level),
        data: sheet(data),
        size: SIZE,
        drawing: drawing.into(),
    }
}

/// Returns the band, broken where there is none.
fn band(data: &CalibrationReview, frame: &Frame) -> Markup {
    let banded = |spot: &CurvePoint| spot.band.map(|band| (spot.said.get(), band));
    let mut all = Path::default();
    for run in data.spots.split(|spot| spot.band.is_none()) {
        let ends: Vec<_> = run.iter().filter_map(banded).collect();
        let Some(&(first, low)) = ends.first() else {
            continue;
        };
        all = all.to(frame.at_x(first), frame.at_y(low.low));
        for (said, band) in &ends {
            all = all.line(frame.at_x(*said), frame.at_y(band.high));
        }
        for (said, band) in ends.iter().rev() {
            all = all.line(frame.at_x(*said), frame.at_y(band.low));
        }
        all = all.close();
    }
    let alone = data.spots.len() == 1;
    html! {
        @if !all.is_empty() {
            path class={ "zone" @if alone { " wide axis" } } d=(all.d()) {}
        }
    }
}

fn curve(data: &CalibrationReview, frame: &Frame) -> Markup {
    let largest = data
        .spots
        .iter()
        .map(|spot| spot.weight)
        .fold(0.0, f64::max);
    let line = data
        .spots
        .iter()
        .enumerate()
        .fold(Path::default(), |path, (i, spot)| {
            let (x, y) = (frame.at_x(spot.said.get()), frame.at_y(spot.curve));
            if i == 0 {
                path.to(x, y)
            } else {
                path.line(x, y)
            }
        });
    html! {
        path class="line s0" d=(line.d()) {}
        @for spot in &data.spots {
            // The area of a dot is its weight.
            @let radius = 2.0 + 6.0 * (spot.weight / largest).sqrt();
            (dot(frame.at_x(spot.said.get()), frame.at_y(spot.curve), radius, "dot f0"))
        }
    }
}

/// Returns the counts under the diagram.
fn counts(data: &CalibrationReview) -> Markup {
    let most = data.tenths.into_iter().max().unwrap_or(0).max(1);
    // Above the highest bar there is room for its number.
    let upright = Axis {
        marks: vec![(0.0, "0".into())],
        ..Axis::numbers("Judgements", 0.0, count(most) * 1.25)
    };
    let frame = Frame {
        top: SPLIT,
        ..Frame::new(Axis::percent("Probability given"), upright, SIZE)
    };
    let bars = data.tenths.iter().zip(0_u8..).map(|(n, i)| {
        let (left, right) = (
            frame.at_x(f64::from(i) / 10.0),
            frame.at_x(f64::from(i + 1) / 10.0),
        );
        (left, right - left, *n)
    });
    html! {
        @for (x, width, n) in bars.filter(|(_, _, n)| *n > 0) {
            @let y = frame.at_y(count(n));
            rect class="bar" x=(place(x)) y=(place(y)) width=(place(width)) height=(place(frame.bottom - y)) {}
            (words(x + width / 2.0, y - 3.0, "tick mid", &n.to_string()))
        }
        (frame.draw())
    }
}

fn describe(data: &CalibrationReview, level: f64) -> String {
    let n: usize = data.spots.iter().map(|spot| spot.n).sum();
    let (Some(first), Some(last)) = (data.spots.first(), data.spots.last()) else {
        return "There is nothing to draw yet.".to_owned();
    };
    let run = format!(
        "{n} judgements. The curve runs from {} at {} to {} at {}.",
        percent(first.curve),
        percent(first.said.get()),
        percent(last.curve),
        percent(last.said.get())
    );
    let banded: Vec<_> = data
        .spots
        .iter()
        .filter_map(|spot| Some((spot, spot.band?)))
        .collect();
    let outside = banded
        .iter()
        .filter(|(spot, band)| !band.contains(spot.curve))
        .count();
    let band = match (&data.test, banded.is_empty()) {
        (Err(why), _) => format!("There is no band: {why}."),
        (Ok(_), true) => "There is no band.".to_owned(),
        (Ok(_), false) => format!(
            "{outside} of {} points lie outside the band in which the curve of a calibrated forecaster lies with a chance of {}, at each point by itself.",
            banded.len(),
            percent(level)
        ),
    };
    format!("{run} {band}")
}

fn sheet(data: &CalibrationReview) -> ScreenTable {
    let heads = [
        column::figure("said"),
        column::figure("n"),
        column::figure("weight"),
        column::figure("came about"),
        column::figure("curve"),
        column::figure("band from"),
        column::figure("band to"),
    ];
    let mut sheet = ScreenTable::new(heads);
    for spot in &data.spots {
        let end = |pick: fn(Interval) -> f64| {
            spot.band
                .map(|band| percent(pick(band)))
                .unwrap_or_default()
        };
        sheet.row(vec![
            percent(spot.said.get()),
            spot.n.to_string(),
            amount(spot.weight),
            percent(spot.seen),
            percent(spot.curve),
            end(|band| band.low),
            end(|band| band.high),
        ]);
    }
    sheet.without_empty_columns()
}
