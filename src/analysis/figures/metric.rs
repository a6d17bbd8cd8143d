//! A figure with its name.

use std::borrow::Cow;

use crate::scoring::{Interval, Statistic, Undefined};

/// A figure with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Its name in machine output.
    pub name: Cow<'static, str>,
    /// The figure, or why there is none.
    pub value: Statistic,
    /// Its interval, where it has one.
    pub interval: Option<(f64, f64)>,
    /// Why it has none, where it should.
    pub no_interval: Option<Undefined>,
}

/// Returns a number, unless it is none.
fn number(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

impl Metric {
    /// Returns a figure that has no interval.
    #[must_use]
    pub fn plain(name: impl Into<Cow<'static, str>>, value: Statistic) -> Self {
        // Where one score is infinite one way and one the other, the mean is no number.
        let value = value.and_then(|value| number(value).ok_or(Undefined::Infinite));
        Self {
            name: name.into(),
            value,
            interval: None,
            no_interval: None,
        }
    }

    /// Returns a count.
    #[must_use]
    pub fn count(name: impl Into<Cow<'static, str>>, n: usize) -> Self {
        Self::plain(name, Ok(crate::scoring::count(n)))
    }

    /// Returns a figure with its interval, or with why there is none.
    #[must_use]
    pub fn with_interval(
        name: impl Into<Cow<'static, str>>,
        value: Statistic,
        interval: Result<Interval, Undefined>,
    ) -> Self {
        let ends = interval.and_then(|ends| {
            let both = number(ends.low).zip(number(ends.high));
            both.ok_or(Undefined::Infinite)
        });
        Self {
            interval: ends.ok().filter(|_| value.is_ok()),
            no_interval: ends.err().filter(|_| value.is_ok()),
            ..Self::plain(name, value)
        }
    }
}
