//! Verdicts: what a row of a table and a slope say, in words.

use std::fmt;

use crate::Interval;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tendency {
    /// Forecasts are too extreme.
    Overconfident,
    /// Forecasts are too timid.
    Underconfident,
    /// The pairs do not say.
    CannotTell,
}

/// How many clusters, and how many of each outcome, a tendency needs.
const CLUSTERS: usize = 30;
const OF_EACH_OUTCOME: usize = 5;

impl Tendency {
    /// Returns what the interval of the recalibration slope says.
    ///
    /// It takes 30 clusters, 5 of each outcome, and an interval that excludes 1.
    #[must_use]
    pub fn of(clusters: usize, yes: usize, no: usize, slope: Option<Interval>) -> Self {
        let enough = clusters >= CLUSTERS && yes.min(no) >= OF_EACH_OUTCOME;
        match slope {
            Some(slope) if enough && slope.high < 1.0 => Self::Overconfident,
            Some(slope) if enough && slope.low > 1.0 => Self::Underconfident,
            _ => Self::CannotTell,
        }
    }
}

impl fmt::Display for Tendency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overconfident => "overconfident",
            Self::Underconfident => "underconfident",
            Self::CannotTell => "cannot tell",
        })
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
    fn a_tendency_needs_cases_and_a_clear_slope() {
        let steep = Some(interval(0.3, 0.9));
        assert_eq!(Tendency::of(30, 5, 25, steep), Tendency::Overconfident);
        assert_eq!(Tendency::of(29, 5, 24, steep), Tendency::CannotTell);
        assert_eq!(Tendency::of(30, 4, 26, steep), Tendency::CannotTell);
        assert_eq!(Tendency::of(30, 5, 25, None), Tendency::CannotTell);
        let wide = Some(interval(0.9, 1.5));
        assert_eq!(Tendency::of(30, 5, 25, wide), Tendency::CannotTell);
        let flat = Some(interval(1.1, 1.5));
        assert_eq!(Tendency::of(30, 25, 5, flat), Tendency::Underconfident);
    }
}
