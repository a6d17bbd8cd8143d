//! Provenance: whether an estimate is known to be from before the outcome was known.

use chrono::{Days, Months, NaiveDate};

use super::{Coded, Estimate, Forecast, Moment, Settings, parse_day, same_name};

/// Whether an estimate is known to be from before the outcome was known, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// Written before the outcome was known.
    Contemporaneous,
    /// A declared reading of a text that was published before the outcome was known.
    Coded,
    /// History brought from elsewhere, declared in the settings with its source.
    Imported,
    /// Written after the outcome was known, whatever day it claims.
    Retrospective,
    /// Nothing says when it was written.
    Unwitnessed,
}

/// Why the reading of a text is none that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodingFault {
    /// The record does not have the words of the text.
    NoQuote,
    /// The record does not say when the text was published.
    NotDated,
    /// The text was not published before the outcome was known.
    PublishedLate,
    /// The forecaster read it out of a text of their own.
    OwnReading,
}

/// What is said of the times of an estimate, by a record or by a row of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Testimony {
    /// The day that it claims.
    pub made: Option<Moment>,
    /// When it was written down, where that is said.
    pub written: Option<Moment>,
    /// What it is declared to be, where its own times do not decide.
    pub declared: Option<Provenance>,
}

impl Provenance {
    /// Every provenance.
    pub const ALL: [Self; 5] = [
        Self::Contemporaneous,
        Self::Coded,
        Self::Imported,
        Self::Retrospective,
        Self::Unwitnessed,
    ];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contemporaneous => "contemporaneous",
            Self::Coded => "coded",
            Self::Imported => "imported",
            Self::Retrospective => "retrospective",
            Self::Unwitnessed => "unwitnessed",
        }
    }
}

impl CodingFault {
    /// Returns what is wrong, in words that follow "the reading does not count: ".
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoQuote => "`source` has no `quote`",
            Self::NotDated => "`source` does not say when the text was `published`",
            Self::PublishedLate => "the text was not published before the outcome was known",
            Self::OwnReading => "its coder is its forecaster",
        }
    }
}

impl Testimony {
    /// Returns what a record says of one of its estimates; `known` is when the outcome was known.
    #[must_use]
    pub fn of(
        estimate: &Estimate,
        forecast: &Forecast,
        settings: &Settings,
        known: Option<Moment>,
    ) -> Self {
        let coded = estimate.coded();
        let reading = coded.map(|coded| reading(coded, estimate, forecast, known));
        let declared = match (coded, reading) {
            (_, Some(Ok(()))) => Some(Provenance::Coded),
            // Of a reading without a day nobody can say that it is older than the outcome.
            (Some(Coded { date: None, .. }), Some(Err(_))) if known.is_some() => {
                Some(Provenance::Retrospective)
            }
            _ if settings.imported.contains_key(&*estimate.by)
                && !is_carried_late(estimate, known) =>
            {
                Some(Provenance::Imported)
            }
            _ => None,
        };
        Self {
            made: Some(estimate.date),
            written: written(estimate, known),
            declared,
        }
    }

    /// Returns the provenance of an estimate of a record, by all that the record says.
    #[must_use]
    pub fn provenance_in(
        estimate: &Estimate,
        forecast: &Forecast,
        settings: &Settings,
    ) -> Provenance {
        let known = forecast.known();
        Self::of(estimate, forecast, settings, known).provenance(known)
    }

    /// Returns the provenance of an estimate on a question whose outcome was known then, where it was.
    #[must_use]
    pub fn provenance(&self, known: Option<Moment>) -> Provenance {
        let is_late = |moment: Option<Moment>| match (moment, known) {
            (Some(moment), Some(known)) => !moment.is_before(known),
            _ => false,
        };
        match self.declared {
            _ if is_late(self.made) => Provenance::Retrospective,
            Some(
                declared @ (Provenance::Coded | Provenance::Imported | Provenance::Retrospective),
            ) => declared,
            _ if is_late(self.written) => Provenance::Retrospective,
            _ if self.written.is_some() => Provenance::Contemporaneous,
            _ => Provenance::Unwitnessed,
        }
    }

    /// Returns from when on an estimate of that provenance counts: from the later of its day and the
    /// day on which it was written, unless it is declared to be older than its entry.
    #[must_use]
    pub fn counts_from(&self, provenance: Provenance) -> Option<Moment> {
        match (provenance, self.made, self.written) {
            (Provenance::Coded | Provenance::Imported, made, _) => made,
            (_, Some(made), Some(written)) if made.is_before(written) => Some(written),
            (_, made, _) => made,
        }
    }
}

/// By how many days the commit that first carries an estimate may follow the day on which the estimate says
/// that it was written: a week, as long as people leave their work uncommitted.
const COMMITTED_WITHIN: u64 = 7;

/// Returns whether git saw an estimate only when the outcome was known.
fn is_carried_late(estimate: &Estimate, known: Option<Moment>) -> bool {
    match (estimate.carried, known) {
        (Some(carried), Some(known)) => !Moment::Day(carried).is_before(known),
        _ => false,
    }
}

/// Returns when an estimate was written: as it says, unless git first saw it much later, or only when the
/// outcome was known. What says nothing is vouched for by git.
fn written(estimate: &Estimate, known: Option<Moment>) -> Option<Moment> {
    let coded = estimate.coded();
    let said = coded.and_then(|coded| coded.date).or(estimate.logged);
    let Some(carried) = estimate.carried else {
        return said;
    };
    let said = said.unwrap_or(estimate.date);
    let latest = said.day().checked_add_days(Days::new(COMMITTED_WITHIN));
    let is_vouched = latest.is_none_or(|latest| carried <= latest);
    Some(if is_vouched && !is_carried_late(estimate, known) {
        said
    } else {
        Moment::Day(carried)
    })
}

/// Says whether a reading counts as one.
fn reading(
    coded: &Coded,
    estimate: &Estimate,
    forecast: &Forecast,
    known: Option<Moment>,
) -> Result<(), CodingFault> {
    if same_name(&coded.by, &estimate.by) {
        return Err(CodingFault::OwnReading);
    }
    let source = forecast.source.as_ref();
    let has_quote = source.is_some_and(|source| source.quote.is_some());
    if !has_quote {
        return Err(CodingFault::NoQuote);
    }
    let published = source.and_then(|source| source.published.as_deref());
    let published = published.and_then(last_day).ok_or(CodingFault::NotDated)?;
    match known {
        Some(known) if !Moment::Day(published).is_before(known) => Err(CodingFault::PublishedLate),
        _ => Ok(()),
    }
}

/// Returns why the reading of a text is none that counts, where an estimate is declared to be one.
#[must_use]
pub fn coding_fault(
    estimate: &Estimate,
    forecast: &Forecast,
    known: Option<Moment>,
) -> Option<CodingFault> {
    let coded = estimate.coded()?;
    reading(coded, estimate, forecast, known).err()
}

/// Returns the last day of a year, a month or a day, as `published` gives it.
fn last_day(text: &str) -> Option<NaiveDate> {
    let first = |rest: &str| parse_day(&format!("{text}{rest}")).ok();
    let before = |day: NaiveDate| day.checked_sub_days(Days::new(1));
    match text.len() {
        4 => first("-12-31"),
        7 => first("-01")?
            .checked_add_months(Months::new(1))
            .and_then(before),
        _ => first(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn testimony(made: &str, written: Option<&str>) -> Testimony {
        Testimony {
            made: Some(day(made)),
            written: written.map(day),
            declared: None,
        }
    }

    #[test]
    fn what_was_written_when_the_outcome_was_known_is_retrospective_whatever_it_claims() {
        let known = Some(day("2026-07-01"));
        for (made, written, want) in [
            (
                "2026-01-01",
                Some("2026-01-01"),
                Provenance::Contemporaneous,
            ),
            (
                "2026-01-01",
                Some("2026-06-30"),
                Provenance::Contemporaneous,
            ),
            ("2026-01-01", Some("2026-07-01"), Provenance::Retrospective),
            ("2026-07-01", None, Provenance::Retrospective),
            ("2026-01-01", None, Provenance::Unwitnessed),
        ] {
            let found = testimony(made, written).provenance(known);
            assert_eq!(found, want, "{made} {written:?}");
        }
        // Where nothing is known yet nothing can be too late.
        let open = testimony("2026-01-01", Some("2026-08-01"));
        assert_eq!(open.provenance(None), Provenance::Contemporaneous);
    }

    #[test]
    fn an_estimate_counts_from_the_later_of_its_day_and_the_day_it_was_written() {
        let late = testimony("2026-01-01", Some("2026-06-30"));
        let from = |provenance| late.counts_from(provenance);
        assert_eq!(from(Provenance::Contemporaneous), Some(day("2026-06-30")));
        assert_eq!(from(Provenance::Coded), Some(day("2026-01-01")));
        assert_eq!(from(Provenance::Imported), Some(day("2026-01-01")));
        let claimed = testimony("2026-01-01", None);
        assert_eq!(claimed.counts_from(Provenance::Unwitnessed), claimed.made);
    }

    #[test]
    fn a_text_may_have_been_published_on_the_last_day_that_its_date_allows() {
        for (text, want) in [
            ("2014", Some("2014-12-31")),
            ("2014-02", Some("2014-02-28")),
            ("2014-12", Some("2014-12-31")),
            ("2014-04-07", Some("2014-04-07")),
            ("soon", None),
        ] {
            let want = want.map(|want| parse_day(want).unwrap());
            assert_eq!(last_day(text), want, "{text}");
        }
    }
}
