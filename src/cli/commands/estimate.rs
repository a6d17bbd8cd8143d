//! `foretell estimate`

use std::cmp::Ordering;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use foretell::ledger::View;
use foretell::model::{Confidence, ForecastId, Moment, Notation, Numeral, same_name};
use foretell::record::edit::Change;
use foretell::render::number::percent;
use foretell::store;

use crate::args::Globals;
use crate::batch;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::estimate_value;
use crate::new_estimate::{NewEstimate, NewValue};
use crate::options::{WriteArgs, prose};
use crate::record_writer;
use crate::rows::{self, Row};
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
    after_help = "Examples:\n  foretell estimate gas-deal 70% --because \"the price gap has closed\"\n  foretell estimate --from monday.csv"
)]
pub struct EstimateArgs {
    /// Estimate this forecast
    #[arg(value_name = "ID", required_unless_present = "from")]
    id: Option<String>,
    /// What is estimated
    #[arg(
        value_name = "VALUE",
        required_unless_present_any = ["withdraw", "from"],
        conflicts_with = "withdraw",
        allow_negative_numbers = true
    )]
    value: Vec<String>,
    /// End the run: no longer stand by what was said before
    #[arg(long)]
    withdraw: bool,
    /// Log the estimates of this CSV file, all or none; its heads are id, estimate and, if wanted, date,
    /// by, confidence, because (`-`: standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["id", "withdraw", "amend"])]
    from: Option<PathBuf>,
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

/// The heads of a table of estimates; the first two are needed.
const HEADS: [&str; 6] = ["id", "estimate", "date", "by", "confidence", "because"];

/// Runs `foretell estimate`.
pub fn run(args: &EstimateArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let today = clock::today()?;
    let Some(id) = &args.id else {
        return many(args, &Context::open_in_part(globals)?, today, ui);
    };
    let context = Context::open_about(globals, Some(id))?;
    // A script that writes names the whole id.
    let entry = context.find(id, Ui::can_ask())?;
    let by = context.signer(args.by.as_deref())?;
    let estimate = NewEstimate {
        by: &by,
        said: if args.withdraw {
            NewValue::Withdrawn
        } else {
            NewValue::Value(&args.value)
        },
        date: args.date,
        confidence: args.confidence.as_deref(),
        because: args.because.as_deref(),
        amends: args.amend,
    };
    let forecast = &entry.forecast;
    let (date, entries) = estimate.entries(forecast, today)?;
    let change = Change::AppendEstimate(entries);
    record_writer::change(&context, entry, &change, today, &args.write, ui)?;
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

/// Logs the estimates of a table, all or none.
fn many(
    args: &EstimateArgs,
    context: &Context,
    today: NaiveDate,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    let path = args.from.as_deref().unwrap_or(Path::new(store::STDIN));
    let rows = rows::read(path, &HEADS, 2)?;
    let mut seen: Vec<(ForecastId, String, Moment, u64)> = Vec::new();
    let mut said = Vec::new();
    let plan = |row: &Row| {
        let entry = context.find(row.needed("id")?, false)?;
        let by = context.signer(row.get("by").or(args.by.as_deref()))?;
        let value = estimate_value::typed(row.needed("estimate")?);
        let estimate = NewEstimate {
            by: &by,
            said: NewValue::Value(&value),
            date: row.read("date", moment)?.or(args.date),
            confidence: row.get("confidence").or(args.confidence.as_deref()),
            because: row.get("because").or(args.because.as_deref()),
            amends: false,
        };
        let id = &entry.forecast.id;
        let (date, entries) = estimate.entries(&entry.forecast, today)?;
        let twice = seen.iter().find(|(known, who, day, _)| {
            known == id && same_name(who, &by) && day.compare(date) == Ordering::Equal
        });
        if let Some((_, _, _, line)) = twice {
            return Err(Error::usage(format!(
                "line {line} has an estimate of `{id}` by {by} on {date} already"
            )));
        }
        let what = echo(&value.join(" "));
        said.push(format!(
            "{id}: {by} says {what} on {date}, in {}",
            entry.file
        ));
        seen.push((id.clone(), by, date, row.line));
        Ok((entry, Change::AppendEstimate(entries)))
    };
    batch::write(context, (path, &rows), today, &args.write, ui, plan)?;
    if !args.write.dry_run {
        for line in &said {
            ui.line(line)?;
        }
    }
    Ok(ExitStatus::Success)
}

/// Returns an estimate as it was given; beside a fraction or odds the probability that they are.
pub fn echo(given: &str) -> String {
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
