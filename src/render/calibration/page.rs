//! A calibration as a page.

use crate::analysis::{Calibration, CalibrationOptions, Rows, Table};
use crate::dataset::OptionEvents;
use crate::query::{Request, Weighting};
use crate::render::{Answer, Diagram, EnvelopeV1, Page, ProcedureV1, Screen, first_lines};
use crate::scoring::Undefined;

use super::figures::{figures, verdict};
use super::json::{CalibrationInfoV1, CalibrationRowV1};
use super::notes::notes;
use super::quantities::{places, quantities, quantities_heading};
use super::rows::{heading, sheet, word_meanings};

/// A calibration beside what was asked.
#[derive(Clone, Debug)]
pub struct CalibrationAnswer<'a> {
    /// What was asked.
    pub request: &'a Request,
    /// How the calibration is looked at.
    pub options: &'a CalibrationOptions,
    /// What is asked of options, where it is of those and not of questions of yes or no.
    pub events: Option<OptionEvents>,
    /// Whether to draw the reliability diagram.
    pub plot: bool,
    /// The answer.
    pub answer: Calibration,
    /// The same by forecaster, where the page shows it.
    pub who: Option<Calibration>,
    /// Whether the page is that for a person who asked for nothing more.
    pub compact: bool,
}

impl Answer for CalibrationAnswer<'_> {
    type Row = CalibrationRowV1;
    type RunInfo = CalibrationInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let mut page = Page::default();
        if self.compact && !screen.verbose {
            super::screen::page(self, screen, &mut page);
            return page;
        }
        let answer = &self.answer;
        page.notes(first_lines(answer.provenance, self.request));
        if let Some(events) = self.events {
            page.notes(format!("Of options: {}\n", events.title()));
        }
        let by_days = self.request.weigh == Weighting::Days && self.events.is_none();
        if by_days && answer.provenance.all() > 0 {
            page.notes("Tests and verdicts rest on first estimates\n");
        }
        let several = answer.tables.len() + answer.quantities.len() > 1;
        let last = answer.tables.len().saturating_sub(1);
        for (i, table) in answer.tables.iter().enumerate() {
            if table.basis.n == 0 {
                continue;
            }
            if !self.request.group_by.is_empty() {
                page.head(heading(&table.group));
            }
            if self.plot {
                self.diagram(table, screen.width, &mut page);
            }
            page.table(sheet(table, &self.options.rows));
            if self.options.rows == Rows::Word {
                page.notes(word_meanings(table).unwrap_or_default());
            }
            if i == last {
                page.screen_table(figures(table, self.options));
            }
            page.notes(verdict(table));
        }
        for one in &answer.quantities {
            let head = quantities_heading(&one.group);
            if several {
                page.head(head);
            } else {
                page.screen_line(head);
            }
            page.table(quantities(one));
            page.notes(places(one));
        }
        page.notes(notes(answer, self.request, self.options));
        page
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        row.procedures()
    }

    fn json(&self) -> EnvelopeV1<CalibrationRowV1, CalibrationInfoV1> {
        super::json::json(self)
    }

    fn csv(&self) -> String {
        super::json::csv(self)
    }
}

impl CalibrationAnswer<'_> {
    fn diagram(&self, table: &Table, width: u16, page: &mut Page) {
        let Some(curve) = &table.fitted.curve else {
            return;
        };
        let bands = match &table.bands {
            Some(Ok(bands)) => Ok(bands),
            Some(Err(why)) => Err(*why),
            None => Err(Undefined::NotAsked),
        };
        let diagram = Diagram {
            pair_counts: &table.pair_counts,
            curve,
            bands,
            level: self.request.level,
        };
        let text = diagram.text(width);
        // The legend may be longer than a line; the drawing never is.
        let (drawing, legend) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
        page.drawing(format!("{drawing}\n"));
        page.notes(format!("{legend}\n"));
    }
}
