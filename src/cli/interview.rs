//! What a person is asked for a new forecast, beyond its question and days.

use foretell::model::{ChoiceOption, Kind, KindName, day_number, decimal, parse_day};

use crate::ask::{self, told};
use crate::error::Error;
use crate::estimate_value;

/// The kinds of question, as a person chooses among them.
const KINDS: [(&str, KindName); 5] = [
    ("yes or no", KindName::Binary),
    ("one of several options", KindName::Choice),
    ("one of several options in an order", KindName::Ordered),
    ("a number", KindName::Number),
    ("a day", KindName::Date),
];

/// Asks for the kind of question, and for what belongs to it.
pub fn kind() -> Result<Kind, Error> {
    let names = KINDS.map(|(name, _)| name);
    let chosen = ask::choose("What is the answer? (Escape stops)", &names)?;
    let Some(chosen) = chosen else {
        return Err(Error::usage("stopped, and nothing is written"));
    };
    let (_, kind) = KINDS[chosen];
    Ok(match kind {
        KindName::Choice => Kind::Choice {
            options: options()?.into_iter().map(ChoiceOption::new).collect(),
        },
        KindName::Ordered => Kind::Ordered {
            options: options()?,
        },
        KindName::Number => Kind::Number {
            unit: ask::text("Unit: what it is counted in")?,
            bounds: asked_bounds(kind)?,
            vintage: None,
        },
        KindName::Date => Kind::Date {
            bounds: asked_bounds(kind)?,
        },
        KindName::Binary | KindName::Scenarios => Kind::Binary,
    })
}

/// Asks for options until there are no more.
fn options() -> Result<Vec<String>, Error> {
    let mut options: Vec<String> = Vec::new();
    loop {
        let read = |answer: &str| match answer {
            "" if options.len() < 2 => Err("there are two options or more"),
            "" => Ok(None),
            answer if options.iter().any(|known| known == answer) => Err("it is there already"),
            answer => Ok(Some(answer.to_owned())),
        };
        let prompt = match options.len() {
            0 | 1 => format!("Option {}", options.len() + 1),
            n => format!("Option {} (Enter: that is all)", n + 1),
        };
        match ask::checked(&prompt, "", read)? {
            Some(option) => options.push(option),
            None => return Ok(options),
        }
    }
}

fn asked_bounds(kind: KindName) -> Result<Option<(f64, f64)>, Error> {
    let example = match kind {
        KindName::Date => "2027-01-01..2029-12-31",
        _ => "0..100",
    };
    let prompt = format!("Bounds of the answer, as in {example}");
    ask::checked(&prompt, "", |answer| match answer {
        "" => Ok(None),
        answer => bounds(answer, kind).map(Some).map_err(|why| told(&why)),
    })
}

/// Reads the bounds of a question of that kind, `LOW..HIGH`.
pub fn bounds(text: &str, kind: KindName) -> Result<(f64, f64), Error> {
    let read = |end: &str| match kind {
        KindName::Date => parse_day(end.trim()).ok().map(day_number),
        _ => decimal(end.trim()),
    };
    let ends = text
        .split_once("..")
        .and_then(|(low, high)| Some((read(low)?, read(high)?)));
    ends.ok_or_else(|| {
        Error::usage(format!("`{text}` are no bounds of a {kind} question"))
            .hint("two values with `..` between, as in 0..100 or 2015-01-01..2024-12-31")
    })
}

/// Asks for a first estimate and its reason; empty where there is none yet.
pub fn estimate(
    kind: &Kind,
    check: impl Fn(&[String]) -> Result<(), Error>,
) -> Result<(Vec<String>, Option<String>), Error> {
    let example = estimate_value::example(kind);
    let prompt = format!("Your estimate, as in {example} (Enter: none yet)");
    let value = ask::checked(&prompt, "", |typed| {
        let value = estimate_value::typed(typed);
        if !value.is_empty() {
            check(&value).map_err(|why| told(&why))?;
        }
        Ok::<_, String>(value)
    })?;
    let because = if value.is_empty() {
        None
    } else {
        ask::text("Why? (Enter: no reason)")?
    };
    Ok((value, because))
}
