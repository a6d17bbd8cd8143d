//! Questions to a person on a terminal.

use chrono::NaiveDate;
use dialoguer::console::Term;
use dialoguer::{Confirm, Input, Select};
use foretell::model::{Forecast, ForecastId, Kind, Outcome};
use foretell::render::Color;
use foretell::render::escape::{one_line, visible_lines, wrapped};

use crate::commands::resolve::{Answer, read_outcome};
use crate::error::Error;
use crate::spoken_day;
use crate::ui::Ui;

impl From<dialoguer::Error> for Error {
    fn from(error: dialoguer::Error) -> Self {
        let dialoguer::Error::IO(error) = error;
        if error.kind() == std::io::ErrorKind::Interrupted {
            return Self::usage("stopped");
        }
        error.into()
    }
}

/// Asks for a line of text; an empty answer is none.
pub fn text(prompt: &str) -> Result<Option<String>, Error> {
    let answer: String = Input::new()
        .with_prompt(prompt)
        .allow_empty(true)
        .interact_text()?;
    let answer = answer.trim();
    Ok((!answer.is_empty()).then(|| answer.to_owned()))
}

/// Asks for a line of text until it fits; one that does not is kept, to be mended.
pub fn checked<T, E: ToString>(
    prompt: &str,
    initial: &str,
    read: impl Fn(&str) -> Result<T, E>,
) -> Result<T, Error> {
    let mut initial = initial.to_owned();
    loop {
        let answer: String = Input::new()
            .with_prompt(prompt)
            .with_initial_text(&initial)
            .allow_empty(true)
            .interact_text()?;
        match read(answer.trim()) {
            Ok(value) => return Ok(value),
            Err(why) => say(&why.to_string())?,
        }
        initial = answer;
    }
}

/// Says something to the person who is asked.
pub fn say(text: &str) -> Result<(), Error> {
    Ok(Term::stderr().write_line(&visible_lines(text))?)
}

/// Returns what is wrong, with what to do about it.
pub fn told(error: &Error) -> String {
    match error.to_do() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    }
}

/// Asks for a day, which may be left out.
pub fn day(prompt: &str) -> Result<Option<NaiveDate>, Error> {
    checked(prompt, "", |answer| match answer {
        "" => Ok(None),
        answer => spoken_day::day(answer).map(Some),
    })
}

/// Asks for one of several; none where the person leaves with Escape.
pub fn choose(prompt: &str, options: &[&str]) -> Result<Option<usize>, Error> {
    Ok(Select::new()
        .with_prompt(prompt)
        .items(options)
        .default(0)
        .interact_opt()?)
}

/// Asks yes or no.
pub fn confirm(prompt: &str) -> Result<bool, Error> {
    Ok(Confirm::new()
        .with_prompt(prompt)
        .default(true)
        .interact()?)
}

/// Asks for an id that is free.
pub fn id(suggestion: &str, is_free: impl Fn(&ForecastId) -> bool) -> Result<ForecastId, Error> {
    checked(
        "Id, the name of its file",
        suggestion,
        |answer| match ForecastId::parse(answer) {
            Ok(id) if is_free(&id) => Ok(id),
            Ok(id) => Err(Error::usage(format!("`{id}` is taken"))),
            Err(why) => Err(Error::usage(why.to_string())),
        },
    )
}

/// What a person says of what came of a forecast.
pub enum Reply {
    /// This.
    Answer(Answer),
    /// Nothing: on to the next.
    Pass,
    /// Nothing, and no more questions.
    Leave,
}

/// Asks what came of a forecast, and shows nothing of the numbers that were given; what `check` refuses
/// is asked for again.
pub fn resolution(
    forecast: &Forecast,
    check: impl Fn(&Answer) -> Result<(), Error>,
    ui: &mut Ui,
) -> Result<Reply, Error> {
    let screen = ui.screen();
    let id = screen.style.paint(Color::Strong, forecast.id.as_str());
    ui.print(&format!(
        "\n{id}\n{}",
        wrapped(&asked_of(forecast), screen.width)
    ))?;
    ui.flush()?;
    let outcome = match outcome(&forecast.kind)? {
        Ok(outcome) => outcome,
        Err(reply) => return Ok(reply),
    };
    let mut answer = Answer {
        outcome,
        date: None,
        known: None,
        evidence: Vec::new(),
        note: None,
    };
    loop {
        answer.date = day("When did it happen, or when was that known? (Enter: by the deadline)")?;
        answer.known = day("When was it known, if later? (Enter: on that day)")?;
        match check(&answer) {
            Ok(()) => break,
            Err(why) => say(&told(&why))?,
        }
    }
    let evidence = text("What shows it? A link or a sentence (Enter: nothing)")?;
    answer.evidence = evidence.into_iter().collect();
    answer.note = text("A remark? (Enter: none)")?;
    Ok(if confirm("Write it down?")? {
        Reply::Answer(answer)
    } else {
        Reply::Pass
    })
}

/// Returns what a person sees of a forecast that lacks an outcome: who gave numbers, and not which.
fn asked_of(forecast: &Forecast) -> String {
    let mut out = one_line(&forecast.question) + "\n";
    if let Some(criteria) = &forecast.criteria {
        out += &format!("Criteria: {}\n", visible_lines(criteria.trim_end()));
    }
    let sources = forecast.sources.as_ref();
    let primary = sources.and_then(|sources| sources.primary.as_deref());
    let fallback = sources.and_then(|sources| sources.fallback.as_deref());
    for (name, text) in [("Source", primary), ("Fallback source", fallback)] {
        if let Some(text) = text {
            out += &format!("{name}: {}\n", one_line(text));
        }
    }
    out += &format!("Deadline: {}\n", forecast.deadline);
    let mut names: Vec<String> = forecast
        .estimates
        .iter()
        .map(|one| one_line(&one.by))
        .collect();
    names.sort();
    names.dedup();
    if !names.is_empty() {
        let names = names.join(", ");
        out += &format!("Estimates by {names}, hidden until the outcome is chosen\n");
    }
    out
}

/// Asks for the outcome of a question of that kind.
fn outcome(kind: &Kind) -> Result<Result<Outcome, Reply>, Error> {
    let mut options = match kind {
        Kind::Binary => vec!["yes", "no"],
        Kind::Number { .. } | Kind::Date { .. } => vec!["a value"],
        _ => kind.options(),
    };
    let named = options.len();
    options.extend(["annulled", "ambiguous", "pass"]);
    let Some(chosen) = choose("What happened? (Escape leaves)", &options)? else {
        return Ok(Err(Reply::Leave));
    };
    match options[chosen] {
        "pass" if chosen >= named => Ok(Err(Reply::Pass)),
        "a value" => {
            let read = |text: &str| read_outcome(text, kind).map_err(|why| told(&why));
            checked("Which value?", "", read).map(Ok)
        }
        word => read_outcome(word, kind).map(Ok),
    }
}
