//! Tables in place of a ledger.

use std::path::PathBuf;

use clap::Args;
use foretell::dataset::table::TableError;
use foretell::dataset::{Dataset, from_table};
use foretell::ledger::View;
use foretell::query::{Columns, Purpose, Request, TableOptions};
use foretell::render::table as report;
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
    /// Returns how the table is read, where there is one; `weighted` where a weighting was asked for.
    pub fn options(&self, view: &ViewArgs, weighted: bool) -> Option<TableOptions> {
        let path = self.table.as_ref()?;
        Some(TableOptions {
            name: path.to_string_lossy().into_owned(),
            columns: self.columns.clone().unwrap_or_default(),
            counts: self.counts,
            ordered: self.ordered,
            weighted,
            as_of: view.as_of.is_some(),
        })
    }

    /// Reads the table of a request; `names` are of forecasters that must be in it.
    pub fn read(
        &self,
        request: &Request,
        purpose: Purpose,
        names: &[&str],
        ui: &mut Ui,
    ) -> Result<Dataset<'static>, Error> {
        let path = self.table.clone().unwrap_or_else(|| store::STDIN.into());
        let input = store::open_table(&path)?;
        let name = path.to_string_lossy();
        let refused = |error| Error::Table {
            name: name.to_string(),
            error,
        };
        let dataset = from_table(input, request, purpose).map_err(refused)?;
        let absent = names.iter().find(|one| dataset.number(one).is_none());
        if let Some(absent) = absent {
            return Err(refused(TableError::NoForecaster((*absent).to_owned())));
        }
        for line in report::faults(&name, dataset.faults()) {
            ui.warn(&line);
        }
        Ok(dataset)
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
