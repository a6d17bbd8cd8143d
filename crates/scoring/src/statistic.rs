//! A figure, or in plain words why there is none.

use std::fmt;

/// A number that may not exist.
pub type Statistic = Result<f64, Undefined>;

/// A range of values, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Says whether a value lies in the interval.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Why a figure does not exist.
///
/// It prints as a clause that fits after "n/a: ".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undefined {
    /// There is nothing to count.
    Empty,
    /// More cases are needed.
    TooFew {
        /// How many there are.
        have: usize,
        /// How many it takes.
        need: usize,
    },
    /// All outcomes are the same, so nothing can be told apart.
    OneOutcome,
    /// All forecasts are the same.
    ConstantForecast,
    /// Forecasts of 0 or 1 have no log odds.
    Certain {
        /// How many there are.
        count: usize,
    },
    /// One threshold separates every yes from every no.
    Separated,
    /// The score is infinite: what was called impossible happened.
    Infinite,
    /// A forecast of 0 or 1 could have had an infinite score.
    Unbounded,
    /// The reference score is 0.
    PerfectReference,
    /// The statistic has no spread, so it cannot be tested.
    NoVariance,
    /// The two forecasters' scores are the same on every case.
    Identical,
    /// A group expects no event, or nothing but events.
    CertainGroup,
    /// The pairs carry weights, which the test does not know.
    Weighted,
    /// Several pairs share a cluster, which the test does not know.
    Repeated,
    /// Too many resamples have no figure.
    Unstable {
        /// How many have none.
        lost: usize,
        /// How many there are.
        all: usize,
    },
    /// There are more than 2³² pairs.
    TooMany,
    /// Partial resolutions have no place in it.
    Partial,
    /// A few quantiles without bounds say nothing of the tails.
    NoTails,
    /// The forecast gives no quantiles.
    NoQuantiles,
    /// The forecast gives no density.
    NoDensity,
    /// What was said or what happened does not fit the question.
    Unfit,
    /// It was not asked for.
    NotAsked,
    /// No resamples were asked for.
    NotResampled,
    /// The order in which the pairs were resolved is not known.
    Unordered,
    /// Which estimate is the last depends on the outcome, so that a calibrated forecaster fails.
    LastOnly,
    /// The search for the best fit did not settle.
    NotConverged,
    /// The questions do not have the same options.
    OptionsDiffer,
    /// A quantile has no counterpart on the other side of the median.
    Unpaired,
    /// No median is given, nor quantiles on both sides of it.
    NoMedian,
    /// A forecast gives a range of places for its outcome, not one.
    Spread,
    /// One says 0 % and another 100 %.
    Opposed,
    /// The score is below 0, where it has no root.
    Negative,
    /// No record gives a base rate.
    NoBaseRate,
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "nothing to count"),
            Self::TooFew { have, need } => write!(f, "needs at least {need}, has {have}"),
            Self::OneOutcome => write!(f, "all outcomes are the same"),
            Self::ConstantForecast => write!(f, "all forecasts are the same"),
            Self::Certain { count: 1 } => write!(f, "1 forecast is 0% or 100%"),
            Self::Certain { count } => write!(f, "{count} forecasts are 0% or 100%"),
            Self::Separated => write!(f, "perfect separation: not estimable"),
            Self::Infinite => write!(f, "the score is infinite"),
            Self::Unbounded => write!(f, "a forecast of 0% or 100% could have scored infinitely"),
            Self::PerfectReference => write!(f, "the reference scores 0"),
            Self::NoVariance => write!(f, "no spread to test against"),
            Self::Identical => write!(f, "the two are identical"),
            Self::CertainGroup => write!(f, "a group expects no event, or only events"),
            Self::Weighted => write!(f, "not tested: weighted estimates"),
            Self::Repeated => write!(f, "not tested: repeated estimates"),
            Self::Unstable { lost, all } => write!(f, "not defined in {lost} of {all} resamples"),
            Self::TooMany => write!(f, "too many pairs to resample"),
            Self::Partial => write!(f, "partial resolutions do not count here"),
            Self::NoTails => write!(f, "quantiles without bounds have no tails"),
            Self::NoQuantiles => write!(f, "no quantiles are given"),
            Self::NoDensity => write!(f, "no density is given"),
            Self::Unfit => write!(f, "it does not fit the question"),
            Self::NotAsked => write!(f, "not asked for"),
            Self::NotResampled => write!(f, "no resamples were asked for"),
            Self::Unordered => write!(f, "the order of the resolutions is not known"),
            Self::LastOnly => {
                write!(
                    f,
                    "not tested: which estimate is the last depends on the outcome"
                )
            }
            Self::NotConverged => write!(f, "the fit did not settle"),
            Self::OptionsDiffer => write!(f, "the questions do not have the same options"),
            Self::Unpaired => write!(f, "a quantile has no counterpart across the median"),
            Self::NoMedian => write!(f, "no median is given"),
            Self::Spread => write!(f, "not tested: outcomes without one place in the forecast"),
            Self::Opposed => write!(f, "one says 0% and another 100%"),
            Self::Negative => write!(f, "the score is below 0"),
            Self::NoBaseRate => write!(f, "no record gives a base rate"),
        }
    }
}

impl std::error::Error for Undefined {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_plain_words() {
        let few = Undefined::TooFew { have: 1, need: 2 };
        assert_eq!(few.to_string(), "needs at least 2, has 1");
        assert_eq!(
            Undefined::Certain { count: 1 }.to_string(),
            "1 forecast is 0% or 100%"
        );
    }
}
