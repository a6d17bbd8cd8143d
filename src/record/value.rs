//! Single values: texts, days, numbers, words, ids, probabilities.

use super::faults::{Faults, did_you_mean};
use super::fields::At;
use super::path::Path;
use super::rules;
use super::{Data, Node};
use crate::model::{
    Finding, ForecastId, Moment, MomentError, NumberError, Numeral, NumeralError, Probability,
    Reading, Stated, StatedError, Yardstick, decimal, nearest, only_near, written,
};

/// Reports a value of the wrong type.
pub(super) fn wrong_type<T>(at: At<'_>, want: &str, faults: &mut Faults<'_>) -> Option<T> {
    let At { node, path } = at;
    // What is refused has its finding already.
    if node.data == Data::Refused {
        return None;
    }
    let message = format!("{path} must be {want}, and is {}", type_of(node));
    let mut found = rules::WRONG_TYPE.finding(message);
    found.help = match (&node.data, want) {
        (_, _) if node.is_null() && matches!(path, Path::Key(..)) => {
            Some("give it a value, or remove the key".to_owned())
        }
        (Data::Mapping(_), "a text") => Some("a text with `: ` in it needs quotes".to_owned()),
        (Data::Scalar { text, .. }, "a list") if text.len() < 60 && !text.contains('\n') => {
            Some(format!("write a list: `[{text}]`"))
        }
        _ => None,
    };
    faults.at(&path, found);
    None
}

fn type_of(node: &Node) -> &'static str {
    match &node.data {
        _ if node.is_null() => "empty",
        Data::Scalar { .. } => "a text",
        Data::Sequence(_) => "a list",
        Data::Mapping(_) => "a mapping",
        Data::Refused => "refused",
    }
}

/// Returns the text of a scalar; anything else is a fault.
pub(super) fn scalar<'a>(at: At<'a>, want: &str, faults: &mut Faults<'_>) -> Option<&'a str> {
    match &at.node.data {
        Data::Scalar { text, .. } if !at.node.is_null() => Some(text),
        _ => wrong_type(at, want, faults),
    }
}

/// Reads a text; the line break at the end of a block is no part of it.
pub(super) fn text(at: At<'_>, faults: &mut Faults<'_>) -> Option<String> {
    scalar(at, "a text", faults).map(|text| text.trim_end_matches('\n').to_owned())
}

/// Reads a text that must say something.
pub(super) fn name(at: At<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let text = text(at, faults)?;
    if text.trim().is_empty() {
        faults.at(
            &at.path,
            rules::WRONG_TYPE
                .finding(format!("{} says nothing", at.path))
                .help("give it a text"),
        );
    }
    Some(text)
}

/// Reads `true` or `false`, which YAML 1.1 also writes `yes` and `no`.
pub(super) fn boolean(at: At<'_>, faults: &mut Faults<'_>) -> Option<bool> {
    match &at.node.data {
        Data::Scalar { text, plain: true } => match &**text {
            "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" => Some(true),
            "false" | "False" | "FALSE" | "no" | "No" | "NO" => Some(false),
            _ => wrong_type(at, "true or false", faults),
        },
        _ => wrong_type(at, "true or false", faults),
    }
}

/// Reads a number.
pub(super) fn number(at: At<'_>, faults: &mut Faults<'_>) -> Option<f64> {
    let text = scalar(at, "a number", faults)?;
    if let Some(plain) = without_zeros(text) {
        let message = format!("`{text}` begins with a zero, and YAML 1.1 reads it in base 8");
        let found = rules::BAD_NUMBER.finding(message);
        faults.at(&at.path, found.help(format!("write `{plain}`")));
        return None;
    }
    match crate::model::number(text) {
        Ok(number) => Some(number),
        Err(why) => {
            let found = rules::BAD_NUMBER
                .finding(format!("`{text}` {why}"))
                .help(match why {
                    NumberError::NotANumber => {
                        "write digits with a decimal point, without unit or separators: `1234.5`"
                    }
                    NumberError::TooLarge => "correct it, or count in a larger unit",
                });
            faults.at(&at.path, found);
            None
        }
    }
}

/// Returns a number that begins with zeros without them.
pub(super) fn without_zeros(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.trim_start_matches('0');
    let is_led = digits.starts_with('0') && plain.starts_with(|c: char| c.is_ascii_digit());
    is_led.then_some(plain)
}

/// Reads a number that must lie above 0.
pub(super) fn positive(at: At<'_>, faults: &mut Faults<'_>) -> Option<f64> {
    let number = number(at, faults)?;
    if number > 0.0 {
        return Some(number);
    }
    let message = format!("{} must be above 0, and is {}", at.path, written(number));
    faults.at(&at.path, rules::BAD_NUMBER.finding(message));
    None
}

/// Reads a day or an instant.
pub(super) fn moment(at: At<'_>, faults: &mut Faults<'_>) -> Option<Moment> {
    let text = scalar(at, "a day", faults)?;
    match Moment::parse(text) {
        Ok(moment) => Some(moment),
        Err(why) => {
            faults.at(&at.path, bad_date(text, &why));
            None
        }
    }
}

/// Returns the finding of a text that is no day.
pub(super) fn bad_date(text: &str, why: &MomentError) -> Finding {
    let found = rules::BAD_DATE.finding(format!("`{text}` is no date: {why}"));
    if let MomentError::NotInFull(full) = why {
        return found.help(format!("write `{full}`")).repair(full);
    }
    found.help(match why {
        MomentError::NoSuchDay => "check the month and the day".to_owned(),
        MomentError::OutOfYears => "write the year in four digits, `2014`".to_owned(),
        MomentError::NoZone => "add the zone: `Z`, or `+08:00`".to_owned(),
        MomentError::Ambiguous(a, b) => format!("write `{a}` or `{b}`"),
        MomentError::NotADate | MomentError::NotInFull(_) => {
            "write year, month and day: `2014-05-21`".to_owned()
        }
    })
}

/// Reads the id of a forecast.
pub(super) fn id(at: At<'_>, faults: &mut Faults<'_>) -> Option<ForecastId> {
    let text = scalar(at, "an id", faults)?;
    match ForecastId::parse(text) {
        Ok(id) => Some(id),
        Err(why) => {
            let found = rules::BAD_ID
                .finding(format!("`{text}` is no id: {why}"))
                .help("use lower-case letters, digits and hyphens: `gas-deal`");
            faults.at(&at.path, found);
            None
        }
    }
}

/// Reads a word of a fixed set.
pub(super) fn choice<T: Copy>(
    all: &'static [T],
    as_str: fn(T) -> &'static str,
) -> impl Fn(At<'_>, &mut Faults<'_>) -> Option<T> {
    move |at, faults| {
        let text = scalar(at, "a word", faults)?;
        let found = all.iter().copied().find(|&one| as_str(one) == text);
        if found.is_none() {
            let words = all.iter().copied().map(as_str);
            let near = nearest(text, words.clone());
            let only = only_near(text, words.clone());
            let message = format!("`{text}` is no value of {}", at.path);
            let mut found = rules::BAD_CHOICE
                .finding(message)
                .help(did_you_mean(near, words));
            found.repair = only.map(str::to_owned);
            faults.at(&at.path, found);
        }
        found
    }
}

/// The yardstick by which words are read.
#[derive(Clone, Copy)]
pub(super) struct Scale<'a> {
    /// The yardstick.
    pub(super) yardstick: &'a Yardstick,
    /// Whether it is the one that is meant: no word is unknown to a yardstick that is itself
    /// unknown.
    pub(super) known: bool,
}

/// Reads a probability in any of its forms.
pub(super) fn stated(at: At<'_>, scale: Scale<'_>, faults: &mut Faults<'_>) -> Option<Stated> {
    let stated = certain(at, scale, faults)?;
    if stated.is_bare_one() {
        let found = rules::BARE_ONE.finding("`1` may mean certainty or 1%");
        faults.at(&at.path, found.help("write `100%` or `1%`"));
    }
    Some(stated)
}

/// Reads a probability where a bare `1` can only mean certainty.
fn certain(at: At<'_>, scale: Scale<'_>, faults: &mut Faults<'_>) -> Option<Stated> {
    let text = scalar(at, "a probability", faults)?;
    match Stated::parse(text, scale.yardstick) {
        Ok(stated) => Some(stated),
        Err(StatedError::UnknownWord { .. }) if !scale.known && !looks_numeric(text) => None,
        Err(why) => {
            faults.at(&at.path, bad_probability(text, &why, scale.yardstick));
            None
        }
    }
}

/// Reads a probability that must be a number.
pub(super) fn probability(
    at: At<'_>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Probability> {
    only_number(at, &stated(at, scale, faults)?, faults)
}

/// Reads the share of an outcome, of which all sum to 1.
pub(super) fn share(at: At<'_>, scale: Scale<'_>, faults: &mut Faults<'_>) -> Option<Probability> {
    only_number(at, &certain(at, scale, faults)?, faults)
}

fn only_number(at: At<'_>, stated: &Stated, faults: &mut Faults<'_>) -> Option<Probability> {
    if let Reading::Number(value) = stated.reading {
        return Some(value);
    }
    let message = format!("`{}` is not a single number", stated.text);
    let found = rules::BAD_PROBABILITY.finding(message);
    faults.at(&at.path, found.help("only a number will do here: `40%`"));
    None
}

/// Returns the number in a text that must be a probability between 0 and 1, both left out.
pub(super) fn level(text: &str) -> Option<Probability> {
    let level = Numeral::parse(text).ok()?.number()?;
    (level > Probability::ZERO && level < Probability::ONE).then_some(level)
}

fn looks_numeric(text: &str) -> bool {
    text.trim_start_matches(['+', '-', '.', '<', '>', '~', '≈'])
        .starts_with(|c: char| c.is_ascii_digit())
}

fn bad_probability(text: &str, why: &StatedError, yardstick: &Yardstick) -> Finding {
    let bad = |why: &dyn std::fmt::Display| {
        rules::BAD_PROBABILITY.finding(format!("`{text}` is not a probability: {why}"))
    };
    let why = match why {
        StatedError::UnknownWord { .. } if looks_numeric(text) => &NumeralError::NotANumeral,
        StatedError::UnknownWord { nearest, .. } => {
            let message = format!("`{text}` is no word of the yardstick {}", yardstick.id);
            let words = yardstick.terms.iter().map(|term| term.words[0].as_str());
            if matches!(text.to_lowercase().as_str(), "even" | "evens" | "even odds") {
                let found = rules::UNKNOWN_WORD.finding(message);
                return found.help("write `50%`");
            }
            let mut found = rules::UNKNOWN_WORD
                .finding(message)
                .help(did_you_mean(nearest.as_deref(), words));
            let all = yardstick.terms.iter().flat_map(|term| &term.words);
            found.repair = only_near(text, all.map(String::as_str)).map(str::to_owned);
            return found;
        }
        StatedError::Numeral(why) => why,
    };
    match why {
        NumeralError::NotANumeral => {
            bad(why).help("write `0.7`, `70%`, `7/10`, `7 to 3` or a range such as `55-75%`")
        }
        NumeralError::OutOfRange(_) => match decimal(text) {
            Some(number) if number > 1.0 && number <= 100.0 => {
                bad(why).help(format!("did you mean `{number}%`?"))
            }
            _ => bad(why).help("certain is `100%`, and wants a reason"),
        },
        NumeralError::Colon => {
            let odds = text.replacen(':', " to ", 1);
            bad(why).help(format!("write `{odds}`")).repair(odds)
        }
        NumeralError::Reversed => bad(why).help("write the lower end first"),
        NumeralError::SharesOfHundred(meant) => bad(why).help(format!("did you mean {meant}?")),
        NumeralError::Bound(range) => bad(why).help(format!("write the range {range}")),
        NumeralError::Empty => bad(why).help("write a number, or `no estimate`"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast, said};
    use crate::model::Value;

    fn probability(text: &str) -> Vec<String> {
        said(&format!(
            "estimates:\n- {{date: 2014-01-01, by: a, probability: {text}}}\n"
        ))
    }

    #[test]
    fn a_day_must_exist_and_be_written_in_full() {
        let rest = "opened: 2014-02-30\nknown_by: 2016-1-1\nestimates:\n\
                    - {date: 2014-01-01T10:00:00, by: a, probability: 40%, logged: soon}\n";
        assert_eq!(
            after_head(rest),
            [
                "3:9 bad-date",
                "4:11 bad-date",
                "6:10 bad-date",
                "6:64 bad-date"
            ]
        );
        assert_eq!(
            said("known_by: 2016-1-1\n"),
            ["`2016-1-1` is no date: a day is written in full, as 2016-01-01; write `2016-01-01`"]
        );
    }

    #[test]
    fn a_probability_out_of_range_or_form_is_found() {
        let rest = "base_rate: {probability: 170%}\nestimates:\n\
                    - date: 2014-01-01\n  by: a\n  probability: 1.7\n";
        assert_eq!(
            after_head(rest),
            ["3:26 bad-probability", "7:16 bad-probability"]
        );
        assert_eq!(
            probability("70"),
            ["`70` is not a probability: a probability lies between 0 and 1; did you mean `70%`?"]
        );
        assert_eq!(
            probability("7:3"),
            [
                "`7:3` is not a probability: odds are written with `to`: YAML 1.1 reads 7:3 as 423; \
              write `7 to 3`"
            ]
        );
        assert!(probability("'0,7'")[0].starts_with("`0,7` is not a probability: it has none"));
        assert!(probability("75-55%")[0].ends_with("write the lower end first"));
        assert!(
            probability("")[0].starts_with("`probability` must be a probability, and is empty")
        );
    }

    #[test]
    fn a_bare_one_is_a_warning_and_keeps_the_forecast() {
        let rest = "estimates:\n- date: 2014-01-01\n  by: a\n  probability: 1\n";
        assert_eq!(after_head(rest), ["6:16 bare-one"]);
        assert!(matches!(
            &forecast(rest).estimates[0].value,
            Value::Probability(stated) if stated.is_bare_one()
        ));
        assert!(probability("1.0").is_empty());
        assert!(probability("100%").is_empty());
    }

    #[test]
    fn a_word_that_no_yardstick_has_gets_a_suggestion() {
        assert_eq!(
            probability("likley"),
            ["`likley` is no word of the yardstick icd-203; did you mean `likely`?"]
        );
        let rest = "estimates:\n- date: 2014-01-01\n  by: a\n  probability: on the cards\n";
        assert_eq!(after_head(rest), ["6:16 unknown-word"]);
    }

    #[test]
    fn an_id_and_a_word_of_a_set_are_checked() {
        let rest = "kind: binry\ndeadline_basis: Text\nimplies: [ok, Not OK]\nearlier: no\n\
                    estimates:\n- {date: 2014-01-01, by: a, probability: 40%, confidence: hgih}\n";
        assert_eq!(
            after_head(rest),
            [
                "4:17 bad-choice",
                "3:7 bad-choice",
                "8:59 bad-choice",
                "5:15 bad-id",
                "6:10 bad-id",
            ]
        );
        assert_eq!(
            said("kind: binry\n"),
            ["`binry` is no value of `kind`; did you mean `binary`?"]
        );
    }

    #[test]
    fn numbers_and_booleans_are_checked() {
        let rest = "kind: number\nestimates:\n\
                    - {date: 2014-01-01, by: a, normal: {mean: 1 000, sd: 0}, derived: maybe}\n\
                    - {date: 2014-01-02, by: a, normal: {mean: .inf, sd: 1}, derived: 'true'}\n";
        assert_eq!(
            after_head(rest),
            [
                "5:44 bad-number",
                "5:55 bad-number",
                "5:68 wrong-type",
                "6:44 bad-number",
                "6:67 wrong-type",
            ]
        );
    }

    #[test]
    fn a_text_that_must_be_there_says_something() {
        let rest = "estimates:\n- {date: 2014-01-01, by: ' ', probability: 40%}\n";
        assert_eq!(after_head(rest), ["4:26 wrong-type"]);
        assert_eq!(said(rest), ["`by` says nothing; give it a text"]);
    }

    #[test]
    fn the_line_break_at_the_end_of_a_block_is_no_part_of_the_text() {
        let forecast = forecast("criteria: |\n  one\n  two\n\nlesson: >\n  a\n  b\n");
        assert_eq!(forecast.criteria.as_deref(), Some("one\ntwo"));
        assert_eq!(forecast.lesson.as_deref(), Some("a b"));
    }
}
