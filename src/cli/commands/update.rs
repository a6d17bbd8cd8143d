//! `foretell update`

use chrono::NaiveDate;
use clap::Args;
use foretell::ledger::{Entry, UpdateReason, View, own_and_others, update_reason};
use foretell::model::{Estimate, Kind};
use foretell::record::edit::Change;
use foretell::render::escape::{one_line, wrapped};
use foretell::render::{Color, value};

use crate::args::Globals;
use crate::ask;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::estimate_value;
use crate::new_estimate::{NewEstimate, NewValue};
use crate::options::{FilterArgs, WriteArgs, days};
use crate::record_writer;
use crate::ui::Ui;

/// Walk through what you should look at again: Enter stands by it, a number changes it
///
/// A forecast is among them where others gave another number since yours, a forecast that it names was
/// resolved since, your last estimate is old, or you own it and have given none. Enter logs what you
/// said last as an estimate of today, marked `reaffirmed`; `s` skips, `q` leaves.
#[derive(Debug, Args)]
#[command(
    visible_alias = "round",
    after_help = "Examples:\n  foretell update\n  foretell update --tag energy --stale 30d\n  foretell update --list"
)]
pub struct UpdateArgs {
    /// Walk through these alone, old or not
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Call your estimate old after this many days
    #[arg(long, value_name = "DAYS", default_value = "90d", value_parser = days)]
    stale: u32,
    /// Print what it would walk through, and ask nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    filters: FilterArgs,
    /// Sign as this forecaster [default: `FORETELL_FORECASTER`, or the ledger's]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How it is written.
    #[command(flatten)]
    write: WriteArgs,
}

/// A forecast on the walk.
struct Stop<'a> {
    entry: &'a Entry,
    why: String,
    /// What its forecaster said last, and stands by until now.
    mine: Option<&'a Estimate>,
    others: Vec<&'a Estimate>,
    hidden: usize,
}

/// What a person answers at a stop.
enum Reply {
    Again,
    Value(Vec<String>),
    Skip,
    Leave,
}

/// Runs `foretell update`.
pub fn run(args: &UpdateArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    context.leave_out(ui, |_| true);
    let by = context.signer(args.by.as_deref())?;
    let context = context.blind_first(Some(&by), ui)?;
    let today = clock::today()?;
    let view = View::new(today, context.settings().grace);
    let stops = stops(args, &context, &view, &by)?;
    if stops.is_empty() {
        ui.line(&format!(
            "Nothing asks {by} for another look, as of {today}."
        ))?;
        return Ok(ExitStatus::Success);
    }
    if args.list {
        let line = |stop: &Stop<'_>| format!("{}: {}\n", stop.entry.forecast.id, stop.why);
        let lines: String = stops.iter().map(line).collect();
        ui.page(&wrapped(&lines, ui.screen().width))?;
        return Ok(ExitStatus::Success);
    }
    if !Ui::can_ask() {
        return Err(Error::usage(format!(
            "not a terminal: {} to look at",
            value::count(stops.len(), "forecast")
        ))
        .hint("`--list` names them; `foretell estimate ID VALUE` or `--from FILE.csv` logs"));
    }
    walk(args, &context, &stops, &by, today, ui)?;
    Ok(ExitStatus::Success)
}

/// Returns the forecasts to look at, the first due first.
fn stops<'a>(
    args: &UpdateArgs,
    context: &'a Context,
    view: &View,
    by: &str,
) -> Result<Vec<Stop<'a>>, Error> {
    let ledger = &context.ledger;
    let selection = context.selection(&args.filters)?;
    let mut named = Vec::new();
    for id in &args.ids {
        named.push(&context.find(id, Ui::can_ask())?.forecast.id);
    }
    let mut entries = selection.of(ledger, view);
    entries.sort_by_key(|entry| entry.forecast.deadline.end());
    let stop = |entry: &'a Entry| {
        let is_named = named.contains(&&entry.forecast.id);
        let why = update_reason(ledger, entry, view, by, args.stale);
        let why = match why {
            _ if !named.is_empty() && !is_named => return None,
            Some(why) => in_words(&why),
            None if is_named && view.state(ledger, entry).takes_estimates() => {
                "you named it".to_owned()
            }
            None => return None,
        };
        let (mine, others) = own_and_others(&entry.forecast, view, by);
        let last = mine.and_then(|run| run.estimates.last().copied());
        Some(Stop {
            entry,
            why,
            mine: last.filter(|last| !last.ends_run()),
            others: others
                .iter()
                .filter_map(|run| run.estimates.last().copied())
                .collect(),
            hidden: ledger.hidden(&entry.forecast.id),
        })
    };
    Ok(entries.into_iter().filter_map(stop).collect())
}

fn in_words(why: &UpdateReason<'_>) -> String {
    match why {
        UpdateReason::Resolved(id) => format!("`{id}`, which it names, was resolved since"),
        UpdateReason::Moved(others) => {
            let who: Vec<&str> = others.iter().map(|one| &*one.by).collect();
            format!("{} gave another number since yours", who.join(", "))
        }
        UpdateReason::Stale(days) => format!("your estimate is {} old", value::count(*days, "day")),
        UpdateReason::Unestimated => "yours, and without an estimate of yours".to_owned(),
    }
}

fn walk(
    args: &UpdateArgs,
    context: &Context,
    stops: &[Stop<'_>],
    by: &str,
    today: NaiveDate,
    ui: &mut Ui,
) -> Result<(), Error> {
    let (mut again, mut changed) = (0, 0);
    for (number, stop) in stops.iter().enumerate() {
        ui.print(&shown(stop, number + 1, stops.len(), today, ui))?;
        ui.flush()?;
        let change = |said: NewValue<'_>, because: Option<&str>| {
            let estimate = NewEstimate::new(by, said, because);
            let (_, entries) = estimate.entries(&stop.entry.forecast, today)?;
            Ok::<_, Error>(Change::AppendEstimate(entries))
        };
        let read = |typed: &str| match typed {
            "" => Ok(stop.mine.map_or(Reply::Skip, |_| Reply::Again)),
            "s" => Ok(Reply::Skip),
            "q" => Ok(Reply::Leave),
            typed => {
                let value = estimate_value::typed(typed);
                change(NewValue::Value(&value), None)
                    .and_then(|change| record_writer::try_change(context, stop.entry, &change))
                    .map(|()| Reply::Value(value))
                    .map_err(|why| ask::told(&why))
            }
        };
        let change = match ask::checked(&prompt(stop), "", read)? {
            Reply::Leave => break,
            Reply::Skip => continue,
            Reply::Again => {
                let Some(last) = stop.mine else { continue };
                again += 1;
                change(NewValue::Again(last), None)?
            }
            Reply::Value(value) => {
                let because = ask::text("Why? (Enter: no reason)")?;
                changed += 1;
                change(NewValue::Value(&value), because.as_deref())?
            }
        };
        record_writer::change(context, stop.entry, &change, today, &args.write, ui)?;
    }
    let left = stops.len() - again - changed;
    ui.line(&format!(
        "{changed} changed, {again} reaffirmed, {left} left as they are"
    ))
}

fn prompt(stop: &Stop<'_>) -> String {
    let enter = if stop.mine.is_some() {
        "stands by it"
    } else {
        "skips"
    };
    let value = match &stop.entry.forecast.kind {
        Kind::Binary => "a number".to_owned(),
        kind => estimate_value::example(kind),
    };
    format!("Enter {enter}, {value} changes it, s skips, q leaves")
}

/// Returns what a person looks at before they answer.
fn shown(stop: &Stop<'_>, number: usize, all: usize, today: NaiveDate, ui: &Ui) -> String {
    let forecast = &stop.entry.forecast;
    let screen = ui.screen();
    let due = match usize::try_from((forecast.deadline.day() - today).num_days()) {
        Ok(0) | Err(_) => "due today".to_owned(),
        Ok(days) => format!("due in {}", value::count(days, "day")),
    };
    let head = format!("{} ({number} of {all}): {}", forecast.id, stop.why);
    let mut out = format!("\n{head}\n{}\n", one_line(&forecast.question));
    out += &format!("Deadline: {}, {due}\n", forecast.deadline);
    let said = |estimate: &Estimate, who: &str| {
        let because = estimate
            .because
            .as_deref()
            .map(|text| format!(": {}", one_line(text)));
        let said = value::value(&estimate.value, &forecast.kind);
        let because = because.unwrap_or_default();
        format!("  {who}: {said}, on {}{because}\n", estimate.date)
    };
    if let Some(mine) = stop.mine {
        out += &said(mine, "you");
    }
    for other in &stop.others {
        out += &said(other, &one_line(&other.by));
    }
    if stop.hidden > 0 {
        let hidden = value::count(stop.hidden, "estimate");
        out += &format!("  {hidden} of others hidden until yours is in (blind_first)\n");
    }
    let page = wrapped(&out, screen.width);
    let head = wrapped(&head, screen.width);
    page.replacen(
        head.trim_end(),
        &screen.style.paint(Color::Strong, head.trim_end()),
        1,
    )
}
