//! `foretell log`

use clap::Args;
use foretell::ledger::{Entry, View};
use foretell::model::Moment;
use foretell::render::{EnvelopeV1, ScreenTable, value};
use serde::Serialize;

use crate::args::Globals;
use crate::commands::list::run_info;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs};
use crate::ui::Ui;

/// Print estimates and resolutions in the order in which they were written down
///
/// The newest comes last. An estimate shows the day that it speaks for as well, where that is
/// another.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell log --last 20")]
pub struct LogArgs {
    /// Print only the newest entries
    #[arg(long, value_name = "N")]
    last: Option<usize>,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

#[derive(Serialize)]
struct LineV1 {
    written: String,
    date: String,
    what: &'static str,
    id: String,
    by: Option<String>,
    text: String,
    #[serde(skip)]
    order: i64,
}

/// Runs `foretell log`.
pub fn run(args: &LogArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = args.filters.selection();
    let entries = selection.of(&context.ledger, &view);
    let mut lines: Vec<LineV1> = entries
        .iter()
        .flat_map(|entry| lines(entry, &view))
        .collect();
    lines.retain(|line| line.what == "resolution" || takes(&selection.forecasters, line));
    lines.sort_by_key(|line| line.order);
    let skip = lines.len() - args.last.unwrap_or(lines.len()).min(lines.len());
    let lines = lines.split_off(skip);
    if args.format == Format::Json {
        ui.print(&EnvelopeV1::new("log", run_info(&view, &selection), lines).text())?;
    } else {
        let mut sheet = ScreenTable::new(&["written", "for", "what", "id", "by", "~said"]);
        for line in lines {
            let date = if line.date == line.written {
                String::new()
            } else {
                line.date
            };
            let by = line.by.unwrap_or_default();
            sheet.row(vec![
                line.written,
                date,
                line.what.into(),
                line.id,
                by,
                line.text,
            ]);
        }
        ui.sheet(&sheet, args.format)?;
    }
    Ok(ExitStatus::Success)
}

fn takes(forecasters: &[String], line: &LineV1) -> bool {
    forecasters.is_empty() || line.by.as_ref().is_some_and(|by| forecasters.contains(by))
}

fn lines(entry: &Entry, view: &View) -> Vec<LineV1> {
    let forecast = &entry.forecast;
    let line = |written: Moment, date: Moment, what, by, text| LineV1 {
        written: written.to_string(),
        date: date.to_string(),
        what,
        id: forecast.id.to_string(),
        by,
        text,
        order: written.start(),
    };
    let mut lines: Vec<LineV1> = view
        .estimates(forecast)
        .map(|estimate| {
            let text = value::value(&estimate.value, &forecast.kind);
            let by = Some(estimate.by.clone());
            line(estimate.written(), estimate.date, "estimate", by, text)
        })
        .collect();
    lines.extend(view.resolution(forecast).map(|resolution| {
        let text = value::outcome(&resolution.outcome);
        let known = resolution.known_or(forecast.deadline);
        line(
            resolution.written(forecast.deadline),
            known,
            "resolution",
            resolution.by.clone(),
            text,
        )
    }));
    lines
}
