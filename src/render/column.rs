//! The columns of a table: what each holds, and what becomes of it where the page is narrow.

use comfy_table::CellAlignment;

use super::escape::{one_line, words_wrapped};
use super::layout::{self, Room};

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenColumn {
    /// Its head.
    pub head: String,
    /// Whether it holds figures, which stand at the right.
    pub figures: bool,
    fit: Fit,
    rank: u8,
}

/// What becomes of a column where the page is narrow.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fit {
    /// It is read whole or not at all: a day, a figure.
    Whole,
    /// It is a drawing of our own, blanks and all.
    Drawn,
    /// So are its cells; its head is a name of somebody's own, which is shortened.
    Named,
    /// It is shortened with `…`, down to so many places.
    Shortened(usize),
    /// It is several texts with commas between, of which those that fit are read whole and the others are
    /// counted; down to so many places.
    Items(usize),
    /// Its text goes on in the next line, word by word.
    Wrapped,
}

/// The places in which two or three short items are read whole.
const FEW_ITEMS: usize = 26;
/// The narrowest column in which words are set under each other.
const NARROWEST_PROSE: usize = 20;
/// The places that a text keeps where nothing else is said.
const NARROWEST_TEXT: usize = 10;

/// Returns a column of texts, which are shortened where the page is narrow.
pub fn text(head: impl Into<String>) -> ScreenColumn {
    ScreenColumn::new(head, false, Fit::Shortened(NARROWEST_TEXT))
}

/// Returns a column of several texts with commas between, of which the first are shown where the page is
/// narrow, down to so many places.
pub fn items(head: impl Into<String>, places: usize) -> ScreenColumn {
    ScreenColumn::new(head, false, Fit::Items(places))
}

/// Returns a column of what is only read whole: days, intervals, a word from a list.
pub fn whole(head: impl Into<String>) -> ScreenColumn {
    ScreenColumn::new(head, false, Fit::Whole)
}

/// Returns a column of figures, which stand at the right.
pub fn figure(head: impl Into<String>) -> ScreenColumn {
    ScreenColumn::new(head, true, Fit::Whole)
}

/// Returns a column of figures under a name of somebody's own.
pub fn figure_of(name: impl Into<String>) -> ScreenColumn {
    ScreenColumn::new(name, true, Fit::Named)
}

/// Returns a column of drawings, whose blanks stay as they are.
pub fn drawing(head: impl Into<String>) -> ScreenColumn {
    let head = head.into();
    ScreenColumn {
        head,
        ..ScreenColumn::new("", false, Fit::Drawn)
    }
}

/// Returns a column of sentences, which go on in the next line.
pub fn prose(head: impl Into<String>) -> ScreenColumn {
    ScreenColumn::new(head, false, Fit::Wrapped)
}

impl ScreenColumn {
    fn new(head: impl Into<String>, figures: bool, fit: Fit) -> Self {
        Self {
            head: one_line(&head.into()),
            figures,
            fit,
            rank: 0,
        }
    }

    /// Returns on which side of it texts stand.
    pub(super) fn alignment(&self) -> CellAlignment {
        if self.figures {
            CellAlignment::Right
        } else {
            CellAlignment::Left
        }
    }

    /// Returns the room that it takes with these texts.
    pub(super) fn room<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Room {
        let head = layout::width(&self.head);
        let cells = texts.map(layout::width).max().unwrap_or(0);
        let wide = cells.max(head);
        let least = match self.fit {
            Fit::Whole | Fit::Drawn => wide,
            Fit::Named => cells.max(NARROWEST_TEXT.min(head)),
            Fit::Shortened(places) | Fit::Items(places) => places.max(head),
            Fit::Wrapped => NARROWEST_PROSE,
        };
        let wish = match self.fit {
            Fit::Items(_) => FEW_ITEMS,
            _ => least,
        };
        Room {
            wide,
            wish: wish.max(least).min(wide),
            least: least.min(wide),
            rank: self.rank,
        }
    }

    /// Returns a text as it stands in it, on one line.
    pub(super) fn shown(&self, text: &str) -> String {
        match self.fit {
            Fit::Drawn => text.to_owned(),
            _ => one_line(text),
        }
    }

    /// Returns the lines of a text in it.
    pub(super) fn lines(&self, text: &str, width: usize) -> Vec<String> {
        match self.fit {
            Fit::Wrapped => words_wrapped(text, width),
            Fit::Items(_) => vec![layout::first_items(text, width)],
            _ => vec![layout::shortened(text, width)],
        }
    }

    /// Sets what of its texts is left where the page is narrow.
    #[must_use]
    pub fn down_to(self, places: usize) -> Self {
        let fit = Fit::Shortened(places);
        Self { fit, ..self }
    }

    /// Sets when it goes where the page is narrow: the highest rank first, and of equal ones that
    /// at the right. Before any goes, the widest are shortened.
    #[must_use]
    pub fn rank(self, rank: u8) -> Self {
        Self { rank, ..self }
    }
}
