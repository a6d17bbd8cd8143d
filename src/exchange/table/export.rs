//! Writes a ledger as a table.

use std::io::{self, Write};

use super::cell::Cell;
use super::estimate::{self, EstimateRow};
use super::part::Part;
use super::question::Question;
use super::write::{RowWriter, TableFormat};
use crate::dataset::{About, Column};
use crate::ledger::{Ledger, Readings, Selection, View, every_run};
use crate::model::Testimony;

/// Writes the estimates of the chosen records as a table: by question, forecaster and the order in
/// which they were made.
///
/// # Errors
///
/// Where `out` refuses.
pub fn export(
    ledger: &Ledger,
    selection: &Selection,
    view: &View,
    form: TableFormat,
    out: impl Write,
) -> io::Result<()> {
    let mut writer = RowWriter::new(form, out)?;
    let readings = Readings::of(ledger);
    for (position, entry) in ledger.entries().iter().enumerate() {
        if !selection.takes(ledger, entry, view) {
            continue;
        }
        let question = Question::new(ledger, position, view);
        for run in every_run(&entry.forecast, view) {
            if !selection.takes_forecaster(run.by) {
                continue;
            }
            let known = Some(question.known());
            for (revision, &estimate) in (1..).zip(&run.estimates) {
                let settings = ledger.settings();
                let testimony = Testimony::of(estimate, &entry.forecast, settings, known);
                let row = EstimateRow {
                    estimate,
                    revision,
                    readings: &readings,
                    provenance: testimony.provenance(known),
                    testimony,
                };
                write_estimate(&question, &row, &mut writer)?;
            }
        }
    }
    writer.finish()
}

fn write_estimate(
    question: &Question<'_>,
    one: &EstimateRow<'_>,
    writer: &mut RowWriter<impl Write>,
) -> io::Result<()> {
    // All but the cells of the parts are the same in each row.
    let shared = |column: Column| match column.spec().about {
        About::Question => question.cell(column),
        About::Estimate => estimate::cell(column, one),
        About::Part | About::Counts => Cell::Empty,
    };
    let mut row: Vec<Cell> = Column::written().map(shared).collect();
    for part in Part::of(one.estimate, question.is_of_days()) {
        for (cell, column) in row.iter_mut().zip(Column::written()) {
            if column.spec().about == About::Part {
                *cell = part.cell(column);
            }
        }
        writer.write(&row)?;
    }
    Ok(())
}
