//! `foretell estimate`

use std::cmp::Ordering;

use chrono::NaiveDate;
use clap::Args;
use foretell::ledger::{View, every_run};
use foretell::model::{Confidence, Estimate, Forecast, Kind, Moment, Notation, Numeral, same_name};
use foretell::record::edit::{Change, Entries, Yaml};
use foretell::render::number::percent;

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::estimate_value;
use crate::options::{WriteArgs, prose};
use crate::record_writer;
use crate::spoken_day::moment;
use crate::ui::Ui;

/// Log an estimate
///
/// VALUE depends on the kind of question. Binary: `70%`, `0.7`, `7/10`, `7 to 3`, `55-75%`, or a
/// word of the yardstick such as `likely`. Choice, ordered and scenario sets: `a=50% b=30% c=20%`.
/// Number: `5%=9 50%=11 95%=14` or `9..14@80%`. Date: `2015-12-31=40%`. Every kind: `none`, a
/// stated refusal to give a number.
///
/// An estimate is never changed, only followed by the next one: of two of one day the later counts.
/// `--amend` corrects the last one, for the day of that, and keeps it.
#[derive(Debug, Args)]
#[command(
    visible_alias = "est",
    after_help = "Example:\n  foretell estimate gas-deal 70% --because \"the price gap has closed\""
)]
pub struct EstimateArgs {
    /// Estimate this forecast
    #[arg(value_name = "ID")]
    id: String,
    /// What is estimated
    #[arg(
        value_name = "VALUE",
        required_unless_present = "withdraw",
        conflicts_with = "withdraw",
        allow_negative_numbers = true
    )]
    value: Vec<String>,
    /// End the run: no longer stand by what was said before
    #[arg(long)]
    withdraw: bool,
    /// Sign as this forecaster [default: `FORETELL_FORECASTER`, or the ledger's]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Correct the last estimate, which is kept; `--because` says why
    #[arg(long, requires = "because", conflicts_with = "date")]
    amend: bool,
    /// Date the estimate [default: today]
    #[arg(long, value_name = "DATE", value_parser = moment)]
    date: Option<Moment>,
    /// Say how sound the grounds are
    #[arg(long, value_name = "LEVEL", value_parser = Confidence::ALL.map(Confidence::as_str))]
    confidence: Option<String>,
    /// Give the reason
    #[arg(short = 'm', long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    because: Option<String>,
    /// How it is written.
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `foretell estimate`.
pub fn run(args: &EstimateArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    let today = clock::today()?;
    // A script that writes names the whole id.
    let entry = context.find(&args.id, Ui::can_ask())?;
    let by = context.signer(args.by.as_deref())?;
    let forecast = &entry.forecast;
    let mut entries: Entries = Vec::new();
    let mut put = |name: &str, value: Yaml| entries.push((name.to_owned(), value));
    let amended = if args.amend {
        Some(last_estimate(forecast, &by, today)?)
    } else {
        None
    };
    let date = amended.map_or(args.date.unwrap_or(Moment::Day(today)), |one| one.date);
    put("date", Yaml::plain(date.to_string()));
    put("by", Yaml::text(&by));
    if args.withdraw {
        put("withdrawn", Yaml::plain("true"));
    } else {
        for (name, value) in estimate_value::entries(&args.value, &forecast.kind.on(date))? {
            put(&name, value);
        }
    }
    if let Some(confidence) = &args.confidence {
        put("confidence", Yaml::text(confidence));
    }
    // Only what says when it was written can be told from what was written after the fact.
    put(
        "logged",
        Yaml::plain(logged(forecast, &by, date)?.to_string()),
    );
    if let Some(because) = &args.because {
        let key = if args.amend { "amends" } else { "because" };
        put(key, Yaml::text(because));
    }
    record_writer::change(
        &context,
        entry,
        &Change::AppendEstimate(entries),
        today,
        &args.write,
        ui,
    )?;
    if !args.write.dry_run {
        let what = if args.withdraw {
            "withdrawn".to_owned()
        } else {
            echo(&args.value.join(" "))
        };
        ui.line(&format!(
            "{}: {by} says {what} on {date}, in {}",
            forecast.id, entry.file
        ))?;
        if date.day() > today {
            ui.warn(&format!(
                "in UTC, by which days are counted, it is still {today}: the estimate stands from {date} on"
            ));
        }
        note_state(&context, entry, date, today, ui);
    }
    Ok(ExitStatus::Success)
}

/// Returns the last estimate of a forecaster, which may be amended.
fn last_estimate<'a>(
    forecast: &'a Forecast,
    by: &str,
    today: NaiveDate,
) -> Result<&'a Estimate, Error> {
    let runs = every_run(forecast, &View::new(today, 0));
    let run = runs.into_iter().find(|run| same_name(run.by, by));
    run.and_then(|run| run.estimates.last().copied())
        .ok_or_else(|| {
            Error::usage(format!(
                "{by} has no estimate of `{}` to amend",
                forecast.id
            ))
            .hint("leave out `--amend` to log one, or name its forecaster with `--by`")
        })
}

/// Returns when an estimate is written: today, and the time where the day has one of the forecaster
/// already, so that it is known which of the two is the later.
fn logged(forecast: &Forecast, by: &str, date: Moment) -> Result<Moment, Error> {
    let now = clock::moment()?;
    let is_second = forecast
        .estimates
        .iter()
        .any(|one| same_name(&one.by, by) && one.date.compare(date) == Ordering::Equal);
    Ok(if is_second {
        now
    } else {
        Moment::Day(now.day())
    })
}

/// Returns the keys of a first estimate, made and written today.
pub(super) fn first(
    value: &[String],
    kind: &Kind,
    by: &str,
    today: NaiveDate,
    because: Option<&str>,
) -> Result<Entries, Error> {
    let day = || Yaml::plain(today.to_string());
    let key = |name: &str, value: Yaml| (name.to_owned(), value);
    let mut entries = vec![key("date", day()), key("by", Yaml::text(by))];
    entries.extend(estimate_value::entries(value, kind)?);
    entries.push(key("logged", day()));
    entries.extend(because.map(|text| key("because", Yaml::text(text))));
    Ok(entries)
}

/// Returns an estimate as it was given; beside a fraction or odds the probability that they are.
pub(super) fn echo(given: &str) -> String {
    match Numeral::parse(given) {
        Ok(Numeral::Number(value, Notation::Fraction | Notation::Odds)) => {
            format!("{given} = {}", percent(value.get()))
        }
        _ => given.to_owned(),
    }
}

/// Says where an estimate comes too late to count.
fn note_state(
    context: &Context,
    entry: &foretell::ledger::Entry,
    date: Moment,
    today: NaiveDate,
    ui: &mut Ui,
) {
    let view = View::new(today, context.settings().grace);
    let state = view.state(&context.ledger, entry);
    if state.is_over() {
        ui.warn("the forecast is resolved: only estimates from before it was known are scored");
    } else if state.lacks_outcome() && entry.forecast.deadline.is_before(date) {
        let id = &entry.forecast.id;
        ui.warn(&format!(
            "its deadline has passed, and an outcome is awaited: `foretell resolve {id} OUTCOME`"
        ));
    }
}
