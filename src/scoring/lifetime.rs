//! Scores over the life of a question: which forecast stood when, and for how long.
//!
//! Times are numbers of seconds on any clock; only [`daily`] and the days of [`Life`] need them to
//! be counted from a midnight.

use super::{Figure, Outcome, Undefined, count, sum};
use crate::model::Probability;

/// The seconds of a day.
pub const DAY: f64 = 86_400.0;

/// From when to when a question was open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Life {
    open: f64,
    scheduled: f64,
    close: f64,
}

impl Life {
    /// Returns the life of a question that opened, was to close and did close at these times, or
    /// `None` unless they are finite and it was to be open for some time. It closes no later than
    /// scheduled, and no earlier than it opened.
    #[must_use]
    pub fn new(open: f64, scheduled: f64, close: f64) -> Option<Self> {
        let finite = open.is_finite() && scheduled.is_finite() && close.is_finite();
        (finite && open < scheduled).then(|| Self {
            open,
            scheduled,
            close: close.clamp(open, scheduled),
        })
    }

    /// Returns when the question opened.
    #[must_use]
    pub fn open(self) -> f64 {
        self.open
    }

    /// Returns when the question closed: as scheduled, or earlier because the outcome was known.
    #[must_use]
    pub fn close(self) -> f64 {
        self.close
    }

    /// Returns the end, at midnight UTC, of each day that ended while the question was open.
    #[must_use]
    pub fn full_days(self) -> Vec<f64> {
        let (first, last) = ((self.open / DAY).floor(), (self.close / DAY).floor());
        let days = (1..).map(f64::from).take_while(|day| first + day <= last);
        days.map(|day| (first + day) * DAY).collect()
    }

    /// Returns for how long the question was to be open.
    #[must_use]
    pub fn scheduled_length(self) -> f64 {
        self.scheduled - self.open
    }

    /// Returns for how long the question was open.
    #[must_use]
    pub fn actual_length(self) -> f64 {
        self.close - self.open
    }
}

/// What a forecaster said at a time, or that they withdrew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Update<T> {
    /// When.
    pub at: f64,
    /// What, `None` for a withdrawal.
    pub said: Option<T>,
}

/// All that one forecaster said of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct History<T>(Vec<Update<T>>);

/// A stretch of time over which one forecast stood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span<T> {
    /// From when.
    pub from: f64,
    /// Until when, which is later.
    pub until: f64,
    /// What was said.
    pub said: T,
}

impl<T> Span<T> {
    /// Returns how long the stretch is.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.until - self.from
    }

    /// Returns the same stretch with something made of what was said.
    #[must_use]
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Span<U> {
        Span {
            from: self.from,
            until: self.until,
            said: of(self.said),
        }
    }
}

impl<T: Copy> History<T> {
    /// Returns the updates in the order of their times, or `None` if a time is not finite. Of
    /// several at one time the last of the list holds.
    #[must_use]
    pub fn new(mut updates: Vec<Update<T>>) -> Option<Self> {
        updates.sort_by(|a, b| a.at.total_cmp(&b.at));
        let finite = updates.iter().all(|update| update.at.is_finite());
        finite.then_some(Self(updates))
    }

    /// Returns the forecasts that stood while the question was open, each from when it was made or
    /// the question opened until the next or the close. Those that stood for no time are left out.
    #[must_use]
    pub fn spans(&self, life: Life) -> Vec<Span<T>> {
        let ends = self
            .0
            .iter()
            .skip(1)
            .map(|next| next.at)
            .chain([f64::INFINITY]);
        let spans = self.0.iter().zip(ends).filter_map(|(update, end)| {
            Some(Span {
                from: update.at.max(life.open),
                until: end.min(life.close),
                said: update.said?,
            })
        });
        spans.filter(|span| span.from < span.until).collect()
    }

    /// Returns the same without the withdrawals, for rules that do not know them.
    #[must_use]
    pub fn without_withdrawals(&self) -> Self {
        let said = self.0.iter().filter(|update| update.said.is_some());
        Self(said.copied().collect())
    }

    /// Returns the forecast in force at a time: the latest at or before it.
    #[must_use]
    pub fn at(&self, time: f64) -> Option<T> {
        let made = self.0.partition_point(|update| update.at <= time);
        self.0[..made].last()?.said
    }

    /// Returns the forecasts made before the question closed, in order.
    #[must_use]
    pub fn said(&self, life: Life) -> impl DoubleEndedIterator<Item = T> + '_ {
        let made = self.0.partition_point(|update| update.at < life.close);
        self.0[..made].iter().filter_map(|update| update.said)
    }

    /// Returns the first forecast.
    #[must_use]
    pub fn first(&self, life: Life) -> Option<T> {
        self.said(life).next()
    }

    /// Returns the last forecast made before the question closed, withdrawn or not.
    #[must_use]
    pub fn last(&self, life: Life) -> Option<T> {
        self.said(life).next_back()
    }

    /// Returns what stood at the end of each UTC day, from the one of the opening or the first
    /// forecast to the one of the close, with the time at which it was looked at: midnight or the
    /// close. Days without a forecast in force are left out.
    #[must_use]
    pub fn days(&self, life: Life) -> Vec<(f64, T)> {
        let first = self
            .0
            .first()
            .map_or(life.close, |update| update.at.max(life.open));
        let start = (first / DAY).floor();
        // A close at midnight ends the day before and opens none.
        let days = (life.close / DAY).ceil() - start;
        let ends = (1..).map(f64::from).take_while(|day| *day <= days);
        let looked = ends.map(|day| ((start + day) * DAY).min(life.close));
        looked
            .filter_map(|time| Some((time, self.before(time)?)))
            .collect()
    }

    /// Returns the forecast in force just before a time: the latest made earlier.
    #[must_use]
    pub fn before(&self, time: f64) -> Option<T> {
        let made = self.0.partition_point(|update| update.at < time);
        self.0[..made].last()?.said
    }
}

/// Returns the mean of a score over the time for which a forecast stood; its range and direction
/// are the score's.
///
/// # Formula
///
/// ```text
/// ∫ S(p(t), y) dt / ∫ dt    over the time with a forecast in force; say the coverage beside it
/// ```
///
/// Undefined where none stood.
///
/// # References
///
/// - Tetlock, P. E. and Gardner, D. (2015). *Superforecasting*. Crown, chapter 4 and notes.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::{Outcome, brier, lifetime::{History, Life, Update, time_weighted}};
///
/// let said = |at, p| Update { at, said: Probability::new(p) };
/// let history = History::new(vec![said(0.0, 0.5), said(8.0, 1.0)]).unwrap();
/// let spans = history.spans(Life::new(0.0, 10.0, 10.0).unwrap());
/// let score = time_weighted(&spans, |p| brier(p, Outcome::YES)).unwrap();
/// assert!((score - 0.25 * 0.8).abs() < 1e-12);
/// ```
pub fn time_weighted<T: Copy>(spans: &[Span<T>], score: impl Fn(T) -> f64) -> Figure {
    if spans.is_empty() {
        return Err(Undefined::Empty);
    }
    let total = sum(spans.iter().map(Span::length));
    Ok(sum(spans
        .iter()
        .map(|span| span.length() / total * score(span.said))))
}

/// Returns the share of the scheduled life over which a forecast stood: 0 to 1. A question that
/// closes early leaves it below 1.
///
/// # Formula
///
/// ```text
/// Σ length / (scheduled close − opening)
/// ```
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::lifetime::{History, Life, Update, coverage};
///
/// let history = History::new(vec![Update { at: 5.0, said: Some(Probability::HALF) }]).unwrap();
/// let life = Life::new(0.0, 10.0, 9.0).unwrap();
/// assert!((coverage(&history.spans(life), life) - 0.4).abs() < 1e-12);
/// ```
#[must_use]
pub fn coverage<T>(spans: &[Span<T>], life: Life) -> f64 {
    sum(spans.iter().map(Span::length)) / life.scheduled_length()
}

/// Returns the share of the time for which the question was open over which a forecast stood: 0 to
/// 1. Undefined where it was not open at all.
///
/// # Formula
///
/// ```text
/// Σ length / (close − opening)
/// ```
pub fn coverage_while_open<T>(spans: &[Span<T>], life: Life) -> Figure {
    if life.actual_length() > 0.0 {
        Ok(sum(spans.iter().map(Span::length)) / life.actual_length())
    } else {
        Err(Undefined::Empty)
    }
}

/// Returns the mean over days of the score of what stood at the end of each, by UTC; its range and
/// direction are the score's.
///
/// # Formula
///
/// ```text
/// (1/D) Σ S(p_d, y)    over the D days with a forecast in force, the day of the close included
/// ```
///
/// Undefined where there is none.
///
/// # References
///
/// - IARPA ACE Test and Evaluation Plan, Appendix B.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::{Outcome, brier_full, lifetime::{DAY, History, Life, Update, daily}};
///
/// let said = |day, p| Update { at: day * DAY, said: Probability::new(p) };
/// let history = History::new(vec![said(0.1, 0.5), said(1.2, 0.1), said(1.8, 1.0)]).unwrap();
/// let days = history.days(Life::new(0.0, 2.0 * DAY, 1.9 * DAY).unwrap());
/// assert_eq!(daily(&days, |p| brier_full(p, Outcome::YES)), Ok(0.25));
/// ```
pub fn daily<T: Copy>(days: &[(f64, T)], score: impl Fn(T) -> f64) -> Figure {
    if days.is_empty() {
        return Err(Undefined::Empty);
    }
    Ok(sum(days.iter().map(|&(_, said)| score(said))) / count(days.len()))
}

/// How a forecaster's beliefs moved over the life of a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement {
    /// The sum of the squared changes.
    pub movement: f64,
    /// By how much the uncertainty p (1 − p) fell from the first forecast to the last.
    pub uncertainty_reduction: f64,
    /// The movement with the last step, to the outcome.
    pub to_resolution: f64,
    /// The uncertainty of the first forecast, which is what the outcome takes away.
    pub initial_uncertainty: f64,
}

impl Movement {
    /// Returns how the beliefs moved that were stated in this order; undefined for none.
    ///
    /// # Formula
    ///
    /// ```text
    /// Σ (pₜ₊₁ − pₜ)²    p₀ (1 − p₀) − p_T (1 − p_T)
    /// ```
    ///
    /// # References
    ///
    /// - Augenblick, N. and Rabin, M. (2021). Belief movement, uncertainty reduction, and rational
    ///   updating. *Quarterly Journal of Economics*, 136(2), 933–985.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell::model::Probability;
    /// use foretell::scoring::{Outcome, lifetime::Movement};
    ///
    /// let said = [0.5, 0.7, 0.9].map(|p| Probability::new(p).unwrap());
    /// let movement = Movement::of(said, Outcome::YES).unwrap();
    /// assert!((movement.movement - 0.08).abs() < 1e-12);
    /// assert!((movement.excess().unwrap() - 0.09 / 0.25).abs() < 1e-12);
    /// ```
    pub fn of(
        said: impl IntoIterator<Item = Probability>,
        outcome: Outcome,
    ) -> Result<Self, Undefined> {
        let said: Vec<_> = said.into_iter().map(Probability::get).collect();
        let (Some(first), Some(last)) = (said.first(), said.last()) else {
            return Err(Undefined::Empty);
        };
        let uncertainty = |p: &f64| p * (1.0 - p);
        let movement = sum(said.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)));
        Ok(Self {
            movement,
            uncertainty_reduction: uncertainty(first) - uncertainty(last),
            to_resolution: movement + (outcome.get() - last).powi(2),
            initial_uncertainty: uncertainty(first),
        })
    }

    /// Returns the movement to the resolution for each unit of uncertainty at the start: 1 on
    /// average for one who follows Bayes, more for one who overreacts, less for one who is slow.
    ///
    /// Undefined for a certain first forecast; one question says little, so take the ratio of the
    /// sums over many.
    pub fn excess(self) -> Figure {
        if self.initial_uncertainty > 0.0 {
            Ok(self.to_resolution / self.initial_uncertainty)
        } else {
            Err(Undefined::NoVariance)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scoring::brier;

    fn life(open: f64, scheduled: f64, close: f64) -> Life {
        Life::new(open, scheduled, close).unwrap()
    }

    fn history(updates: &[(f64, f64)]) -> History<f64> {
        let updates = updates.iter().map(|&(at, said)| Update {
            at,
            // Negative stands for a withdrawal here.
            said: (said >= 0.0).then_some(said),
        });
        History::new(updates.collect()).unwrap()
    }

    fn ends(spans: &[Span<f64>]) -> Vec<(f64, f64, f64)> {
        spans
            .iter()
            .map(|span| (span.from, span.until, span.said))
            .collect()
    }

    #[test]
    fn a_life_has_some_length_and_ends_within_the_schedule() {
        assert_eq!(Life::new(1.0, 1.0, 1.0), None);
        assert_eq!(Life::new(0.0, f64::INFINITY, 1.0), None);
        assert_eq!(life(0.0, 10.0, 12.0), life(0.0, 10.0, 10.0));
        assert_eq!(life(0.0, 10.0, -2.0), life(0.0, 10.0, 0.0));
    }

    #[test]
    fn a_forecast_stands_until_the_next_and_the_last_until_the_close() {
        let spans = history(&[(1.0, 0.2), (4.0, 0.6)]).spans(life(0.0, 10.0, 9.0));
        assert_eq!(ends(&spans), [(1.0, 4.0, 0.2), (4.0, 9.0, 0.6)]);
    }

    #[test]
    fn forecasts_from_before_the_opening_count_from_it_and_only_the_last() {
        let spans = history(&[(-3.0, 0.2), (-1.0, 0.6)]).spans(life(0.0, 10.0, 10.0));
        assert_eq!(ends(&spans), [(0.0, 10.0, 0.6)]);
    }

    #[test]
    fn forecasts_at_or_after_the_close_are_cut() {
        let all = history(&[(1.0, 0.2), (5.0, 1.0), (7.0, 1.0)]);
        let life = life(0.0, 10.0, 5.0);
        assert_eq!(ends(&all.spans(life)), [(1.0, 5.0, 0.2)]);
        assert_eq!(all.last(life), Some(0.2));
    }

    #[test]
    fn a_withdrawal_ends_a_forecast_and_earlier_time_stays_scored() {
        let all = history(&[(0.0, 0.2), (4.0, -1.0), (8.0, 0.9)]);
        let life = life(0.0, 10.0, 10.0);
        let spans = all.spans(life);
        assert_eq!(ends(&spans), [(0.0, 4.0, 0.2), (8.0, 10.0, 0.9)]);
        assert!((coverage(&spans, life) - 0.6).abs() < 1e-12);
        assert_eq!(
            (all.at(5.0), all.at(8.0), all.at(-1.0)),
            (None, Some(0.9), None)
        );
    }

    #[test]
    fn of_two_forecasts_at_one_time_the_later_in_the_list_holds() {
        let all = history(&[(2.0, 0.2), (2.0, 0.9)]);
        assert_eq!(ends(&all.spans(life(0.0, 10.0, 10.0))), [(2.0, 10.0, 0.9)]);
        assert_eq!(all.at(2.0), Some(0.9));
        assert_eq!(all.first(life(0.0, 10.0, 10.0)), Some(0.2));
    }

    #[test]
    fn an_early_close_lowers_the_coverage_of_the_schedule_only() {
        let life = life(0.0, 10.0, 5.0);
        let spans = history(&[(0.0, 0.2)]).spans(life);
        assert!((coverage(&spans, life) - 0.5).abs() < 1e-12);
        assert_eq!(coverage_while_open(&spans, life), Ok(1.0));
    }

    #[test]
    fn nothing_said_leaves_nothing_to_score() {
        let nobody = history(&[]);
        let life = life(0.0, 10.0, 10.0);
        assert_eq!(nobody.spans(life), []);
        assert_eq!(nobody.days(life), []);
        assert_eq!((nobody.first(life), nobody.last(life)), (None, None));
        assert_eq!(
            time_weighted(&nobody.spans(life), |p| p),
            Err(Undefined::Empty)
        );
        assert_eq!(daily(&nobody.days(life), |p| p), Err(Undefined::Empty));
        assert_eq!(Movement::of([], Outcome::YES), Err(Undefined::Empty));
    }

    #[test]
    fn a_question_that_closes_as_it_opens_has_no_time_to_cover() {
        let life = life(0.0, 10.0, 0.0);
        let spans = history(&[(-1.0, 0.2)]).spans(life);
        assert_eq!(spans, []);
        assert_eq!(coverage_while_open(&spans, life), Err(Undefined::Empty));
    }

    #[test]
    fn each_day_takes_what_stood_at_its_end() {
        // Said on the first, third and third day; closed within the fourth.
        let all = history(&[
            (0.5 * DAY, 0.1),
            (2.1 * DAY, 0.2),
            (2.9 * DAY, 0.3),
            (3.4 * DAY, 0.4),
        ]);
        let days = all.days(life(0.2 * DAY, 9.0 * DAY, 3.6 * DAY));
        let said: Vec<_> = days.iter().map(|(_, said)| *said).collect();
        assert_eq!(said, [0.1, 0.1, 0.3, 0.4]);
        assert!((days[3].0 - 3.6 * DAY).abs() < 1e-6);
    }

    #[test]
    fn a_close_at_midnight_opens_no_further_day() {
        let all = history(&[(0.5 * DAY, 0.1)]);
        assert_eq!(all.days(life(0.0, 3.0 * DAY, 3.0 * DAY)).len(), 3);
        assert_eq!(all.days(life(0.0, 3.0 * DAY, 0.4 * DAY)).len(), 0);
    }

    #[test]
    fn the_day_of_the_close_is_not_full_unless_it_closes_at_its_end() {
        let ends = |open: f64, close: f64| life(open * DAY, 9.0 * DAY, close * DAY).full_days();
        assert_eq!(ends(0.5, 2.5), [DAY, 2.0 * DAY]);
        assert_eq!(ends(0.0, 2.0), [DAY, 2.0 * DAY]);
        assert_eq!(ends(0.5, 0.9), []);
    }

    #[test]
    fn days_without_a_forecast_in_force_are_left_out() {
        let all = history(&[(0.5 * DAY, 0.1), (1.5 * DAY, -1.0), (3.5 * DAY, 0.4)]);
        let days = all.days(life(0.0, 9.0 * DAY, 4.5 * DAY));
        let said: Vec<_> = days.iter().map(|(_, said)| *said).collect();
        assert_eq!(said, [0.1, 0.4, 0.4]);
    }

    #[test]
    fn a_certain_start_leaves_no_uncertainty_to_compare_with() {
        let movement = Movement::of([Probability::ONE], Outcome::YES).unwrap();
        assert_eq!(movement.excess(), Err(Undefined::NoVariance));
    }

    proptest! {
        #[test]
        fn a_constant_forecast_scores_the_same_however_often_it_is_repeated(
            times in prop::collection::vec(0.0_f64..10.0, 1..6),
        ) {
            let updates: Vec<_> = times.iter().map(|&at| (at, 0.3)).collect();
            let spans = history(&updates).spans(life(0.0, 10.0, 10.0));
            let half = |p| brier(Probability::new(p).unwrap(), Outcome::YES);
            prop_assert!((time_weighted(&spans, half).unwrap() - 0.49).abs() < 1e-12);
        }
    }
}
