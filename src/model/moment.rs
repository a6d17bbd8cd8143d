//! Days and instants.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, SecondsFormat, Utc};

/// A point in time as a record gives it: a whole UTC day, or an instant with a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A whole UTC day.
    Day(NaiveDate),
    /// An instant, kept in UTC.
    Instant(DateTime<Utc>),
}

/// What is wrong with a text that should be a day or an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MomentError {
    /// It has the form of a day, but there is no such day.
    NoSuchDay,
    /// It lies outside the years from 1 to 9999, of which alone every program can write the days.
    OutOfYears,
    /// It is a day, but not written in full (`2014-5-1`); the field is how it should read.
    NotInFull(String),
    /// It has a time but no zone.
    NoZone,
    /// It is nothing of the kind.
    NotADate,
}

impl std::error::Error for MomentError {}

impl fmt::Display for MomentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchDay => f.write_str("there is no such day"),
            Self::OutOfYears => f.write_str("years go from 0001 to 9999"),
            Self::NotInFull(full) => write!(f, "a day is written in full, as {full}"),
            Self::NoZone => f.write_str("a time needs a zone, as in 2014-05-21T10:00:00Z"),
            Self::NotADate => f.write_str("it is not a day such as 2014-05-21"),
        }
    }
}

/// Reads a day written in full, `2014-05-21`.
///
/// chrono alone would take `2014-5-1` and `+2014-05-01` as well, which other readers refuse.
pub fn parse_day(text: &str) -> Result<NaiveDate, MomentError> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(MomentError::NotADate);
    };
    if !(digits(year) && digits(month) && digits(day)) || year.len() != 4 {
        return Err(MomentError::NotADate);
    }
    let number = |part: &str| part.parse().map_err(|_| MomentError::NotADate);
    let found = NaiveDate::from_ymd_opt(
        i32::try_from(number(year)?).map_err(|_| MomentError::NotADate)?,
        number(month)?,
        number(day)?,
    )
    .ok_or(MomentError::NoSuchDay)?;
    if !is_in_years(found) {
        return Err(MomentError::OutOfYears);
    }
    if (month.len(), day.len()) == (2, 2) {
        Ok(found)
    } else {
        Err(MomentError::NotInFull(found.to_string()))
    }
}

fn is_in_years(day: NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

impl Moment {
    /// Reads a day (`2014-05-21`) or an instant with its zone (`2014-05-21T10:00:00+08:00`).
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        if !text.contains(['T', 't', ' ']) {
            return parse_day(text).map(Self::Day);
        }
        match DateTime::parse_from_rfc3339(text) {
            Ok(instant) => Self::of_instant(instant.to_utc()),
            Err(_) if text.contains(['Z', 'z', '+']) => Err(MomentError::NotADate),
            Err(_) => Err(MomentError::NoZone),
        }
    }

    /// Returns the moment of an instant, where its UTC day has a year that can be written.
    pub fn of_instant(instant: DateTime<Utc>) -> Result<Self, MomentError> {
        if is_in_years(instant.date_naive()) {
            Ok(Self::Instant(instant))
        } else {
            Err(MomentError::OutOfYears)
        }
    }

    /// Returns the UTC day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => instant.date_naive(),
        }
    }

    /// Returns the second at which it begins, counted from 1970.
    #[must_use]
    pub fn start(self) -> i64 {
        match self {
            Self::Day(day) => seconds(day),
            Self::Instant(instant) => instant.timestamp(),
        }
    }

    /// Returns the second at which it is over, counted from 1970: the end of the day, or the
    /// instant itself.
    #[must_use]
    pub fn end(self) -> i64 {
        match self {
            Self::Day(day) => seconds(day) + SECONDS_A_DAY,
            Self::Instant(instant) => instant.timestamp(),
        }
    }

    /// Returns whether this comes before `other`: as instants where both are instants, otherwise
    /// on an earlier day.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        self.compare(other) == Ordering::Less
    }

    /// Compares as instants where both are instants, otherwise by day.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Instant(a), Self::Instant(b)) => a.cmp(&b),
            (a, b) => a.day().cmp(&b.day()),
        }
    }

    /// Returns the day that many days later.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self::Day(add_days(self.day(), days))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Instant(instant) => {
                f.write_str(&instant.to_rfc3339_opts(SecondsFormat::AutoSi, true))
            }
        }
    }
}

/// Days of 24 hours, as UTC has.
const SECONDS_A_DAY: i64 = 86_400;

fn seconds(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

/// The last day that can be written.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Returns the day that many days later, or the last day that can be written.
#[must_use]
pub fn add_days(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days)))
        .map_or(LAST_DAY, |later| later.min(LAST_DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_full_and_exists() {
        assert!(parse_day("2014-05-21").is_ok());
        assert_eq!(
            parse_day("2014-5-1"),
            Err(MomentError::NotInFull("2014-05-01".into()))
        );
        assert_eq!(parse_day("2014-02-30"), Err(MomentError::NoSuchDay));
        for odd in [
            "+2014-05-01",
            " 2014-05-01",
            "14-05-01",
            "2014",
            "",
            "2014-05-21x",
            "-1-1-1",
        ] {
            assert!(parse_day(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn years_go_from_1_to_9999() {
        assert!(parse_day("0001-01-01").is_ok() && parse_day("9999-12-31").is_ok());
        assert_eq!(parse_day("0000-12-31"), Err(MomentError::OutOfYears));
        for text in [
            "0000-06-01T00:00:00Z",
            "0001-01-01T00:00:00+05:00",
            "9999-12-31T23:59:59-05:00",
        ] {
            assert_eq!(Moment::parse(text), Err(MomentError::OutOfYears), "{text}");
        }
        assert_eq!(add_days(LAST_DAY, 1), LAST_DAY);
        assert_eq!(
            add_days(parse_day("9999-12-30").unwrap(), u32::MAX),
            LAST_DAY
        );
    }

    #[test]
    fn instants_need_a_zone_and_compare_as_instants() {
        let shanghai = Moment::parse("2014-05-21T07:00:00+08:00").unwrap();
        let london = Moment::parse("2014-05-20T23:30:00Z").unwrap();
        assert!(shanghai.is_before(london));
        assert_eq!(
            Moment::parse("2014-05-21T07:00:00"),
            Err(MomentError::NoZone)
        );
    }

    #[test]
    fn a_day_and_an_instant_compare_by_day() {
        let day = Moment::parse("2014-05-21").unwrap();
        let noon = Moment::parse("2014-05-21T12:00:00Z").unwrap();
        assert!(!day.is_before(noon));
        assert!(!noon.is_before(day));
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let day = Moment::parse("2014-05-21").unwrap();
        assert_eq!(day.end(), day.plus_days(1).start());
    }
}
