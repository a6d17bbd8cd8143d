//! The VALUE of `foretell estimate`, as a person types it.

use foretell::model::{Kind, Notation, Numeral, NumeralError, decimal};
use foretell::record::edit::{Entries, Yaml};

use crate::error::Error;

/// Returns the keys of an estimate of that kind. What is wrong with the values the reader says,
/// which sees them before they are written.
pub fn entries(values: &[String], kind: &Kind) -> Result<Entries, Error> {
    let whole = values.join(" ");
    if whole == "none" || whole == "no estimate" {
        return Ok(vec![key("probability", Yaml::text("no estimate"))]);
    }
    match kind {
        Kind::Binary => Ok(vec![key("probability", scalar(&whole))]),
        Kind::Choice { .. } | Kind::Ordered { .. } | Kind::Scenarios(_) => {
            let options = parts(values).ok_or_else(|| form(kind))?;
            Ok(vec![key("probabilities", map(options))])
        }
        Kind::Number { .. } | Kind::Date { .. } => quantity(values, kind),
    }
}

/// Returns a value as it would be typed, word by word: a name of an option may have blanks.
pub fn typed(text: &str) -> Vec<String> {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if !text.contains('=') {
        return words;
    }
    let mut parts = Vec::new();
    let mut begun: Vec<String> = Vec::new();
    for word in words {
        let is_end = word.contains('=');
        begun.push(word);
        if is_end {
            parts.push(begun.join(" "));
            begun.clear();
        }
    }
    parts.extend(begun);
    parts
}

fn quantity(values: &[String], kind: &Kind) -> Result<Entries, Error> {
    if let [one] = values
        && let Some((range, level)) = one.split_once('@')
        && let Some((low, high)) = range.split_once("..")
    {
        let ends = [("low", low), ("high", high), ("level", level)];
        let interval = ends.map(|(name, text)| key(name, scalar(text)));
        return Ok(vec![key("interval", Yaml::Map(interval.to_vec()))]);
    }
    let parts = parts(values).ok_or_else(|| form(kind))?;
    let is_level = |text: &str| {
        use Notation::{Decimal, Percent};
        use NumeralError::OutOfRange;
        matches!(
            Numeral::parse(text),
            Ok(Numeral::Number(_, Decimal | Percent)) | Err(OutOfRange(Some(Decimal | Percent)))
        )
    };
    let name = if parts.iter().all(|(level, _)| is_level(level)) {
        "quantiles"
    } else if matches!(kind, Kind::Date { .. }) {
        "happens_by"
    } else {
        return Err(form(kind));
    };
    Ok(vec![key(name, map(parts))])
}

/// Returns the parts of `a=50% b=30%`.
fn parts(values: &[String]) -> Option<Vec<(&str, &str)>> {
    values.iter().map(|value| value.split_once('=')).collect()
}

fn map(parts: Vec<(&str, &str)>) -> Yaml {
    Yaml::Map(
        parts
            .into_iter()
            .map(|(name, text)| key(name, scalar(text)))
            .collect(),
    )
}

fn key(name: &str, value: Yaml) -> (String, Yaml) {
    (name.to_owned(), value)
}

/// Returns a number or a day as it is, anything else as text.
fn scalar(text: &str) -> Yaml {
    let plain = decimal(text).is_some() || foretell::model::parse_day(text).is_ok();
    if plain {
        Yaml::plain(text)
    } else {
        Yaml::text(text)
    }
}

/// Returns the error of a value in another form, with what would do.
fn form(kind: &Kind) -> Error {
    let want = match kind {
        Kind::Binary => "70%, 55-75%, likely or none".to_owned(),
        Kind::Choice { .. } | Kind::Ordered { .. } | Kind::Scenarios(_) => example(kind),
        Kind::Number { .. } => "5%=9 50%=11 95%=14, or 9..14@80%, or none".to_owned(),
        Kind::Date { .. } => {
            "2015-12-31=40% 2018-12-31=70%, or 5%=2015-06-30 95%=2019-12-31, or none".to_owned()
        }
    };
    Error::usage(format!(
        "an estimate of this {} question has another form",
        kind.name()
    ))
    .hint(want)
}

/// Returns what a value of that kind looks like.
pub fn example(kind: &Kind) -> String {
    match kind {
        Kind::Binary => "70%".to_owned(),
        Kind::Choice { .. } | Kind::Ordered { .. } | Kind::Scenarios(_) => {
            let options = kind.options().into_iter();
            let options = options.map(|option| {
                if option.contains(' ') {
                    format!("\"{option}=…%\"")
                } else {
                    format!("{option}=…%")
                }
            });
            options.collect::<Vec<_>>().join(" ")
        }
        Kind::Number { .. } => "5%=… 50%=… 95%=…".to_owned(),
        Kind::Date { .. } => "2015-12-31=…%".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use foretell::model::ChoiceOption;

    use super::*;
    use foretell::record::edit::to_yaml;

    fn yaml(values: &[&str], kind: &Kind) -> String {
        let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        to_yaml(&entries(&values, kind).unwrap())
    }

    #[test]
    fn each_kind_has_its_form() {
        assert_eq!(yaml(&["70%"], &Kind::Binary), "probability: 70%\n");
        assert_eq!(yaml(&["0.7"], &Kind::Binary), "probability: 0.7\n");
        assert_eq!(
            yaml(&["very", "likely"], &Kind::Binary),
            "probability: very likely\n"
        );
        assert_eq!(yaml(&["none"], &Kind::Binary), "probability: no estimate\n");
        let number = Kind::Number {
            unit: None,
            bounds: None,
            vintage: None,
        };
        assert_eq!(
            yaml(&["5%=9", "50%=11", "95%=14"], &number),
            "quantiles: {5%: 9, 50%: 11, 95%: 14}\n"
        );
        assert_eq!(
            yaml(&["9..14@80%"], &number),
            "interval: {low: 9, high: 14, level: 80%}\n"
        );
        let date = Kind::Date { bounds: None };
        assert_eq!(
            yaml(&["2015-12-31=40%"], &date),
            "happens_by: {2015-12-31: 40%}\n"
        );
    }

    #[test]
    fn a_cell_is_read_as_it_would_be_typed() {
        assert_eq!(
            typed("left wing=60%  right=40%"),
            ["left wing=60%", "right=40%"]
        );
        assert_eq!(typed("very likely"), ["very", "likely"]);
        assert_eq!(typed("9..14@80%"), ["9..14@80%"]);
    }

    #[test]
    fn another_form_says_which_would_do() {
        let kind = Kind::Choice {
            options: ["a", "b"].map(ChoiceOption::new).to_vec(),
        };
        let error = entries(&["70%".to_owned()], &kind).unwrap_err();
        assert!(matches!(error, Error::Usage { hint: Some(hint), .. } if hint == "a=…% b=…%"));
    }
}
