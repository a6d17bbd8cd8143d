//! Scores of one group after another: by year, by horizon, by forecaster.

use maud::html;

use crate::analysis::review::{Grouped, Share};
use crate::render::ScreenTable;
use crate::render::column;
use crate::render::number::score;
use crate::scoring::{Interval, count};

use super::Plot;
use super::frame::{Axis, Frame, dot, words};
use super::ink::label;
use super::path::Path;

/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 280.0);
/// The Brier score of who always says 50 %.
const HALF: f64 = 0.25;

/// Returns the plot of mean Brier scores, one group beside the other, each with its interval.
#[must_use]
pub fn scores(id: &str, title: &str, axis: &str, groups: &[Grouped]) -> Plot {
    let n = count(groups.len()).max(1.0);
    let middle = |i: usize| count(i) + 0.5;
    let names = groups.iter().enumerate();
    let names = names.map(|(i, group)| (middle(i), label(&group.label)));
    let x = Axis {
        name: axis.to_owned(),
        low: 0.0,
        high: n,
        marks: names.collect(),
    };
    let top = |brier: Share| brier.interval.map(|ends| ends.high).or(brier.value.ok());
    let tops = groups.iter().filter_map(|group| top(group.brier));
    let most = tops.fold(0.3, f64::max).min(1.0);
    let y = Axis::numbers("Mean Brier score (0 is best)", 0.0, most);
    let frame = Frame::new(x, y, SIZE);
    let half = frame.at_y(HALF);
    let drawing = html! {
        (frame.draw())
        path class="aim" d=(Path::default().to(frame.left, half).across(frame.right).d()) {}
        (words(frame.right, half - 4.0, "tick end", "always 50%"))
        @for (i, group) in groups.iter().enumerate() {
            @let x = frame.at_x(middle(i));
            @if let Some(Interval { low, high }) = group.brier.interval {
                path class="line s0" d=(Path::default().to(x, frame.at_y(low)).up(frame.at_y(high)).d()) {}
            }
            @if let Ok(score) = group.brier.value {
                (dot(x, frame.at_y(score), 5.0, "dot f0"))
            }
        }
    };
    Plot {
        id: id.to_owned(),
        title: title.to_owned(),
        short: None,
        outcome: None,
        description: describe(groups),
        data: data(axis, groups),
        size: SIZE,
        drawing: drawing.into(),
    }
}

fn describe(groups: &[Grouped]) -> String {
    let said = groups.iter().filter_map(|group| {
        let interval = group.brier.interval;
        let interval =
            interval.map(|ends| format!(" ({} to {})", score(ends.low), score(ends.high)));
        Some(format!(
            "{}: {}{}",
            group.label,
            score(group.brier.value.ok()?),
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

fn data(axis: &str, groups: &[Grouped]) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text(axis),
        column::figure("Brier"),
        column::whole("interval"),
        column::figure("forecasts"),
        column::figure("clusters"),
    ]);
    for group in groups {
        let interval = group.brier.interval;
        let interval = interval.map(|ends| format!("{}–{}", score(ends.low), score(ends.high)));
        sheet.row(vec![
            group.label.clone(),
            group.brier.value.map_or_else(|_| "n/a".to_owned(), score),
            interval.unwrap_or_default(),
            group.basis.questions.to_string(),
            group.basis.clusters.to_string(),
        ]);
    }
    sheet
}
