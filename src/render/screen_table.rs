//! Rows under typed columns, printed as a table that fits its page or as Markdown.

use super::column::ScreenColumn;
use super::escape::{markdown_cell, one_line};
use super::layout::{self, Room};
use super::{Color, Screen};

/// Rows under a head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScreenTable {
    /// The columns.
    pub columns: Vec<ScreenColumn>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<TableCell>>,
    /// What stands over some rows, on a screen: the number of the row that follows, and the text.
    groups: Vec<(usize, String)>,
}

/// A cell of a table: its text, and how it looks on a screen that shows colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCell {
    /// The text.
    pub text: String,
    color: Option<Color>,
}

impl<T: Into<String>> From<T> for TableCell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            color: None,
        }
    }
}

impl TableCell {
    /// Returns it in a colour.
    #[must_use]
    pub fn painted(self, color: impl Into<Option<Color>>) -> Self {
        Self {
            color: color.into(),
            ..self
        }
    }
}

impl ScreenTable {
    /// Returns a table without rows.
    #[must_use]
    pub fn new(columns: impl IntoIterator<Item = ScreenColumn>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Adds a row.
    pub fn row<C: Into<TableCell>>(&mut self, cells: Vec<C>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "each column has its cell");
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Adds a line over the rows that follow, which only a screen has.
    pub fn group(&mut self, text: impl Into<String>) {
        self.groups.push((self.rows.len(), text.into()));
    }

    /// Returns the table without the columns in which every cell is empty.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        let filled = |i: usize| self.rows.iter().any(|row| !row[i].text.is_empty());
        let keep: Vec<bool> = (0..self.columns.len()).map(filled).collect();
        let mut at = keep.iter();
        self.columns
            .retain(|_| *at.next().expect("one for each column"));
        for row in &mut self.rows {
            let mut at = keep.iter();
            row.retain(|_| *at.next().expect("one for each column"));
        }
        self
    }

    /// Returns it as a table for a screen: no line is wider, and none breaks a word.
    #[must_use]
    pub fn table(&self, screen: Screen) -> String {
        let shown_in = |(cell, column): (&TableCell, &ScreenColumn)| column.shown(&cell.text);
        let texts: Vec<Vec<String>> = (self.rows.iter())
            .map(|row| row.iter().zip(&self.columns).map(shown_in).collect())
            .collect();
        let rooms: Vec<Room> = (self.columns.iter().enumerate())
            .map(|(i, column)| column.room(texts.iter().map(|row| &*row[i])))
            .collect();
        let shown = layout::fit(&rooms, screen.table_width());
        let mut out = String::new();
        if self.columns.iter().any(|column| !column.head.is_empty()) {
            let heads = shown.iter().map(|&(i, width)| {
                let column = &self.columns[i];
                (vec![layout::shortened(&column.head, width)], column, width)
            });
            let line = set(&heads.collect::<Vec<_>>(), |_| None, screen);
            out += &paint_lines(&line, Color::Strong, screen);
        }
        for (number, (row, texts)) in self.rows.iter().zip(&texts).enumerate() {
            out += &self.over(number, screen);
            let cells = shown.iter().map(|&(i, width)| {
                let column = &self.columns[i];
                (column.lines(&texts[i], width), column, width)
            });
            out += &set(
                &cells.collect::<Vec<_>>(),
                |at| row[shown[at].0].color,
                screen,
            );
        }
        out + &self.over(self.rows.len(), screen)
    }

    /// Returns what stands over a row.
    fn over(&self, row: usize, screen: Screen) -> String {
        let groups = self.groups.iter().filter(|(at, _)| *at == row);
        let width = screen.table_width();
        groups
            .map(|(_, text)| {
                let line = layout::shortened(&one_line(text), width);
                screen.style.paint(Color::Strong, &line) + "\n"
            })
            .collect()
    }

    /// Returns it as a table in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let heads = self
            .columns
            .iter()
            .map(|column| markdown_cell(&column.head))
            .collect();
        let rule = |column: &ScreenColumn| if column.figures { "--:" } else { "---" }.to_owned();
        let mut out = line(heads) + &line(self.columns.iter().map(rule).collect());
        for row in &self.rows {
            out += &line(row.iter().map(|cell| markdown_cell(&cell.text)).collect());
        }
        out
    }
}

/// Returns the lines of a row, its cells beside each other.
fn set(
    cells: &[(Vec<String>, &ScreenColumn, usize)],
    color: impl Fn(usize) -> Option<Color>,
    screen: Screen,
) -> String {
    let height = cells.iter().map(|(lines, ..)| lines.len()).max();
    let mut out = String::new();
    for i in 0..height.unwrap_or(0) {
        let mut line = String::new();
        // Blanks at the end of a line are of no use to anybody.
        let mut owed = 0;
        for (at, (lines, column, width)) in cells.iter().enumerate() {
            let text = lines.get(i).map_or("", String::as_str);
            let rest = width.saturating_sub(layout::width(text));
            let (before, after) = if column.figures { (rest, 0) } else { (0, rest) };
            owed += before;
            if !text.is_empty() {
                line += &" ".repeat(owed);
                line += &match color(at) {
                    Some(color) => screen.style.paint(color, text),
                    None => text.to_owned(),
                };
                owed = 0;
            }
            owed += after + layout::GAP;
        }
        out += &line;
        out.push('\n');
    }
    out
}

fn paint_lines(lines: &str, color: Color, screen: Screen) -> String {
    let painted = lines
        .lines()
        .map(|line| screen.style.paint(color, line) + "\n");
    painted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Style, column};

    fn sheet() -> ScreenTable {
        let mut sheet = ScreenTable::new([
            column::text("id"),
            column::figure("n"),
            column::prose("note").rank(1),
        ]);
        sheet.row(vec!["gas-deal", "12", ""]);
        sheet.group("later");
        sheet.row(vec![
            "=HYPERLINK(\"x\")",
            "-5",
            "a|b\u{1b} 天然气 in the pipe",
        ]);
        sheet
    }

    #[test]
    fn figures_stand_at_the_right() {
        insta::assert_snapshot!(sheet().table(Screen::new(80)), @r#"
        id                n  note
        gas-deal         12
        later
        =HYPERLINK("x")  -5  a|b\u{1b} 天然气 in the pipe
        "#);
    }

    #[test]
    fn a_narrow_table_gives_way_by_rank_and_never_within_a_word() {
        insta::assert_snapshot!(sheet().table(Screen::new(40)), @r#"
        id               n  note
        gas-deal        12
        later
        =HYPERLINK("x…  -5  a|b\u{1b} 天然气 in
                            the pipe
        "#);
        insta::assert_snapshot!(sheet().table(Screen::new(17)), @r#"
        id              n
        gas-deal       12
        later
        =HYPERLINK("…  -5
        "#);
    }

    #[test]
    fn colour_ends_with_its_cell() {
        let screen = Screen {
            style: Style::Colour,
            ..Screen::new(80)
        };
        let mut sheet = ScreenTable::new([column::text("id"), column::figure("n")]);
        let red = TableCell::from("7").painted(Color::Error);
        sheet.row(vec![TableCell::from("a"), red]);
        assert_eq!(
            sheet.table(screen),
            "\u{1b}[1mid  n\u{1b}[0m\na   \u{1b}[1;31m7\u{1b}[0m\n"
        );
    }

    #[test]
    fn markdown_carries_nothing_that_acts() {
        insta::assert_snapshot!(sheet().markdown(), @r#"
        | id | n | note |
        | --- | --: | --- |
        | gas-deal | 12 |  |
        | =HYPERLINK("x") | -5 | a\|b\\u{1b} 天然气 in the pipe |
        "#);
    }

    #[test]
    fn empty_columns_can_be_left_out() {
        let mut sheet = ScreenTable::new([column::text("id"), column::text("note")]);
        sheet.row(vec!["a", ""]);
        assert_eq!(sheet.without_empty_columns().columns.len(), 1);
    }
}
