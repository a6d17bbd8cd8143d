//! A page: tables with what stands over and under them, for a screen or in Markdown.

use super::escape::{markdown_lines, visible_lines, wrapped};
use super::{Color, Screen, ScreenTable};

/// An answer as a person reads it.
#[derive(Clone, Debug, Default)]
pub struct Page {
    blocks: Vec<(Medium, Block)>,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Medium {
    Both,
    Screen,
}

/// A part of a page.
#[derive(Clone, Debug)]
enum Block {
    /// Lines as they are.
    Lines(String),
    /// The line over a table.
    Head(String),
    /// The head of a part of the page, and that of a part of it.
    Title(String),
    Section(String),
    Table(ScreenTable),
    /// Running text, broken at the width of the page.
    Text(String),
    /// A line in a colour.
    Painted(Option<Color>, String),
}

/// Returns a line, which goes on in the next where the page is narrow.
fn line(text: &str, color: Option<Color>, screen: Screen) -> String {
    if text.is_empty() {
        return "\n".to_owned();
    }
    let ends_in_blank = text.ends_with('\n');
    let mut text = wrapped(&visible_lines(text), screen.width);
    if ends_in_blank {
        text.push('\n');
    }
    match color {
        None => text,
        Some(color) => {
            let lines = text.lines();
            lines
                .map(|line| screen.style.paint(color, line) + "\n")
                .collect()
        }
    }
}

impl Page {
    /// Adds a line over a table; in Markdown a paragraph without markup.
    pub fn head(&mut self, text: impl Into<String>) {
        self.add(Medium::Both, Block::Head(text.into()));
    }

    /// Adds the head of a part of the page.
    pub fn title(&mut self, text: impl Into<String>) {
        self.add(Medium::Both, Block::Title(text.into()));
    }

    /// Adds the head of a part of that.
    pub fn section(&mut self, text: impl Into<String>) {
        self.add(Medium::Both, Block::Section(text.into()));
    }

    /// Adds a table.
    pub fn table(&mut self, table: ScreenTable) {
        self.add(Medium::Both, Block::Table(table));
    }

    /// Adds a table that only a screen has.
    pub fn screen_table(&mut self, table: ScreenTable) {
        self.add(Medium::Screen, Block::Table(table));
    }

    /// Adds a line that only a screen has.
    pub fn screen_line(&mut self, text: impl Into<String>) {
        self.add(Medium::Screen, Block::Head(text.into()));
    }

    /// Adds a line in a colour that only a screen has.
    pub fn painted(&mut self, color: impl Into<Option<Color>>, text: impl Into<String>) {
        self.add(Medium::Screen, Block::Painted(color.into(), text.into()));
    }

    /// Adds a drawing, which only a screen has.
    pub fn drawing(&mut self, text: impl Into<String>) {
        self.add(Medium::Screen, Block::Lines(text.into()));
    }

    /// Adds running text.
    pub fn text(&mut self, text: impl Into<String>) {
        self.add(Medium::Both, Block::Text(text.into()));
    }

    /// Adds running text that only a screen has: in Markdown tables go into a text of somebody's own.
    pub fn notes(&mut self, text: impl Into<String>) {
        self.add(Medium::Screen, Block::Text(text.into()));
    }

    fn add(&mut self, medium: Medium, block: Block) {
        self.blocks.push((medium, block));
    }

    /// Returns the page for a screen; what is hidden in it is written out.
    #[must_use]
    pub fn screen(&self, screen: Screen) -> String {
        let these = self.blocks.iter().map(|(_, block)| block);
        these
            .map(|block| match block {
                Block::Lines(text) => text.clone(),
                Block::Head(text) | Block::Title(text) => line(text, None, screen),
                Block::Section(text) => format!("\n{}\n", line(text, None, screen)),
                Block::Painted(color, text) => line(text, *color, screen),
                Block::Table(table) => table.table(screen),
                Block::Text(text) => wrapped(&visible_lines(text), screen.width),
            })
            .collect()
    }

    /// Returns the page in Markdown; no text in it is markup.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        // Without a table the words, such as why there is none, are all there is.
        let bare = self
            .blocks
            .iter()
            .all(|(medium, _)| *medium == Medium::Screen);
        let these = self.blocks.iter();
        let these = these.filter(|(medium, _)| bare || *medium == Medium::Both);
        for (_, block) in these {
            // Without a blank line a paragraph would be a row of the table above, or the head of that
            // below.
            let gap = if out.is_empty() { "" } else { "\n" };
            out += &match block {
                Block::Head(text) => format!("{gap}{}\n", markdown_lines(text)),
                Block::Title(text) => format!("## {}\n", markdown_lines(text)),
                Block::Section(text) => format!("{gap}## {}\n", markdown_lines(text)),
                Block::Table(table) => table.markdown(),
                Block::Lines(text) | Block::Text(text) | Block::Painted(_, text) => {
                    markdown_lines(text)
                }
            };
        }
        out
    }
}
