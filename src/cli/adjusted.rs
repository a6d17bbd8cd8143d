//! `foretell score --adjust`

use foretell::evaluate::{Adjustment, Dimension, Request};
use foretell::report::{ScreenTable, adjust as report, class};

use crate::error::Error;
use crate::options::Format;
use crate::ui::Ui;

/// Refuses other groups than forecasters.
pub fn check(group_by: Option<&[Dimension]>) -> Result<(), Error> {
    if group_by.is_none_or(|group_by| group_by == [Dimension::Forecaster]) {
        return Ok(());
    }
    let error = Error::usage("`--adjust` compares forecasters, and has no other groups");
    Err(error.hint("filter instead, such as with --tag"))
}

/// Prints scores adjusted for the difficulty of the questions.
pub fn print(
    adjustment: &Adjustment,
    request: &Request,
    format: Format,
    ui: &mut Ui,
) -> Result<(), Error> {
    if format == Format::Json {
        return ui.print(&report::json(adjustment, request));
    }
    let tables = adjustment.tables.iter();
    let tables: Vec<_> = tables.filter(|table| !table.rows.is_empty()).collect();
    if tables.len() > 1 && format == Format::Csv {
        let named = tables
            .iter()
            .map(|table| (class::text(&table.class), report::sheet(table)));
        return ui.sheet(
            &ScreenTable::stacked("questions of", named.collect()),
            format,
        );
    }
    for table in tables {
        if adjustment.tables.len() > 1 {
            ui.head(&class::text(&table.class), format)?;
        }
        ui.sheet(&report::sheet(table), format)?;
    }
    if format == Format::Table {
        ui.wrapped(&report::notes(adjustment, request))?;
    }
    Ok(())
}
