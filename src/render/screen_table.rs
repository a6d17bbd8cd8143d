//! Rows under typed columns, printed as a table that fits its page or as Markdown.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

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

    /// Adds a column before that of a place, with a cell for each row.
    pub fn insert(&mut self, place: usize, column: ScreenColumn, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.rows.len(), "each row has its cell");
        self.columns.insert(place, column);
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.insert(place, cell.into());
        }
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
        let mut page = TablePage::new(&shown, &self.columns, screen);
        if self.columns.iter().any(|column| !column.head.is_empty()) {
            page.row(shown.iter().map(|&(i, width)| {
                let head = layout::shortened(&self.columns[i].head, width);
                (vec![head], Some(Color::Strong))
            }));
        }
        for (number, (row, texts)) in self.rows.iter().zip(&texts).enumerate() {
            page.line(&self.over(number, screen));
            page.row(
                shown
                    .iter()
                    .map(|&(i, width)| (self.columns[i].lines(&texts[i], width), row[i].color)),
            );
        }
        page.set();
        page.text + &self.over(self.rows.len(), screen)
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

/// A cell as it is set: its lines, and their colour.
type SetCell = (Vec<String>, Option<Color>);

/// Rows that are set under each other, with what stands between them.
struct TablePage<'a> {
    /// What is set.
    text: String,
    /// The rows that are not yet.
    rows: Vec<Vec<SetCell>>,
    /// The columns that are shown, each with its width.
    shown: &'a [(usize, usize)],
    columns: &'a [ScreenColumn],
    screen: Screen,
}

impl<'a> TablePage<'a> {
    fn new(shown: &'a [(usize, usize)], columns: &'a [ScreenColumn], screen: Screen) -> Self {
        Self {
            text: String::new(),
            rows: Vec::new(),
            shown,
            columns,
            screen,
        }
    }

    /// Adds a row.
    fn row(&mut self, cells: impl Iterator<Item = SetCell>) {
        self.rows.push(cells.collect());
    }

    /// Adds a line over the rows that follow, where there is one.
    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.set();
            self.text += line;
        }
    }

    /// Sets the rows that wait for it.
    fn set(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Disabled);
        for row in &rows {
            table.add_row(row.iter().map(|(lines, _)| lines.join("\n")));
        }
        for (printed, &(i, width)) in table.column_iter_mut().zip(self.shown) {
            let gap = u16::try_from(layout::GAP).unwrap_or(u16::MAX);
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            printed.set_padding((0, gap));
            printed.set_constraint(ColumnConstraint::Absolute(Width::Fixed(
                width.saturating_add(gap),
            )));
            printed.set_cell_alignment(self.columns[i].alignment());
        }
        let mut lines = table.lines();
        for row in &rows {
            let height = row.iter().map(|(lines, _)| lines.len()).max();
            for (at, line) in lines.by_ref().take(height.unwrap_or(0).max(1)).enumerate() {
                self.text += &painted(line.trim_end(), row, at, self.screen);
                self.text.push('\n');
            }
        }
    }
}

/// Returns a line of a row with its cells in their colours, which take no room.
fn painted(line: &str, row: &[SetCell], at: usize, screen: Screen) -> String {
    let (mut out, mut rest) = (String::new(), line);
    for (lines, color) in row {
        let text = lines.get(at).map_or("", |text| text.trim_end());
        let Some((before, after)) = rest.split_once(text).filter(|_| !text.is_empty()) else {
            continue;
        };
        out += before;
        out += &color.map_or_else(|| text.to_owned(), |color| screen.style.paint(color, text));
        rest = after;
    }
    out + rest
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
            "\u{1b}[1mid\u{1b}[0m  \u{1b}[1mn\u{1b}[0m\na   \u{1b}[1;31m7\u{1b}[0m\n"
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
