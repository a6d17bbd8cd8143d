//! What one forecaster said when, and which forecast stood how long.

use super::{DAY, Life};

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
pub struct EstimateHistory<T>(Vec<Update<T>>);

/// A stretch of time over which one forecast stood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForecastSpan<T> {
    /// From when.
    pub from: f64,
    /// Until when, which is later.
    pub until: f64,
    /// What was said.
    pub said: T,
}

impl<T> ForecastSpan<T> {
    /// Returns how long the stretch is.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.until - self.from
    }

    /// Returns the same stretch with something made of what was said.
    #[must_use]
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> ForecastSpan<U> {
        ForecastSpan {
            from: self.from,
            until: self.until,
            said: of(self.said),
        }
    }
}

impl<T: Copy> EstimateHistory<T> {
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
    pub fn spans(&self, life: Life) -> Vec<ForecastSpan<T>> {
        let ends = self
            .0
            .iter()
            .skip(1)
            .map(|next| next.at)
            .chain([f64::INFINITY]);
        let spans = self.0.iter().zip(ends).filter_map(|(update, end)| {
            Some(ForecastSpan {
                from: update.at.max(life.open()),
                until: end.min(life.close()),
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
        let made = self.0.partition_point(|update| update.at < life.close());
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
            .map_or(life.close(), |update| update.at.max(life.open()));
        let start = (first / DAY).floor();
        // A close at midnight ends the day before and opens none.
        let days = (life.close() / DAY).ceil() - start;
        let ends = (1..).map(f64::from).take_while(|day| *day <= days);
        let looked = ends.map(|day| ((start + day) * DAY).min(life.close()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::coverage;

    fn life(open: f64, scheduled: f64, close: f64) -> Life {
        Life::new(open, scheduled, close).unwrap()
    }

    fn history(updates: &[(f64, f64)]) -> EstimateHistory<f64> {
        let updates = updates.iter().map(|&(at, said)| Update {
            at,
            // Negative stands for a withdrawal here.
            said: (said >= 0.0).then_some(said),
        });
        EstimateHistory::new(updates.collect()).unwrap()
    }

    fn ends(spans: &[ForecastSpan<f64>]) -> Vec<(f64, f64, f64)> {
        spans
            .iter()
            .map(|span| (span.from, span.until, span.said))
            .collect()
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
    fn days_without_a_forecast_in_force_are_left_out() {
        let all = history(&[(0.5 * DAY, 0.1), (1.5 * DAY, -1.0), (3.5 * DAY, 0.4)]);
        let days = all.days(life(0.0, 9.0 * DAY, 4.5 * DAY));
        let said: Vec<_> = days.iter().map(|(_, said)| *said).collect();
        assert_eq!(said, [0.1, 0.4, 0.4]);
    }
}
