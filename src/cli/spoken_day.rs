//! Days as people type them on the command line: relative, or with the month in words.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use foretell::model::{Moment, MomentError, parse_day};

use crate::clock;

/// What was typed and which day was meant, until it is said.
static MEANT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Returns, once, a line for each day that was not written in full: what was typed, and what it means.
pub fn meant() -> Vec<String> {
    std::mem::take(&mut *MEANT.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Why a text is no day.
#[derive(Debug)]
pub enum DayError {
    /// It is in figures, and wrong as such.
    Moment(MomentError),
    /// It is nothing of the kind.
    NotADay,
    /// It is not known what day it is.
    Clock(String),
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moment(why) => why.fmt(f),
            Self::NotADay => f.write_str(
                "it is not a day such as 2026-12-31, `31 Dec 2026`, `+14d`, `friday` or `eoy`",
            ),
            Self::Clock(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for DayError {}

/// Reads a day, `2026-12-31`, `31 Dec 2026`, `+14d`, `in 3 months`, `friday`, `tomorrow`, `eom`; notes
/// which day is meant.
pub fn day(text: &str) -> Result<NaiveDate, DayError> {
    match parse_day(text) {
        Err(MomentError::NotADate) => spoken(text),
        read => read.map_err(DayError::Moment),
    }
}

/// Reads a day, or an instant with its zone.
pub fn moment(text: &str) -> Result<Moment, DayError> {
    match Moment::parse(text) {
        Err(MomentError::NotADate) => spoken(text).map(Moment::Day),
        read => read.map_err(DayError::Moment),
    }
}

fn spoken(text: &str) -> Result<NaiveDate, DayError> {
    let today = clock::today().map_err(|why| DayError::Clock(why.to_string()))?;
    let day = of_words(text, today)
        .filter(|day| (1..=9999).contains(&day.year()))
        .ok_or(DayError::NotADay)?;
    let said = format!("`{text}` is {}, {day}", day.format("%A"));
    let mut meant = MEANT.lock().unwrap_or_else(PoisonError::into_inner);
    if !meant.contains(&said) {
        meant.push(said);
    }
    Ok(day)
}

/// Returns the day that words mean today.
fn of_words(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    let next_year = NaiveDate::from_ymd_opt(today.year() + 1, 1, 1)?;
    match text.as_str() {
        "today" => return Some(today),
        "tomorrow" => return today.succ_opt(),
        "yesterday" => return today.pred_opt(),
        "eom" | "end of month" => {
            return today
                .with_day(1)?
                .checked_add_months(Months::new(1))?
                .pred_opt();
        }
        "eoy" | "end of year" => return next_year.pred_opt(),
        _ => {}
    }
    ["%d %B %Y", "%B %d %Y", "%B %d, %Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(&text, form).ok())
        .or_else(|| weekday(&text, today))
        .or_else(|| later(&text, today))
}

/// Returns the next such day of the week, from tomorrow on.
fn weekday(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let name = text.strip_prefix("next ").unwrap_or(text);
    let weekday: Weekday = name.parse().ok()?;
    let days = (7 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
    let days = if days == 0 { 7 } else { days };
    today.checked_add_days(Days::new(u64::from(days)))
}

/// Returns the day of `+14d`, `-2w` or `in 3 months`.
fn later(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (rest, is_past) = if let Some(rest) = text.strip_prefix('-') {
        (rest, true)
    } else {
        let rest = text.strip_prefix('+').or(text.strip_prefix("in "));
        (rest?, false)
    };
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = rest.split_at(end);
    let count: u32 = count.parse().ok()?;
    let days = |each: u64| {
        let days = Days::new(u64::from(count) * each);
        if is_past {
            today.checked_sub_days(days)
        } else {
            today.checked_add_days(days)
        }
    };
    let months = |each: u32| {
        let months = Months::new(count.checked_mul(each)?);
        if is_past {
            today.checked_sub_months(months)
        } else {
            today.checked_add_months(months)
        }
    };
    match unit.trim() {
        "d" | "day" | "days" => days(1),
        "w" | "week" | "weeks" => days(7),
        "m" | "month" | "months" => months(1),
        "y" | "year" | "years" => months(12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_days() {
        // A Tuesday.
        let today = parse_day("2026-11-24").unwrap();
        for (text, day) in [
            ("today", "2026-11-24"),
            ("Tomorrow", "2026-11-25"),
            ("yesterday", "2026-11-23"),
            ("+14d", "2026-12-08"),
            ("-3d", "2026-11-21"),
            ("+2w", "2026-12-08"),
            ("in 3 months", "2027-02-24"),
            ("in 1 year", "2027-11-24"),
            ("friday", "2026-11-27"),
            ("next friday", "2026-11-27"),
            ("tue", "2026-12-01"),
            ("eom", "2026-11-30"),
            ("end of year", "2026-12-31"),
            ("31 Dec 2026", "2026-12-31"),
            ("1 january 2027", "2027-01-01"),
            ("Dec 31, 2026", "2026-12-31"),
        ] {
            assert_eq!(of_words(text, today), parse_day(day).ok(), "{text}");
        }
        for text in [
            "soon",
            "+14",
            "in a while",
            "31 Foo 2026",
            "31 Dec",
            "+99999999y",
            "",
            "14d",
        ] {
            assert_eq!(of_words(text, today), None, "{text}");
        }
    }
}
