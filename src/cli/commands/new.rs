//! `foretell new`

use chrono::NaiveDate;
use clap::Args;
use foretell::model::{
    ArgumentError, ChoiceOption, Forecast, ForecastId, Kind, KindName, Moment, Scenario,
    ScenarioSet, Sources,
};
use foretell::record::edit::{Change, apply};
use foretell::record::emit_file;

use crate::args::Globals;
use crate::ask;
use crate::clock;
use crate::commands::estimate;
use crate::context::Context;
use crate::editor;
use crate::error::{Error, ExitStatus};
use crate::estimate_value;
use crate::interview;
use crate::new_estimate::{NewEstimate, NewValue};
use crate::options::{WriteArgs, prose, words};
use crate::question_id::{id_of, slug};
use crate::record_writer;
use crate::spoken_day::{DayError, moment};
use crate::ui::Ui;

/// The kinds of which a question is asked.
const KINDS: [KindName; 5] = [
    KindName::Binary,
    KindName::Choice,
    KindName::Ordered,
    KindName::Number,
    KindName::Date,
];

/// Write down a new forecast, or with --scenarios a new scenario set
///
/// A question can stand in front, with its deadline and a first estimate behind it; its id is then made
/// from its words. On a terminal, what is not said is asked for. In a pipe nothing is asked, and what is
/// missing is named.
#[derive(Debug, Args)]
#[command(
    visible_alias = "add",
    after_help = "Examples:\n  foretell new \"Will it rain in Riga before 1 December?\" +7d 70% -m \"a front is coming\"\n  foretell new gas-deal --deadline 2015-12-31 --topic energy \\\n    --question \"Will Gazprom and CNPC sign a binding gas contract before 2016?\"\n  foretell new partnership --scenarios --deadline 2019-12-31 --title \"Russia and China\" \\\n    --scenario \"axis=An axis of convenience\" --scenario convergence=Convergence"
)]
pub struct NewArgs {
    /// Ask this, or give it this id, the name of its file
    #[arg(value_name = "QUESTION|ID")]
    first: Option<String>,
    /// Its deadline, and what is estimated at first
    #[arg(value_name = "DEADLINE|VALUE", requires = "first")]
    rest: Vec<String>,
    /// Ask this
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    question: Option<String>,
    /// Give it a short name for tables
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    title: Option<String>,
    /// The kind of question [default: binary]
    #[arg(long, value_name = "KIND", value_parser = words(&KINDS, KindName::as_str))]
    kind: Option<KindName>,
    /// An option of a choice or ordered question (repeated, in order)
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    option: Vec<String>,
    /// Write a scenario set rather than a forecast; a title will do for its question
    #[arg(long, conflicts_with_all = ["kind", "option", "unit", "bounds"])]
    scenarios: bool,
    /// A scenario of the set (repeated, in order)
    #[arg(long, value_name = "ID=TITLE", requires = "scenarios", value_parser = scenario)]
    scenario: Vec<(String, Option<String>)>,
    /// One of the scenarios must come about [default: the scenario `none` holds the rest]
    #[arg(long, requires = "scenarios")]
    exhaustive: bool,
    /// What a number is counted in
    #[arg(long, value_name = "TEXT")]
    unit: Option<String>,
    /// The bounds of a number or date question, beyond which it is `below`, `above` or `never`
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    bounds: Option<String>,
    /// Say what will decide it
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    criteria: Option<String>,
    /// The last day on which the event counts
    #[arg(long, value_name = "DATE", value_parser = moment)]
    deadline: Option<Moment>,
    /// From when the question is open [default: today]
    #[arg(long, value_name = "DATE", value_parser = moment)]
    opened: Option<Moment>,
    /// When the answer can be looked up [default: the deadline]
    #[arg(long, value_name = "DATE", value_parser = moment)]
    known_by: Option<Moment>,
    /// Where the answer will be found
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    look_in: Option<String>,
    /// Where else, should that fail
    #[arg(long, value_name = "TEXT", value_parser = prose,
        allow_hyphen_values = true)]
    or_in: Option<String>,
    /// Put it under this tag (can be repeated)
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Put its file into this folder of `forecasts/`
    #[arg(long, value_name = "FOLDER")]
    topic: Option<String>,
    /// Who must resolve it [default: whoever signs]
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Give the reason of the first estimate
    #[arg(
        short = 'm',
        long,
        value_name = "TEXT",
        requires = "rest",
        value_parser = prose,
        allow_hyphen_values = true
    )]
    because: Option<String>,
    /// Sign the first estimate as this forecaster [default: `FORETELL_FORECASTER`, or the ledger's]
    #[arg(long, value_name = "NAME", requires = "rest")]
    by: Option<String>,
    /// Open it in $VISUAL or $EDITOR afterwards
    #[arg(long)]
    edit: bool,
    /// How it is written.
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `foretell new`.
pub fn run(args: &NewArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    let today = clock::today()?;
    let words = Words::read(args)?;
    let mut forecast = forecast(args, &words, &context, today)?;
    let by = context.forecaster(args.by.as_deref())?;
    if forecast.owner.is_none() {
        forecast.owner.clone_from(&by);
    }
    let file = file(args.topic.as_deref(), &forecast.id)?;
    let mut text = emit_file(&forecast);
    let mut said = String::new();
    let (mut value, mut because) = (words.value.clone(), args.because.clone());
    let first = |value: &[String], because: Option<&str>, by: &str| {
        let estimate = NewEstimate::new(by, NewValue::Value(value), because);
        let (_, entries) = estimate.entries(&forecast, today)?;
        Ok::<_, Error>(Change::AppendEstimate(entries))
    };
    if let Some(by) = by
        .as_deref()
        .filter(|_| args.is_asked(&words) && value.is_empty())
    {
        (value, because) = interview::estimate(&forecast.kind, |value| {
            let change = first(value, None, by)?;
            record_writer::changed_text(&context, (&file, 0), &text, &change).map(|_| ())
        })?;
    }
    if !value.is_empty() {
        let by = context.signer(args.by.as_deref())?;
        let change = first(&value, because.as_deref(), &by)?;
        text = apply(&text, 0, &change)?.text;
        said = format!("; {by} says {}", estimate::echo(&value.join(" ")));
    }
    record_writer::add(&context, &file, &text, today, &args.write, ui)?;
    if args.write.dry_run {
        return Ok(ExitStatus::Success);
    }
    ui.line(&format!("{}: written to {file}{said}", forecast.id))?;
    if args.edit {
        ui.flush()?;
        editor::open(&context.root.join(&file))?;
    } else if said.is_empty() {
        ui.line(&format!(
            "Next: foretell estimate {} {} --because \"…\"",
            forecast.id,
            estimate_value::example(&forecast.kind)
        ))?;
    }
    Ok(ExitStatus::Success)
}

impl NewArgs {
    /// Returns whether a person is there who is asked for the question, and so for all that belongs to it.
    fn is_asked(&self, words: &Words) -> bool {
        words.question.is_none() && self.question.is_none() && !self.scenarios
    }
}

/// Returns the file of a new record. A topic is a folder below `forecasts/`, and no way out of it.
fn file(topic: Option<&str>, id: &ForecastId) -> Result<String, Error> {
    let Some(topic) = topic
        .map(|topic| topic.trim_matches('/'))
        .filter(|topic| !topic.is_empty())
    else {
        return Ok(format!("forecasts/{id}.yaml"));
    };
    let fits = topic.split('/').all(|part| ForecastId::parse(part).is_ok());
    if !fits {
        return Err(
            Error::usage(format!("`{topic}` cannot be the name of a topic's folder"))
                .hint("small letters, digits and hyphens, as in `energy` or `asia/trade`"),
        );
    }
    Ok(format!("forecasts/{topic}/{id}.yaml"))
}

/// What stands in front of the options.
#[derive(Debug, Default)]
struct Words {
    id: Option<ForecastId>,
    question: Option<String>,
    deadline: Option<Moment>,
    /// The value of a first estimate, as `foretell estimate` takes it.
    value: Vec<String>,
}

impl Words {
    fn read(args: &NewArgs) -> Result<Self, Error> {
        let mut words = Self::default();
        match &args.first {
            None => {}
            Some(first) if first.contains([' ', '?']) => {
                if args.question.is_some() {
                    return Err(
                        Error::usage(format!("two questions: `{first}`, and --question")).hint(
                            "leave one out, or begin with an id of small letters, digits and `-`",
                        ),
                    );
                }
                words.question = Some(first.trim().to_owned());
            }
            Some(first) => {
                let id = ForecastId::parse(first);
                words.id = Some(id.map_err(|why| {
                    Error::usage(format!("`{first}` is no id: {why}"))
                        .hint("a question is written in quotes, with its question mark")
                })?);
            }
        }
        words.deadline = args.deadline;
        for word in &args.rest {
            let read = words.deadline.is_none().then(|| moment(word));
            match read {
                Some(Ok(day)) => words.deadline = Some(day),
                // In figures it is a day, though none that can be read.
                Some(Err(DayError::Moment(why))) => {
                    return Err(Error::usage(format!("`{word}` is no deadline: {why}")));
                }
                _ => words.value.push(word.clone()),
            }
        }
        Ok(words)
    }
}

fn forecast(
    args: &NewArgs,
    words: &Words,
    context: &Context,
    today: NaiveDate,
) -> Result<Forecast, Error> {
    if !Ui::can_ask() {
        name_missing(args, words)?;
    }
    let title = args.title.as_ref().filter(|_| args.scenarios);
    let given = words.question.as_ref().or(args.question.as_ref()).or(title);
    let is_asked = args.is_asked(words);
    if is_asked {
        ask::say("Enter leaves out what may be left out; Ctrl-C stops, and nothing is written.")?;
    }
    let question = match given {
        Some(question) => question.clone(),
        None => ask::checked("Question", "", |answer| match answer {
            "" => Err("a forecast asks something"),
            answer => Ok(answer.to_owned()),
        })?,
    };
    let kind = if args.scenarios {
        Kind::Scenarios(Box::new(scenario_set(args)?))
    } else if is_asked && args.kind.is_none() {
        interview::kind()?
    } else {
        kind(args)?
    };
    let id = free_id(words, &question, context)?;
    let deadline = match words.deadline {
        Some(deadline) => deadline,
        None => ask::checked("Deadline, the last day that counts", "", moment)?,
    };
    // Whoever is asked for the question is there to be asked for its criteria. Those of a set
    // stand with its scenarios.
    let criteria = match &args.criteria {
        None if given.is_none() => ask::text("Criteria: what will decide it")?,
        given => given.clone(),
    };
    let primary = match &args.look_in {
        None if is_asked => ask::text("Source: where the answer will be found")?,
        given => given.clone(),
    };
    let fallback = args.or_in.clone();
    let sources = Sources { primary, fallback };
    Ok(Forecast {
        id,
        question,
        title: args.title.clone(),
        kind,
        criteria,
        tags: args.tag.clone(),
        opened: Some(args.opened.unwrap_or(Moment::Day(today))),
        deadline,
        deadline_basis: None,
        known_by: args.known_by,
        owner: args.owner.clone(),
        cluster: None,
        sources: (sources != Sources::default()).then_some(sources),
        source: None,
        base_rate: None,
        estimates: Vec::new(),
        resolution: None,
        lesson: None,
        given: None,
        relations: None,
        waivers: Vec::new(),
    })
}

/// Returns the id that is given, that of the question, or what somebody says when asked.
fn free_id(words: &Words, question: &str, context: &Context) -> Result<ForecastId, Error> {
    let is_free = |id: &ForecastId| context.ledger.get(id).is_none();
    let id = match (&words.id, &words.question) {
        (Some(id), _) => id.clone(),
        (None, Some(question)) => id_of(question, is_free)?,
        (None, None) => ask::id(&slug(question), is_free)?,
    };
    match context.ledger.get(&id) {
        None => Ok(id),
        Some(taken) => Err(Error::usage(format!(
            "the id `{id}` is taken, by {}",
            taken.file
        ))),
    }
}

/// Names what nobody is there to be asked for.
fn name_missing(args: &NewArgs, words: &Words) -> Result<(), Error> {
    let asks = words.question.is_some()
        || args.question.is_some()
        || args.scenarios && args.title.is_some();
    let question = if args.scenarios {
        "--title"
    } else {
        "--question"
    };
    let wanted = [
        ("ID", words.id.is_none() && words.question.is_none()),
        (question, !asks),
        ("--deadline", words.deadline.is_none()),
        ("--scenario", args.scenarios && args.scenario.is_empty()),
    ];
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(_, gone)| *gone)
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(
        Error::usage(format!("not a terminal: {} missing", missing.join(", "))).hint(
            if args.scenarios {
                "`foretell new --help` has an example"
            } else {
                "`foretell new \"Will it …?\" 2027-12-31 70% -m \"why\"` says all at once"
            },
        ),
    )
}

fn kind(args: &NewArgs) -> Result<Kind, Error> {
    let options = args.option.clone();
    Ok(match args.kind.unwrap_or(KindName::Binary) {
        KindName::Choice => Kind::Choice {
            options: options.into_iter().map(ChoiceOption::new).collect(),
        },
        KindName::Ordered => Kind::Ordered { options },
        KindName::Number => Kind::Number {
            unit: args.unit.clone(),
            bounds: bounds(args, KindName::Number)?,
            vintage: None,
        },
        KindName::Date => Kind::Date {
            bounds: bounds(args, KindName::Date)?,
        },
        KindName::Binary | KindName::Scenarios => Kind::Binary,
    })
}

/// Reads a scenario, `ID` or `ID=TITLE`.
fn scenario(text: &str) -> Result<(String, Option<String>), ArgumentError> {
    let (id, title) = match text.split_once('=') {
        Some((id, title)) => (id.trim(), Some(title.trim().to_owned())),
        None => (text.trim(), None),
    };
    match ForecastId::parse(id) {
        Ok(id) => Ok((id.to_string(), title)),
        Err(why) => Err(ArgumentError::NotAnId(id.to_owned(), why)),
    }
}

fn scenario_set(args: &NewArgs) -> Result<ScenarioSet, Error> {
    let mut named = args.scenario.clone();
    while args.scenario.is_empty() {
        let next = ask::checked(
            "A scenario, as id=title (empty: that is all)",
            "",
            |answer| match answer {
                "" => Ok(None),
                answer => scenario(answer).map(Some),
            },
        )?;
        match next {
            Some(scenario) => named.push(scenario),
            None => break,
        }
    }
    let one = |(id, title)| Scenario {
        id,
        title,
        criteria: None,
        narrative: None,
    };
    Ok(ScenarioSet {
        scenarios: named.into_iter().map(one).collect(),
        exhaustive: args.exhaustive,
        indicators: Vec::new(),
        together: Vec::new(),
    })
}

fn bounds(args: &NewArgs, kind: KindName) -> Result<Option<(f64, f64)>, Error> {
    let given = args.bounds.as_deref();
    given.map(|text| interview::bounds(text, kind)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_cannot_lead_out_of_the_ledger() {
        let id = ForecastId::parse("x").unwrap();
        assert_eq!(
            file(Some("asia/trade/"), &id).unwrap(),
            "forecasts/asia/trade/x.yaml"
        );
        for bad in ["..", "../etc", "a//b", "a/./b", "A", ".git"] {
            assert!(file(Some(bad), &id).is_err(), "{bad}");
        }
    }
}
