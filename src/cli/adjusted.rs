//! `foretell score --adjust`

use foretell::evaluate::{Dimension, Request, adjust};
use foretell::ledger::Ledger;
use foretell::report::{adjust as report, class};

use crate::error::Error;
use crate::options::Format;
use crate::ui::Ui;

/// Prints the scores adjusted for the difficulty of the questions.
pub fn print(ledger: &Ledger, request: &Request, format: Format, ui: &mut Ui) -> Result<(), Error> {
    if request.group_by != [Dimension::Forecaster] {
        let error = Error::usage("`--adjust` compares forecasters, and has no other groups");
        return Err(error.hint("filter instead, such as with --tag"));
    }
    let adjustment = adjust(ledger, request);
    if format == Format::Json {
        return ui.print(&report::json(&adjustment, request));
    }
    for table in adjustment
        .tables
        .iter()
        .filter(|table| !table.rows.is_empty())
    {
        if adjustment.tables.len() > 1 && format != Format::Csv {
            ui.line(&class::text(&table.class))?;
        }
        ui.sheet(&report::sheet(table), format)?;
    }
    if format == Format::Table {
        ui.prose(&report::notes(&adjustment, request))?;
    }
    Ok(())
}
