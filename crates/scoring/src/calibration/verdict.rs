//! Verdicts: what a row of a table and a slope say, in words.

use std::fmt;

use crate::{Interval, Undefined};

/// What a row says about calibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There are too few cases to say anything.
    TooFew,
    /// It happened less often than any forecast of the row said.
    Below,
    /// It happened more often than any forecast of the row said.
    Above,
    /// It happened as often as said, within the band.
    InBand,
    /// It may have happened as often as said.
    Consistent,
}

/// The effective number of clusters under which a row says nothing.
const MIN_CLUSTERS: f64 = 10.0;

impl Verdict {
    /// Returns the verdict on a row: the interval of its frequency against the band that was said.
    ///
    /// Only an interval that excludes the whole band is below or above it, and only one that lies
    /// inside is in the band.
    ///
    /// ```
    /// use foretell_scoring::Interval;
    /// use foretell_scoring::calibration::Verdict;
    ///
    /// let seen = Interval { low: 0.4, high: 0.7 };
    /// let said = Interval { low: 0.8, high: 0.95 };
    /// assert_eq!(Verdict::of(seen, said, 30.0), Verdict::Below);
    /// ```
    #[must_use]
    pub fn of(seen: Interval, said: Interval, effective: f64) -> Self {
        // Ten weights of 0.1 add up to a little less than 1.
        if effective < MIN_CLUSTERS - 1e-9 {
            Self::TooFew
        } else if seen.high < said.low {
            Self::Below
        } else if seen.low > said.high {
            Self::Above
        } else if said.low <= seen.low && seen.high <= said.high {
            Self::InBand
        } else {
            Self::Consistent
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooFew => "too few",
            Self::Below => "below",
            Self::Above => "above",
            Self::InBand => "in band",
            Self::Consistent => "consistent with the band",
        })
    }
}

/// Whether a forecaster is too sure or not sure enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tendency {
    /// Forecasts are too extreme.
    Overconfident,
    /// Forecasts are too timid.
    Underconfident,
    /// The pairs do not say, for one reason.
    CannotTell(CannotTell),
}

/// The one condition that fails, so that no tendency can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CannotTell {
    /// Which estimates count depends on the outcome.
    ChosenByOutcome,
    /// More clusters are needed.
    Clusters {
        /// How many there are.
        have: usize,
    },
    /// More clusters are needed in which it came true, or in which it did not.
    OfOutcome {
        /// Whether it came true.
        happened: bool,
        /// How many there are.
        have: usize,
    },
    /// The slope has no interval.
    NoInterval(Undefined),
    /// The interval of the slope includes 1, so that what is shown may be chance.
    Chance(Interval),
}

/// How many clusters, and how many of each outcome, a tendency needs.
pub const TENDENCY_CLUSTERS: usize = 30;
const OF_EACH_OUTCOME: usize = 5;

impl Tendency {
    /// Returns what the interval of the recalibration slope says: the one test of over- and
    /// underconfidence.
    ///
    /// It takes 30 clusters, 5 of each outcome, and an interval that excludes 1.
    #[must_use]
    pub fn of(clusters: usize, yes: usize, no: usize, slope: Result<Interval, Undefined>) -> Self {
        if clusters < TENDENCY_CLUSTERS {
            return Self::CannotTell(CannotTell::Clusters { have: clusters });
        }
        if yes.min(no) < OF_EACH_OUTCOME {
            let (happened, have) = (yes <= no, yes.min(no));
            return Self::CannotTell(CannotTell::OfOutcome { happened, have });
        }
        match slope {
            Ok(slope) if slope.high < 1.0 => Self::Overconfident,
            Ok(slope) if slope.low > 1.0 => Self::Underconfident,
            Ok(slope) => Self::CannotTell(CannotTell::Chance(slope)),
            Err(why) => Self::CannotTell(CannotTell::NoInterval(why)),
        }
    }

    /// Returns the condition that fails, where none can be told.
    #[must_use]
    pub fn why(self) -> Option<CannotTell> {
        match self {
            Self::CannotTell(why) => Some(why),
            _ => None,
        }
    }
}

impl fmt::Display for Tendency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overconfident => "overconfident",
            Self::Underconfident => "underconfident",
            Self::CannotTell(_) => "cannot tell",
        })
    }
}

/// It prints as a clause that fits after "cannot tell: ".
impl fmt::Display for CannotTell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChosenByOutcome => write!(f, "which estimates count depends on the outcome"),
            Self::Clusters { have } => {
                write!(
                    f,
                    "{have} of the {TENDENCY_CLUSTERS} independent questions needed"
                )
            }
            Self::OfOutcome { happened, have } => {
                let outcome = if *happened { "yes" } else { "no" };
                write!(
                    f,
                    "{have} of the {OF_EACH_OUTCOME} independent questions needed that resolved {outcome}"
                )
            }
            Self::NoInterval(why) => write!(f, "the slope has no interval: {why}"),
            Self::Chance(Interval { low, high }) => {
                write!(
                    f,
                    "the interval of the slope, {low:.2} to {high:.2}, includes 1"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn interval(low: f64, high: f64) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn a_verdict_needs_ten_clusters_and_the_whole_band() {
        let said = interval(0.55, 0.8);
        let cases = [
            (interval(0.0, 0.1), 9.9, "too few"),
            (interval(0.0, 0.1), 10.0, "below"),
            (interval(0.9, 1.0), 10.0, "above"),
            (interval(0.6, 0.7), 10.0, "in band"),
            (interval(0.55, 0.8), 10.0, "in band"),
            (interval(0.5, 0.7), 10.0, "consistent with the band"),
            (interval(0.4, 0.9), 10.0, "consistent with the band"),
            (interval(0.4, 0.55), 10.0, "consistent with the band"),
        ];
        for (seen, effective, expected) in cases {
            assert_eq!(Verdict::of(seen, said, effective).to_string(), expected);
        }
    }

    #[test]
    fn a_tendency_needs_cases_and_a_clear_slope_and_says_which_is_missing() {
        let steep = Ok(interval(0.3, 0.9));
        assert_eq!(Tendency::of(30, 5, 25, steep), Tendency::Overconfident);
        let flat = Ok(interval(1.1, 1.5));
        assert_eq!(Tendency::of(30, 25, 5, flat), Tendency::Underconfident);
        let why = |tendency: Tendency| tendency.why().unwrap().to_string();
        assert_eq!(
            why(Tendency::of(22, 5, 17, steep)),
            "22 of the 30 independent questions needed"
        );
        assert_eq!(
            why(Tendency::of(30, 4, 26, steep)),
            "4 of the 5 independent questions needed that resolved yes"
        );
        assert_eq!(
            why(Tendency::of(30, 5, 25, Err(Undefined::ConstantForecast))),
            "the slope has no interval: all forecasts are the same"
        );
        assert_eq!(
            why(Tendency::of(30, 5, 25, Ok(interval(0.9, 1.5)))),
            "the interval of the slope, 0.90 to 1.50, includes 1"
        );
    }
}
