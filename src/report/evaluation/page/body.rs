//! Sections, tables and text as HTML. The templates are checked when they are compiled, and text
//! is escaped by construction.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::model::parse_day;

use crate::report::escape::visible_lines;
use crate::report::evaluation::document::{
    About, Block, Cell, Dossier, Figure, Row, Section, Span, Table,
};
use crate::report::evaluation::spans::linked;
use crate::report::plot::Plot;

use super::links::{Links, anchor};

/// Returns text that shows what a reader would not see.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(['\t', '\r']) {
        return Cow::Owned(visible_lines(&text.replace(['\t', '\r'], " ")).into_owned());
    }
    visible_lines(text)
}

/// Returns a section.
pub(super) fn section(section: &Section, links: &Links<'_>) -> Markup {
    html! {
        section id=(section.id) aria-labelledby={ (section.id) "-head" } {
            h2 id={ (section.id) "-head" } { (section.title) }
            @for one in &section.blocks {
                @match one {
                    Block::Heading(parts) => h3 { (spans(parts, links)) },
                    other => (block(other, links)),
                }
            }
        }
    }
}

/// Returns the dossier of a forecast.
pub(super) fn dossier(dossier: &Dossier, links: &Links<'_>) -> Markup {
    let About {
        tags,
        forecasters,
        state,
        kind,
        year,
    } = &dossier.about;
    html! {
        article.forecast id=(anchor(&dossier.id)) data-s=(state) data-k=(kind) data-y=(year)
            data-t=[joined(tags)] data-f=[joined(forecasters)] {
            h3 { (shown(&dossier.title)) }
            p.id { code { (dossier.id) } }
            @for one in &dossier.blocks { (block(one, links)) }
        }
    }
}

/// Returns names on a line each, for the filters; a name's own line breaks are written out.
fn joined(names: &[String]) -> Option<String> {
    let names: Vec<_> = names
        .iter()
        .map(|name| crate::report::escape::visible(name))
        .collect();
    (!names.is_empty()).then(|| names.join("\n"))
}

fn block(block: &Block, links: &Links<'_>) -> Markup {
    match block {
        Block::Text(parts) => html! { p { (spans(parts, links)) } },
        Block::Heading(parts) => html! { h4 { (spans(parts, links)) } },
        Block::Figures(all) => figures(all),
        Block::Fields(fields) => html! {
            dl { @for (name, parts) in fields { dt { (name) } dd { (spans(parts, links)) } } }
        },
        Block::List(items) => html! { ul { @for parts in items { li { (spans(parts, links)) } } } },
        Block::Prose(text) => paragraphs(text, links),
        Block::Quote(text) => html! { blockquote { (paragraphs(text, links)) } },
        Block::Table(one) => table(one, links),
        Block::Disclosed(one) => html! {
            details { summary { (shown(&one.caption)) } (table(one, links)) }
        },
        Block::Plot(plot) => html! {
            figure {
                (scrolled(&plot.title, &plot.inline()))
                (data(plot, links))
                figcaption { (shown(&plot.title)) ". " (shown(&plot.description)) }
            }
        },
        Block::BarePlot(plot) => html! { figure { (scrolled(&plot.title, &plot.inline())) } },
    }
}

fn paragraphs(text: &str, links: &Links<'_>) -> Markup {
    let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
    html! { @for part in parts { p { (spans(&linked(part.trim()), links)) } } }
}

fn spans(spans: &[Span], links: &Links<'_>) -> Markup {
    html! {
        @for span in spans {
            @match span {
                Span::Plain(text) => (shown(text)),
                Span::Strong(text) => strong { (shown(text)) },
                Span::Forecast(id, text) => {
                    @if let Some(href) = links.to(id) { a href=(href) { (shown(text)) } }
                    @else { (shown(text)) }
                },
                Span::Link(address) => a href=(address) rel="noopener noreferrer" { (shown(address)) },
            }
        }
    }
}

fn figures(figures: &[Figure]) -> Markup {
    html! {
        ul.figures {
            @for one in figures {
                li { span.name { (one.name) } " " strong { (one.value) } " " span.doubt { (one.doubt) } }
            }
        }
    }
}

/// Returns the data of a plot, behind a disclosure.
fn data(plot: &Plot, links: &Links<'_>) -> Markup {
    let heads: Vec<(&str, bool)> = plot
        .data
        .columns
        .iter()
        .map(|column| (column.head.as_str(), column.figures))
        .collect();
    let cell = |text: &String| Cell::from(text.clone());
    let row = |row: &Vec<String>| Row {
        cells: row.iter().map(cell).collect(),
        about: None,
    };
    let rows: Vec<Row> = plot.data.rows.iter().map(row).collect();
    html! {
        details {
            summary { "Data of the plot" }
            (scrolled("Data of the plot", &grid(&plot.title, &heads, &rows, false, links)))
        }
    }
}

fn table(table: &Table, links: &Links<'_>) -> Markup {
    let head = |head: &'_ Cow<'static, str>| match head.strip_prefix('#') {
        Some(head) => (head.to_owned(), true),
        None => (head.to_string(), false),
    };
    let heads: Vec<_> = table.heads.iter().map(head).collect();
    let heads: Vec<_> = heads
        .iter()
        .map(|(head, figures)| (head.as_str(), *figures))
        .collect();
    scrolled(
        &table.caption,
        &grid(&table.caption, &heads, &table.rows, table.long, links),
    )
}

/// Returns what is wide in a box that scrolls by itself, so that the page never does sideways.
fn scrolled(name: &str, wide: &Markup) -> Markup {
    html! { div.scroll tabindex="0" role="group" aria-label=(shown(name)) { (wide) } }
}

fn grid(
    caption: &str,
    heads: &[(&str, bool)],
    rows: &[Row],
    long: bool,
    links: &Links<'_>,
) -> Markup {
    html! {
        table class=[long.then_some("long")] {
            caption { (shown(caption)) }
            thead { tr { @for (head, figures) in heads { th class=[figures.then_some("n")] scope="col" { (shown(head)) } } } }
            tbody { @for one in rows { (row(one, heads, links)) } }
        }
    }
}

fn row(row: &Row, heads: &[(&str, bool)], links: &Links<'_>) -> Markup {
    let about = row.about.as_ref();
    html! {
        tr data-s=[about.map(|one| one.state)] data-k=[about.map(|one| one.kind)]
            data-y=[about.map(|one| &one.year)] data-t=[about.and_then(|one| joined(&one.tags))]
            data-f=[about.and_then(|one| joined(&one.forecasters))] {
            @for (cell, (_, figures)) in row.cells.iter().zip(heads) {
                td class=[class(cell, *figures)] data-key=[cell.key.as_deref()] { (spans(&cell.spans, links)) }
            }
        }
    }
}

/// How many characters make a cell wide.
const WIDE: usize = 40;

/// Returns how a cell is set: figures at the right, a day unbroken, and what holds much wider, since
/// a narrow cell would be tall.
fn class(cell: &Cell, figures: bool) -> Option<&'static str> {
    let length = |span: &Span| match span {
        Span::Plain(text) | Span::Strong(text) | Span::Link(text) | Span::Forecast(_, text) => {
            text.len()
        }
    };
    let is_wide = cell.spans.iter().map(length).sum::<usize>() > WIDE;
    match &cell.spans[..] {
        _ if figures => Some("n"),
        [Span::Plain(text)] if parse_day(text).is_ok() => Some("d"),
        _ => is_wide.then_some("w"),
    }
}
