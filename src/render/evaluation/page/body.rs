//! Sections, tables and text as HTML. The templates are checked when they are compiled, and text
//! is escaped by construction.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::model::parse_day;

use crate::render::escape::visible_lines;
use crate::render::evaluation::document::{
    Block, DocumentCell, DocumentRow, DocumentTable, Dossier, HeadlineFigure, Section, TextSpan,
};
use crate::render::evaluation::spans::linked;
use crate::render::plot::Plot;

use super::context::Context;
use super::links::anchor;

/// Returns text that shows what a reader would not see.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(['\t', '\r']) {
        return Cow::Owned(visible_lines(&text.replace(['\t', '\r'], " ")).into_owned());
    }
    visible_lines(text)
}

/// Returns a section.
pub(super) fn section(section: &Section, page: &Context<'_>) -> Markup {
    html! {
        section id=(section.id) aria-labelledby={ (section.id) "-head" } {
            h2 id={ (section.id) "-head" } { (section.title) }
            @for one in &section.blocks {
                @match one {
                    Block::Heading(parts) => h3 { (spans(parts, page)) },
                    other => (block(other, page)),
                }
            }
        }
    }
}

/// Returns the dossier of a forecast.
pub(super) fn dossier(dossier: &Dossier, page: &Context<'_>) -> Markup {
    html! {
        article id=(anchor(&dossier.id)) data-a=(page.about(&dossier.about)) {
            h3 { (shown(&dossier.title)) }
            code { (shown(&dossier.place)) }
            @for one in &dossier.blocks { (block(one, page)) }
        }
    }
}

fn block(block: &Block, page: &Context<'_>) -> Markup {
    match block {
        Block::Text(parts) => html! { p { (spans(parts, page)) } },
        Block::Heading(parts) => html! { h4 { (spans(parts, page)) } },
        Block::Figures(all) => figures(all),
        Block::Fields(fields) => html! {
            dl {
                @for (i, (name, parts)) in fields.iter().enumerate() {
                    // Of several with one name, the name stands once.
                    @if i == 0 || fields[i - 1].0 != *name { dt { (name) } }
                    dd { (spans(parts, page)) }
                }
            }
        },
        Block::List(items) => html! { ul { @for parts in items { li { (spans(parts, page)) } } } },
        Block::Prose(text) => paragraphs(text, page),
        Block::Quote(text) => html! { blockquote { (paragraphs(text, page)) } },
        Block::Table(one) => table(one, page),
        Block::Disclosed(one) => html! {
            details { summary { (shown(&one.caption)) } (bare(one, page)) }
        },
        Block::Plot(plot) => html! {
            figure {
                (scrolled(&plot.title, &plot.inline(|part| page.parts.id(part))))
                (data(plot, page))
                figcaption { (shown(&plot.title)) ". " (shown(&plot.words())) }
            }
        },
        Block::BarePlot(plot) => html! {
            figure tabindex="0" {
                (plot.inline(|part| page.parts.id(part)))
            }
        },
    }
}

fn paragraphs(text: &str, page: &Context<'_>) -> Markup {
    let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
    html! { @for part in parts { p { (spans(&linked(part.trim()), page)) } } }
}

fn spans(spans: &[TextSpan], page: &Context<'_>) -> Markup {
    html! {
        @for span in spans {
            @match span {
                TextSpan::Plain(text) => (shown(text)),
                TextSpan::Strong(text) => strong { (shown(text)) },
                TextSpan::Forecast(id, text) => {
                    @if let Some(href) = page.links.to(id) { a href=(href) { (shown(text)) } }
                    @else { (shown(text)) }
                },
                TextSpan::Link(address) => a href=(address) rel="noopener noreferrer" { (shown(without_scheme(address))) },
            }
        }
    }
}

/// Returns an address as it is read.
fn without_scheme(address: &str) -> &str {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    if scheme.eq_ignore_ascii_case("https") {
        rest
    } else {
        address
    }
}

fn figures(figures: &[HeadlineFigure]) -> Markup {
    html! {
        ul.figures {
            @for one in figures {
                li { span.name { (one.name) } " " strong { (one.value) } " " span.doubt { (one.doubt) } }
            }
        }
    }
}

/// Returns the data of a plot, behind a disclosure.
fn data(plot: &Plot, page: &Context<'_>) -> Markup {
    let table = DocumentTable::of(plot.title.as_str(), &plot.data);
    html! { details { summary { "Data of the plot" } (bare(&table, page)) } }
}

/// Returns a table with its name, in a box that scrolls.
fn table(table: &DocumentTable, page: &Context<'_>) -> Markup {
    scrolled(&table.caption, &grid(table, true, page))
}

/// Returns a table whose name stands above it, in what scrolls already.
fn bare(table: &DocumentTable, page: &Context<'_>) -> Markup {
    grid(table, false, page)
}

/// Returns what is wide in a box that scrolls by itself, so that the page never does sideways.
fn scrolled(name: &str, wide: &Markup) -> Markup {
    html! { div.scroll tabindex="0" role="group" aria-label=(shown(name)) { (wide) } }
}

fn grid(table: &DocumentTable, named: bool, page: &Context<'_>) -> Markup {
    let columns = Columns::of(table);
    let grouped = !table.own.is_empty();
    html! {
        table class=[named.then(|| columns.classes(table.long)).flatten()] {
            @if named { caption { (shown(&table.caption)) } }
            thead { tr { @for head in &table.heads { (head_of(head, named)) } } }
            @if grouped {
                @for rows in table.rows.chunk_by(same_forecast) {
                    tbody data-a=[rows[0].about.as_ref().map(|about| page.about(about))] {
                        @for (i, one) in rows.iter().enumerate() { (part(table, one, i, rows.len(), page)) }
                    }
                }
            } @else {
                tbody { @for one in &table.rows { (row(one, &columns, page)) } }
            }
        }
    }
}

/// Returns the head of a column; in the many small tables its scope is left to where it stands.
fn head_of(head: &str, named: bool) -> Markup {
    let figures = head.strip_prefix('#');
    let (class, scope) = (figures.map(|_| "n"), named.then_some("col"));
    html! { th class=[class] scope=[scope] { (shown(figures.unwrap_or(head))) } }
}

/// Returns whether two rows are about one forecast: they begin with the same cell.
fn same_forecast(a: &DocumentRow, b: &DocumentRow) -> bool {
    a.about.is_some() && a.cells.first() == b.cells.first()
}

fn row(row: &DocumentRow, columns: &Columns, page: &Context<'_>) -> Markup {
    html! {
        tr data-a=[row.about.as_ref().map(|about| page.about(about))] {
            @for (i, cell) in row.cells.iter().enumerate() {
                td class=[columns.of_cell(i)] data-key=[cell.key.as_deref()] { (spans(&cell.spans, page)) }
            }
        }
    }
}

/// Returns the row of one of several judgements of a forecast: what all of them share stands in the
/// first.
fn part(
    table: &DocumentTable,
    row: &DocumentRow,
    place: usize,
    all: usize,
    page: &Context<'_>,
) -> Markup {
    let own = |head: &str| table.own.contains(&head.trim_start_matches('#'));
    let cells = table.heads.iter().zip(&row.cells);
    html! {
        tr {
            @for (head, cell) in cells.filter(|(head, _)| place == 0 || own(head)) {
                @let span = (all > 1 && !own(head)).then_some(all);
                td class=[class(head, cell)] rowspan=[span] data-key=[cell.key.as_deref()] { (spans(&cell.spans, page)) }
            }
        }
    }
}

/// How many characters make a cell wide.
const WIDE: usize = 40;
/// How many columns the style knows by their place.
const PLACES: usize = 9;

/// Returns how a cell is set: figures at the right, a day unbroken, and what holds much wider, since
/// a narrow cell would be tall.
fn class(head: &str, cell: &DocumentCell) -> Option<&'static str> {
    let length = |span: &TextSpan| match span {
        TextSpan::Plain(text)
        | TextSpan::Strong(text)
        | TextSpan::Link(text)
        | TextSpan::Forecast(_, text) => text.len(),
    };
    let is_wide = || cell.spans.iter().map(length).sum::<usize>() > WIDE;
    match &cell.spans[..] {
        _ if head.starts_with('#') => Some("n"),
        [TextSpan::Plain(text)] if parse_day(text).is_ok() => Some("d"),
        _ => is_wide().then_some("w"),
    }
}

/// How the cells of each column are set: as those are that have most to say.
struct Columns(Vec<Option<&'static str>>);

impl Columns {
    fn of(table: &DocumentTable) -> Self {
        let rows = || table.rows.iter();
        let column = |(i, head): (usize, &Cow<'static, str>)| {
            let mut classes = rows().filter_map(|row| class(head, row.cells.get(i)?));
            let first = classes.next();
            if classes.any(|one| one == "w") {
                Some("w")
            } else {
                first
            }
        };
        Self(table.heads.iter().enumerate().map(column).collect())
    }

    /// Returns the classes of the table, which name the columns by their places.
    fn classes(&self, long: bool) -> Option<String> {
        let named = self.0.iter().zip(1..=PLACES);
        let named = named.filter_map(|(class, place)| Some(format!("{}{place}", (*class)?)));
        let all: Vec<String> = long
            .then(|| "long".to_owned())
            .into_iter()
            .chain(named)
            .collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// Returns the class of a cell whose column the style does not know by its place.
    fn of_cell(&self, i: usize) -> Option<&'static str> {
        (i >= PLACES)
            .then(|| self.0.get(i).copied().flatten())
            .flatten()
    }
}
