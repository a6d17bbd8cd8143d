//! The report in Markdown, for a pull request or a wiki. Text from records is never markup.

use std::borrow::Cow;
use std::fmt::Write;

use crate::render::ScreenTable;
use crate::render::column;
use crate::render::escape::{markdown_cell, visible};

use super::document::{Block, Document, DocumentTable, HeadlineFigure, TextSpan};

/// Returns the report in `CommonMark` with tables. Plots stand as what they say and their data.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        markdown_cell(&document.title),
        line(&document.subtitle)
    );
    for section in &document.sections {
        let _ = write!(out, "\n## {}\n", section.title);
        section.blocks.iter().for_each(|one| block(&mut out, one));
    }
    if !document.dossiers.is_empty() {
        out += "\n## The forecasts\n";
    }
    for dossier in &document.dossiers {
        let _ = write!(out, "\n### {}\n", markdown_cell(&dossier.title));
        let _ = write!(out, "\n{}\n", markdown_cell(&dossier.place));
        dossier.blocks.iter().for_each(|one| block(&mut out, one));
    }
    out
}

fn block(out: &mut String, block: &Block) {
    let _ = match block {
        Block::Text(spans) => write!(out, "\n{}\n", line(spans)),
        Block::Heading(spans) => write!(out, "\n#### {}\n", line(spans)),
        Block::Prose(text) => write!(out, "\n{}\n", paragraphs(text, "")),
        Block::Quote(text) => write!(out, "\n{}\n", paragraphs(text, "> ")),
        Block::Figures(figures) => write!(out, "\n{}", sheet_of(figures).markdown()),
        Block::Fields(fields) => {
            let items = fields
                .iter()
                .map(|(name, spans)| format!("- **{name}**: {}\n", line(spans)));
            write!(out, "\n{}", items.collect::<String>())
        }
        Block::List(items) => {
            let items = items.iter().map(|spans| format!("- {}\n", line(spans)));
            write!(out, "\n{}", items.collect::<String>())
        }
        Block::Table(one) | Block::Disclosed(one) => write!(out, "\n{}", table(one)),
        Block::Plot(plot) => write!(
            out,
            "\n**{}.** {}\n\n{}",
            markdown_cell(&plot.title),
            markdown_cell(&plot.words()),
            plot.data.markdown()
        ),
        Block::BarePlot(plot) => write!(out, "\n{}\n", markdown_cell(&plot.words())),
    };
}

fn sheet_of(figures: &[HeadlineFigure]) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("figure"),
        column::figure("value"),
        column::text("doubt"),
    ]);
    for one in figures {
        sheet.row(vec![
            one.name.to_owned(),
            one.value.clone(),
            one.doubt.clone(),
        ]);
    }
    sheet
}

fn table(table: &DocumentTable) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = table
        .heads
        .iter()
        .map(|head| head.trim_start_matches('#').to_owned());
    let rule = |head: &Cow<'_, str>| if head.starts_with('#') { "--:" } else { "---" }.to_owned();
    let mut out = format!("{}:\n\n", markdown_cell(&table.caption));
    out += &row(heads.collect());
    out += &row(table.heads.iter().map(rule).collect());
    for one in &table.rows {
        out += &row(one.cells.iter().map(|cell| inline(&cell.spans)).collect());
    }
    out
}

/// Returns pieces of text.
fn inline(spans: &[TextSpan]) -> String {
    spans.iter().map(span).collect()
}

/// Returns pieces of text as a block of one line.
fn line(spans: &[TextSpan]) -> String {
    let whole = inline(spans);
    // What a block begins with could make it a list or a heading of its own.
    let number = whole.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let after = &whole[number..];
    if whole.starts_with(['-', '+', '=']) || number > 0 && is_list(after) {
        format!("{}\\{after}", &whole[..number])
    } else {
        whole
    }
}

/// Returns whether what follows a number makes it a list.
fn is_list(after: &str) -> bool {
    let rest = after.strip_prefix(['.', ')']);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn span(span: &TextSpan) -> String {
    match span {
        TextSpan::Plain(text) => edges(text),
        TextSpan::Strong(text) => format!("**{}**", markdown_cell(text)),
        TextSpan::Forecast(id, text) if text == id.as_str() => format!("`{id}`"),
        TextSpan::Forecast(id, text) => format!("{} (`{id}`)", markdown_cell(text)),
        // An address is a link only where nothing in it could end it.
        TextSpan::Link(address) if address.contains(['<', '>', '|', '\\', '`']) => {
            markdown_cell(address)
        }
        TextSpan::Link(address) => format!("<{}>", visible(address)),
    }
}

/// Returns text as it is in a cell, with a blank at an end where it had one.
fn edges(text: &str) -> String {
    let blank = |has: bool| if has { " " } else { "" };
    let inner = markdown_cell(text);
    if inner.is_empty() {
        return blank(!text.is_empty()).to_owned();
    }
    let (before, after) = (
        text.starts_with(char::is_whitespace),
        text.ends_with(char::is_whitespace),
    );
    format!("{}{inner}{}", blank(before), blank(after))
}

fn paragraphs(text: &str, mark: &str) -> String {
    let paragraphs = text
        .split("\n\n")
        .map(|one| format!("{mark}{}", line(&[TextSpan::Plain(one.trim().to_owned())])));
    paragraphs
        .collect::<Vec<_>>()
        .join(&format!("\n{}\n", mark.trim_end()))
}
