//! What a report is made of, before it becomes HTML or Markdown. All text is plain.

use std::borrow::Cow;

use crate::model::ForecastId;
use crate::render::plot::Plot;
use crate::render::{ScreenTable, TableCell};

/// A report.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What stands under the title.
    pub subtitle: Vec<TextSpan>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// A dossier for each forecast, by id.
    pub dossiers: Vec<Dossier>,
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name in links.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// All about one forecast.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Its id.
    pub id: ForecastId,
    /// Its name.
    pub title: String,
    /// Its file under `forecasts/`, whose name is its id, or its id and its file.
    pub place: String,
    /// What filters know of it.
    pub about: FilterKeys,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Text(Vec<TextSpan>),
    /// A heading within the section.
    Heading(Vec<TextSpan>),
    /// Figures that stand out.
    Figures(Vec<HeadlineFigure>),
    /// Names with what belongs to them.
    Fields(Vec<(&'static str, Vec<TextSpan>)>),
    /// A list.
    List(Vec<Vec<TextSpan>>),
    /// Text as somebody wrote it: the criteria, an account.
    Prose(String),
    /// The words of a source.
    Quote(String),
    /// A table.
    Table(DocumentTable),
    /// A table behind a disclosure.
    Disclosed(DocumentTable),
    /// A plot with its data behind a disclosure.
    Plot(Box<Plot>),
    /// A plot whose data stand in a table that follows.
    BarePlot(Box<Plot>),
}

/// A figure with its doubt.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadlineFigure {
    /// What it is.
    pub name: &'static str,
    /// The figure.
    pub value: String,
    /// How sure it is, or what it rests on.
    pub doubt: String,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub enum TextSpan {
    /// Text.
    Plain(String),
    /// Text that stands out.
    Strong(String),
    /// A reference to a forecast.
    Forecast(ForecastId, String),
    /// A link: only `http`, `https` and `mailto` ever come here.
    Link(String),
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct DocumentTable {
    /// What it shows.
    pub caption: String,
    /// The heads, those of figures with a `#` before them.
    pub heads: Vec<Cow<'static, str>>,
    /// The rows.
    pub rows: Vec<DocumentRow>,
    /// Whether its rows can be sorted and come in portions.
    pub long: bool,
    /// The heads of what differs between rows of one forecast; all else stands once for it.
    pub own: &'static [&'static str],
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct DocumentRow {
    /// A cell for each head.
    pub cells: Vec<DocumentCell>,
    /// What filters know of it.
    pub about: Option<FilterKeys>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentCell {
    /// What it says.
    pub spans: Vec<TextSpan>,
    /// By what it is sorted, where that is not what it says.
    pub key: Option<String>,
}

/// What filters know of a forecast.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilterKeys {
    /// Its tags.
    pub tags: Vec<String>,
    /// Who made estimates of it.
    pub forecasters: Vec<String>,
    /// Its state.
    pub state: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// The year of its deadline.
    pub year: String,
}

impl From<&str> for DocumentCell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for DocumentCell {
    fn from(text: String) -> Self {
        Self {
            spans: vec![TextSpan::Plain(text)],
            key: None,
        }
    }
}

impl From<usize> for DocumentCell {
    fn from(n: usize) -> Self {
        Self::from(n.to_string())
    }
}

impl From<Vec<TextSpan>> for DocumentCell {
    fn from(spans: Vec<TextSpan>) -> Self {
        Self { spans, key: None }
    }
}

impl From<TextSpan> for DocumentCell {
    fn from(span: TextSpan) -> Self {
        Self::from(vec![span])
    }
}

impl DocumentCell {
    /// Returns it sorted by this instead.
    #[must_use]
    pub fn sorted_by(self, key: impl Into<String>) -> Self {
        Self {
            key: Some(key.into()),
            ..self
        }
    }
}

impl DocumentTable {
    /// Returns a table without rows.
    #[must_use]
    pub fn new(caption: impl Into<String>, heads: &[&'static str]) -> Self {
        Self {
            caption: caption.into(),
            heads: heads.iter().map(|&head| Cow::Borrowed(head)).collect(),
            ..Self::default()
        }
    }

    /// Returns the table of a sheet.
    #[must_use]
    pub fn of(caption: impl Into<String>, sheet: &ScreenTable) -> Self {
        let heads = sheet
            .columns
            .iter()
            .map(|column| match (column.figures, &*column.head) {
                // A head that is empty on a terminal still needs its name here.
                (_, "") => Cow::Borrowed("kind"),
                (true, head) => Cow::Owned(format!("#{head}")),
                (false, head) => Cow::Owned(head.to_owned()),
            });
        let cells =
            |row: &Vec<TableCell>| row.iter().map(|cell| cell.text.as_str().into()).collect();
        let rows = sheet.rows.iter().map(|row| DocumentRow {
            cells: cells(row),
            about: None,
        });
        Self {
            caption: caption.into(),
            heads: heads.collect(),
            rows: rows.collect(),
            ..Self::default()
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<DocumentCell>) {
        debug_assert_eq!(cells.len(), self.heads.len(), "each column has its cell");
        self.rows.push(DocumentRow { cells, about: None });
    }

    /// Adds a row about a forecast.
    pub fn row_about(&mut self, about: FilterKeys, cells: Vec<DocumentCell>) {
        debug_assert_eq!(cells.len(), self.heads.len(), "each column has its cell");
        self.rows.push(DocumentRow {
            cells,
            about: Some(about),
        });
    }

    /// Returns the table without the columns in which every cell is empty.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        let says = |span: &TextSpan| !matches!(span, TextSpan::Plain(text) if text.is_empty());
        let filled = |i: usize| {
            self.rows
                .iter()
                .any(|row| row.cells[i].spans.iter().any(says))
        };
        let keep: Vec<bool> = (0..self.heads.len()).map(filled).collect();
        let kept = |i: usize| keep.get(i) == Some(&true);
        let heads = std::mem::take(&mut self.heads).into_iter().enumerate();
        self.heads = heads
            .filter(|(i, _)| kept(*i))
            .map(|(_, head)| head)
            .collect();
        for row in &mut self.rows {
            let cells = std::mem::take(&mut row.cells).into_iter().enumerate();
            row.cells = cells
                .filter(|(i, _)| kept(*i))
                .map(|(_, cell)| cell)
                .collect();
        }
        self
    }
}
