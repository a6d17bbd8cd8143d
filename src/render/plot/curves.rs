//! Curves of forecasters over a square: how well they tell cases apart, and their scores at every cost.

use maud::html;

use crate::analysis::CountedEstimates;
use crate::model::Probability;
use crate::render::number::{percent, score};
use crate::render::{ScreenTable, column};
use crate::scoring::compare::murphy_curve;
use crate::scoring::discrimination::{auc, roc_points};
use crate::scoring::{Statistic, brier};

use super::Plot;
use super::drawing::Drawing;
use super::frame::{Axis, Frame};
use super::ink::shown;
use super::path::Path;
use super::steps::{ROOM, named};

/// The size of the drawings.
const SIZE: (f64, f64) = (600.0, 480.0);
/// In how many steps thresholds are gone through, and every how manyth stands in the data.
const STEPS: u32 = 100;
const TOLD: usize = 5;

/// Returns the receiver operating characteristic of each: the share of what happened that lies above a
/// threshold, against that of what did not.
#[must_use]
pub fn roc(all: &[CountedEstimates]) -> Plot {
    let drawn: Vec<(&CountedEstimates, Vec<(f64, f64)>)> = all
        .iter()
        .filter_map(|one| Some((one, roc_points(&one.pair_counts).ok()?)))
        .collect();
    let x = Axis::percent("Called of what did not happen, at each threshold");
    let y = Axis::percent("Called of what happened");
    let frame = frame(x, y, drawn.len());
    let aim = Path::default()
        .to(frame.left, frame.bottom)
        .line(frame.right, frame.top);
    let mut data = ScreenTable::new([
        column::text("forecaster"),
        column::figure("of what did not happen"),
        column::figure("of what happened"),
    ]);
    for (one, points) in &drawn {
        for (no, yes) in points {
            data.row(vec![one.name.clone(), percent(*no), percent(*yes)]);
        }
    }
    let told = told(&drawn, |one| auc(&one.pair_counts));
    plot(
        [
            "roc",
            "Receiver operating characteristic: how well cases were told apart",
        ],
        format!("The area under the curve, 50% for none: {told}."),
        data,
        &drawn,
        &frame,
        Some(&aim),
    )
}

/// Returns the Murphy curve of each: the mean elementary score at each threshold, whose area is the Brier
/// score.
#[must_use]
pub fn murphy(all: &[CountedEstimates]) -> Plot {
    let threshold = |i: u32| Probability::new(f64::from(i) / f64::from(STEPS));
    let curve = |one: &CountedEstimates| {
        let heights = (0..=STEPS).map(|i| {
            let at = threshold(i)?;
            Some((at.get(), murphy_curve(&one.pair_counts, at).ok()?))
        });
        heights.collect::<Option<Vec<_>>>()
    };
    let drawn: Vec<_> = all
        .iter()
        .filter_map(|one| Some((one, curve(one)?)))
        .collect();
    let heights = drawn
        .iter()
        .flat_map(|(_, points)| points)
        .map(|(_, height)| *height);
    let top = heights.fold(0.1, f64::max);
    let y = Axis::numbers("Mean elementary score (0 is best)", 0.0, top);
    let frame = frame(Axis::percent("Threshold"), y, drawn.len());
    let names = drawn.iter().map(|(one, _)| column::figure_of(&one.name));
    let mut data = ScreenTable::new([column::figure("threshold")].into_iter().chain(names));
    let first = drawn.first().map_or(&[][..], |(_, points)| points);
    for (i, (at, _)) in first.iter().enumerate().step_by(TOLD) {
        let heights = drawn.iter().map(|(_, points)| score(points[i].1));
        data.row([percent(*at)].into_iter().chain(heights).collect());
    }
    let told = told(&drawn, |one| one.pair_counts.mean(brier));
    let better = "Whose curve lies below another’s everywhere is better by every proper score.";
    plot(
        [
            "murphy",
            "Murphy curves: the score at every cost of being wrong",
        ],
        format!("The area under the curve is the Brier score: {told}. {better}"),
        data,
        &drawn,
        &frame,
        None,
    )
}

fn frame(x: Axis, y: Axis, curves: usize) -> Frame {
    Frame::new(x, y, SIZE).with_names(curves, ROOM)
}

/// Returns a figure of each curve, in words.
fn told<T>(
    drawn: &[(&CountedEstimates, T)],
    of: impl Fn(&CountedEstimates) -> Statistic,
) -> String {
    let each = drawn.iter().filter_map(|(one, _)| {
        let figure = score(of(one).ok()?);
        Some(format!("{} {figure}", shown(&one.name)))
    });
    each.collect::<Vec<_>>().join(", ")
}

fn plot(
    [id, title]: [&str; 2],
    description: String,
    data: ScreenTable,
    drawn: &[(&CountedEstimates, Vec<(f64, f64)>)],
    frame: &Frame,
    aim: Option<&Path>,
) -> Plot {
    let line = |points: &Vec<(f64, f64)>| {
        let placed = points.iter().map(|(x, y)| (frame.at_x(*x), frame.at_y(*y)));
        placed
            .enumerate()
            .fold(Path::default(), |path, (i, (x, y))| {
                if i == 0 {
                    path.to(x, y)
                } else {
                    path.line(x, y)
                }
            })
    };
    let names: Vec<&str> = drawn.iter().map(|(one, _)| one.name.as_str()).collect();
    let is_empty = drawn.is_empty();
    Plot {
        id: id.to_owned(),
        title: title.to_owned(),
        short: None,
        outcome: None,
        description: if is_empty {
            "There is nothing to draw yet.".to_owned()
        } else {
            description
        },
        data,
        size: SIZE,
        drawing: Drawing {
            axes: frame.axes().into(),
            tracks: drawn.iter().map(|(_, points)| line(points)).collect(),
            above: named(&names, frame).into_iter().collect(),
            ..Drawing::from(html! {
                @if let Some(aim) = aim { path class="aim" d=(aim.d()) {} }
            })
        },
    }
}
