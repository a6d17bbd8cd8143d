//! Dates as prose writes them.

use chrono::NaiveDate;

use super::wording::Word;
use crate::model::{Forecast, parse_day};

/// A date found in prose: a day, a month, a quarter or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    /// The first day of it.
    pub(super) first_day: NaiveDate,
    /// How many words it takes.
    pub(super) words: usize,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that may follow a date. After any other word the number counts something, as in
/// "by 2000 barrels".
const AFTER: &[&str] = &[
    "a",
    "according",
    "and",
    "as",
    "at",
    "but",
    "for",
    "from",
    "have",
    "if",
    "in",
    "on",
    "or",
    "the",
    "to",
    "under",
    "with",
    "without",
];

/// Returns the date with which the words begin: with its year, since a date without one is none.
pub(super) fn dated(words: &[Word]) -> Option<Dated> {
    let found = day(words)
        .or_else(|| month_first(words))
        .or_else(|| day_first(words))
        .or_else(|| quarter(words))
        .or_else(|| bare_year(words))?;
    let last = &words[found.words - 1];
    let next = words.get(found.words).filter(|_| last.joined);
    next.is_none_or(|next| AFTER.contains(&next.text.as_str()))
        .then_some(found)
}

/// Returns whether a date may be one until which the question runs: what lies before the opening is
/// what it is about.
pub(super) fn is_ahead(day: NaiveDate, forecast: &Forecast) -> bool {
    // A record without an opening or estimates opens at its deadline, which says nothing.
    let opening = forecast.opening();
    day > opening.day() || opening == forecast.deadline
}

fn of(year: i32, month: u32, day: u32, words: usize) -> Option<Dated> {
    let first_day = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(Dated { first_day, words })
}

/// Reads `2015-12-31`.
fn day(words: &[Word]) -> Option<Dated> {
    let first_day = parse_day(&words.first()?.text).ok()?;
    Some(Dated {
        first_day,
        words: 1,
    })
}

/// Reads `December 2015` and `December 31, 2015`.
fn month_first(words: &[Word]) -> Option<Dated> {
    let month = month(words.first()?)?;
    let second = words.get(1)?;
    if let Some(year) = year(second) {
        return of(year, month, 1, 2);
    }
    of(year(words.get(2)?)?, month, day_of_month(second)?, 3)
}

/// Reads `31 December 2015`.
fn day_first(words: &[Word]) -> Option<Dated> {
    let [day, name, last, ..] = words else {
        return None;
    };
    of(year(last)?, month(name)?, day_of_month(day)?, 3)
}

/// Reads `Q3 2015`.
fn quarter(words: &[Word]) -> Option<Dated> {
    let number: u32 = words.first()?.text.strip_prefix('q')?.parse().ok()?;
    let quarter = (1..=4).contains(&number).then_some(number)?;
    of(year(words.get(1)?)?, 3 * quarter - 2, 1, 2)
}

/// Reads `2015`.
fn bare_year(words: &[Word]) -> Option<Dated> {
    of(year(words.first()?)?, 1, 1, 1)
}

/// Returns the year that a word gives.
pub(super) fn year(word: &Word) -> Option<i32> {
    let digits = word.text.len() == 4 && word.text.bytes().all(|b| b.is_ascii_digit());
    let year = digits.then(|| word.text.parse().ok()).flatten()?;
    (1900..2200).contains(&year).then_some(year)
}

fn month(word: &Word) -> Option<u32> {
    let name = word.text.as_str();
    let short = name.len() == 3 || name == "sept";
    let index = MONTHS
        .iter()
        .position(|month| *month == name || (short && month.starts_with(name)))?;
    u32::try_from(index + 1).ok()
}

fn day_of_month(word: &Word) -> Option<u32> {
    let bare = word.text.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    bare.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::wording::words;

    fn first_day(text: &str) -> Option<String> {
        dated(&words(text)).map(|found| found.first_day.to_string())
    }

    #[test]
    fn a_date_is_read_in_every_usual_form() {
        for (text, want) in [
            ("2016?", "2016-01-01"),
            ("2016-06-30?", "2016-06-30"),
            ("June 2016, or", "2016-06-01"),
            ("Sept 2016", "2016-09-01"),
            ("June 30th, 2016", "2016-06-30"),
            ("30 Jun 2016 and", "2016-06-30"),
            ("Q3 2016 in Asia", "2016-07-01"),
        ] {
            assert_eq!(first_day(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "2000 barrels",
            "May's government",
            "31 February 2016",
            "Q5 2016",
            "the end of 2016",
            "12",
            "",
        ] {
            assert_eq!(first_day(text), None, "{text}");
        }
    }
}
