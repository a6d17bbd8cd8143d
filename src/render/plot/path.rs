//! The outline of a line or an area.

use std::fmt::Write;

use crate::render::number::place;

/// The outline of a line or an area, as the `d` of a path.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(String);

impl Path {
    /// Returns it moved to a place, without a line.
    pub(super) fn to(mut self, x: f64, y: f64) -> Self {
        let _ = write!(self.0, "M{} {}", place(x), place(y));
        self
    }

    /// Returns it with a line of no length, whose round ends are a spot.
    pub(super) fn spot(mut self, x: f64, y: f64) -> Self {
        let _ = write!(self.0, "M{} {}h0", place(x), place(y));
        self
    }

    /// Returns it with a straight line to a place.
    pub(super) fn line(mut self, x: f64, y: f64) -> Self {
        let _ = write!(self.0, "L{} {}", place(x), place(y));
        self
    }

    /// Returns it with a level line.
    pub(super) fn across(mut self, x: f64) -> Self {
        let _ = write!(self.0, "H{}", place(x));
        self
    }

    /// Returns it with an upright line.
    pub(super) fn up(mut self, y: f64) -> Self {
        let _ = write!(self.0, "V{}", place(y));
        self
    }

    /// Returns it with a box between two corners.
    pub(super) fn area(self, (left, top): (f64, f64), (right, bottom): (f64, f64)) -> Self {
        self.to(left, top)
            .across(right)
            .up(bottom)
            .across(left)
            .close()
    }

    /// Returns it closed.
    pub(super) fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    /// Returns the text of it.
    pub(super) fn d(&self) -> &str {
        &self.0
    }

    /// Returns whether there is nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
