//! Scores of one group after another: by year, by horizon, by forecaster.

use maud::html;

use crate::render::ScreenTable;
use crate::render::number::score;
use crate::scoring::count;

use super::Plot;
use super::frame::{Axis, Frame, dot, words};
use super::ink::label;
use super::path::Path;

/// The mean score of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreMark {
    /// What the group is.
    pub label: String,
    /// Its mean score, where there is one.
    pub score: Option<f64>,
    /// The interval of the mean, where there is one.
    pub interval: Option<(f64, f64)>,
    /// How many forecasts there are.
    pub questions: usize,
    /// How many of them do not share their fate.
    pub clusters: usize,
}

/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 280.0);
/// The Brier score of who always says 50 %.
const HALF: f64 = 0.25;

/// Returns the plot of mean Brier scores, one group beside the other, each with its interval.
#[must_use]
pub fn scores(id: &str, title: &str, axis: &str, marks: &[ScoreMark]) -> Plot {
    let n = count(marks.len()).max(1.0);
    let middle = |i: usize| count(i) + 0.5;
    let names = marks
        .iter()
        .enumerate()
        .map(|(i, mark)| (middle(i), label(&mark.label)));
    let x = Axis {
        name: axis.to_owned(),
        low: 0.0,
        high: n,
        marks: names.collect(),
    };
    let tops = marks
        .iter()
        .filter_map(|mark| mark.interval.map(|ends| ends.1).or(mark.score));
    let y = Axis::numbers(
        "Mean Brier score (0 is best)",
        0.0,
        tops.fold(0.3, f64::max).min(1.0),
    );
    let frame = Frame::new(x, y, SIZE);
    let half = frame.at_y(HALF);
    let drawing = html! {
        (frame.draw())
        path class="aim" d=(Path::default().to(frame.left, half).across(frame.right).d()) {}
        (words(frame.right, half - 4.0, "tick end", "always 50%"))
        @for (i, mark) in marks.iter().enumerate() {
            @let x = frame.at_x(middle(i));
            @if let Some((low, high)) = mark.interval {
                path class="line s0" d=(Path::default().to(x, frame.at_y(low)).up(frame.at_y(high)).d()) {}
            }
            @if let Some(score) = mark.score {
                (dot(x, frame.at_y(score), 5.0, "dot f0"))
            }
        }
    };
    Plot {
        id: id.to_owned(),
        title: title.to_owned(),
        short: None,
        outcome: None,
        description: describe(marks),
        data: data(axis, marks),
        size: SIZE,
        drawing: drawing.into(),
    }
}

fn describe(marks: &[ScoreMark]) -> String {
    let said = marks.iter().filter_map(|mark| {
        let interval = mark
            .interval
            .map(|(low, high)| format!(" ({} to {})", score(low), score(high)));
        Some(format!(
            "{}: {}{}",
            mark.label,
            score(mark.score?),
            interval.unwrap_or_default()
        ))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        "There is nothing to draw yet.".to_owned()
    } else {
        format!("{}.", said.join("; "))
    }
}

fn data(axis: &str, marks: &[ScoreMark]) -> ScreenTable {
    let mut sheet = ScreenTable::new(&[axis, "#Brier", "interval", "#forecasts", "#clusters"]);
    for mark in marks {
        sheet.row(vec![
            mark.label.clone(),
            mark.score.map_or_else(|| "n/a".to_owned(), score),
            mark.interval
                .map(|(low, high)| format!("{}–{}", score(low), score(high)))
                .unwrap_or_default(),
            mark.questions.to_string(),
            mark.clusters.to_string(),
        ]);
    }
    sheet
}
