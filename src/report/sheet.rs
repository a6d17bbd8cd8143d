//! A sheet: rows under a head, printed as a table, as Markdown or as CSV.

use comfy_table::{
    Cell as Printed, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, presets,
};

use super::escape::{markdown_cell, one_line};

/// Rows under a head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Whether it holds figures, which stand at the right.
    pub figures: bool,
    /// Whether it holds prose, which may be broken where the page is narrow.
    pub prose: bool,
}

impl Sheet {
    /// Returns a sheet without rows. A head that begins with `#` is a column of figures, one that
    /// begins with `~` a column of prose.
    #[must_use]
    pub fn new(heads: &[&str]) -> Self {
        let column = |head: &&str| Column {
            head: head.trim_start_matches(['#', '~']).to_owned(),
            figures: head.starts_with('#'),
            prose: head.starts_with('~'),
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
        let cell = |(text, column): (&String, &Column)| {
            Printed::new(one_line(text)).set_alignment(column.alignment())
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
        let rule = |column: &Column| if column.figures { "--:" } else { "---" }.to_owned();
        let mut out = line(heads) + &line(self.columns.iter().map(rule).collect());
        for row in &self.rows {
            out += &line(row.iter().map(|text| markdown_cell(text)).collect());
        }
        out
    }

    /// Returns it as CSV, with a head, and nothing that a spreadsheet would take for a formula.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let heads = self.columns.iter().map(|column| column.head.clone());
        let mut rows = vec![heads.collect::<Vec<_>>()];
        rows.extend(
            self.rows
                .iter()
                .map(|row| row.iter().map(|text| harmless(text)).collect()),
        );
        for row in rows {
            writer
                .write_record(row)
                .expect("a vector takes every write");
        }
        let bytes = writer.into_inner().expect("a vector takes every write");
        String::from_utf8(bytes).expect("every cell is text")
    }
}

/// Returns the text with a mark before what a spreadsheet would take for a formula.
fn harmless(text: &str) -> String {
    let text = one_line(text);
    let begins = text.starts_with(['=', '+', '-', '@']);
    let number = crate::model::decimal(&text).is_some();
    if begins && !number {
        format!("'{text}")
    } else {
        text
    }
}

impl Column {
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

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new(&["id", "#n", "note"]);
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
    fn markdown_and_csv_carry_nothing_that_acts() {
        insta::assert_snapshot!(sheet().markdown(), @r#"
        | id | n | note |
        | --- | --: | --- |
        | gas-deal | 12 |  |
        | =HYPERLINK("x") | -5 | a\|b\\u{1b} |
        "#);
        insta::assert_snapshot!(sheet().csv(), @r#"
        id,n,note
        gas-deal,12,
        "'=HYPERLINK(""x"")",-5,a|b\u{1b}
        "#);
    }

    #[test]
    fn empty_columns_can_be_left_out() {
        let mut sheet = Sheet::new(&["id", "note"]);
        sheet.row(vec!["a".into(), String::new()]);
        assert_eq!(sheet.without_empty_columns().columns.len(), 1);
    }
}
