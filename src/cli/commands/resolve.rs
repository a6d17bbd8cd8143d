//! `foretell resolve`

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use foretell::ledger::{Entry, Ledger, State, View};
use foretell::model::{Kind, Moment, NONE, Numeral, Outcome, OutcomeError, Probability};
use foretell::record::edit::{Change, Entries, Yaml};
use foretell::render::value;

use crate::args::Globals;
use crate::ask::{self, Reply};
use crate::batch;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{WriteArgs, prose};
use crate::record_writer;
use crate::rows::{self, Row};
use crate::scenario_updates;
use crate::spoken_day::day;
use crate::ui::Ui;

/// Log what happened
///
/// OUTCOME is yes or no, an option, a scenario, a number, a day, `never`, `below`, `above`, a share
/// such as `30%`, shares of options such as `"a=50% b=50%"`, `annulled` (the question broke) or
/// `ambiguous` (reality is unclear).
///
/// On a terminal, without arguments, it walks through what is overdue or awaiting an outcome, one
/// forecast at a time, with the probability hidden until the outcome is chosen.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  foretell resolve gas-deal yes --date 2014-05-21 \\\n    --evidence \"Contract signed in Shanghai\" --note \"Price not published\"\n  foretell resolve --from outcomes.csv"
)]
pub struct ResolveArgs {
    /// Resolve this forecast
    #[arg(value_name = "ID", requires = "outcome")]
    id: Option<String>,
    /// What happened
    #[arg(value_name = "OUTCOME", allow_negative_numbers = true)]
    outcome: Option<String>,
    /// Log the outcomes of this CSV file, all or none; its heads are id, outcome and, if wanted, date,
    /// known, evidence, note, by (`-`: standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["id", "amend"])]
    from: Option<PathBuf>,
    /// The day on which it happened and was known [default: today, or for a no the day after the
    /// deadline]
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<NaiveDate>,
    /// The day on which it was known, where that is later
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<NaiveDate>,
    /// What shows it: a link or a sentence (can be repeated)
    #[arg(short = 'm', long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    evidence: Vec<String>,
    /// Add a remark
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    note: Option<String>,
    /// Sign as this person [default: `FORETELL_FORECASTER`, or the ledger's forecaster]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Correct a resolution; the old one is kept in `replaces`
    #[arg(long, requires = "because")]
    amend: bool,
    /// The reason for the correction
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true, requires = "amend")]
    because: Option<String>,
    /// How it is written.
    #[command(flatten)]
    write: WriteArgs,
}

/// The heads of a table of outcomes; the first two are needed.
const HEADS: [&str; 7] = ["id", "outcome", "date", "known", "evidence", "note", "by"];

/// A resolution as it was typed or chosen.
pub struct Answer {
    /// What happened.
    pub outcome: Outcome,
    /// The day on which it happened and was known.
    pub date: Option<NaiveDate>,
    /// The day on which it was known, where that is later.
    pub known: Option<NaiveDate>,
    /// What shows it.
    pub evidence: Vec<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Runs `foretell resolve`.
pub fn run(args: &ResolveArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_about(globals, args.id.as_deref())?;
    let today = clock::today()?;
    let by = context.signer(args.by.as_deref())?;
    if let Some(path) = &args.from {
        return many(path, args, &context, &by, today, ui);
    }
    let (Some(id), Some(outcome)) = (&args.id, &args.outcome) else {
        return walk(&context, globals, &by, today, &args.write, ui);
    };
    let entry = context.find(id, Ui::can_ask())?;
    let answer = Answer {
        outcome: read_outcome(outcome, &entry.forecast.kind)?,
        date: args.date,
        known: args.known,
        evidence: args.evidence.clone(),
        note: args.note.clone(),
    };
    let entries = entries(&answer, entry, &by, today)?;
    let change = match &args.because {
        Some(because) => Change::AmendResolution {
            resolution: entries,
            because: because.clone(),
        },
        None => Change::SetResolution(entries),
    };
    record_writer::change(&context, entry, &change, today, &args.write, ui)?;
    if !args.write.dry_run {
        report(&context, entry, &answer, today, ui)?;
        scenario_updates::report(&context, globals, &entry.forecast.id, today, ui)?;
    }
    Ok(ExitStatus::Success)
}

/// Logs the outcomes of a table, all or none.
fn many(
    path: &Path,
    args: &ResolveArgs,
    context: &Context,
    by: &str,
    today: NaiveDate,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    let rows = rows::read(path, &HEADS, 2)?;
    let mut answered: Vec<(&Entry, Answer, u64)> = Vec::new();
    let plan = |row: &Row| {
        let entry = context.find(row.needed("id")?, false)?;
        let id = &entry.forecast.id;
        let twice = answered
            .iter()
            .find(|(known, _, _)| known.forecast.id == *id);
        if let Some((_, _, line)) = twice {
            return Err(Error::usage(format!("line {line} resolves `{id}` already")));
        }
        let answer = Answer {
            outcome: read_outcome(row.needed("outcome")?, &entry.forecast.kind)?,
            date: row.read("date", day)?.or(args.date),
            known: row.read("known", day)?.or(args.known),
            evidence: row.get("evidence").map(str::to_owned).into_iter().collect(),
            note: row.get("note").map(str::to_owned),
        };
        let entries = entries(&answer, entry, row.get("by").unwrap_or(by), today)?;
        answered.push((entry, answer, row.line));
        Ok((entry, Change::SetResolution(entries)))
    };
    batch::write(context, (path, &rows), today, &args.write, ui, plan)?;
    if !args.write.dry_run {
        for (entry, answer, _) in &answered {
            report(context, entry, answer, today, ui)?;
        }
    }
    Ok(ExitStatus::Success)
}

/// Reads the outcome of a question of that kind, or says what would be one.
pub fn read_outcome(text: &str, kind: &Kind) -> Result<Outcome, Error> {
    if let Some(shares) = shares(text, kind) {
        return Ok(shares);
    }
    Outcome::parse(text, kind).map_err(|why| {
        let error = Error::usage(format!("`{text}` is no outcome of this question: {why}"));
        match why {
            OutcomeError::NotAnOption {
                nearest: Some(near),
                ..
            } => error.hint(format!("did you mean `{near}`?")),
            _ => error,
        }
    })
}

/// Reads the shares of options, `a=50% b=50%`, of a question that may come out in part.
fn shares(text: &str, kind: &Kind) -> Option<Outcome> {
    let takes_shares = matches!(kind, Kind::Choice { .. } | Kind::Scenarios(_));
    if !takes_shares || kind.options().contains(&text.trim()) {
        return None;
    }
    let mut shares = Vec::new();
    let mut begun: Vec<&str> = Vec::new();
    // The name of an option may have blanks.
    for word in text.split_whitespace() {
        let Some((end, share)) = word.rsplit_once('=') else {
            begun.push(word);
            continue;
        };
        begun.push(end);
        shares.push((begun.join(" "), Numeral::parse_share(share)?));
        begun.clear();
    }
    (begun.is_empty() && !shares.is_empty()).then_some(Outcome::Shares(shares))
}

fn report(
    context: &Context,
    entry: &Entry,
    answer: &Answer,
    today: NaiveDate,
    ui: &mut Ui,
) -> Result<(), Error> {
    let forecast = &entry.forecast;
    ui.line(&format!(
        "{}: resolved {}, in {}",
        forecast.id,
        value::outcome(&answer.outcome),
        entry.file
    ))?;
    let hangs = context.ledger.entries().iter().filter(|other| {
        other
            .forecast
            .given
            .as_ref()
            .is_some_and(|given| given.forecast == forecast.id)
    });
    for other in hangs {
        let met = other
            .forecast
            .given
            .as_ref()
            .is_some_and(|given| answer.outcome.reads_as(&given.outcome));
        let what = if met {
            "may now be resolved"
        } else {
            "is void: its condition is not met"
        };
        ui.line(&format!("`{}` depends on it and {what}", other.forecast.id))?;
    }
    let deadline = forecast.deadline.day();
    if today <= deadline && !answer.outcome.is_void() {
        ui.line(&format!(
            "It counts in `score` and `calibration` when its deadline, {deadline}, has passed; \
             --include-early counts it now."
        ))?;
    }
    Ok(())
}

/// Returns the keys of a resolution. Its days: a thing that happened has one, what did not happen
/// was known when the deadline had passed, unless it is said otherwise.
fn entries(answer: &Answer, entry: &Entry, by: &str, today: NaiveDate) -> Result<Entries, Error> {
    let forecast = &entry.forecast;
    let happens = happens(&answer.outcome, &forecast.kind);
    let after = forecast.deadline.plus_days(1).day();
    let happened = match answer.outcome {
        Outcome::Date(day) => Some(day),
        _ => answer.date.filter(|_| happens),
    };
    let known = answer.known.or(answer.date).or(happened);
    let known = match known {
        Some(known) => known,
        None if today <= forecast.deadline.day() => today,
        None if happens && !matches!(answer.outcome, Outcome::Number(_)) => {
            return Err(
                Error::usage(format!("the deadline was {}", forecast.deadline))
                    .hint("say with --date when it happened, and with --known when that was known"),
            );
        }
        None => after,
    };
    let mut entries = vec![("outcome".to_owned(), outcome(&answer.outcome))];
    let mut put = |name: &str, value: Yaml| entries.push((name.to_owned(), value));
    if let Some(happened) = happened {
        put("happened", Yaml::plain(happened.to_string()));
    }
    put("known", Yaml::plain(known.to_string()));
    put("logged", Yaml::plain(today.to_string()));
    put("by", Yaml::text(by));
    if !answer.evidence.is_empty() {
        put(
            "evidence",
            Yaml::List(answer.evidence.iter().map(Yaml::text).collect()),
        );
    }
    if let Some(note) = &answer.note {
        put("note", Yaml::text(note));
    }
    Ok(entries)
}

/// Returns whether an outcome is a thing that happens on a day: that none of the scenarios came
/// about is not.
fn happens(outcome: &Outcome, kind: &Kind) -> bool {
    match outcome {
        Outcome::No | Outcome::Never | Outcome::Annulled | Outcome::Ambiguous => false,
        Outcome::Option(option) => !(matches!(kind, Kind::Scenarios(_)) && option == NONE),
        _ => true,
    }
}

fn outcome(outcome: &Outcome) -> Yaml {
    match outcome {
        Outcome::Option(option) => Yaml::text(option),
        Outcome::Shares(shares) => {
            let share = |(option, share): &(String, Probability)| {
                (option.clone(), Yaml::plain(share.get().to_string()))
            };
            Yaml::Map(shares.iter().map(share).collect())
        }
        other => Yaml::plain(other.to_string()),
    }
}

/// Returns what has no outcome yet, what is overdue first, and how much of it is.
fn lacking<'l>(ledger: &'l Ledger, view: &View) -> (Vec<&'l Entry>, usize) {
    let is_overdue = |entry: &Entry| matches!(view.state(ledger, entry), State::Overdue { .. });
    let lacks = |entry: &&Entry| view.state(ledger, entry).lacks_outcome();
    let mut lacking: Vec<&Entry> = ledger.entries().iter().filter(lacks).collect();
    lacking.sort_by_key(|entry| (!is_overdue(entry), entry.forecast.lookup().end()));
    let overdue = lacking.iter().filter(|entry| is_overdue(entry)).count();
    (lacking, overdue)
}

/// Walks through what is overdue, then through what awaits an outcome, one forecast at a time.
fn walk(
    context: &Context,
    globals: &Globals,
    by: &str,
    today: NaiveDate,
    write: &WriteArgs,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    context.leave_out(ui, |_| true);
    let view = View::new(today, context.settings().grace);
    let (lacking, overdue) = lacking(&context.ledger, &view);
    if !Ui::can_ask() {
        let awaiting = lacking.len() - overdue;
        let error = Error::usage("not a terminal: ID and OUTCOME are missing");
        return Err(error.hint(format!(
            "`foretell resolve ID OUTCOME`; {overdue} overdue, {awaiting} awaiting an outcome"
        )));
    }
    if lacking.is_empty() {
        ui.line("Nothing is overdue, and nothing awaits an outcome.")?;
    }
    let mut latest: Option<Context> = None;
    for entry in lacking {
        let check = |answer: &Answer| {
            let change = Change::SetResolution(entries(answer, entry, by, today)?);
            record_writer::try_change(context, entry, &change)
        };
        let answer = match ask::resolution(&entry.forecast, check, ui)? {
            Reply::Answer(answer) => answer,
            Reply::Pass => continue,
            Reply::Leave => break,
        };
        let change = Change::SetResolution(entries(&answer, entry, by, today)?);
        record_writer::change(context, entry, &change, today, write, ui)?;
        reveal(entry, &view, ui)?;
        report(context, entry, &answer, today, ui)?;
        if !write.dry_run {
            let before = latest.as_ref().unwrap_or(context);
            let after = scenario_updates::report(before, globals, &entry.forecast.id, today, ui)?;
            latest = after.or(latest);
        }
    }
    Ok(ExitStatus::Success)
}

/// Shows what was said, now that the outcome is chosen.
fn reveal(entry: &Entry, view: &View, ui: &mut Ui) -> Result<(), Error> {
    let forecast = &entry.forecast;
    for estimate in foretell::ledger::standing(forecast, view) {
        let said = value::value(&estimate.value, &forecast.kind);
        let date: Moment = estimate.date;
        ui.line(&format!("  {} said {said} on {date}", estimate.by))?;
    }
    Ok(())
}
