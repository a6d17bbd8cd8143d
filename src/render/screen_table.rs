//! A sheet: rows under a head, printed as a table, as Markdown or as CSV.

use comfy_table::{
    Cell as Printed, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, presets,
};

use super::escape::{markdown_cell, one_line};
use crate::dataset::FORMULA;

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

    /// Returns several sheets as one, for a reader that takes a single head: every column of any of
    /// them, and before these one that says which sheet a row is of.
    #[must_use]
    pub fn stacked(head: &str, sheets: Vec<(String, Self)>) -> Self {
        let mut out = Self::new(&[head]);
        let mut rows = Vec::new();
        for (name, sheet) in sheets {
            let mut places = Vec::new();
            for column in sheet.columns {
                let known = |(at, other): (usize, &ScreenColumn)| {
                    (at > 0 && !places.contains(&at) && *other == column).then_some(at)
                };
                let at = out.columns.iter().enumerate().find_map(known);
                places.push(at.unwrap_or(out.columns.len()));
                if at.is_none() {
                    out.columns.push(column);
                }
            }
            rows.push((name, places, sheet.rows));
        }
        for (name, places, cells) in rows {
            for row in cells {
                let mut wide = vec![String::new(); out.columns.len()];
                wide[0].clone_from(&name);
                for (at, cell) in places.iter().zip(row) {
                    wide[*at] = cell;
                }
                out.row(wide);
            }
        }
        out
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

    /// Returns it as CSV, with a head, and nothing that a spreadsheet would take for a formula.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let heads = self.columns.iter().map(|column| harmless(&column.head));
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

/// Returns the text with a mark before what a spreadsheet would take for a formula.
fn harmless(text: &str) -> String {
    let text = one_line(text);
    let begins = text.starts_with(FORMULA);
    let number = crate::model::decimal(&text).is_some();
    if begins && !number {
        format!("'{text}")
    } else {
        text
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
    fn a_head_loses_one_mark_and_is_no_formula_either() {
        let sheet = ScreenTable::new(&["~~a", "##b", "=1+1", "\t＝1"]);
        assert_eq!(sheet.csv(), "~a,#b,'=1+1,'＝1\n");
    }

    #[test]
    fn several_sheets_have_one_head() {
        let mut a = ScreenTable::new(&["id", "#n", "#n"]);
        a.row(vec!["x".into(), "1".into(), "2".into()]);
        let mut b = ScreenTable::new(&["id", "note", "#n"]);
        b.row(vec!["y".into(), "z".into(), "3".into()]);
        let both = ScreenTable::stacked("of", vec![("a".into(), a), ("b".into(), b)]);
        assert_eq!(both.csv(), "of,id,n,n,note\na,x,1,2,\nb,y,3,,z\n");
    }

    #[test]
    fn empty_columns_can_be_left_out() {
        let mut sheet = ScreenTable::new(&["id", "note"]);
        sheet.row(vec!["a".into(), String::new()]);
        assert_eq!(sheet.without_empty_columns().columns.len(), 1);
    }
}
