//! Days and instants.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, SecondsFormat, Utc};

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
    /// It is a day in figures whose order nobody can know; the two days that it may be.
    Ambiguous(NaiveDate, NaiveDate),
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
            Self::Ambiguous(a, b) => write!(f, "it may be {a} or {b}"),
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
    if let Some(why) = in_figures(text) {
        return Err(why);
    }
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

/// Returns what is wrong with a day that ends in its year, `01/02/2026`, where a text is one.
fn in_figures(text: &str) -> Option<MomentError> {
    let parts: Vec<_> = text.split(['/', '.', '-']).collect();
    let &[first, second, year] = &parts[..] else {
        return None;
    };
    let is_short = |part: &str| (1..=2).contains(&part.len());
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !is_short(first) || !is_short(second) || !parts.iter().all(|p| digits(p))
    {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    let (first, second) = (number(first)?, number(second)?);
    let day = |month, day| NaiveDate::from_ymd_opt(year.parse().ok()?, month, day);
    Some(match (day(second, first), day(first, second)) {
        (Some(a), Some(b)) if a != b => MomentError::Ambiguous(a, b),
        (Some(only), _) | (_, Some(only)) => MomentError::NotInFull(only.to_string()),
        (None, None) => MomentError::NoSuchDay,
    })
}

fn is_in_years(day: NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

impl Moment {
    /// Reads a day (`2014-05-21`) or an instant with its zone (`2014-05-21T10:00:00+08:00`), also as
    /// databases, spreadsheets and data frames write it: with a blank for the `T` and before the zone,
    /// the zone without a colon or minutes, the time without seconds.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        if !text.contains(['T', 't', ' ']) {
            return parse_day(text).map(Self::Day);
        }
        match instant(text) {
            Some((_, false)) => Err(MomentError::NoZone),
            Some((instant, true)) => Self::of_instant(instant),
            None => Err(no_instant(text)),
        }
    }

    /// Reads the same, and an instant without a zone, which is in UTC: a table, unlike a record, is
    /// seldom written by hand.
    pub fn parse_in_utc(text: &str) -> Result<Self, MomentError> {
        match Self::parse(text) {
            Err(MomentError::NoZone) => {
                let (instant, _) = instant(text).ok_or(MomentError::NoZone)?;
                Self::of_instant(instant)
            }
            read => read,
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

    /// Returns whether this comes so long before `other` that no zone explains it: as instants where
    /// both are instants, otherwise by more than a day. A day is that of whoever wrote it, and begins
    /// up to 14 hours before it does in UTC.
    #[must_use]
    pub fn is_long_before(self, other: Self) -> bool {
        match (self, other) {
            (Self::Instant(a), Self::Instant(b)) => a < b,
            (a, b) => add_days(a.day(), 1) < b.day(),
        }
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

/// Returns why a text with a time is none, so far as its day tells.
fn no_instant(text: &str) -> MomentError {
    let day = text.split(['T', 't', ' ']).next().unwrap_or_default();
    match parse_day(day) {
        Err(
            why @ (MomentError::NoSuchDay | MomentError::OutOfYears | MomentError::Ambiguous(..)),
        ) => why,
        _ => MomentError::NotADate,
    }
}

/// Reads an instant, and says whether it has a zone; without one it is in UTC.
fn instant(text: &str) -> Option<(DateTime<Utc>, bool)> {
    let (day, rest) = text.split_once(['T', 't', ' '])?;
    let day = parse_day(day).ok()?;
    let of_time = |c: char| c.is_ascii_digit() || c == ':' || c == '.';
    let end = rest.find(|c| !of_time(c)).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"))
        .ok()?;
    let (zone, has_zone) = match zone.trim_start() {
        "" => ("Z", false),
        // Names of other zones mean one thing here and another there.
        "UTC" | "GMT" | "z" => ("Z", true),
        zone => (zone, true),
    };
    let text = format!("{day}T{time}{zone}");
    let instant = DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f%#z").ok()?;
    Some((instant.to_utc(), has_zone))
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
    day.and_time(NaiveTime::MIN).and_utc().timestamp()
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
    fn a_day_in_figures_is_refused_with_what_it_may_be() {
        let day = |text: &str| parse_day(text).unwrap();
        let (a, b) = (day("2026-02-01"), day("2026-01-02"));
        for text in ["01/02/2026", "1/2/2026", "01.02.2026", "01-02-2026"] {
            assert_eq!(parse_day(text), Err(MomentError::Ambiguous(a, b)), "{text}");
            assert_eq!(
                Moment::parse(text),
                Err(MomentError::Ambiguous(a, b)),
                "{text}"
            );
            assert_eq!(
                Moment::parse_in_utc(text),
                Err(MomentError::Ambiguous(a, b)),
                "{text}"
            );
        }
        let full = |day: &str| Err(MomentError::NotInFull(day.to_owned()));
        assert_eq!(parse_day("31/12/2026"), full("2026-12-31"));
        assert_eq!(parse_day("12/31/2026"), full("2026-12-31"));
        assert_eq!(parse_day("03/03/2026"), full("2026-03-03"));
        assert_eq!(parse_day("31/31/2026"), Err(MomentError::NoSuchDay));
        assert_eq!(Moment::parse("31 Dec 2026"), Err(MomentError::NotADate));
    }

    #[test]
    fn an_instant_may_lack_its_seconds_and_not_its_zone() {
        let late = Moment::parse("2026-07-01T04:59:00Z").unwrap();
        for text in [
            "2026-06-30T23:59-05:00",
            "2026-06-30T23:59:00-05:00",
            "2026-07-01T04:59Z",
        ] {
            assert_eq!(Moment::parse(text), Ok(late), "{text}");
            assert_eq!(Moment::parse_in_utc(text), Ok(late), "{text}");
        }
        for text in [
            "2026-06-30 23:59-05:00",
            "2026-06-30T23:59-0500",
            "2026-06-30 23:59:00 -05",
            "2026-07-01 04:59 UTC",
            "2026-07-01t04:59:00.000z",
        ] {
            assert_eq!(Moment::parse(text), Ok(late), "{text}");
            assert_eq!(Moment::parse_in_utc(text), Ok(late), "{text}");
        }
        for text in [
            "2026-07-01T04:59",
            "2026-07-01 04:59:00",
            "2026-07-01 04:59:00.5",
        ] {
            assert_eq!(Moment::parse(text), Err(MomentError::NoZone), "{text}");
        }
        let (a, b) = (parse_day("2026-02-01"), parse_day("2026-01-02"));
        let both = Err(MomentError::Ambiguous(a.unwrap(), b.unwrap()));
        assert_eq!(Moment::parse("01/02/2026 10:00"), both);
        assert_eq!(Moment::parse_in_utc("01/02/2026 10:00"), both);
        for text in [
            "2026-07-01 CET",
            "2026-07-01T04:59 CET",
            "2026-07-01T25:00Z",
        ] {
            assert_eq!(Moment::parse(text), Err(MomentError::NotADate), "{text}");
            assert_eq!(
                Moment::parse_in_utc(text),
                Err(MomentError::NotADate),
                "{text}"
            );
        }
        assert_eq!(Moment::parse_in_utc("2026-07-01T04:59"), Ok(late));
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
    fn a_day_may_have_begun_elsewhere() {
        let read = |text: &str| Moment::parse(text).unwrap();
        let (first, next) = (read("2014-05-21"), read("2014-05-22"));
        assert!(!first.is_long_before(next) && !first.is_long_before(first));
        assert!(first.is_long_before(read("2014-05-23")));
        assert!(read("2014-05-21T10:00:00Z").is_long_before(read("2014-05-21T10:00:01Z")));
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let day = Moment::parse("2014-05-21").unwrap();
        assert_eq!(day.end(), day.plus_days(1).start());
    }
}
