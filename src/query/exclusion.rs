//! What was left out, why, and what to do about it.

use std::collections::BTreeMap;

use crate::model::ForecastId;

/// Why a forecast, or a forecaster's estimates on it, do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExclusionReason {
    /// Its deadline, or its grace, has not passed.
    NotDue,
    /// It is resolved, but its deadline has not passed.
    Early,
    /// It is overdue.
    Unresolved,
    /// It depends on a forecast that is not resolved.
    Waiting,
    /// The question broke.
    Annulled,
    /// Reality is unclear.
    Ambiguous,
    /// One of its own forecasters said that it broke, or that reality is unclear.
    VoidedByForecaster,
    /// What it depends on did not come about.
    ConditionNotMet,
    /// The forecaster refused to give a number.
    Declined,
    /// The word has no number.
    NoPoint,
    /// The estimate only follows from another.
    Derived,
    /// The estimate was made when the outcome was known.
    Late,
    /// The estimate claims an older day, and was written when the outcome was known.
    Retrospective,
    /// No estimate stood at the horizon.
    NoneAtHorizon,
    /// The outcome was known before the horizon.
    KnownBeforeHorizon,
    /// It happened in part, which the figure does not take.
    Fractional,
    /// Its kind has other scores.
    OtherKind,
    /// It is void, by the status in its table.
    Void,
    /// It is open, by the status in its table or for want of an outcome.
    Open,
    /// It stood for no time: another came before the question was open, or at the same time.
    StoodNoTime,
    /// The row of the table is faulty.
    BadRow,
    /// Another row of the forecast is faulty.
    Damaged,
    /// The row is the same as another, which counts.
    Duplicate,
    /// The numbers that stand for the words of its options do not add up to 1.
    SumOfPoints,
    /// What was said or what happened does not fit the question.
    Unfit,
    /// Its numbers have no bounds, which a platform's rule needs.
    Unbounded,
    /// It is not known when its outcome was known.
    Undated,
}

impl ExclusionReason {
    /// Returns its name in machine output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotDue => "not_due",
            Self::Early => "resolved_early",
            Self::Unresolved => "unresolved",
            Self::Waiting => "waiting",
            Self::Annulled => "annulled",
            Self::Ambiguous => "ambiguous",
            Self::VoidedByForecaster => "voided_by_forecaster",
            Self::ConditionNotMet => "condition_not_met",
            Self::Declined => "declined",
            Self::NoPoint => "word_without_point",
            Self::Derived => "derived",
            Self::Late => "late_estimate",
            Self::Retrospective => "retrospective",
            Self::NoneAtHorizon => "none_at_horizon",
            Self::KnownBeforeHorizon => "known_before_horizon",
            Self::Fractional => "fractional",
            Self::OtherKind => "other_kind",
            Self::Void => "void",
            Self::Open => "open",
            Self::StoodNoTime => "stood_no_time",
            Self::BadRow => "bad_row",
            Self::Damaged => "damaged",
            Self::Duplicate => "duplicate_row",
            Self::SumOfPoints => "points_do_not_add_up",
            Self::Unfit => "unfit",
            Self::Unbounded => "without_bounds",
            Self::Undated => "without_day_of_outcome",
        }
    }

    /// Returns what was left out, in plain words.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::NotDue => "not due yet",
            Self::Early => "resolved before their deadline, which has not passed",
            Self::Unresolved => "due and not resolved",
            Self::Waiting => "waiting for the forecast that they depend on",
            Self::Annulled => "annulled",
            Self::Ambiguous => "ambiguous",
            Self::VoidedByForecaster => {
                "annulled or called ambiguous by one of their own forecasters"
            }
            Self::ConditionNotMet => "condition not met",
            Self::Declined => "no estimate given",
            Self::NoPoint => "said in a word that has a range and no number",
            Self::Derived => "with a derived estimate, which only follows from another",
            Self::Late => "estimated when the outcome was known",
            Self::Retrospective => {
                "with a retrospective estimate, dated back and written when the outcome was known"
            }
            Self::NoneAtHorizon => "without an estimate at the horizon",
            Self::KnownBeforeHorizon => "known before the horizon",
            Self::Fractional => "resolved in part",
            Self::OtherKind => "of another kind",
            Self::Void => "void",
            Self::Open => "open",
            Self::StoodNoTime => "that stood for no time",
            Self::BadRow => "that could not be read",
            Self::Damaged => "of which another row could not be read",
            Self::Duplicate => "the same as another",
            Self::SumOfPoints => "whose words stand for numbers that do not add up to 100%",
            Self::Unfit => "with an estimate or an outcome that does not fit the question",
            Self::Unbounded => "without bounds, which the rule needs",
            Self::Undated => "without a day on which the outcome was known",
        }
    }

    /// Returns what to do about it, where something can be done.
    #[must_use]
    pub fn remedy(self) -> Option<&'static str> {
        match self {
            Self::Early => Some(
                "they wait, since an early yes is logged and an early no is not; --include-early counts them",
            ),
            Self::Unresolved => {
                Some("`foretell overdue` lists them, `foretell resolve` logs an outcome")
            }
            Self::NoPoint => Some("give the word a point in foretell.yaml"),
            Self::Late => {
                Some("an estimate counts from the day before the outcome was known, or earlier")
            }
            Self::Retrospective => Some("--include-retrospective takes it at its day"),
            Self::NoneAtHorizon => Some("a shorter horizon, or --weigh first"),
            Self::SumOfPoints => Some("give numbers, or words whose points add up"),
            Self::OtherKind => Some("`foretell score` has their scores"),
            _ => None,
        }
    }
}

/// What was left out, by reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Excluded {
    /// The forecasts left out for each reason, by id.
    pub forecasts: BTreeMap<ExclusionReason, Vec<ForecastId>>,
    /// How many rows, or estimates, of a table were left out for each reason.
    pub rows: BTreeMap<ExclusionReason, usize>,
    /// How many records could not be read.
    pub unreadable: usize,
}

impl Excluded {
    /// Notes a forecast, once for each reason.
    pub fn add(&mut self, reason: ExclusionReason, id: &ForecastId) {
        let ids = self.forecasts.entry(reason).or_default();
        if ids.last() != Some(id) {
            ids.push(id.clone());
        }
    }

    /// Notes rows, or estimates, of a table.
    pub fn add_rows(&mut self, reason: ExclusionReason, rows: usize) {
        if rows > 0 {
            *self.rows.entry(reason).or_default() += rows;
        }
    }

    /// Returns how many forecasts were left out for the reason.
    #[must_use]
    pub fn count(&self, reason: ExclusionReason) -> usize {
        self.forecasts.get(&reason).map_or(0, Vec::len)
    }
}
