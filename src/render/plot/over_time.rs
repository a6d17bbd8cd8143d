//! The mean Brier score so far of each forecaster, with its interval on each day.

use chrono::NaiveDate;
use maud::html;

use crate::analysis::{Metric, OverTime, ScoreRow, Scores};
use crate::metrics::MetricId;
use crate::model::{KindName, day_number};
use crate::render::number::score;
use crate::render::{ScreenTable, column};

use super::Plot;
use super::drawing::Drawing;
use super::frame::{Axis, Frame};
use super::ink::shown;
use super::path::Path;
use super::steps::{ROOM, named};

/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 320.0);
/// As many forecasters as have lines of their own: a plot tells no more apart.
const MOST: usize = 5;

/// The scores of a forecaster on each day.
struct Line<'a> {
    name: &'a str,
    spots: Vec<Spot<'a>>,
}

/// The questions up to a day, and their mean score.
struct Spot<'a> {
    day: NaiveDate,
    questions: usize,
    brier: &'a Metric,
}

impl Spot<'_> {
    fn x(&self) -> f64 {
        day_number(self.day)
    }
}

/// Returns the plot of mean Brier scores over time. The interval of everybody's is shaded, that of each day
/// by itself.
#[must_use]
pub fn scores_over_time(over_time: &OverTime<Scores>) -> Plot {
    let lines = lines(over_time);
    let spots = || lines.iter().flat_map(|line| &line.spots);
    let first = spots().map(Spot::x).fold(f64::INFINITY, f64::min);
    let last = spots().map(Spot::x).fold(f64::NEG_INFINITY, f64::max);
    // Without a day there is nothing to draw, and with one no length.
    let (first, last) = if first < last {
        (first, last)
    } else {
        (last.max(0.0), last.max(0.0) + 1.0)
    };
    let of_all = lines.first().map_or(&[][..], |line| &line.spots);
    let heights = spots().filter_map(|spot| spot.brier.value.ok());
    let ends = of_all
        .iter()
        .filter_map(|spot| Some(spot.brier.interval?.1));
    let top = heights.chain(ends).fold(0.3, f64::max);
    let y = Axis::numbers("Mean Brier score (0 is best)", 0.0, top);
    let x = Axis::days("Day", first, last);
    let frame = Frame::new(x, y, SIZE).with_names(lines.len(), ROOM);
    let names: Vec<&str> = lines.iter().map(|line| line.name).collect();
    let band = band(of_all, &frame);
    Plot {
        id: "score-over-time".to_owned(),
        title: "Mean Brier score so far".to_owned(),
        short: None,
        outcome: None,
        description: describe(&lines),
        data: data(&lines),
        size: SIZE,
        drawing: Drawing {
            under: html! { @if !band.is_empty() { path class="zone" d=(band.d()) {} } },
            axes: frame.axes().into(),
            tracks: lines.iter().map(|line| track(line, &frame)).collect(),
            above: named(&names, &frame).into_iter().collect(),
            ..Drawing::from(html! {})
        },
    }
}

/// Returns the line of everybody, and where they are several and not too many that of each forecaster.
fn lines(over_time: &OverTime<Scores>) -> Vec<Line<'_>> {
    let rows = over_time.whole.rows.iter();
    let mut rows: Vec<&ScoreRow> = rows.filter(|row| row.kind == KindName::Binary).collect();
    // The total comes last, and is drawn first.
    let total = rows.pop();
    rows.splice(0..0, total);
    if !(3..=MOST + 1).contains(&rows.len()) {
        rows.truncate(1);
    }
    let line = |of: &ScoreRow| {
        let spots = over_time.points.iter().filter_map(|point| {
            let mut rows = point.answer.rows.iter();
            let row = rows.find(|row| row.kind == of.kind && row.group == of.group)?;
            Some(Spot {
                day: point.until,
                questions: row.basis.questions,
                brier: row.figures.get(MetricId::Brier)?,
            })
        });
        spots.collect()
    };
    let each = rows.into_iter().map(|row| Line {
        name: row.group.first().map_or("all", |(_, name)| name),
        spots: line(row),
    });
    each.filter(|line| !line.spots.is_empty()).collect()
}

fn track(line: &Line<'_>, frame: &Frame) -> Path {
    let placed = line
        .spots
        .iter()
        .filter_map(|spot| Some((frame.at_x(spot.x()), frame.at_y(spot.brier.value.ok()?))));
    placed
        .enumerate()
        .fold(Path::default(), |path, (i, (x, y))| match i {
            0 => path.to(x, y),
            _ => path.line(x, y),
        })
}

/// Returns the band of the intervals, broken where there is none.
fn band(spots: &[Spot<'_>], frame: &Frame) -> Path {
    let mut all = Path::default();
    for run in spots.split(|spot| spot.brier.interval.is_none()) {
        let ends = run
            .iter()
            .filter_map(|spot| Some((frame.at_x(spot.x()), spot.brier.interval?)));
        let ends: Vec<_> = ends.collect();
        let Some((first, (_, high))) = ends.first() else {
            continue;
        };
        all = all.to(*first, frame.at_y(*high));
        for (x, (_, high)) in &ends {
            all = all.line(*x, frame.at_y(*high));
        }
        for (x, (low, _)) in ends.iter().rev() {
            all = all.line(*x, frame.at_y(*low));
        }
        all = all.close();
    }
    all
}

fn describe(lines: &[Line<'_>]) -> String {
    let told = lines.iter().filter_map(|line| {
        let Spot {
            questions, brier, ..
        } = line.spots.last()?;
        Some(format!(
            "{} {} on {questions}",
            shown(line.name),
            score(brier.value.ok()?)
        ))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return "There is nothing to draw yet.".to_owned();
    }
    format!(
        "At the end: {}. The shade is the interval of all together on each day by itself, and no band for the whole line.",
        told.join(", ")
    )
}

fn data(lines: &[Line<'_>]) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("forecaster"),
        column::whole("until"),
        column::figure("questions"),
        column::figure("Brier"),
        column::whole("interval"),
    ]);
    for line in lines {
        for Spot {
            day,
            questions,
            brier,
        } in &line.spots
        {
            let interval = brier.interval;
            let interval = interval.map(|(low, high)| format!("{}–{}", score(low), score(high)));
            sheet.row(vec![
                line.name.to_owned(),
                day.to_string(),
                questions.to_string(),
                brier.value.map_or_else(|_| "n/a".to_owned(), score),
                interval.unwrap_or_default(),
            ]);
        }
    }
    sheet
}
