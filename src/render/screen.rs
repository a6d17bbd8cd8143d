//! What a page is printed on, and how much of it.

use super::Style;

/// What a page is printed on, and how much of it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// How many letters a line holds.
    pub width: u16,
    /// Whether tables may be wider than that.
    pub wide: bool,
    /// Whether there are colours.
    pub style: Style,
    /// Whether every figure is wanted, with how it was made.
    pub verbose: bool,
    /// Whether all that was excluded is wanted by name.
    pub why: bool,
}

impl Screen {
    /// Returns a screen of that width, without colours.
    #[must_use]
    pub fn new(width: u16) -> Self {
        Self {
            width,
            wide: false,
            style: Style::Plain,
            verbose: false,
            why: false,
        }
    }

    /// Returns a screen for which every figure is wanted.
    #[must_use]
    pub fn in_full(self) -> Self {
        Self {
            verbose: true,
            ..self
        }
    }

    /// Returns how wide a table may be.
    #[must_use]
    pub fn table_width(self) -> usize {
        if self.wide {
            usize::MAX
        } else {
            usize::from(self.width)
        }
    }
}
