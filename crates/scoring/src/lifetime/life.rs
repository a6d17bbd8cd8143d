//! From when to when a question was open.

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

#[cfg(test)]
mod tests {
    use super::*;

    fn life(open: f64, scheduled: f64, close: f64) -> Life {
        Life::new(open, scheduled, close).unwrap()
    }

    #[test]
    fn a_life_has_some_length_and_ends_within_the_schedule() {
        assert_eq!(Life::new(1.0, 1.0, 1.0), None);
        assert_eq!(Life::new(0.0, f64::INFINITY, 1.0), None);
        assert_eq!(life(0.0, 10.0, 12.0), life(0.0, 10.0, 10.0));
        assert_eq!(life(0.0, 10.0, -2.0), life(0.0, 10.0, 0.0));
    }

    #[test]
    fn the_day_of_the_close_is_not_full_unless_it_closes_at_its_end() {
        let ends = |open: f64, close: f64| life(open * DAY, 9.0 * DAY, close * DAY).full_days();
        assert_eq!(ends(0.5, 2.5), [DAY, 2.0 * DAY]);
        assert_eq!(ends(0.0, 2.0), [DAY, 2.0 * DAY]);
        assert!(ends(0.5, 0.9).is_empty());
    }
}
