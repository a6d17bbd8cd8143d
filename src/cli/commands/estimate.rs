//! `foretell estimate`

use chrono::NaiveDate;
use clap::Args;
use foretell::model::{Confidence, Moment, Notation, Numeral};
use foretell::record::edit::{Change, Entries, Yaml};
use foretell::render::number::percent;

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::estimate_value;
use crate::options::WriteArgs;
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
/// An estimate is never changed, only followed by the next one.
#[derive(Debug, Args)]
#[command(
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
    /// Date the estimate [default: today]
    #[arg(long, value_name = "DATE", value_parser = moment)]
    date: Option<Moment>,
    /// Say how sound the grounds are
    #[arg(long, value_name = "LEVEL", value_parser = Confidence::ALL.map(Confidence::as_str))]
    confidence: Option<String>,
    /// Give the reason
    #[arg(long, value_name = "TEXT")]
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
    let date = args.date.unwrap_or(Moment::Day(today));
    put("date", Yaml::plain(date.to_string()));
    put("by", Yaml::text(&by));
    if args.withdraw {
        put("withdrawn", Yaml::plain("true"));
    } else {
        for (name, value) in estimate_value::entries(&args.value, &forecast.kind)? {
            put(&name, value);
        }
    }
    if let Some(confidence) = &args.confidence {
        put("confidence", Yaml::text(confidence));
    }
    // Only what says when it was written can be told from what was written after the fact.
    put("logged", Yaml::plain(today.to_string()));
    if let Some(because) = &args.because {
        put("because", Yaml::text(because));
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
        note_state(&context, entry, date, today, ui);
    }
    Ok(ExitStatus::Success)
}

/// Returns an estimate as it was given; beside a fraction or odds the probability that they are.
fn echo(given: &str) -> String {
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
    let view = foretell::ledger::View::new(today, context.settings().grace);
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
