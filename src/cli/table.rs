//! Tables in place of a ledger.

use std::path::{Path, PathBuf};

use clap::Args;
use foretell::dataset::table::{TableError, check_rows};
use foretell::dataset::{Dataset, from_table};
use foretell::ledger::View;
use foretell::model::ArgumentError;
use foretell::query::{
    BadRows, Columns, OutcomeWords, ProbabilityUnit, Purpose, Request, TableOptions,
};
use foretell::render::table as report;
use foretell::store;

use crate::clock;
use crate::error::Error;
use crate::options::ViewArgs;
use crate::ui::Ui;

/// Which table, and how it is read.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Clone, Debug, Args)]
pub struct TableArgs {
    /// Take a table in place of the ledger: CSV, JSON Lines, JSON or Markdown, also packed by gzip or
    /// zstd; `-` for standard input
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
    /// Its options are in this order [default: that in which they first appear]
    #[arg(
        long,
        value_name = "OPTION,…",
        num_args = 0..=1,
        value_delimiter = ',',
        requires = "table",
        help_heading = "Table"
    )]
    ordered: Option<Vec<String>>,
    /// Its rows are counts: probability, n, events
    #[arg(long, requires = "table", help_heading = "Table")]
    counts: bool,
    /// What stands between its cells: a character, or `tab` [default: found out]
    #[arg(long, value_name = "CHAR", value_parser = separator, requires = "table",
        help_heading = "Table")]
    separator: Option<u8>,
    /// What stands before its decimals: `.` or `,` [default: found out]
    #[arg(long, value_name = "CHAR", value_parser = decimal, requires = "table",
        help_heading = "Table")]
    decimal: Option<u8>,
    /// Its bare probabilities are per cents: 70 is 0.7, and 1 is 0.01
    #[arg(
        long,
        requires = "table",
        conflicts_with = "fractions",
        help_heading = "Table"
    )]
    percent: bool,
    /// Its bare probabilities are numbers from 0 to 1, and a larger one is a bad row
    #[arg(long, requires = "table", help_heading = "Table")]
    fractions: bool,
    /// Leave out every row that cannot be read, whatever may be wrong with the table
    #[arg(
        long,
        requires = "table",
        conflicts_with = "strict_rows",
        help_heading = "Table"
    )]
    skip_rows: bool,
    /// Refuse the table where any row cannot be read
    #[arg(long, requires = "table", help_heading = "Table")]
    strict_rows: bool,
    /// A word that means yes in its outcomes (can be repeated)
    #[arg(long, value_name = "WORD", requires = "table", help_heading = "Table")]
    yes: Vec<String>,
    /// A word that means no in its outcomes (can be repeated)
    #[arg(long, value_name = "WORD", requires = "table", help_heading = "Table")]
    no: Vec<String>,
}

impl TableArgs {
    /// Returns the table, where one stands in place of the ledger.
    pub fn path(&self) -> Option<&Path> {
        self.table.as_deref()
    }

    /// Returns how a table is read; `weighted` where a weighting was asked for.
    pub fn options(&self, path: &Path, view: &ViewArgs, weighted: bool) -> TableOptions {
        TableOptions {
            name: path.to_string_lossy().into_owned(),
            columns: self.columns.clone().unwrap_or_default(),
            counts: self.counts,
            ordered: self.ordered.clone(),
            weighted,
            as_of: view.as_of.is_some(),
            separator: self.separator,
            decimal: self.decimal,
            unit: match (self.percent, self.fractions) {
                (true, _) => Some(ProbabilityUnit::Percent),
                (_, true) => Some(ProbabilityUnit::Fraction),
                _ => None,
            },
            bad_rows: match (self.skip_rows, self.strict_rows) {
                (true, _) => BadRows::Skipped,
                (_, true) => BadRows::Refused,
                _ => BadRows::Told,
            },
            words: OutcomeWords {
                yes: self.yes.clone(),
                no: self.no.clone(),
            },
        }
    }
}

/// Reads the table of a request; `names` are of forecasters that must be in it.
pub fn read(
    path: &Path,
    request: &Request,
    purpose: Purpose,
    names: &[&str],
    ui: &mut Ui,
) -> Result<Dataset<'static>, Error> {
    let input = store::open_table(path)?;
    let name = path.to_string_lossy();
    let refused = |error| Error::Table {
        name: name.to_string(),
        error,
    };
    let options = request.table.clone().unwrap_or_default();
    let read = from_table(input, request, purpose)
        .and_then(|dataset| check_rows(&dataset, &options).map(|()| dataset));
    let dataset = read.map_err(|why| {
        let faults = why.faults().into_iter();
        for line in faults.flat_map(|faults| report::faults(&name, faults)) {
            ui.warn(&line);
        }
        refused(why)
    })?;
    let absent = names.iter().find(|one| dataset.number(one).is_none());
    if let Some(absent) = absent {
        return Err(refused(TableError::NoForecaster((*absent).to_owned())));
    }
    for line in report::faults(&name, dataset.faults()) {
        ui.warn(&line);
    }
    Ok(dataset)
}

/// Returns the view of a table: there is nobody who could log late, and so no grace.
pub fn view(args: &ViewArgs) -> Result<View, Error> {
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    Ok(View {
        booked: args.booked,
        ..View::new(as_of, 0)
    })
}

/// Reads what stands between cells.
fn separator(text: &str) -> Result<u8, ArgumentError> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\"\r\n".contains(byte) => {
            Ok(*byte)
        }
        _ => Err(ArgumentError::NotOfForm(
            "a character such as `;`, or `tab`",
        )),
    }
}

/// Reads the sign before decimals.
fn decimal(text: &str) -> Result<u8, ArgumentError> {
    match text.as_bytes() {
        [sign @ (b'.' | b',')] => Ok(*sign),
        _ => Err(ArgumentError::NotOfForm("`.` or `,`")),
    }
}
