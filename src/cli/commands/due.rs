//! `foretell due`

use chrono::NaiveDate;
use clap::Args;
use foretell::ledger::{Entry, Ledger, State, View, runs};
use foretell::render::{DueV1, EnvelopeV1, RecordFactsV1, RecordV1, ViewInfoV1, records, row_csv};

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs, days};
use crate::ui::Ui;

/// Print what is to be resolved, by deadline, and what has not been looked at for long
///
/// Three parts: overdue, due soon, and later. A forecast is stale where its last estimate is old.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell due --within 30d --owner desk")]
pub struct DueArgs {
    /// How soon is soon
    #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = days)]
    within: u32,
    /// How old an estimate makes a forecast stale
    #[arg(long, value_name = "DAYS", default_value = "90d", value_parser = days)]
    stale: u32,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell due`.
pub fn run(args: &DueArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = args.filters.selection();
    let ledger = &context.ledger;
    let mut entries = selection.of(ledger, &view);
    entries.retain(|entry| !view.state(ledger, entry).is_over());
    entries.sort_by_key(|entry| entry.forecast.lookup().end());
    let agenda = Agenda {
        args,
        ledger,
        view,
        entries,
    };
    match args.format {
        Format::Json => {
            let made_with = ViewInfoV1::new(&view, &selection);
            let rows = agenda.rows(RecordV1::new);
            ui.print(&EnvelopeV1::new("due", made_with, rows).text())?;
        }
        Format::Csv => ui.print(&row_csv(&agenda.rows(RecordFactsV1::new)))?,
        Format::Markdown => ui.sheet(
            &records::deadlines(ledger, &agenda.entries, &view),
            args.format,
        )?,
        Format::Table => agenda.print(ui)?,
    }
    Ok(ExitStatus::Success)
}

/// What is open, and how soon it is due.
struct Agenda<'a> {
    args: &'a DueArgs,
    ledger: &'a Ledger,
    view: View,
    entries: Vec<&'a Entry>,
}

impl Agenda<'_> {
    /// Returns a row for each record.
    fn rows<R>(&self, record: impl Fn(&Ledger, &Entry, &View) -> R) -> Vec<DueV1<R>> {
        let row = |entry: &&Entry| DueV1 {
            due: self.part(entry),
            days: records::days_left(self.ledger, entry, &self.view),
            stale: self.is_stale(entry),
            record: record(self.ledger, entry, &self.view),
        };
        self.entries.iter().map(row).collect()
    }

    /// Returns the part of the page in which a record stands.
    fn part(&self, entry: &Entry) -> &'static str {
        let (ledger, view) = (self.ledger, &self.view);
        match view.state(ledger, entry) {
            State::Overdue { .. } => "overdue",
            _ if (view.due(ledger, entry) - view.as_of).num_days()
                <= i64::from(self.args.within) =>
            {
                "soon"
            }
            _ => "later",
        }
    }

    /// Returns whether the last estimate is old.
    fn is_stale(&self, entry: &Entry) -> bool {
        let runs = runs(&entry.forecast, &self.view);
        let estimates = runs.iter().flat_map(|run| &run.estimates);
        let last = estimates.map(|estimate| estimate.date.day()).max();
        let last: NaiveDate = last.unwrap_or(entry.forecast.opening().day());
        (self.view.as_of - last).num_days() > i64::from(self.args.stale)
    }

    /// Prints it for a person.
    fn print(&self, ui: &mut Ui) -> Result<(), Error> {
        let soon = format!("Due within {} days", self.args.within);
        for (name, head) in [("overdue", "Overdue"), ("soon", &soon), ("later", "Later")] {
            self.print_part(name, head, ui)?;
        }
        let stale = self.entries.iter().filter(|entry| self.is_stale(entry));
        let stale: Vec<_> = stale.map(|entry| entry.forecast.id.as_str()).collect();
        if !stale.is_empty() {
            let (days, ids) = (self.args.stale, stale.join(", "));
            ui.line(&format!("Stale, no estimate for {days} days: {ids}"))?;
        }
        if self.entries.is_empty() {
            ui.line(&format!("Nothing is open as of {}.", self.view.as_of))?;
        }
        Ok(())
    }

    fn print_part(&self, name: &str, head: &str, ui: &mut Ui) -> Result<(), Error> {
        let entries = self.entries.iter().copied();
        let entries: Vec<&Entry> = entries.filter(|entry| self.part(entry) == name).collect();
        if entries.is_empty() {
            return Ok(());
        }
        ui.line(&format!("{head} ({})", entries.len()))?;
        let sheet = records::deadlines(self.ledger, &entries, &self.view);
        ui.print(&sheet.table(ui.width()))?;
        ui.line("")
    }
}
