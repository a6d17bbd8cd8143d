//! A finished plot: the drawing, what it says in words, and its data.

use maud::{Markup, PreEscaped, html};

use crate::report::Sheet;
use crate::report::number::place;

use super::ink::{shown, standalone_style};

/// A finished plot.
#[derive(Clone, Debug)]
pub struct Plot {
    /// Its name, which is unique on a page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it says, for those who do not see it.
    pub description: String,
    /// The data behind it.
    pub data: Sheet,
    pub(super) size: (f64, f64),
    pub(super) drawing: Markup,
}

impl Plot {
    /// Returns it as an element of a page, which brings the [style](super::STYLE).
    #[must_use]
    pub fn inline(&self) -> Markup {
        self.element(false)
    }

    /// Returns it as a file of its own, in light and dark.
    #[must_use]
    pub fn file(&self) -> String {
        let declaration = PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        html! { (declaration) (self.element(true)) "\n" }.into_string()
    }

    fn element(&self, alone: bool) -> Markup {
        let (width, height) = (place(self.size.0), place(self.size.1));
        let (title, words) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        html! {
            svg.plot.upright[self.size.1 > self.size.0] viewBox={ "0 0 " (width) " " (height) } role="img"
                xmlns=[alone.then_some("http://www.w3.org/2000/svg")]
                width=[alone.then_some(&width)] height=[alone.then_some(&height)]
                aria-labelledby={ (title) " " (words) } {
                title id=(title) { (shown(&self.title)) }
                desc id=(words) { (shown(&self.description)) }
                @if alone {
                    style { (PreEscaped(standalone_style())) }
                    rect class="ground" width=(width) height=(height) {}
                }
                (self.drawing)
            }
        }
    }
}
