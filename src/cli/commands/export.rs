//! `foretell export`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use flate2::Compression;
use flate2::write::GzEncoder;
use foretell::exchange::table::{TableFormat, export, lost};
use foretell::store;

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, ViewArgs};
use crate::ui::Ui;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Exported {
    /// Every estimate with its question, as the long table that `--table` reads.
    Table,
}

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// Comma-separated values with a head.
    Csv,
    /// A JSON object on each line.
    Jsonl,
}

/// Write the ledger for other programs: every estimate with its question as a row of a table
///
/// What a table cannot hold is told on standard error. docs/tables.md describes the columns.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell export table > forecasts.csv
  foretell export table --tag energy --out energy.jsonl.gz")]
pub struct ExportArgs {
    /// What to export
    #[arg(value_enum, value_name = "WHAT")]
    what: Exported,
    /// Write to this file [default: print]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write in this form [default: by the ending of the file, .csv or .jsonl; else csv]
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<ExportFormat>,
    /// Pack it by gzip [default: where the file ends in .gz]
    #[arg(long)]
    gzip: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
}

/// Runs `foretell export`.
pub fn run(args: &ExportArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let ledger = &context.ledger;
    let view = args.view.view(context.settings())?;
    let selection = context.selection(&args.filters)?;
    let write = |out: &mut dyn Write| match args.what {
        Exported::Table => export(ledger, &selection, &view, args.form(), out),
    };
    let bytes = if args.is_packed() {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        write(&mut packer)?;
        packer.finish()?
    } else {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        bytes
    };
    match &args.out {
        Some(path) => {
            store::write_output(path, &bytes)?;
            ui.wrote(path)?;
        }
        None => ui.write(&bytes)?,
    }
    for one in lost(ledger, &selection, &view) {
        ui.warn(&format!("not in the table: {} ({})", one.what, one.count));
    }
    Ok(ExitStatus::Success)
}

impl ExportArgs {
    fn form(&self) -> TableFormat {
        match self.format {
            Some(ExportFormat::Csv) => TableFormat::Csv,
            Some(ExportFormat::Jsonl) => TableFormat::JsonLines,
            None => self.out.as_deref().map(form_of).unwrap_or_default(),
        }
    }

    fn is_packed(&self) -> bool {
        let ends = |path: &Path| path.extension().is_some_and(|ending| ending == "gz");
        self.gzip || self.out.as_deref().is_some_and(ends)
    }
}

/// Returns the form that the name of a file asks for.
fn form_of(path: &Path) -> TableFormat {
    let name = path.to_string_lossy();
    let bare = name.strip_suffix(".gz").unwrap_or(&name);
    let is_json = [".jsonl", ".ndjson"]
        .iter()
        .any(|ending| bare.ends_with(ending));
    if is_json {
        TableFormat::JsonLines
    } else {
        TableFormat::Csv
    }
}
