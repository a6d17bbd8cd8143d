//! The frame of a plot: its axes with their marks and names.

use maud::{Markup, html};

use crate::model::number_day;
use crate::render::number::place;
use crate::scoring::count;

use super::ink::shown;
use super::path::Path;
use super::scale::{Scale, round_days, round_values};

/// An axis: from where to where, its marks, its name with the unit.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) name: String,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) marks: Vec<(f64, String)>,
}

/// How much wider an axis is made that begins where it ends, as a share of its number.
const WIDER: f64 = 1e-6;

impl Axis {
    /// Returns an axis of probability, in percent.
    pub(super) fn percent(name: &str) -> Self {
        let mark = |n: u8| (f64::from(n) / 100.0, n.to_string());
        Self {
            name: format!("{name} (%)"),
            low: 0.0,
            high: 1.0,
            marks: [0, 20, 40, 60, 80, 100].map(mark).to_vec(),
        }
    }

    /// Returns an axis of numbers. One that begins where it ends is made wider.
    pub(super) fn numbers(name: &str, low: f64, high: f64) -> Self {
        let (low, high) = if low < high {
            (low, high)
        } else {
            // One more or less makes no difference to a number above 2⁵³.
            let half = f64::max(1.0, low.abs() * WIDER);
            (low - half, low + half)
        };
        Self {
            name: name.to_owned(),
            low,
            high,
            marks: round_values(low, high),
        }
    }

    /// Returns an axis of days, given as day numbers.
    pub(super) fn days(name: &str, low: f64, high: f64) -> Self {
        let high = if low < high { high } else { low + 1.0 };
        let marks = round_days(low, high);
        Self {
            name: with_years(name, &marks, low, high),
            low,
            high,
            marks,
        }
    }
}

/// Returns the name of an axis of days, with the years that its marks do not say.
fn with_years(name: &str, marks: &[(f64, String)], low: f64, high: f64) -> String {
    let year = |number: f64| number_day(number).map(|day| day.format("%Y").to_string());
    let (Some(first), Some(last)) = (year(low), year(high)) else {
        return name.to_owned();
    };
    if marks
        .iter()
        .any(|(_, mark)| mark.ends_with(&first) || mark.ends_with(&last))
    {
        name.to_owned()
    } else if first == last {
        format!("{name} ({first})")
    } else {
        format!("{name} ({first}–{last})")
    }
}

/// Room for the marks and the name of the upright axis.
const LEFT: f64 = 54.0;
/// Room for the name of the upright axis.
const NAME: f64 = 30.0;
/// The width of a letter of a mark, about.
const LETTER: f64 = 6.0;
/// Room for the marks and the name of the level axis.
const BOTTOM: f64 = 44.0;
/// Room where nothing stands.
const EDGE: f64 = 14.0;

/// Two axes, and the area between them.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// Returns a frame in a drawing of that size.
    pub(super) fn new(x: Axis, y: Axis, (width, height): (f64, f64)) -> Self {
        let longest = y.marks.iter().map(|(_, mark)| mark.chars().count());
        let longest = count(longest.max().unwrap_or(0));
        Self {
            x,
            y,
            left: LEFT.max(NAME + LETTER * longest),
            right: width - EDGE,
            top: EDGE,
            bottom: height - BOTTOM,
        }
    }

    /// Returns it with more room at the right, for labels.
    pub(super) fn with_room(self, room: f64) -> Self {
        Self {
            right: self.right - room,
            ..self
        }
    }

    /// Returns it with room for names, where there are several to tell apart.
    pub(super) fn with_names(self, names: usize, room: f64) -> Self {
        if names > 1 {
            self.with_room(room)
        } else {
            self
        }
    }

    /// Returns the place of a value on the level axis.
    pub(super) fn at_x(&self, value: f64) -> f64 {
        Scale {
            low: self.x.low,
            high: self.x.high,
            from: self.left,
            to: self.right,
        }
        .at(value)
    }

    /// Returns the place of a value on the upright axis.
    pub(super) fn at_y(&self, value: f64) -> f64 {
        Scale {
            low: self.y.low,
            high: self.y.high,
            from: self.bottom,
            to: self.top,
        }
        .at(value)
    }

    /// Returns the axes.
    pub(super) fn draw(&self) -> Markup {
        let [upright, level] = self.axes();
        html! { (upright) (level) }
    }

    /// Returns the upright and the level axis, each by itself: plots of a page share them.
    pub(super) fn axes(&self) -> [Markup; 2] {
        let lines = |path: Path, (value, _): &(f64, String)| {
            path.to(self.left, self.at_y(*value)).across(self.right)
        };
        let ticks = |path: Path, (value, _): &(f64, String)| {
            path.to(self.at_x(*value), self.bottom)
                .up(self.bottom + 4.0)
        };
        let grid = self.y.marks.iter().fold(Path::default(), lines);
        let below = self.x.marks.iter().fold(Path::default(), ticks);
        let corner = Path::default()
            .to(self.left, self.top)
            .up(self.bottom)
            .across(self.right);
        let upright = html! {
            path class="grid" d=(grid.d()) {}
            path class="axis" d=(corner.d()) {}
            g class="tick end" {
                @for (value, label) in &self.y.marks {
                    (bare(self.left - 6.0, self.at_y(*value) + 4.0, label))
                }
            }
            (self.name_of_y())
        };
        let middle = f64::midpoint(self.left, self.right);
        let level = html! {
            @if !below.is_empty() { path class="grid" d=(below.d()) {} }
            g class="tick mid" {
                @for (value, label) in &self.x.marks {
                    (bare(self.at_x(*value), self.bottom + 16.0, label))
                }
            }
            (words(middle, self.bottom + 36.0, "mid", &self.x.name))
        };
        [upright, level]
    }

    fn name_of_y(&self) -> Markup {
        let middle = place(f64::midpoint(self.top, self.bottom));
        html! {
            text class="mid" transform={ "translate(14 " (middle) ") rotate(-90)" } { (shown(&self.y.name)) }
        }
    }
}

/// Returns text in a drawing.
pub(super) fn words(x: f64, y: f64, class: &str, text: &str) -> Markup {
    html! { text x=(place(x)) y=(place(y)) class=(class) { (shown(text)) } }
}

/// Returns text in the class of what it stands in.
fn bare(x: f64, y: f64, text: &str) -> Markup {
    html! { text x=(place(x)) y=(place(y)) { (shown(text)) } }
}

/// Returns a round mark.
pub(super) fn dot(x: f64, y: f64, radius: f64, class: &str) -> Markup {
    html! { circle class=(class) cx=(place(x)) cy=(place(y)) r=(place(radius)) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_of_one_number_has_a_width() {
        for at in [0.0, -2.5, 1e15, -3e28, 1e154] {
            let axis = Axis::numbers("Value", at, at);
            assert!(axis.low < at && at < axis.high, "{at}");
        }
        let axis = Axis::numbers("Value", 5.0, 5.0);
        assert!((axis.high - axis.low - 2.0).abs() < 1e-9);
    }
}
