//! A sheet: rows under a head, printed as a table or as Markdown.

use comfy_table::{
    Cell as Printed, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, presets,
};

use super::escape::{markdown_cell, one_line};

/// Rows under a head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScreenTable {
    /// The columns.
    pub columns: Vec<ScreenColumn>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenColumn {
    /// Its head.
    pub head: String,
    /// Whether it holds figures, which stand at the right.
    pub figures: bool,
    /// Whether it holds prose, which may be broken where the page is narrow.
    pub prose: bool,
}

impl ScreenTable {
    /// Returns a sheet without rows. A head that begins with `#` is a column of figures, one that
    /// begins with `~` a column of prose.
    #[must_use]
    pub fn new<H: AsRef<str>>(heads: &[H]) -> Self {
        // One mark only: what follows may be the name of a forecaster.
        let column = |head: &H| {
            let head = head.as_ref();
            ScreenColumn {
                head: head.strip_prefix(['#', '~']).unwrap_or(head).to_owned(),
                figures: head.starts_with('#'),
                prose: head.starts_with('~'),
            }
        };
        Self {
            columns: heads.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "each column has its cell");
        self.rows.push(cells);
    }

    /// Returns the sheet without the columns in which every cell is empty.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        let filled = |i: usize| self.rows.iter().any(|row| !row[i].is_empty());
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

    /// Returns it as a table for a page of that many characters.
    #[must_use]
    pub fn table(&self, width: u16) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING.header_separator(LineStyle::new(' ', '─', ' ', ' ')));
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
        let cell = |(text, column): (&String, &ScreenColumn)| {
            Printed::new(shown(text)).set_alignment(column.alignment())
        };
        let heads = self.columns.iter().map(|column| &column.head);
        table.set_header(heads.zip(&self.columns).map(cell));
        for row in &self.rows {
            table.add_row(row.iter().zip(&self.columns).map(cell));
        }
        for (printed, column) in table.column_iter_mut().zip(&self.columns) {
            printed.set_padding((0, 1));
            if !column.prose {
                // An id, a day or a figure is only read whole.
                printed.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        // The style leaves a blank at both ends of a line.
        table
            .lines()
            .map(|line| format!("{}\n", line.trim_end()))
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
            out += &line(row.iter().map(|text| markdown_cell(text)).collect());
        }
        out
    }
}

/// How many characters of a cell are shown on a screen: some thirty lines. To break one long word the
/// table takes time that grows with its square.
const LONGEST_CELL: usize = 2000;

/// Returns what is shown of a text in a cell of a table on a screen.
fn shown(text: &str) -> String {
    let text = one_line(text);
    match text.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

impl ScreenColumn {
    fn alignment(&self) -> CellAlignment {
        if self.figures {
            CellAlignment::Right
        } else {
            CellAlignment::Left
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> ScreenTable {
        let mut sheet = ScreenTable::new(&["id", "#n", "note"]);
        sheet.row(vec!["gas-deal".into(), "12".into(), String::new()]);
        sheet.row(vec![
            "=HYPERLINK(\"x\")".into(),
            "-5".into(),
            "a|b\u{1b}".into(),
        ]);
        sheet
    }

    #[test]
    fn a_table_aligns_figures_at_the_right() {
        insta::assert_snapshot!(sheet().table(80), @r#"
        id                n  note
        ──────────────── ─── ──────────
        gas-deal         12
        =HYPERLINK("x")  -5  a|b\u{1b}
        "#);
    }

    #[test]
    fn markdown_carries_nothing_that_acts() {
        insta::assert_snapshot!(sheet().markdown(), @r#"
        | id | n | note |
        | --- | --: | --- |
        | gas-deal | 12 |  |
        | =HYPERLINK("x") | -5 | a\|b\\u{1b} |
        "#);
    }

    #[test]
    fn a_head_loses_one_mark() {
        let sheet = ScreenTable::new(&["~~a", "##b"]);
        let heads: Vec<_> = sheet.columns.iter().map(|column| &column.head).collect();
        assert_eq!(heads, ["~a", "#b"]);
    }

    #[test]
    fn empty_columns_can_be_left_out() {
        let mut sheet = ScreenTable::new(&["id", "note"]);
        sheet.row(vec!["a".into(), String::new()]);
        assert_eq!(sheet.without_empty_columns().columns.len(), 1);
    }
}
