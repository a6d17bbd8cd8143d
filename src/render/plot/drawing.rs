//! A finished plot: the drawing, what it says in words, and its data.

use maud::{Markup, PreEscaped, html};

use crate::render::ScreenTable;
use crate::render::number::place;

use super::ink::{series, shown, standalone_style};
use super::path::Path;

/// The size of the plots of which a page has one for each forecast.
pub(super) const USUAL: (f64, f64) = (640.0, 240.0);

/// A finished plot.
#[derive(Clone, Debug)]
pub struct Plot {
    /// Its name, which is unique on a page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it shows, where the name of its forecast stands above it.
    pub short: Option<&'static str>,
    /// What it says, for those who do not see it.
    pub description: String,
    /// What came about, where that is known; beside a dossier its resolution says so.
    pub outcome: Option<String>,
    /// The data behind it.
    pub data: ScreenTable,
    pub(super) size: (f64, f64),
    pub(super) drawing: Drawing,
}

/// What is drawn, from the ground up.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    /// What lies below the axes.
    pub(super) under: Markup,
    /// The axes that other plots may have too.
    pub(super) axes: Vec<Markup>,
    /// What is drawn of this plot alone.
    pub(super) over: Markup,
    /// The lines that hold a value until the next.
    pub(super) tracks: Vec<Path>,
    /// The spots of their values.
    pub(super) spots: Vec<Path>,
    /// What lies above, and other plots may have too: the legend, the outcome.
    pub(super) above: Vec<Markup>,
}

impl From<Markup> for Drawing {
    fn from(over: Markup) -> Self {
        Self {
            under: html! {},
            axes: Vec::new(),
            over,
            tracks: Vec::new(),
            spots: Vec::new(),
            above: Vec::new(),
        }
    }
}

impl Drawing {
    /// Returns the tracks for a page, whose style knows the colour of each by its place: there may
    /// be thousands of them.
    fn tracks_by_place(&self) -> Markup {
        html! {
            @if !self.tracks.is_empty() { g { @for track in &self.tracks { path d=(track.d()) {} } } }
            @if !self.spots.is_empty() { g class="p" { @for spots in &self.spots { path d=(spots.d()) {} } } }
        }
    }

    /// Returns the tracks with their colours, for programs that know no places.
    fn tracks_by_name(&self) -> Markup {
        html! {
            @for (i, track) in self.tracks.iter().enumerate() { path class={ "line s" (series(i)) } d=(track.d()) {} }
            @for (i, spots) in self.spots.iter().enumerate() { path class={ "line s" (series(i)) " spot" } d=(spots.d()) {} }
        }
    }
}

impl Plot {
    /// Returns it as an element of a page, which brings the [style](super::STYLE) and says which of
    /// its [parts](Self::shared) stand elsewhere on the page, by their id there.
    #[must_use]
    pub fn inline<'a>(&self, elsewhere: impl Fn(&str) -> Option<&'a str>) -> Markup {
        let (upright, view) = (self.is_upright(), self.view());
        let used = |part: &Markup| match elsewhere(&part.0) {
            Some(id) => html! { use href={ "#" (id) } {} },
            None => part.clone(),
        };
        html! {
            svg class=[upright] viewBox=[view] role="img" aria-label=(shown(&self.description)) {
                (self.drawing.under)
                @for part in &self.drawing.axes { (used(part)) }
                (self.drawing.over)
                (self.drawing.tracks_by_place())
                @for part in &self.drawing.above { (used(part)) }
            }
        }
    }

    /// Returns the parts that other plots of a page may have too: axes, legend, outcome.
    pub fn shared(&self) -> impl Iterator<Item = &str> {
        let parts = self.drawing.axes.iter().chain(&self.drawing.above);
        parts.map(|part| part.0.as_str())
    }

    fn is_upright(&self) -> Option<&'static str> {
        (self.size.1 > self.size.0).then_some("upright")
    }

    /// Returns its size as a part of the page; the style knows the one that most have.
    fn view(&self) -> Option<String> {
        let usual = self.short.is_some() && self.size == USUAL;
        (!usual).then(|| format!("0 0 {} {}", place(self.size.0), place(self.size.1)))
    }

    /// Returns what it says, with what came about.
    #[must_use]
    pub fn words(&self) -> String {
        let outcome = self.outcome.iter().map(String::as_str);
        let all = std::iter::once(self.description.as_str()).chain(outcome);
        all.collect::<Vec<_>>().join(" ")
    }

    /// Returns it as a file of its own, in light and dark.
    #[must_use]
    pub fn file(&self) -> String {
        let declaration = PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let (width, height) = (place(self.size.0), place(self.size.1));
        let upright = self.is_upright();
        let (title, words) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let file = html! {
            (declaration)
            svg class=[upright] viewBox={ "0 0 " (width) " " (height) } role="img"
                xmlns="http://www.w3.org/2000/svg" width=(width) height=(height)
                aria-labelledby={ (title) " " (words) } {
                title id=(title) { (shown(&self.title)) }
                desc id=(words) { (shown(&self.words())) }
                style { (PreEscaped(standalone_style())) }
                rect class="ground" width=(width) height=(height) {}
                (self.drawing.under)
                @for part in &self.drawing.axes { (part) }
                (self.drawing.over)
                (self.drawing.tracks_by_name())
                @for part in &self.drawing.above { (part) }
            }
            "\n"
        };
        file.into_string()
    }
}
