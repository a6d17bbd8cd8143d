//! `foretell overdue`

use clap::Args;
use foretell::ledger::{Entry, State, View};
use foretell::lint::in_force;
use foretell::model::{Finding, Place, Route, Severity, Spot};
use foretell::report::findings::{Run, Tally};
use foretell::report::{records, value};

use crate::args::Globals;
use crate::commands::list::made_with;
use crate::context::Context;
use crate::error::{Error, Exit};
use crate::findings;
use crate::options::{FilterArgs, FindingFormat, ViewArgs, days};
use crate::ui::Ui;

/// Fail when a forecast is overdue: the gate for CI
///
/// A forecast is overdue when `known_by` (or else the deadline) and the days of grace have passed
/// and it has no resolution. Exits 1 if there is one, and 2 if a record cannot be read, since a
/// typo must not hide an overdue forecast.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell overdue --format github")]
pub struct OverdueArgs {
    /// Give this many days of grace [default: the ledger's, or 14]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    grace: Option<u32>,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the findings in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: FindingFormat,
}

/// Runs `foretell overdue`.
pub fn run(args: &OverdueArgs, globals: &Globals, ui: &mut Ui) -> Result<Exit, Error> {
    let context = Context::open(globals)?;
    let mut view = args.view.view(context.settings())?;
    view.grace = args.grace.unwrap_or(view.grace);
    let selection = args.filters.selection();
    let ledger = &context.ledger;
    let is_overdue = |entry: &&Entry| matches!(view.state(ledger, entry), State::Overdue { .. });
    let overdue: Vec<&Entry> = selection
        .of(ledger, &view)
        .into_iter()
        .filter(is_overdue)
        .collect();
    let (waived, mut loud): (Vec<&Entry>, Vec<&Entry>) = overdue
        .into_iter()
        .partition(|entry| is_waived(entry, &view));
    loud.sort_by_key(|entry| entry.forecast.lookup().end());
    let found: Vec<Finding> = loud.iter().map(|entry| finding(entry, &view)).collect();
    if args.format == FindingFormat::Text && !loud.is_empty() {
        ui.print(&records::deadlines(ledger, &loud, &view).table(ui.width()))?;
        ui.line("")?;
    }
    if args.format == FindingFormat::Text {
        let all = value::count(loud.len(), "forecast");
        let quiet = match waived.len() {
            0 => String::new(),
            n => format!(", {n} waived"),
        };
        ui.line(&format!(
            "{all} overdue as of {}, grace {} days{quiet}",
            view.as_of, view.grace
        ))?;
    } else {
        let tally = Tally {
            records: context.records.len(),
            waived: waived.len(),
        };
        let made = made_with(&view, &selection);
        let run = Run {
            command: "overdue",
            made_with: &made,
            as_of: view.as_of,
            strict: false,
            tally,
        };
        findings::print(ui, &context, &found, &run, args.format)?;
    }
    if ledger.unreadable() > 0 {
        context.note_unreadable(ui);
        return Ok(Exit::CouldNot);
    }
    Ok(if loud.is_empty() {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

fn is_waived(entry: &Entry, view: &View) -> bool {
    let waivers = &entry.forecast.waivers;
    waivers
        .iter()
        .any(|waiver| waiver.rule == "overdue" && in_force(waiver, view.as_of))
}

fn finding(entry: &Entry, view: &View) -> Finding {
    let forecast = &entry.forecast;
    let late = (view.as_of - forecast.lookup().day()).num_days();
    let days = value::count(usize::try_from(late).unwrap_or(0), "day");
    let key = if forecast.known_by.is_some() {
        "known_by"
    } else {
        "deadline"
    };
    let owner = forecast
        .owner
        .as_deref()
        .map(|owner| format!(", owned by {owner},"));
    let owner = owner.unwrap_or_default();
    Finding {
        code: "overdue",
        severity: Severity::Error,
        message: format!(
            "`{}`{owner} could be resolved for {days} and is not",
            forecast.id
        ),
        help: Some(format!(
            "`foretell resolve {} OUTCOME` logs what happened; a `waive:` with a reason and an end \
             keeps it quiet for a while",
            forecast.id
        )),
        repair: None,
        places: vec![Place {
            file: entry.file.clone(),
            document: entry.document,
            spot: Spot::Value(Route::of(key)),
            label: None,
        }],
    }
}
