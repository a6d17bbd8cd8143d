//! Questions to a person on a terminal.

use chrono::NaiveDate;
use dialoguer::{Confirm, Input, Select};
use foretell::model::{Forecast, ForecastId, Kind};
use foretell::render::escape::{one_line, visible_lines};

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

/// Asks for a line of text until it fits.
pub fn checked<T, E: ToString>(
    prompt: &str,
    initial: &str,
    read: impl Fn(&str) -> Result<T, E>,
) -> Result<T, Error> {
    let answer: String = Input::new()
        .with_prompt(prompt)
        .with_initial_text(initial)
        .allow_empty(true)
        .validate_with(|answer: &String| read(answer.trim()).map(|_| ()))
        .interact_text()?;
    read(answer.trim()).map_err(|why| Error::usage(why.to_string()))
}

/// Asks for a day, which may be left out.
pub fn day(prompt: &str) -> Result<Option<NaiveDate>, Error> {
    checked(prompt, "", |answer| match answer {
        "" => Ok(None),
        answer => spoken_day::day(answer).map(Some),
    })
}

/// Asks for one of several.
pub fn choose(prompt: &str, options: &[&str]) -> Result<usize, Error> {
    Ok(Select::new()
        .with_prompt(prompt)
        .items(options)
        .default(0)
        .interact()?)
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

/// Asks what came of a forecast, and shows nothing of what was said about it; none where the
/// person passes.
pub fn resolution(forecast: &Forecast, file: &str, ui: &mut Ui) -> Result<Option<Answer>, Error> {
    ui.line(&format!("\n{}  ({file})", forecast.id))?;
    ui.line(&one_line(&forecast.question))?;
    if let Some(criteria) = &forecast.criteria {
        ui.line(&visible_lines(criteria.trim_end()))?;
    }
    if let Some(primary) = forecast
        .sources
        .as_ref()
        .and_then(|from| from.primary.as_ref())
    {
        ui.line(&format!("Look in: {}", one_line(primary)))?;
    }
    ui.line(&format!("Deadline: {}", forecast.deadline))?;
    ui.flush()?;
    let Some(outcome) = outcome(&forecast.kind)? else {
        return Ok(None);
    };
    let outcome = read_outcome(&outcome, &forecast.kind)?;
    let date = day("When did it happen, or when was that known? (empty: by the deadline)")?;
    let known = day("When was it known, if later? (empty: on that day)")?;
    let evidence = text("What shows it? A link or a sentence")?;
    let note = text("A remark?")?;
    if !confirm("Write it down?")? {
        return Ok(None);
    }
    let evidence = evidence.into_iter().collect();
    Ok(Some(Answer {
        outcome,
        date,
        known,
        evidence,
        note,
    }))
}

fn outcome(kind: &Kind) -> Result<Option<String>, Error> {
    let mut options = match kind {
        Kind::Binary => vec!["yes", "no"],
        Kind::Number { .. } | Kind::Date { .. } => vec!["a value"],
        _ => kind.options(),
    };
    options.extend(["annulled", "ambiguous", "pass"]);
    let chosen = options[choose("What happened?", &options)?];
    match chosen {
        "pass" => Ok(None),
        "a value" => text("Which value?"),
        chosen => Ok(Some(chosen.to_owned())),
    }
}
