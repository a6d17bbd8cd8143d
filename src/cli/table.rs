//! Tables in place of a ledger.

use std::path::PathBuf;

use clap::Args;
use foretell::evaluate::Request;
use foretell::evaluate::table::{Columns, Faults, Reading, TableError};
use foretell::ledger::View;
use foretell::report::table as report;
use foretell::store;

use crate::clock;
use crate::error::Error;
use crate::options::ViewArgs;
use crate::ui::Ui;

/// Which table, and how it is read.
#[derive(Clone, Debug, Args)]
pub struct TableArgs {
    /// Take a table in place of the ledger: CSV or JSON Lines, also packed by gzip; `-` for
    /// standard input
    #[arg(long, value_name = "FILE", help_heading = "Table")]
    table: Option<PathBuf>,
    /// The heads of its columns, where not as usual: probability=p,outcome=y
    #[arg(
        long,
        value_name = "COLUMN=HEAD,…",
        requires = "table",
        help_heading = "Table"
    )]
    columns: Option<Columns>,
    /// Its options are in order: that in which they first appear
    #[arg(long, requires = "table", help_heading = "Table")]
    ordered: bool,
    /// Its rows are counts: probability, n, events
    #[arg(long, requires = "table", help_heading = "Table")]
    counts: bool,
}

impl TableArgs {
    /// Returns how the table is read, where there is one.
    pub fn reading(&self, view: &ViewArgs) -> Option<Reading> {
        let path = self.table.as_ref()?;
        Some(Reading {
            name: path.to_string_lossy().into_owned(),
            columns: self.columns.clone().unwrap_or_default(),
            counts: self.counts,
            ordered: self.ordered,
            as_of: view.as_of.is_some(),
        })
    }

    /// Reads the table of a request with what asks it.
    pub fn ask<T>(
        &self,
        request: &Request,
        ask: impl FnOnce(Box<dyn std::io::Read>, &Request) -> Result<(T, Faults), TableError>,
        ui: &mut Ui,
    ) -> Result<T, Error> {
        let path = self.table.clone().unwrap_or_else(|| store::STDIN.into());
        let input = store::open_table(&path)?;
        let name = path.to_string_lossy();
        let (answer, faults) = ask(input, request).map_err(|why| refused(&why, &name))?;
        for line in report::faults(&name, &faults) {
            ui.warn(&line);
        }
        Ok(answer)
    }
}

/// Returns the view of a table: there is nobody who could log late, and so no grace.
pub fn view(args: &ViewArgs) -> Result<View, Error> {
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    Ok(View {
        booked: args.booked,
        ..View::new(as_of, 0)
    })
}

fn refused(why: &TableError, name: &str) -> Error {
    let error = Error::usage(format!("could not read the table `{name}`: {why}"));
    match why.hint() {
        Some(hint) => error.hint(hint),
        None => error,
    }
}
